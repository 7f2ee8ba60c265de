"""Lines of running text on laid-out pages, counted for the line numbers of a draft.

Which lines count a stylesheet says: ``--line-numbers: none`` (inherited) takes out what is no
running text. The names used here are private to WeasyPrint and were read in version 70.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint import Page
from weasyprint.formatting_structure import boxes

INTERVAL = 5
_APART = (boxes.MarginBox, boxes.FootnoteAreaBox)


class TypeArea(NamedTuple):
    """The left edge and the width of a page's type area, in CSS pixels."""

    left: float
    width: float


class Line(NamedTuple):
    """A line of running text, in CSS pixels from the left and upper edges of the trimmed page."""

    left: float
    baseline: float
    height: float


def type_area(page: Page) -> TypeArea:
    """Return the type area of a page."""
    box = page._page_box
    return TypeArea(box.content_box_x(), box.width)


def numbered_lines(page: Page) -> Iterator[tuple[int, Line]]:
    """Yield every fifth line of running text with its number, counted from the top of the page.

    Lines side by side, as in columns, count once.
    """
    number, last = 0, None
    for line in sorted(_lines(page._page_box), key=lambda line: line.baseline):
        if last is not None and line.baseline - last.baseline < min(line.height, last.height) / 2:
            continue
        number, last = number + 1, line
        if number % INTERVAL == 0:
            yield number, line


def _lines(box: Any) -> Iterator[Line]:  # noqa: ANN401
    for child in getattr(box, "children", ()):
        # What the styles add, such as the number of an item, stands beside the text.
        if isinstance(child, _APART) or "::" in (child.element_tag or ""):
            continue
        if not isinstance(child, boxes.LineBox):
            yield from _lines(child)
        elif _counts(child):
            yield Line(child.position_x, child.position_y + child.baseline, child.height)


def _counts(line: Any) -> bool:  # noqa: ANN401
    texts = (box for box in line.descendants() if isinstance(box, boxes.TextBox))
    return not _is_taken_out(line.style) and any(box.text.strip() for box in texts)


def _is_taken_out(style: Any) -> bool:  # noqa: ANN401
    try:
        tokens = style["__line_numbers"]
    except KeyError:
        return False
    return [token.value for token in tokens or () if token.type == "ident"] == ["none"]
