"""Measure how long Octavo takes to parse and resolve, against markdown-it-py.

    make bench                      the stress book of 240,000 words, five rounds
    python bench/parse.py --words 60000 --rounds 3

Both are measured in one run, in turns, on the same text, each in a process of its own: neither has
to go round what the other keeps in memory. markdown-it-py with the plugins for the same language
parses the text and renders HTML; Octavo parses it and resolves it into a Book. What is read from
disk before parsing is not measured. Counted is the time of the process's own work, so that other
programs on the machine do not count; the clock on the wall is shown beside it: what it says more
is waiting, for Pandoc (citations) and for the chart engine. So everything is measured once more on
the same text without citations and charts, where nothing waits and both clocks agree. Drawing
formulas is a pass of its own and is not measured, as markdown-it-py leaves them to whoever renders
them. The target is held against markdown-it-py with quotes and dashes, which Octavo sets as well;
it has no citations, tables from data, charts, index or glossary to compare.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from multiprocessing import get_context
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


class Octavo:
    """Octavo's two passes over a publication that is configured and loaded."""

    def __init__(self, folder: Path, change: Callable[[str], str]) -> None:
        """Take the publication's folder, and what is done to its texts before they are parsed."""
        self.workspace = Workspace(folder)
        configuration = configure(self.workspace)
        (self.publication,) = configuration.project.publications.values()
        sources, _, _ = load(self.workspace, self.publication, configuration)
        self.sources = [replace(source, text=change(source.text)) for source in sources]
        self.chapters: tuple[Chapter, ...] = ()
        words = cache(lambda lang: Words(self.workspace, lang))
        self.surroundings = Surroundings(self.workspace, words, parse_inlines)

    def parse(self) -> None:
        """Parse all sources."""
        self.chapters = tuple(chapter for source in self.sources for chapter in parse(source)[0])

    def resolve(self) -> None:
        """Resolve what was parsed."""
        resolve(self.publication, self.chapters, None, self.surroundings)


def waiting_for_nobody(text: str) -> str:
    """Return a text of the stress book with its charts as listings and its citations as words."""
    return text.replace("vega-lite", "json").replace("@work", "work")


Task = Callable[[], None]


def markdown_it(folder: Path, change: Callable[[str], str], *, typographer: bool) -> list[Task]:
    """Return what markdown-it-py does with the texts of a publication."""
    texts = [source.text for source in Octavo(folder, change).sources]
    parser = plain_parser(typographer=typographer)

    def run() -> None:
        for text in texts:
            parser.render(text)

    return [run]


def octavo(folder: Path, change: Callable[[str], str]) -> list[Task]:
    """Return what Octavo does with them."""
    candidate = Octavo(folder, change)
    return [candidate.parse, candidate.resolve]


# What is measured, by its name; each has a process of its own, so that none has to go round what
# another keeps in memory.
CANDIDATES: dict[str, Callable[[Path, Callable[[str], str]], list[Task]]] = {
    "markdown-it-py: parse and render": partial(markdown_it, typographer=False),
    "markdown-it-py: the same with quotes and dashes": partial(markdown_it, typographer=True),
    "Octavo": octavo,
}
BOOKS: dict[str, Callable[[str], str]] = {
    "the whole book": str,
    "without citations and charts": waiting_for_nobody,
}
Seconds = tuple[float, float]
tasks: list[Task] = []


def begin(folder: Path, book: str, name: str) -> None:
    """Begin the process of a candidate: run it once, for imports and caches."""
    tasks.extend(CANDIDATES[name](folder, BOOKS[book]))
    for task in tasks:
        task()


def measure() -> list[Seconds]:
    """Run this process's candidate; return the seconds of its tasks: of work, and on the wall."""
    measured = []
    for task in tasks:
        gc.collect()
        work, wall = time.process_time(), time.perf_counter()
        task()
        measured.append((time.process_time() - work, time.perf_counter() - wall))
    return measured


def measured_in_turns(folder: Path, rounds: int) -> dict[str, dict[str, list[Seconds]]]:
    """Return for every book and candidate the median seconds of its tasks."""
    pairs = [(book, name) for book in BOOKS for name in CANDIDATES]
    found: dict[tuple[str, str], list[list[Seconds]]] = {pair: [] for pair in pairs}
    with ExitStack() as stack:
        processes = {
            pair: stack.enter_context(
                ProcessPoolExecutor(1, get_context("spawn"), begin, (folder, *pair))
            )
            for pair in pairs
        }
        for _ in range(rounds):
            for pair, process in processes.items():
                found[pair].append(process.submit(measure).result())
    return {
        book: {
            name: [median_of(task) for task in zip(*found[book, name], strict=True)]
            for name in CANDIDATES
        }
        for book in BOOKS
    }


def median_of(seconds: Sequence[Seconds]) -> Seconds:
    """Return the medians of work and of the time on the wall."""
    work, wall = zip(*seconds, strict=True)
    return statistics.median(work), statistics.median(wall)


def head(words: int, rounds: int) -> str:
    """Return what is measured, and with what, as text."""
    packages = ("markdown-it-py", "mdit-py-plugins", "octavo")
    return (
        f"{words} words, {rounds} rounds in turns, medians\n"
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in packages)
        + "\n"
    )


def table(book: str, measured: Mapping[str, Sequence[Seconds]]) -> str:
    """Return what was measured on a book as text."""
    *theirs, (_, (parsing, resolving)) = measured.items()
    ours = parsing[0] + resolving[0], parsing[1] + resolving[1]
    rows = [
        *((name, seconds) for name, (seconds,) in theirs),
        ("Octavo: parse", parsing),
        ("Octavo: resolve", resolving),
        ("Octavo: together", ours),
    ]
    ratios = [
        (f"Octavo / {name}", (ours[0] / work, ours[1] / wall)) for name, ((work, wall),) in theirs
    ]
    return "\n".join(
        [
            "",
            f"{book + ': seconds':<60} {'work':>8} {'wall':>8}",
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
        measured = measured_in_turns(Path(folder), arguments.rounds)
    sys.stdout.write(head(arguments.words, arguments.rounds))
    for book, seconds in measured.items():
        sys.stdout.write(table(book, seconds))


if __name__ == "__main__":
    main()
