"""Where every block stands on the finished pages: gathered from WeasyPrint's laid-out boxes.

The names used here are private to WeasyPrint and were read in version 70.0; the tests of this
module fail where they change.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from weasyprint import Page
from weasyprint.css.units import LENGTHS_TO_PIXELS
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from octavo.model.handles import SHORT_PAGE
from octavo.model.places import Align, Box, Fragment, Kind, PagePlaces
from octavo.writers.pdf.orders import Order
from octavo.writers.pdf.sides import OTHERS

POINTS_PER_PIXEL = 0.75

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("td", "th"), "cell"),
    "pre": "code",
    "li": "item",
}
_KINDS_OF_CLASSES: dict[str, Kind] = {
    **dict.fromkeys(("callout-title", "notes-title"), "heading"),
    **dict.fromkeys(("listing-caption", "data-caption"), "caption"),
    "column-margin": "margin",
    "note": "note",
}
# What is inside one of these is of its kind, whatever element it is.
_LASTING: frozenset[Kind] = frozenset(
    {"heading", "caption", "cell", "code", "note", "running", "margin"}
)
_FRAMES = frozenset({"figure", "table", "listing"})
# The elements that have been met, by the order of their first pieces.
_Numbers = dict[Any, int]
_ALIGNS: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}


def gather_places(
    order: Order, pages: Iterable[Page], *, for_press: bool
) -> tuple[PagePlaces, ...]:
    """Return what stands where on the pages of a section; labels and spans are left empty.

    The elements are numbered from 0.
    """
    elements: _Numbers = {}
    return tuple(_page_places(order, one, elements, for_press) for one in pages)


def gather_other_margins(
    order: Order, pages: Sequence[Page], *, for_press: bool
) -> tuple[tuple[Fragment, ...], ...]:
    """Return what stands in the margins of pages if they come to be on the other side.

    Nothing where they are laid out for one side.
    """
    if not order.for_both_sides:
        return ()
    elements: _Numbers = {}
    return tuple(_other_margins(order, page._page_box, elements, for_press) for page in pages)


def _other_margins(
    order: Order,
    page: Any,  # noqa: ANN401
    elements: _Numbers,
    for_press: bool,
) -> tuple[Fragment, ...]:
    width, height = page.margin_width(), page.margin_height()
    paper = _Paper(height * POINTS_PER_PIXEL, for_press and width > height)
    gatherer = _Gatherer(paper, order.placed, elements)
    for box in getattr(page, OTHERS):
        gatherer.walk(box, _Around())
    return tuple(gatherer.fragments)


def _page_places(order: Order, laid_out: Page, elements: _Numbers, for_press: bool) -> PagePlaces:
    page = laid_out._page_box
    section = order.section
    width, height = page.margin_width(), page.margin_height()
    is_turned = for_press and width > height
    paper = _Paper(height * POINTS_PER_PIXEL, is_turned)
    left, top = page.content_box_x(), page.content_box_y()
    begin = left - (0.0 if width > height else _outdent(page))
    gatherer = _Gatherer(paper, order.placed, elements)
    gatherer.walk(page, _Around())
    return PagePlaces(
        label="",
        section=section.identifier,
        kind=section.kind,
        matter="" if order.is_blank else section.matter,
        trim=paper.box(0, 0, width, height),
        area=paper.box(begin, top, left + page.width, top + page.height),
        is_blank=order.is_blank or page.page_type.blank,
        is_turned=is_turned,
        may_be_short=gatherer.may_be_short,
        fragments=tuple(gatherer.fragments),
    )


def _outdent(page: Any) -> float:  # noqa: ANN401
    """Return how far titles reach into the left margin by the design's token, in pixels."""
    root = next((box for box in page.children if box.element_tag == "html"), None)
    for token in root.style["__outdent"] or () if root else ():
        if token.type == "dimension" and token.lower_unit in LENGTHS_TO_PIXELS:
            return float(token.value * LENGTHS_TO_PIXELS[token.lower_unit])
    return 0.0


class _Paper(NamedTuple):
    """Turns places on a page (pixels, downwards) into places in the PDF (points, upwards)."""

    height: float
    is_turned: bool

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        points = (value * POINTS_PER_PIXEL for value in (left, top, right, bottom))
        left, top, right, bottom = points
        found = Box(left, self.height - bottom, right, self.height - top)
        if self.is_turned:
            found = found.turned(self.height)
        return Box(*(round(value, 2) for value in found))


class _Around(NamedTuple):
    """What surrounds a box: its block, kind and frame, and where its lines must end (pixels)."""

    block: str = ""
    kind: Kind = "paragraph"
    within: str = ""
    limit: float = math.inf


class _Gatherer:
    def __init__(self, paper: _Paper, placed: Collection[str], elements: _Numbers) -> None:
        self.paper = paper
        self.placed = placed
        self.elements = elements
        self.fragments: list[Fragment] = []
        self.may_be_short = False

    def walk(self, box: Any, around: _Around, parent: Any = None) -> None:  # noqa: ANN401
        """Gather the fragments in a box, in reading order."""
        if isinstance(box, AbsolutePlaceholder):
            box, parent = box._box, None
        if isinstance(box, boxes.TextBox) or (box.element_tag or "").endswith("::marker"):
            return
        if box.style["transform"]:
            # What is turned or moved when it is painted is measured by the type area alone.
            return
        if box.element is not None and SHORT_PAGE in box.element.get("class", "").split():
            self.may_be_short = True
        around = self._inside(box, around, parent)
        if isinstance(box, boxes.ReplacedBox):
            self._add(box, around._replace(kind="image"))
            return
        children = getattr(box, "children", ())
        if any(isinstance(child, boxes.LineBox) for child in children):
            self._add(box, around)
        container = parent if isinstance(box, (boxes.LineBox, boxes.InlineBox)) else box
        for child in children:
            self.walk(child, around, container)

    def _inside(self, box: Any, around: _Around, parent: Any) -> _Around:  # noqa: ANN401
        if isinstance(box, boxes.MarginBox):
            return around._replace(kind="running")
        if isinstance(box, boxes.FootnoteAreaBox):
            return around._replace(kind="note")
        block, kind, within, limit = around
        tag = box.element_tag or ""
        if box.element is not None and "::" not in tag:
            identifier = box.element.get("id") or ""
            block = identifier if identifier in self.placed else block
            classes = (box.element.get("class") or "").split()
            if kind not in _LASTING:
                found = [_KINDS_OF_CLASSES[name] for name in classes if name in _KINDS_OF_CLASSES]
                kind = found[0] if found else _KINDS.get(tag, kind)
            if tag in _FRAMES or _FRAMES.intersection(classes):
                within = _frame(box.element) or f"#{self._number(box.element)}"
        if parent is not None and _takes_what_it_needs(box, parent):
            # It may be wider than what it stands in; its lines must not.
            margin = box.style["margin_right"]
            beyond = min(0.0, getattr(margin, "value", 0.0)) if _is_length(margin) else 0.0
            limit = min(limit, parent.content_box_x() + parent.width - beyond)
        return _Around(block, kind, within, limit)

    def _add(self, box: Any, around: _Around) -> None:  # noqa: ANN401
        left, top = box.content_box_x(), box.content_box_y()
        indent = box.style["text_indent"]
        begin = left + min(0.0, indent.value if _is_length(indent) else 0.0)
        right = min(left + box.width, around.limit)
        fragment = Fragment(
            around.block,
            around.kind,
            self.paper.box(begin, top, right, top + box.height),
            None,
            around.within,
            _ALIGNS.get(box.style["text_align_all"], "left"),
            self._number(box.element),
        )
        self.fragments.append(fragment)

    def _number(self, element: Any) -> int:  # noqa: ANN401
        return self.elements.setdefault(element, len(self.elements))


def _takes_what_it_needs(box: Any, parent: Any) -> bool:  # noqa: ANN401
    """Tell whether a box grows with its content: tables, floats, blocks in a line or a row."""
    return (
        isinstance(box, boxes.InlineBlockBox)
        or isinstance(parent, (boxes.FlexContainerBox, boxes.GridContainerBox))
        or getattr(box, "is_table_wrapper", False)
        or box.is_floated()
    )


def _is_length(value: Any) -> bool:  # noqa: ANN401
    return getattr(value, "unit", None) == "px"


def _frame(element: Any) -> str:  # noqa: ANN401
    """Return the identifier of a figure, table or listing: its own or the first within it."""
    return next((str(one.get("id")) for one in element.iter() if one.get("id")), "")
