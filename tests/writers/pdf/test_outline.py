"""The outline is nested as WeasyPrint nests it, whatever levels are left out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pikepdf
from weasyprint import HTML

from octavo.writers.pdf.outline import Row, add_outline
from octavo.writers.pdf.pieces import Bookmark


def outlined(bookmarks: list[Bookmark]) -> pikepdf.Pdf:
    """A file of one page with these bookmarks."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    add_outline(pdf, [Row(bookmark, page) for bookmark in bookmarks])
    return pdf


def nested(parent: Any) -> Iterator[Any]:
    """The rows below one: what each says, its count, and the rows below it."""
    row = parent.get("/First")
    while row is not None:
        yield str(row.Title), int(row.get("/Count", 0)), list(nested(row))
        row = row.get("/Next")


def test_rows_stand_below_the_nearest_of_a_higher_level() -> None:
    rng = random.Random(1)
    levels = [rng.randint(1, 6) for _ in range(200)]
    html = "".join(f"<h{level}>{number}</h{level}>" for number, level in enumerate(levels))
    tree = HTML(string=html).render().make_bookmark_tree()
    pdf = outlined([Bookmark(level, str(row), 0, 0, 0) for row, level in enumerate(levels)])

    def expected(rows: list[Any]) -> list[Any]:
        return [(label, seen(below), expected(below)) for label, _, below, _ in rows]

    def seen(rows: list[Any]) -> int:
        return sum(1 + seen(below) for _, _, below, _ in rows)

    assert list(nested(pdf.Root.Outlines)) == expected(tree)
    assert int(pdf.Root.Outlines.Count) == len(levels)


def test_what_is_below_a_closed_row_is_not_seen() -> None:
    rows = [("Part", 1, False), ("Chapter", 2, True), ("One", 3, False), ("Two", 3, False)]
    pdf = outlined([Bookmark(level, label, 0, 0, 0, closed) for label, level, closed in rows])
    inner: list[Any] = [("One", 0, []), ("Two", 0, [])]
    assert list(nested(pdf.Root.Outlines)) == [("Part", 1, [("Chapter", -2, inner)])]
    assert int(pdf.Root.Outlines.Count) == 2


def test_no_bookmarks_make_no_outline() -> None:
    assert "/Outlines" not in outlined([]).Root
