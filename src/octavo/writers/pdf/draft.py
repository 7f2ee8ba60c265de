"""What a draft bears on its pages besides the text: watermark, line with the dates, line numbers.

They are set as a small document of their own, in the faces and colours of the design, and laid on
the pages of the finished layout, which they cannot move.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape
from weasyprint import Page

from octavo.model.rendition import DraftNotice
from octavo.writers.pdf.engine import Engine
from octavo.writers.pdf.folios import Folio, after
from octavo.writers.pdf.fonttime import fixed_font_time
from octavo.writers.pdf.linenumbers import numbered_lines, type_area
from octavo.writers.pdf.orders import Order
from octavo.writers.pdf.overlay import Mark, Overlay

_MARGIN_BOXES = (
    *("top-left-corner", "top-left", "top-center", "top-right", "top-right-corner"),
    *("bottom-left-corner", "bottom-left", "bottom-center", "bottom-right", "bottom-right-corner"),
    *("left-top", "left-middle", "left-bottom", "right-top", "right-middle", "right-bottom"),
)
_BARE = " ".join(f"@{name} {{ content: none }}" for name in _MARGIN_BOXES)
# How far the baseline of a number lies below the upper edge of its box, in CSS pixels.
_STRUT = 20

_Size = tuple[float, float]


def draft_overlay(
    engine: Engine, notice: DraftNotice, order: Order, pages: Sequence[Page]
) -> Overlay:
    """Return what is to be laid on the pages of a section of a draft."""
    document = _Document(notice)
    folios = (after(order.folio, index) for index in range(len(pages)))
    marks = tuple(document.marks_of(*one) for one in zip(pages, folios, strict=True))
    laid_out = engine.render(document.html(engine.setup.lang))
    with engine.listening(), fixed_font_time(0):
        return Overlay(laid_out.write_pdf(), marks)


class _Document:
    """The overlay as it grows: watermark and line once for every size of page, numbers by page."""

    def __init__(self, notice: DraftNotice) -> None:
        self.notice = notice
        self.bodies: list[str] = []
        self.sizes: dict[_Size, int] = {}
        self.shared: dict[_Size, tuple[Mark, ...]] = {}

    def marks_of(self, page: Page, folio: Folio) -> tuple[Mark, ...]:
        """Add what a page needs, and return where in the overlay it stands."""
        size = (page.width, page.height)
        if size not in self.shared:
            word, line = escape(self.notice.word), escape(self.notice.line)
            watermark = self._add(size, f'<p class="draft-watermark">{word}</p>')
            foot = self._add(size, f'<p class="draft-line"><span>{line}</span></p>')
            self.shared[size] = (Mark("watermark", watermark), Mark("line", foot))
        numbers = _numbers(page)
        if not numbers:
            return self.shared[size]
        side = "recto" if folio.is_recto else "verso"
        return (*self.shared[size], Mark("numbers", self._add(size, numbers, side)))

    def _add(self, size: _Size, body: str, side: str = "") -> int:
        name = self.sizes.setdefault(size, len(self.sizes))
        self.bodies.append(
            f'<div class="draft-page {side}" style="page: draft-{name}; break-before: page">'
            f"{body}</div>"
        )
        return len(self.bodies) - 1

    def html(self, lang: str) -> str:
        """Return the overlay: a document without running heads, margins and bleed."""
        pages = "".join(
            f"@page draft-{name} {{ size: {width:g}px {height:g}px; margin: 0; bleed: 0; "
            f"background: none; {_BARE} }}\n"
            for (width, height), name in self.sizes.items()
        )
        strut = (
            f".draft-number::before {{ content: ''; display: inline-block; height: {_STRUT}px }}"
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(lang)}" class="kind-draft">'
            f"<head><title>.</title><style>{pages}{strut}</style></head>"
            f"<body>{''.join(self.bodies)}</body></html>"
        )


def _numbers(page: Page) -> str:
    """Return the line numbers of a page: each in a box as wide as the type area.

    Such a box is as wide as the line where that begins further left.
    """
    area = type_area(page)
    right = area.left + area.width
    found = ""
    for number, line in numbered_lines(page):
        left = min(area.left, line.left)
        found += (
            f'<div class="draft-lines" style="left: {left:.2f}px; width: {right - left:.2f}px; '
            f'top: {line.baseline - _STRUT:.2f}px"><span class="draft-number">{number}</span></div>'
        )
    return found
