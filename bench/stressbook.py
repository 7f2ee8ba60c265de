"""The stress book in three sizes, and the changes that an author makes to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.stress import Plan, write_stress_book  # noqa: E402
from tests.stress.words import ENGLISH  # noqa: E402

# Words and chapters by the pages that come out, within 5 in 100; no section has more than 20.
SIZES = {100: (15200, 7), 300: (47500, 20), 600: (95500, 40)}
SEED, WORDS_BETWEEN_NOTES = 2, 220
_PARAGRAPH = re.compile(r"^[A-Z].{400,}$", re.M)
# Plain words in a paragraph: nothing of them is marked up, so that any can be exchanged.
_PLAIN = re.compile(r"(?<= )[A-Za-z ,.;:]{100,}(?= )")


@dataclass(slots=True)
class StressBook:
    """A publication on disk; ``changes`` counts what has been changed in it."""

    folder: Path
    pages: int
    changes: int = 0

    @property
    def pdf(self) -> Path:
        """Return where its screen edition is written."""
        return self.folder / "build" / "stress.pdf"

    @property
    def middle(self) -> Path:
        """Return the chapter in the middle of the book that has plain words enough."""
        chapters = sorted((self.folder / "text").glob("*.md"))
        order = sorted(chapters, key=lambda one: abs(chapters.index(one) - len(chapters) // 2))
        return next(one for one in order if _plain_words(one.read_text("utf-8")))

    def add_space(self) -> None:
        """Add an empty line to the end of a chapter: other bytes, the same book."""
        with self.middle.open("a", encoding="utf-8") as chapter:
            chapter.write("\n")

    def add_comment(self) -> None:
        """Add a comment to the configuration."""
        self.changes += 1
        with (self.folder / "octavo.yaml").open("a", encoding="utf-8") as configuration:
            configuration.write(f"# {self.changes}\n")

    def exchange_word(self) -> None:
        """Exchange a word by another one of as many letters, never the same word twice."""
        chapter = self.middle
        text = chapter.read_text("utf-8")
        first, last = _plain_words(text)[0]
        words = list(_exchanges(text[first:last]))
        place, word = words[self.changes * 7 % len(words)]
        self.changes += 1
        place += first
        chapter.write_text(text[:place] + word + text[place + len(word) :], encoding="utf-8")


def _plain_words(text: str) -> list[tuple[int, int]]:
    """Return where plain words of paragraphs begin and end."""
    return [
        (paragraph.start() + found.start(), paragraph.start() + found.end())
        for paragraph in _PARAGRAPH.finditer(text)
        for found in _PLAIN.finditer(paragraph[0])
    ]


def _exchanges(paragraph: str) -> Iterator[tuple[int, str]]:
    """Yield places in a paragraph with words that can stand there."""
    for found in re.finditer(r"\b[a-z]{5,8}\b", paragraph):
        for word in ENGLISH:
            if len(word) == len(found[0]) and word not in paragraph:
                yield found.start(), word


def write_book(folder: Path, pages: int) -> StressBook:
    """Write the stress book of about so many pages, with the screen edition alone."""
    words, chapters = SIZES[pages]
    plan = Plan(words, SEED, chapters, WORDS_BETWEEN_NOTES)
    write_stress_book(folder, plan)
    with (folder / "octavo.yaml").open("a", encoding="utf-8") as configuration:
        configuration.write("    editions: [screen]\n")
    return StressBook(folder, pages)
