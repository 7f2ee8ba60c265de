"""Measure how long Octavo takes against others, and write docs/performance.md.

    make bench                          100, 300 and 600 pages, and all others that are installed
    python bench/speed.py --quick       100 pages once, no others, into build/performance.md

The stress book is laid out by Octavo in all the states that an author meets, and by bare
WeasyPrint from one document of the same pages (bench/onedocument.py), in turns. The clock is that
on the wall, over the whole process. Beside it the same text goes through what else is installed
(bench/peers.py). What fails is told, and the rest goes on.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import epubs
from clock import Run, median, run
from measured import BARE, WATCH, Measured, Sized
from ours import SOURCES, STATES, Octavo
from pages import HTML, printed_pages
from peers import peers
from performance import BEGIN, END, renew, told
from stressbook import ROOT, SIZES, StressBook, write_book
from watching import watched

HERE = ROOT / "bench"
PAGE = ROOT / "docs" / "performance.md"
ROUNDS = {100: 5, 300: 3, 600: 3}
WITH_PEERS = (100, 600)
SAVES = 5


def say(text: str) -> None:
    """Tell how far the run has come."""
    print(text, flush=True)  # noqa: T201


class Bench:
    """One book in one size, and everything that is measured on it."""

    def __init__(self, folder: Path, pages: int) -> None:
        """Write the book, build it, and make the one document of it."""
        self.folder = folder
        self.book: StressBook = write_book(folder / "book", pages)
        self.octavo = Octavo(self.book)
        self.one = folder / "one"
        self.octavo.forget_all()
        if failure := self.octavo.make_ready().failure:
            sys.exit(f"the stress book cannot be built, so nothing can be measured: {failure}")
        _python("onedocument.py", str(self.book.folder), str(self.one))
        first = self.book.pdf.read_bytes()
        self.sized = Sized(len(printed_pages(first).pages), size=len(first))
        self.runs: dict[str, list[Run]] = {}

    def measure(self, rounds: int) -> Sized:
        """Measure bare WeasyPrint and all states in turns, then ``octavo watch``."""
        for number in range(rounds):
            self._note(BARE, number, self._bare())
            for state in STATES:
                self._note(state.name, number, self.octavo.measure(state))
        self.sized.times = {name: median(runs) for name, runs in self.runs.items()}
        self._look_at_bare()
        self.sized.times[WATCH] = median(watched(self.octavo, SAVES))
        _say_median(WATCH, self.sized)
        return self.sized

    def _bare(self) -> Run:
        command = [sys.executable, str(HERE / "bare.py"), HTML, "bare.pdf"]
        return run(command, self.one, self.octavo.environment)

    def _look_at_bare(self) -> None:
        pdf = self.one / "bare.pdf"
        if pdf.exists():
            data = pdf.read_bytes()
            self.sized.bare_pages, self.sized.bare_size = len(printed_pages(data).pages), len(data)

    def _note(self, name: str, number: int, done: Run) -> None:
        self.runs.setdefault(name, []).append(done)
        say(f"  {number + 1}  {name:<12} {done.seconds:7.2f} s  {done.failure[:90]}")


def _say_median(name: str, sized: Sized) -> None:
    found = sized.times[name]
    say(f"  -  {name:<12} {found.seconds:7.2f} s  {found.failure[:90]}")


def _python(*command: str) -> None:
    """Run a script of this folder apart, so that this process stays small. Raises on failure."""
    script = [sys.executable, str(HERE / command[0]), *command[1:]]
    subprocess.run(script, check=True, env={**os.environ, **SOURCES})  # noqa: S603


def main() -> None:
    """Measure everything, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    sizes: dict[int, Sized] = {}
    with tempfile.TemporaryDirectory() as name:
        for pages in [100] if asked.quick else SIZES:
            say(f"the stress book of about {pages} pages")
            folder = Path(name) / str(pages)
            bench = Bench(folder, pages)
            sizes[pages] = bench.measure(1 if asked.quick else ROUNDS[pages])
            if pages in WITH_PEERS and not asked.quick:
                sizes[pages].peers = peers(bench.book, bench.one, folder / "peers")
                for peer in sizes[pages].peers:
                    said = peer.missing and f"not installed: {peer.missing}"
                    say(f"  {peer.name}: {peer.took.seconds:.1f} s {said or peer.took.failure}")
        compared = None
        if not asked.quick:
            say("EPUB of 1,000 chapters")
            compared = epubs.compare(Path(name) / "epub", 3)
    page = PAGE
    if asked.quick:
        page = ROOT / "build" / "performance.md"
        page.write_text(f"{BEGIN}{END}\n", encoding="utf-8")
    renew(page, told(Measured(sizes, compared)))
    say(f"written: {page.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
