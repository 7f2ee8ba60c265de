"""Straight quotation marks become those of the language, apostrophes and primes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from octavo.passes.resolve.typography.languages import APOSTROPHE, NO_BREAK, Rules
from octavo.passes.resolve.typography.line import OBJECT, Edit

PRIME, DOUBLE_PRIME = "′", "″"

_STRAIGHT = re.compile("[\"']")
# In one word: don't, l'homme.
_WITHIN_WORD = re.compile(r"'(?<=[^\W_]')(?=[^\W_])")
# Certainly measures: 6'2", 26'46", and 51°30'.
_FEET = re.compile(
    r"[0-9](?<![\w.][0-9])[0-9]{0,2}'"
    r"(?:\s?[0-9]{1,2}(?:[.,][0-9]+)?\"|[0-9]{1,2}(?![\w']))"
)
_MINUTES = re.compile(r"°\s?[0-9]{1,2}'")


@dataclass(slots=True)
class _Open:
    """A quotation that has begun and not yet ended; ``depth`` counts those around it."""

    at: int
    mark: str
    depth: int


class Quotations:
    """Pairs the straight marks of one line.

    ``edits`` are the marks that were decided; ``unsure`` tells for the offset of another what
    there is to say.
    """

    def __init__(self, text: str, rules: Rules) -> None:
        """Take the line's characters and the rules of its language."""
        self.text = text
        self.rules = rules
        self.edits: list[Edit] = []
        self.unsure: dict[int, str] = {}
        self._open: list[_Open] = []
        self._doubles = 0
        decided = self._measures()
        for match in _WITHIN_WORD.finditer(text):
            if match.start() not in decided:
                self._put(match.start(), APOSTROPHE)
                decided.add(match.start())
        for match in _STRAIGHT.finditer(text):
            if match.start() not in decided:
                self._mark(match.start(), match[0])
        self._leave(0)

    def _measures(self) -> set[int]:
        patterns = (_FEET, _MINUTES) if "°" in self.text else (_FEET,)
        found = {
            at: PRIME if self.text[at] == "'" else DOUBLE_PRIME
            for pattern in patterns
            for match in pattern.finditer(self.text)
            for at in range(match.start(), match.end())
            if self.text[at] in "'\""
        }
        for at, glyph in found.items():
            self._put(at, glyph)
        return set(found)

    def _mark(self, at: int, mark: str) -> None:
        before = self.text[at - 1] if at else ""
        after = self.text[at + 1] if at + 1 < len(self.text) else ""
        opens = _flanks(after, before)
        closes = _flanks(before, after)
        within_word = _is_word(before) and _is_word(after)
        if mark == "'" and (within_word or self._is_cut(at, before)):
            self._put(at, APOSTROPHE)
        elif closes and (found := self._partner(mark)) is not None:
            self._leave(found + 1)
            opening = self._open.pop()
            self._doubles -= mark == '"'
            left, right = self._glyphs(opening)
            self._put(opening.at, left)
            self._put(at, right)
        elif opens and not within_word:
            self._open.append(_Open(at, mark, self._doubles))
            self._doubles += mark == '"'
        elif before.isdigit():
            self._put(at, PRIME if mark == "'" else DOUBLE_PRIME)
        elif closes and mark == "'":
            self._put(at, APOSTROPHE)
        else:
            self.unsure[at] = "closed" if closes and not within_word else "straight"

    def _is_cut(self, at: int, before: str) -> bool:
        """Tell whether a word begins here that has lost its beginning: ’tis, rock ’n’ roll."""
        if _is_word(before):
            # The second mark of ’n’.
            return self.text[at - 2 : at + 1] == "'n'" and not _is_word(self.text[at - 3 : at - 2])
        if self.text.startswith("'n'", at):
            return True
        cut = self.rules.always_cut.match(self.text, at + 1)
        return cut is not None and not self.text.startswith("'", cut.end())

    def _partner(self, mark: str) -> int | None:
        """Return the number of the open quotation that a closing mark ends."""
        if mark == "'":
            # One that stands further out is not ended by the mark of a genitive (the dogs').
            last = len(self._open) - 1
            return last if self._open and self._open[last].mark == mark else None
        if not self._doubles:
            return None
        for number in range(len(self._open) - 1, -1, -1):
            if self._open[number].mark == mark:
                return number
        return None

    def _glyphs(self, opening: _Open) -> tuple[str, str]:
        """Return the pair for a quotation, with spaces where the language has them inside."""
        quotes = self.rules.quotes
        if opening.mark == "'":
            left, right = quotes.inner if opening.depth else quotes.single
        else:
            left, right = quotes.inner if opening.depth % 2 else quotes.outer
        if self.rules.spaced and left == "«":
            return left + NO_BREAK, NO_BREAK + right
        return left, right

    def _leave(self, number: int) -> None:
        """Give up the open quotations from ``number`` on: nothing closes them."""
        for opening in self._open[number:]:
            self._doubles -= opening.mark == '"'
            if opening.mark == "'" and self.rules.perhaps_cut.match(self.text, opening.at + 1):
                self._put(opening.at, APOSTROPHE)
            elif opening.at == 0 or opening.mark == '"':
                self._put(opening.at, self._glyphs(opening)[0])
                self.unsure[opening.at] = "unclosed" if opening.at else "continued"
            else:
                self.unsure[opening.at] = "straight"
        del self._open[number:]

    def _put(self, at: int, glyph: str) -> None:
        self.edits.append(Edit(at, at + 1, glyph))


def _is_word(character: str) -> bool:
    return bool(character) and (
        character.isalnum() or character == OBJECT or bool(unicodedata.combining(character))
    )


def _flanks(side: str, other: str) -> bool:
    """Tell whether a mark belongs to the character on one side (CommonMark's flanking)."""
    if not side or side.isspace():
        return False
    return _is_word(side) or not other or other.isspace() or not _is_word(other)
