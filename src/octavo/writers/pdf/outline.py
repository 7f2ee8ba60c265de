"""The outline of a file (ISO 32000-1, 12.3.3), nested by the levels of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from octavo.writers.pdf.pieces import Bookmark


class Row(NamedTuple):
    """A bookmark, and the page that it is on."""

    bookmark: Bookmark
    page: Object


@dataclass(slots=True)
class _Item:
    """An item of the outline, with how many rows can be seen below it while it is open."""

    obj: Object
    level: int
    is_closed: bool = False
    below: list[_Item] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return sum(1 + (0 if item.is_closed else item.seen) for item in self.below)


def add_outline(pdf: Pdf, rows: Sequence[Row]) -> None:
    """Give a file its outline: a row stands below the nearest one before it of a higher level."""
    if not rows:
        return
    top = _Item(pdf.make_indirect(Dictionary(Type=Name.Outlines)), 0)
    around = [top]
    for bookmark, page in rows:
        while around[-1].level >= bookmark.level:
            around.pop()
        target = Array([page, Name.XYZ, round(bookmark.x, 4), round(bookmark.y, 4), 0])
        row = Dictionary(Title=String(bookmark.label), Dest=target)
        item = _Item(pdf.make_indirect(row), bookmark.level, bookmark.is_closed)
        around[-1].below.append(item)
        around.append(item)
    _connect(top)
    pdf.Root.Outlines = top.obj


def _connect(item: _Item) -> None:
    """Connect the items below one; a closed one has a negative count."""
    if not item.below:
        return
    first, last = item.below[0], item.below[-1]
    item.obj.First, item.obj.Last = first.obj, last.obj
    item.obj.Count = -item.seen if item.is_closed else item.seen
    for one, other in zip(item.below, item.below[1:], strict=False):
        one.obj.Next, other.obj.Prev = other.obj, one.obj
    for one in item.below:
        one.obj.Parent = item.obj
        _connect(one)
