"""Octavo in the states that an author meets: cold, warm, one word changed, nothing changed."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clock import Run, run
from pages import printed_pages
from stressbook import ROOT, StressBook

BUILD = [sys.executable, "-m", "octavo", "build"]
SCREEN = [*BUILD, "--edition", "screen"]
# Where Octavo is imported from, whatever is installed; compiled, as pip installs programs.
SOURCES = {
    "PYTHONPATH": str(ROOT / "src"),
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "octavo-bench-bytecode"),
}
_TRIES = 5  # how many words are tried until one keeps the pages as they are


@dataclass(frozen=True, slots=True)
class State:
    """How a build is made ready, untimed, and what is then timed."""

    name: str
    what: str
    prepare: Callable[[Octavo], object]
    options: tuple[str, ...] = ()
    keeps_pages: bool = False


class Octavo:
    """The command line on one book, with a cache of its own."""

    def __init__(self, book: StressBook) -> None:
        """Take the book; its cache lies beside its folder."""
        self.book = book
        self.cache = book.folder.parent / "cache"

    @property
    def environment(self) -> Mapping[str, str]:
        """Return where the cache is, and where Octavo itself."""
        return {"OCTAVO_CACHE": str(self.cache), **SOURCES}

    def forget_all(self) -> None:
        """Delete everything that builds have left."""
        shutil.rmtree(self.book.folder / "build", ignore_errors=True)
        self.forget_pieces()

    def forget_pieces(self) -> None:
        """Delete the cache, and nothing else."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def make_ready(self) -> Run:
        """Build what is there now, so that a build after it finds all that can be kept."""
        return run(SCREEN, self.book.folder, self.environment)

    def measure(self, state: State) -> Run:
        """Time one build; another word is changed where the pages do not stay the same."""
        for _ in range(_TRIES if state.keeps_pages else 1):
            state.prepare(self)
            before = self._pages() if state.keeps_pages else None
            done = run([*SCREEN, *state.options], self.book.folder, self.environment)
            if done.failure or before is None or before == self._pages():
                return done
        return replace(done, failure="no word was found that keeps the pages")

    def _pages(self) -> object:
        """Return the labels of the pages, and those on which blocks begin, one for each block.

        Not the names of the blocks: that of a paragraph is made of its text.
        """
        found = printed_pages(self.book.pdf.read_bytes())
        return [page.label for page in found.pages], sorted(found.blocks.values())


def _cold(octavo: Octavo) -> None:
    octavo.forget_all()


def _remembered(octavo: Octavo) -> None:
    octavo.make_ready()
    octavo.forget_pieces()
    octavo.book.add_comment()


def _space(octavo: Octavo) -> None:
    octavo.make_ready()
    octavo.book.add_space()


def _word(octavo: Octavo) -> None:
    octavo.make_ready()
    octavo.book.exchange_word()


STATES = (
    State("cold", "cold: no build folder, no cache", _cold),
    State("one", "the same with `--jobs 1`", _cold, ("--jobs", "1")),
    State("remembered", "page map remembered, cache empty", _remembered),
    State("warm", "warm: an empty line added, all in the cache", _space),
    State("edit", "one word changed, pages kept", _word, keeps_pages=True),
    State("nothing", "nothing changed", Octavo.make_ready),
)


def epub(folder: Path) -> Run:
    """Time an EPUB from nothing."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    cache = folder.parent / "epub-cache"
    shutil.rmtree(cache, ignore_errors=True)
    environment = {"OCTAVO_CACHE": str(cache), **SOURCES}
    return run([*BUILD, "--edition", "epub"], folder, environment)
