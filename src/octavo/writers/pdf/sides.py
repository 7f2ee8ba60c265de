"""Pages for either side: what stands in the margins is drawn for the recto and for the verso.

Where a page has the same measures on both sides, only its running heads and its folio depend on the
side that it comes to stand on, which is known last. So both are drawn, each within marks, and the
wrong ones are blanked out of the finished file.

What is replaced is private to WeasyPrint and was read in version 70.0: ``make_margin_boxes``,
``layout_backgrounds`` and ``set_page_type_computed_styles`` of its layout,
``draw_stacking_context`` of its drawing. Where one of them has changed, pages are laid out for one
side, and the test of this module fails.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.draw
import weasyprint.layout
from weasyprint import CSS, Document
from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.layout import page as page_layout

from octavo.writers.pdf.sectionpages import Margin

_SHAPES = (
    (weasyprint.layout, "make_margin_boxes", ["context", "page", "state"]),
    (weasyprint.layout, "layout_backgrounds", ["page", "get_image_from_uri"]),
    (page_layout, "set_page_type_computed_styles", ["page_type", "html", "style_for"]),
    (weasyprint.draw, "draw_stacking_context", ["stream", "stacking_context"]),
)
_OTHER = {"left": "right", "right": "left"}
# The attribute of a page that holds its margin boxes for the other side; that of a margin box
# which tells for which side it is.
OTHERS = "octavo_others"
_SIDE = "octavo_side"
_MARGINS = re.compile(rb"%octavo (own|other)\n.*?%octavo end\n", re.DOTALL)
_MARGIN_BOX = re.compile(r"@(?:top|bottom|left|right)-")


def fits() -> bool:
    """Tell whether what is replaced still has the shape that this module knows."""
    return all(
        hasattr(room, name) and list(inspect.signature(getattr(room, name)).parameters) == shape
        for room, name, shape in _SHAPES
    )


def is_sided(stylesheets: Iterable[CSS]) -> bool:
    """Tell whether stylesheets give left and right pages other measures, not only other heads."""
    if not fits():
        return True
    return any(
        selector.side and declarations and not _MARGIN_BOX.match(pseudo or "")
        for sheet in stylesheets
        for _, selectors, declarations in sheet.page_rules
        for _, pseudo, selector in selectors
    )


@contextmanager
def laid_out_for_both_sides() -> Iterator[None]:
    """Lay margin boxes out for the other side of each page, too."""
    styles = page_layout.set_page_type_computed_styles
    margins = weasyprint.layout.make_margin_boxes
    backgrounds = weasyprint.layout.layout_backgrounds

    def both_styles(page_type: Any, html: Any, style_for: Any) -> None:  # noqa: ANN401
        styles(page_type, html, style_for)
        styles(_turned(page_type), html, style_for)

    def both_margins(context: Any, page: Any, state: Any) -> list[Any]:  # noqa: ANN401
        found = list(margins(context, page, state))
        own = page.page_type
        page.page_type = _turned(own)
        try:
            setattr(page, OTHERS, list(margins(context, page, state)))
        finally:
            page.page_type = own
        return found

    def both_backgrounds(page: Any, get_image_from_uri: Any) -> None:  # noqa: ANN401
        own = page.children
        page.children = (*own, *getattr(page, OTHERS))
        try:
            backgrounds(page, get_image_from_uri)
        finally:
            page.children = own

    page_layout.set_page_type_computed_styles = both_styles
    weasyprint.layout.make_margin_boxes = both_margins
    weasyprint.layout.layout_backgrounds = both_backgrounds
    try:
        yield
    finally:
        page_layout.set_page_type_computed_styles = styles
        weasyprint.layout.make_margin_boxes = margins
        weasyprint.layout.layout_backgrounds = backgrounds


def _turned(page_type: Any) -> Any:  # noqa: ANN401
    return page_type._replace(side=_OTHER[page_type.side])


@contextmanager
def drawn_margins(document: Document) -> Iterator[None]:
    """Draw margin boxes as artifacts while a document is written; of both sides, within marks."""
    pages = [page._page_box for page in document.pages if hasattr(page._page_box, OTHERS)]
    before = [page.children for page in pages]
    for page in pages:
        for side, boxes in (("own", _margin_boxes(page)), ("other", getattr(page, OTHERS))):
            for box in boxes:
                setattr(box, _SIDE, side)
        page.children = (*page.children, *getattr(page, OTHERS))
    original = weasyprint.draw.draw_stacking_context

    def draw(stream: Any, stacking_context: Any) -> None:  # noqa: ANN401
        if not isinstance(stacking_context.box, MarginBox):
            original(stream, stacking_context)
            return
        side = getattr(stacking_context.box, _SIDE, "")
        if side:
            stream.stream.append(f"%octavo {side}".encode())
        _draw_artifact(original, stream, stacking_context)
        if side:
            stream.stream.append(b"%octavo end")

    weasyprint.draw.draw_stacking_context = draw
    try:
        yield
    finally:
        weasyprint.draw.draw_stacking_context = original
        for page, children in zip(pages, before, strict=True):
            page.children = children


def _draw_artifact(original: Any, stream: Any, stacking_context: Any) -> None:  # noqa: ANN401
    """Draw what is no part of the text (ISO 32000-1, 14.8.2.2): nothing reads it aloud."""
    with stream.artifact():
        tags, stream._tags = stream._tags, None
        try:
            original(stream, stacking_context)
        finally:
            stream._tags = tags


def _margin_boxes(page: Any) -> list[Any]:  # noqa: ANN401
    return [box for box in page.children if isinstance(box, MarginBox)]


def margins(data: bytes) -> Iterator[Margin]:
    """Yield where in a finished file margin boxes are drawn."""
    for found in _MARGINS.finditer(data):
        yield Margin(found[1] == b"other", *found.span())
