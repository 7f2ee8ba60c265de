"""How large a stress book is, the decks of its cards, and what links can lead to."""

from __future__ import annotations

import random
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.stress.words import ENGLISH

SPRINGS = 24  # rows of the data that records are made from
PAGE_WORDS = 215  # words on a page of the anthology, figures and tables counted in


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the book is and what it is made from.

    ``words`` counts the words of the manuscript; ``every`` is the number of words between two
    notes; ``design`` one of the house theme's; ``notes`` where they stand; ``references`` whether
    the works cited are listed by ``book`` or by ``chapter``; ``numbering`` of figures likewise.
    """

    words: int = 200 * PAGE_WORDS
    seed: int = 1
    chapters: int = 12
    every: int = 160
    design: str = "anthology"
    name: str = "stress"
    notes: str = "page"
    references: str = "book"
    numbering: str = "book"


@dataclass(slots=True)
class Targets:
    """Everything that can be linked to, by the file it stands in, and what an index can send to.

    ``numbered`` are the labels that a cross-reference can name.
    """

    sections: list[tuple[str, str]] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    numbered: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)


class Deck:
    """Draws cards from named decks; a deck is shuffled anew when it has run out."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.left: dict[str, list[str]] = {}

    def draw(self, name: str, cards: Sequence[str]) -> str:
        left = self.left.get(name)
        if not left:
            left = self.left[name] = list(cards)
            self.rng.shuffle(left)
        return left.pop()


# --------------------------------------------------------------------- texts


def ordinal(number: int) -> str:
    """Return words that make a title unlike the others of its chapter."""
    return f"{ENGLISH[number % len(ENGLISH)]} {ENGLISH[(number * 7) % len(ENGLISH)]}"


def spring(number: int) -> str:
    """Return the name of a spring, of which there is a record."""
    return f"Spring of {ordinal(number)} {number}"


def slug(title: str) -> str:
    """Return the identifier that Pandoc gives a heading."""
    return "-".join(
        "".join(char for char in title.lower() if char.isalnum() or char == " ").split()
    )


def ascii_letters(text: str) -> str:
    """Return a text in small letters without accents."""
    plain = text.replace("œ", "oe").replace("Œ", "Oe")
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()


def quoted(text: str) -> str:
    """Return a text as a block quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def wrapped(text: str) -> str:
    """Return a text with lines of 78 characters.

    None begins with ``>``, which would be a quotation.
    """
    lines = text.replace(" >}}", "\0>}}").split("\n")
    return "\n".join(
        textwrap.fill(line, 78, break_long_words=False, break_on_hyphens=False) for line in lines
    ).replace("\0", " ")
