"""A line of the manuscript as a terminal can show it, and where its caret stands."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from rich.cells import cell_len

LONGEST = 100
TAB = 4

# Characters that turn the direction of what follows, in a terminal too (Unicode UAX 9).
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Excerpt(NamedTuple):
    """A line to show; ``before`` and ``marked`` are cells of a terminal up to and over a caret."""

    text: str
    before: int
    marked: int


def printable(text: str) -> str:
    """Return a text that does nothing to a terminal: what would is shown as �.

    Manuscripts come from strangers, and their words stand in messages.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if unicodedata.category(character) in ("Cc", "Cs") or character in _TURNING:
        return "\ufffd"
    return character


def excerpt(line: str, column: int, width: int) -> Excerpt:
    """Return a line with a caret under the characters from ``column`` (from 1) on.

    Tabs become spaces; a line of more than ``LONGEST`` cells is cut around the caret.
    """
    at = min(max(column, 1) - 1, len(line))
    start, end = _window(line, at)
    head, marked = _spaced(line[start:at]), _spaced(line[at : min(end, at + max(width, 1))])
    tail = _spaced(line[at + max(width, 1) : end]) if at + width < end else ""
    head = "…" * (start > 0) + head
    text = head + marked + tail + "…" * (end < len(line))
    return Excerpt(text.rstrip(), cell_len(head), max(1, cell_len(marked)))


def _window(line: str, at: int) -> tuple[int, int]:
    """Return the part of a line to show: all, or as many cells on both sides of a character."""
    if len(line) <= LONGEST and _cells(line) <= LONGEST:
        return 0, len(line)
    start, room = at, LONGEST // 2
    while start > 0 and (room := room - _cells(line[start - 1])) >= 0:
        start -= 1
    end, room = at, LONGEST - _cells(line[start:at])
    while end < len(line) and (room := room - _cells(line[end])) >= 0:
        end += 1
    return start, end


def _spaced(text: str) -> str:
    return printable(text.replace("\t", " " * TAB))


def _cells(text: str) -> int:
    return cell_len(_spaced(text))
