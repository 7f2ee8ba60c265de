"""The contents at the side of a page: all rows of a book, or those around the page in a long one.

With all rows of a thousand essays on every page, pages would grow with the book, and the time to
write them with its square.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from octavo.documents.navigation import NavPoint

# How many rows of a level are shown at most, and how many on each side of the page otherwise.
MOST_ROWS = 60
AROUND = 15


class SideRows(NamedTuple):
    """The rows beside a page; ``is_whole`` tells that no chapter is left out.

    Only the row that leads to the page, or is above it, has rows under it.
    """

    rows: tuple[NavPoint, ...]
    is_whole: bool


class Side:
    """Gives every page its rows."""

    def __init__(self, points: Sequence[NavPoint]) -> None:
        """Take the rows of the contents."""
        self._points = points
        self._places: dict[str, tuple[int, ...]] = {}
        self._find(points, ())

    def _find(self, points: Sequence[NavPoint], above: tuple[int, ...]) -> None:
        """Note where the first row of each file stands: its number on each level."""
        for number, point in enumerate(points):
            self._places.setdefault(_file(point), (*above, number))
            self._find(point.children, (*above, number))

    def beside(self, file: str) -> SideRows:
        """Return the rows beside a page."""
        return _opened(self._points, self._places.get(file, ()), file)


def _opened(points: Sequence[NavPoint], place: tuple[int, ...], file: str) -> SideRows:
    current = place[0] if place else 0
    shown = range(len(points))
    if len(points) > MOST_ROWS:
        shown = range(max(0, current - AROUND), min(len(points), current + AROUND + 1))
    rows = [replace(points[number], children=()) for number in shown]
    is_whole = len(rows) == len(points)
    if place:
        point = points[current]
        inner = SideRows(point.children, is_whole=True)
        if _file(point) != file:
            inner = _opened(point.children, place[1:], file)
        rows[current - shown.start] = replace(point, children=inner.rows)
        is_whole = is_whole and inner.is_whole
    return SideRows(tuple(rows), is_whole)


def _file(point: NavPoint) -> str:
    return point.address.partition("#")[0]
