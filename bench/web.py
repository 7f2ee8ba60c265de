"""Measure whether a web edition takes time in proportion to its essays.

    make bench                                  100, 300 and 1,000 essays, three rounds
    python bench/web.py --essays 100 1000 --rounds 1

Each essay has about a thousand words in four sections, notes, a table, a link to another essay and
three topics, made with a seed from the words of our own. Measured, in CPU time of one process, are
the pass that makes the XHTML with the writer of the pages, and the page to download from with its
search; reading the manuscript is measured by bench/parse.py, and nothing is laid out. What is told
is the time an essay, and its ratio to that of the fewest essays: more than 1.25 is not in
proportion.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from octavo import shelf  # noqa: E402
from octavo.model.publication import SiteFacts  # noqa: E402
from octavo.model.rendition import Artefact, PageMap, tree_sha256  # noqa: E402
from octavo.model.site import WEB  # noqa: E402
from octavo.passes.template import template  # noqa: E402
from octavo.pipeline import Manuscript, Options, present, read  # noqa: E402
from octavo.workspace import Workspace  # noqa: E402
from octavo.writers.web import write_web  # noqa: E402
from octavo.writers.web.given import Given  # noqa: E402

WORDS = 1000
MOST = 1.25
SITE = SiteFacts("Essays", "en", "")
CONFIGURATION = """\
publications:
  essays:
    title: Essays
    date: 2026-01-15
    design: anthology
    contents: [text]
    editions: [web]
"""


def vocabulary() -> list[str]:
    """Return the words of our essays, each as often as they have it."""
    texts = sorted((ROOT / "content" / "essays").glob("*.md"))
    return re.findall(r"[a-z]{2,}", " ".join(path.read_text(encoding="utf-8") for path in texts))


def essay(number: int, words: Sequence[str], chance: random.Random) -> str:
    """Return an essay as Markdown."""

    def some(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    topics = ", ".join(f"topic {chance.randrange(40)}" for _ in range(3))
    parts = [f"---\ntitle: {some(5)}\nauthor: Author {chance.randrange(200)}\n"]
    parts.append(f"abstract: {some(30)}.\nkeywords: [{topics}]\n---\n\n")
    for section in range(4):
        parts.append(f"## {some(4)}\n\n")
        parts += [f"{some(80)}.[^n{section}]\n\n" for _ in range(3)]
        parts.append(f"[^n{section}]: {some(20)}.\n\n")
    parts.append("| A | B |\n|---|--:|\n" + f"| {some(2)} | {number} |\n" * 5 + "\n")
    parts.append(f"See [another](essay-{max(0, number - 7):04}.md).\n")
    return "".join(parts)


def publication(folder: Path, count: int) -> Manuscript:
    """Write a publication of so many essays and read it."""
    words, chance = vocabulary(), random.Random(7)  # noqa: S311  (no secret)
    (folder / "text").mkdir()
    for number in range(count):
        text = essay(number, words, chance)
        (folder / "text" / f"essay-{number:04}.md").write_text(text, encoding="utf-8")
    (folder / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    ((_, manuscript),) = read(Workspace(folder), Options())
    assert not [one for one in manuscript.diagnostics if one.is_error]
    return manuscript


def measure(folder: Path, manuscript: Manuscript) -> tuple[float, float]:
    """Return the seconds for the pages, and for the page to download from with its search."""
    workspace = Workspace(folder)
    (edition,) = manuscript.editions
    given = Given(manuscript.book, manuscript.design, SITE, PageMap())
    started = time.process_time()
    rendition = template(manuscript.book, manuscript.design, edition, workspace, PageMap())
    files = write_web(rendition, given, workspace)
    pages = time.process_time() - started
    path = f"{WEB}/essays/{files[0].path}"
    made = Artefact("essays", "web", path, "text/html", 0, tree_sha256({}), files=files)
    shelf.put(workspace.build_folder, [made])
    started = time.process_time()
    assert present(workspace, workspace.build_folder)[0]
    return pages, time.process_time() - started


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--essays", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    first: tuple[float, float] | None = None
    print(f"web edition, essays of about {WORDS} words, medians of {asked.rounds}")  # noqa: T201
    for count in asked.essays:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            manuscript = publication(folder, count)
            rounds = [measure(folder, manuscript) for _ in range(asked.rounds)]
        pages, site = (statistics.median(column) / count for column in zip(*rounds, strict=True))
        first = first or (pages, site)
        ratios = pages / first[0], site / first[1]
        told = "" if max(ratios) <= MOST else "  not in proportion"
        print(  # noqa: T201
            f"{count:>6} essays: pages {1000 * pages:6.1f} ms an essay ({ratios[0]:.2f}), "
            f"site {1000 * site:6.1f} ms ({ratios[1]:.2f}){told}"
        )


if __name__ == "__main__":
    main()
