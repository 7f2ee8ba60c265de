"""The prose of a chapter: words, sentences, paragraphs, and its front matter."""

from __future__ import annotations

import json
import random
from abc import ABC, abstractmethod
from collections.abc import Sequence

from tests.stress.plan import Deck, Plan, Targets, ascii_letters
from tests.stress.words import FIRST_NAMES, JOINERS, LANGUAGES, LAST_NAMES, WORDS

MATTER_CARDS = ("author", "authors", "person", "people", "contributor", "blog", "bare")


class Prose(ABC):
    """Writes the words of one chapter; those who add constructs come after it."""

    def __init__(
        self,
        rng: random.Random,
        deck: Deck,
        number: int,
        language: str,
        plan: Plan,
        targets: Targets,
    ) -> None:
        self.rng = rng
        self.deck = deck
        self.number = number
        self.language = language
        self.plan = plan
        self.targets = targets
        self.title = self.words(3, 6).capitalize()
        self.file = f"{number:02d}-{'-'.join(ascii_letters(self.title).split()[:2])}.md"
        self.targets.files.append(self.file)
        self.blocks: list[str] = []
        self.bodies: list[str] = []
        self.counts: dict[str, int] = {}
        self.since_note = 0
        self.written = 0
        self.level = 2
        self.open_ranges: list[str] = []
        self.in_note = False

    def add(self, *blocks: str) -> None:
        """Add blocks; their words count towards the length."""
        for block in blocks:
            self.blocks.append(block)
            self.written += len(block.split())

    def count(self, what: str) -> int:
        """Return the next number of its kind in this chapter."""
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def share(self, whole: int) -> int:
        """Return how many of something this chapter has, so that the book has ``whole`` of them."""
        return -(-whole // self.plan.chapters)

    def is_due(self, what: str, turn: int) -> bool:
        """Tell whether something is written that takes much room or time.

        It is where the book does not have it yet, and once in one chapter of three.
        """
        is_first_here, is_first = self.count(what) == 1, what not in self.targets.rare
        self.targets.rare.add(what)
        return is_first or (is_first_here and self.number % 3 == turn)

    def label(self, kind: str, *, numbered: bool = False) -> str:
        """Return a new identifier of a kind, which links can lead to from now on."""
        identifier = f"{kind}-{self.number}-{self.count(kind)}"
        self.targets.labels.append((self.file, identifier))
        if numbered:
            self.targets.numbered.append(identifier)
        return identifier

    # ---------------------------------------------------------- what follows

    @abstractmethod
    def inline(self) -> str:
        """Return one inline construct, the next of the deck."""

    @abstractmethod
    def note(self) -> str:
        """Return the call of a note and keep its body to be written down."""

    @abstractmethod
    def note_of(self, card: str) -> str:
        """Return the call of a note of a kind."""

    # --------------------------------------------------------- front matter

    def matter(self) -> str:
        """Return the front matter, or the title as a heading."""
        rng, title = self.rng, json.dumps(self.title, ensure_ascii=False)
        names = [f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}" for _ in range(2)]
        sentence = json.dumps(self.bare_sentence(), ensure_ascii=False)
        code = LANGUAGES[self.language]
        lines = {
            "author": [f"author: {names[0]}", f"abstract: {sentence}", f"lang: {code}"],
            "authors": [f"authors: [{names[0]}, {names[1]}]", f"description: {sentence}"],
            "person": [
                f"author:\n  name: {names[0]}\n  affiliation: {self.words(3, 3).title()}",
                "date: 2025-11-03",
                f"subtitle: {json.dumps(self.words(4, 7).capitalize(), ensure_ascii=False)}",
            ],
            "people": [
                f"authors:\n  - name: {names[0]}\n    role: aut",
                f"  - name: {names[1]}\n    role: translator",
                f"summary: {sentence}",
                "tags: [stone, water]",
                f"rights: {json.dumps(f'© 2026 {names[0]}: {sentence[1:-1]}', ensure_ascii=False)}",
            ],
            "contributor": ["author: almeida"],
            "blog": [
                f"author: {names[0]}",
                "date: 2024-05-06T07:08:09Z",
                f"permalink: https://example.org/2024/{self.number}/stone",
                "categories: stone, water",
                f"layout: post\nhero: {self.words(1, 1)}",
            ],
            "bare": [],
        }[self.deck.draw("matter", MATTER_CARDS)]
        if not any(line.startswith("lang:") for line in lines) and self.language != "en":
            lines.append(f"language: {code}")
        if not lines and self.number % 2:
            # A chapter without front matter has its title in its text.
            return f"# {self.title}\n\n"
        return "---\n" + "\n".join([f"title: {title}", *lines]) + "\n---\n\n"

    # ---------------------------------------------------------------- words

    def word(self) -> str:
        return self.rng.choice(WORDS[self.language])

    def words(self, least: int, most: int) -> str:
        """Return some words without punctuation."""
        pieces: list[str] = []
        for _ in range(self.rng.randint(least, most)):
            if pieces and self.rng.random() < 0.45:
                pieces.append(self.rng.choice(JOINERS[self.language]))
            pieces.append(self.word())
        return " ".join(pieces)

    def bare_sentence(self) -> str:
        """Return a sentence without any mark-up."""
        text = self.words(3, 7)
        if self.rng.random() < 0.4:
            text += ", " + self.words(2, 5)
        return text[0].upper() + text[1:] + self.rng.choice("....?!")

    def sentence(self) -> str:
        """Return a sentence that may hold an inline construct and a note."""
        text = self.words(2, 6)
        if self.rng.random() < 0.35:
            text += " " + self.inline() + " " + self.words(1, 5)
        text = text[0].upper() + text[1:]
        self.since_note += len(text.split())
        wanted = self.since_note >= self.plan.every * (0.5 + self.rng.random())
        if wanted and self.rng.random() < 0.4:
            text += self.note() + " " + self.words(1, 4)
            wanted = False
        text += self.rng.choice("....;:")
        if wanted:
            text += self.note()
        return text

    def sentences(self, least: int, most: int) -> str:
        return " ".join(self.sentence() for _ in range(self.rng.randint(least, most)))

    def paragraph(self) -> str:
        return self.sentences(3, 9)

    def choice(self, *cards: str) -> str:
        """Return one of some pieces of text."""
        pieces: Sequence[str] = cards
        return self.rng.choice(pieces)
