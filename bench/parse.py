"""Measure how long Octavo takes to parse and resolve, against markdown-it-py.

    make bench                      the stress book of 240,000 words, five rounds
    python bench/parse.py --words 60000 --rounds 3

Both are measured in one run, in turns, on the same text: markdown-it-py with the plugins for the
same language parses it and renders HTML; Octavo parses it and resolves it into a Book. What is
read from disk before parsing is not measured. The median counts.
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
from octavo.passes.resolve import resolve  # noqa: E402
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
    """Something to measure, with the seconds that its rounds took."""

    def __init__(self, name: str, run: Callable[[], None]) -> None:
        """Take its name in the table, and what it does."""
        self.name = name
        self.run = run
        self.seconds: list[float] = []

    def measure(self) -> None:
        """Run it once more."""
        gc.collect()
        started = time.perf_counter()
        self.run()
        self.seconds.append(time.perf_counter() - started)

    @property
    def median(self) -> float:
        """Return the median of its rounds in seconds."""
        return statistics.median(self.seconds)


class Octavo:
    """Octavo's two passes over a publication that is configured and loaded."""

    def __init__(self, folder: Path) -> None:
        """Take the publication's folder."""
        self.workspace = Workspace(folder)
        configuration = configure(self.workspace)
        (self.publication,) = configuration.project.publications.values()
        self.sources, _, _ = load(self.workspace, self.publication, configuration)
        self.chapters: tuple[Chapter, ...] = ()
        self.words = cache(lambda lang: Words(self.workspace, lang))

    def parse(self) -> None:
        """Parse all sources."""
        self.chapters = tuple(chapter for source in self.sources for chapter in parse(source)[0])

    def resolve(self) -> None:
        """Resolve what was parsed."""
        resolve(self.publication, self.chapters, None, self.workspace, self.words, parse_inlines)


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
        Candidate("markdown-it-py: parse, render", render(typographer=False)),
        Candidate("markdown-it-py: the same, with quotes and dashes", render(typographer=True)),
        Candidate("Octavo: parse", octavo.parse),
        Candidate("Octavo: resolve", octavo.resolve),
    ]


def table(measured: Sequence[Candidate], words: int) -> str:
    """Return what was measured as text."""
    plain, with_quotes, parsing, resolving = (one.median for one in measured)
    ours = parsing + resolving
    rows = [
        f"{one.name:<50} {one.median:7.2f} s   {min(one.seconds):.2f} to {max(one.seconds):.2f}"
        for one in measured
    ]
    packages = ("markdown-it-py", "mdit-py-plugins", "octavo")
    return "\n".join(
        [
            f"{words} words, {len(measured[0].seconds)} rounds in turns, medians",
            f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, "
            + ", ".join(f"{name} {version(name)}" for name in packages),
            "",
            *rows,
            f"{'Octavo: together':<50} {ours:7.2f} s",
            "",
            f"Octavo / markdown-it-py                   {ours / plain:.2f}",
            f"Octavo / markdown-it-py with quotes       {ours / with_quotes:.2f}"
            f"   (target: at most {TARGET})",
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
