"""The lines of a PDF, by the places and the widths of its glyphs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

_HYPHENS = "-\u2010\u00ad"
# A line whose end is nearer to the right edge than this, in points, is full.
_NEAR = 2.0
# Glyphs that differ more from the size of the text, in points, are no running text.
_OTHER_SIZE = 0.2
_NO_INK = " \u00a0\u00ad\u200b"
# Between two glyphs a gap wider than this, the face's own space being 1, is a space.
_NARROWEST = 0.4
# Before these stands a narrow no-break space in French, which no program stretches.
_NARROW = ";!?"


class Line(NamedTuple):
    """A line: how wide its spaces are, the face's own being 1; whether it ends in a hyphen.

    ``place`` is the height of its base line above the page's lower edge, in points.
    """

    stretch: float
    is_hyphenated: bool
    is_last: bool
    place: float


class _Glyph(NamedTuple):
    text: str
    left: float
    right: float
    base: float


def lines_of(pdf: bytes, space: float, size: float) -> Iterator[Line]:
    """Yield the lines of a PDF as ``pages_of`` does, page after page."""
    for lines in pages_of(pdf, space, size):
        yield from lines


def pages_of(
    pdf: bytes, space: float, size: float, *, edge: float | None = None
) -> Iterator[list[Line]]:
    """Yield the lines of each page of a PDF.

    ``space`` is the width of the face's own space and ``size`` that of the text, in points. A
    line that does not reach the right edge is the last of its paragraph. Where ``edge`` says how
    far that is from the page's left one, lines of other sizes are left out; where it does not, the
    PDF holds nothing but paragraphs of one width.
    """
    for rows in _pages(pdf, size, only=edge is not None):
        right = max((row[-1].right for row in rows), default=0.0) if edge is None else edge
        yield [_line(row, space, right) for row in rows]


class _Rows(PDFTextDevice):  # type: ignore[misc]  # pdfminer has no types
    """Gathers the glyphs of a page by their base lines."""

    def __init__(self, manager: PDFResourceManager, size: float, *, only: bool) -> None:
        super().__init__(manager)
        self.size = size
        self.only = only
        self.rows: dict[int, list[_Glyph]] = {}

    def render_char(
        self,
        matrix: Any,  # noqa: ANN401
        font: Any,  # noqa: ANN401
        fontsize: float,
        scaling: float,
        rise: float,  # noqa: ARG002
        cid: int,
        *_others: Any,  # noqa: ANN401
    ) -> float:
        """Take a glyph; return its width."""
        width: float = font.char_width(cid) * fontsize * scaling
        try:
            text: str = font.to_unichr(cid)
        except PDFUnicodeNotDefined:  # a glyph without letters has ink all the same
            text = "?"
        if self.only and abs(fontsize * abs(matrix[3]) - self.size) > _OTHER_SIZE:
            return width
        left = matrix[4]
        row = self.rows.setdefault(round(matrix[5] / self.size * 2), [])
        row.append(_Glyph(text, left, left + width * matrix[0], matrix[5]))
        return width


def _pages(pdf: bytes, size: float, *, only: bool) -> Iterator[list[list[_Glyph]]]:
    """Yield the glyphs of each page by lines, from the top, without spaces."""
    manager = PDFResourceManager()
    for page in PDFPage.get_pages(io.BytesIO(pdf)):
        device = _Rows(manager, size, only=only)
        PDFPageInterpreter(manager, device).process_page(page)
        found = []
        for _, row in sorted(device.rows.items(), reverse=True):
            inked = [glyph for glyph in row if glyph.text not in _NO_INK or glyph is row[-1]]
            while inked and inked[-1].text in " \u00a0":
                inked.pop()
            if inked:
                found.append(sorted(inked, key=lambda glyph: glyph.left))
        yield found


def _line(row: list[_Glyph], space: float, edge: float) -> Line:
    gaps = [
        gap
        for before, after in pairwise(row)
        if (gap := after.left - before.right) > _NARROWEST * space and after.text not in _NARROW
    ]
    stretch = sum(gaps) / len(gaps) / space if gaps else 1.0
    is_full = row[-1].right > edge - _NEAR
    return Line(stretch, is_full and row[-1].text in _HYPHENS, not is_full, row[0].base)
