"""From an offset in the text of a block to the line and column in its Markdown file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from octavo.model.diagnostic import Place

# A line block has no-break spaces where its source has spaces.
_SPACES = " \t\u00a0"


class SourceLines:
    """The lines of a source after its front matter; ``first`` is the number of the first one."""

    def __init__(self, text: str, first: int) -> None:
        """Take the text that the Markdown parser gets and the line at which it begins."""
        self.lines: Sequence[str] = text.split("\n")
        self.first = first

    def block(self, line: int, column: int = 0) -> Place:
        """Return the place of the first mark in a line at or after a column, counted from 0."""
        text = self.lines[line][column:] if line < len(self.lines) else ""
        return Place(self.first + line, column + len(text) - len(text.lstrip()) + 1)

    def at(self, line: int, column: int) -> Place:
        """Return the place of a line and a column that are counted from 0."""
        return Place(self.first + line, column + 1)

    def find(self, line: int, text: str, start: int = 0) -> int:
        """Return the column (from 0) where a piece of a line stands; 0 where it does not."""
        return max(0, self.lines[line].find(text, start)) if line < len(self.lines) else 0


class Places(Protocol):
    """Tells where the characters of a text stand."""

    def at(self, offset: int) -> Place:
        """Return the place of the character at an offset."""


class InlinePlaces:
    """Places in one block's inline text, worked out only when one is asked for.

    The text that the parser hands to its inline rules has lost quotation marks, indentation and
    the like at the head of each line; each of its lines is found again in its source line.
    """

    def __init__(
        self, source: SourceLines, content: str, line: int, begin: int | None = None
    ) -> None:
        """Take the block's inline text and its first line, counted from 0.

        ``begin`` is the column where the text begins, where that is known.
        """
        self.source = source
        self.content = content
        self.line = line
        self._starts: list[int] = []
        # For each line: the place in the source of its first character that is no space,
        # and the number of spaces before it.
        self._heads: list[tuple[int, int] | None] = []
        self._begin = begin
        # How many characters stand on the first line, with its end, where its beginning is known.
        self._known = 0 if begin is None else content.find("\n") + 1 or len(content) + 1

    def at(self, offset: int) -> Place:
        """Return the place of the character at ``offset`` of the inline text."""
        if self._begin is not None and offset < self._known:
            return Place(self.source.first + self.line, self._begin + offset + 1)
        if not self._starts:
            self._split()
        number = bisect_right(self._starts, offset) - 1 if len(self._starts) > 1 else 0
        head = self._heads[number] or self._head(number)
        within = offset - self._starts[number] - head[1]
        return Place(self.source.first + self.line + number, head[0] + max(0, within) + 1)

    def _split(self) -> None:
        self._starts = [0]
        while (end := self.content.find("\n", self._starts[-1])) >= 0:
            self._starts.append(end + 1)
        self._heads = [None] * len(self._starts)
        if self._begin is not None:
            self._heads[0] = self._begin, 0

    def _head(self, number: int) -> tuple[int, int]:
        start = self._starts[number]
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else None
        text = self.content[start:end]
        words = text.strip(_SPACES)
        line = self.line + number
        source = self.source.lines[line] if line < len(self.source.lines) else ""
        # The words end the line, but for attributes and marks that were taken off it.
        column = len(source.rstrip(_SPACES)) - len(words)
        if column < 0 or not source.startswith(words, column):
            column = source.find(words)
        if column < 0:
            column = len(source) - len(source.lstrip(_SPACES))
        head = self._heads[number] = column, len(text) - len(text.lstrip(_SPACES))
        return head


class LinePlaces:
    """Places in a piece of one line.

    ``escaped`` are the offsets before which a backslash stood that the text has lost.
    """

    def __init__(self, number: int, column: int, escaped: Sequence[int] = ()) -> None:
        """Take the number of the line and the column, counted from 0, where the text begins."""
        self.number = number
        self.column = column + 1
        self.escaped = escaped

    def at(self, offset: int) -> Place:
        """Return the place of the character at ``offset`` of the text."""
        lost = bisect_right(self.escaped, offset) if self.escaped else 0
        return Place(self.number, self.column + offset + lost)


class OnePlace:
    """One place for all of a text whose characters cannot be found in the source."""

    def __init__(self, place: Place) -> None:
        """Take the place."""
        self.place = place

    def at(self, _offset: int) -> Place:
        """Return the place."""
        return self.place
