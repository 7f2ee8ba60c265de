"""Floats are painted where they stand in the text.

CSS paints all floats of a page before its text (CSS 2.2, appendix E). A program that reads a PDF
without its tags, as many that search and copy do, then finds the notes of the margin before
everything else, and a drop cap pages before its word. Nothing here overlaps what is beside it, so
on finished pages a floated block is made one among the others, and a drop cap a part of its line.

The names used here are private to WeasyPrint and were read in version 70.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder


def painted_in_order(document: Document) -> None:
    """Let the floats on the pages of a document be painted in the order of the text."""
    for page in document.pages:
        _walk(page._page_box)


def _walk(box: Any) -> None:  # noqa: ANN401
    for child in getattr(box, "children", ()):
        if isinstance(child, (AbsolutePlaceholder, boxes.FootnoteAreaBox, boxes.MarginBox)):
            continue
        if isinstance(child, boxes.LineBox):
            if any(inner.is_floated() for inner in child.children):
                child.children = tuple(_in_line(child.children))
            continue
        if child.is_floated():
            child.style = child.style.copy()
            child.style["float"] = "none"
        _walk(child)


def _in_line(children: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the children of a line, of a floated one its words: they stand where they were put."""
    for child in children:
        words = _words(child) if child.is_floated() else None
        if words is None:
            yield child
        else:
            yield from words


def _words(box: Any) -> tuple[Any, ...] | None:  # noqa: ANN401
    """Return the words of a box that holds one line and nothing else."""
    lines = box.children
    if len(lines) != 1 or not isinstance(lines[0], boxes.LineBox):
        return None
    words = tuple(lines[0].children)
    return words if all(isinstance(one, boxes.TextBox) for one in words) else None
