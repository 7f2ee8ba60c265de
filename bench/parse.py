"""Measure how long Octavo takes to parse and resolve, against markdown-it-py.

    make bench                      the stress book of 240,000 words, five rounds
    python bench/parse.py --words 60000 --rounds 3

Both are measured in one run, in turns, on the same text: markdown-it-py with the plugins for the
same language parses it and renders HTML; Octavo parses it and resolves it into a Book. What is
read from disk before parsing is not measured. Counted is the time of this process's own work, so
that other programs on the machine do not count; the clock on the wall is shown beside it: what it
says more is waiting, for Pandoc (citations) and for the chart engine above all. Drawing formulas
is a pass of its own and is not measured, as markdown-it-py leaves them to whoever renders them.
The target is held against markdown-it-py with quotes and dashes, which Octavo sets as well; it has
no citations, tables from data, charts, index or glossary to compare.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from markdown_it import MarkdownIt  # noqa: E402
from mdit_py_plugins.anchors import anchors_plugin  # noqa: E402
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin  # noqa: E402
from mdit_py_plugins.container import container_plugin  # noqa: E402
from mdit_py_plugins.deflist import deflist_plugin  # noqa: E402
from mdit_py_plugins.dollarmath import dollarmath_plugin  # noqa: E402
from mdit_py_plugins.footnote import footnote_plugin  # noqa: E402
from mdit_py_plugins.front_matter import front_matter_plugin  # noqa: E402
from mdit_py_plugins.subscript import sub_plugin  # noqa: E402
from mdit_py_plugins.superscript import superscript_plugin  # noqa: E402
from mdit_py_plugins.tasklists import tasklists_plugin  # noqa: E402

from octavo.model.book import Chapter  # noqa: E402
from octavo.passes.configure import configure  # noqa: E402
from octavo.passes.load import load  # noqa: E402
from octavo.passes.parse import parse  # noqa: E402
from octavo.passes.parse.fragment import parse_inlines  # noqa: E402
from octavo.passes.resolve import Surroundings, resolve  # noqa: E402
from octavo.words import Words  # noqa: E402
from octavo.workspace import Workspace  # noqa: E402
from tests.stress import Plan, write_stress_book  # noqa: E402

TARGET = 1.5
WORDS = 240_000
ROUNDS = 5


def plain_parser(*, typographer: bool) -> MarkdownIt:
    """Return markdown-it-py with the plugins that come nearest to the manuscript language."""
    parser = MarkdownIt("commonmark", {"typographer": typographer})
    parser.enable(["table", "strikethrough"])
    if typographer:
        parser.enable(["replacements", "smartquotes"])
    for plugin in (
        front_matter_plugin,
        footnote_plugin,
        deflist_plugin,
        attrs_block_plugin,
        dollarmath_plugin,
        sub_plugin,
        superscript_plugin,
        tasklists_plugin,
    ):
        parser.use(plugin)
    parser.use(anchors_plugin, max_level=6)
    parser.use(attrs_plugin, spans=True)
    return parser.use(container_plugin, "div", validate=lambda *_given: True)


class Candidate:
    """Something to measure, with the seconds that its rounds took: of work, and on the wall."""

    def __init__(self, name: str, run: Callable[[], None]) -> None:
        """Take its name in the table, and what it does."""
        self.name = name
        self.run = run
        self.work: list[float] = []
        self.wall: list[float] = []

    def measure(self) -> None:
        """Run it once more."""
        gc.collect()
        work, wall = time.process_time(), time.perf_counter()
        self.run()
        self.work.append(time.process_time() - work)
        self.wall.append(time.perf_counter() - wall)


class Octavo:
    """Octavo's two passes over a publication that is configured and loaded."""

    def __init__(self, folder: Path) -> None:
        """Take the publication's folder."""
        self.workspace = Workspace(folder)
        configuration = configure(self.workspace)
        (self.publication,) = configuration.project.publications.values()
        self.sources, _, _ = load(self.workspace, self.publication, configuration)
        self.chapters: tuple[Chapter, ...] = ()
        words = cache(lambda lang: Words(self.workspace, lang))
        self.surroundings = Surroundings(self.workspace, words, parse_inlines)

    def parse(self) -> None:
        """Parse all sources."""
        self.chapters = tuple(chapter for source in self.sources for chapter in parse(source)[0])

    def resolve(self) -> None:
        """Resolve what was parsed."""
        resolve(self.publication, self.chapters, None, self.surroundings)


def candidates(folder: Path) -> list[Candidate]:
    """Return what is measured on the publication in a folder, in the order of a round."""
    octavo = Octavo(folder)
    texts = [source.text for source in octavo.sources]

    def render(*, typographer: bool) -> Callable[[], None]:
        parser = plain_parser(typographer=typographer)

        def run() -> None:
            for text in texts:
                parser.render(text)

        return run

    return [
        Candidate("markdown-it-py: parse and render", render(typographer=False)),
        Candidate("markdown-it-py: the same with quotes and dashes", render(typographer=True)),
        Candidate("Octavo: parse", octavo.parse),
        Candidate("Octavo: resolve", octavo.resolve),
    ]


def table(measured: Sequence[Candidate], words: int) -> str:
    """Return what was measured as text."""
    medians = [(statistics.median(one.work), statistics.median(one.wall)) for one in measured]
    names = [one.name for one in measured]
    ours = tuple(sum(times) for times in zip(*medians[-2:], strict=True))
    rows = [*zip(names, medians, strict=True), ("Octavo: together", ours)]
    ratios = [
        (f"Octavo / {name}", tuple(us / them for us, them in zip(ours, times, strict=True)))
        for name, times in zip(names[:2], medians[:2], strict=True)
    ]
    packages = ("markdown-it-py", "mdit-py-plugins", "octavo")
    return "\n".join(
        [
            f"{words} words, {len(measured[0].work)} rounds in turns, medians",
            f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, "
            + ", ".join(f"{name} {version(name)}" for name in packages),
            "",
            f"{'seconds':<60} {'work':>8} {'wall':>8}",
            *(f"{name:<60} {work:8.2f} {wall:8.2f}" for name, (work, wall) in rows),
            "",
            *(f"{name:<60} {work:8.2f} {wall:8.2f}" for name, (work, wall) in ratios),
            f"{'target: at most':<60} {TARGET:8.2f}",
            "",
        ]
    )


def main() -> None:
    """Write the book, measure, and print the table."""
    parser = argparse.ArgumentParser(description="Measure parsing and resolving.")
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_stress_book(Path(folder), Plan(words=arguments.words, chapters=24))
        measured = candidates(Path(folder))
        for one in measured:  # imports, caches
            one.run()
        for _ in range(arguments.rounds):
            for one in measured:
                one.measure()
    sys.stdout.write(table(measured, arguments.words))


if __name__ == "__main__":
    main()
