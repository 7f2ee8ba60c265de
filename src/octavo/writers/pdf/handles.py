"""Handles of the last pass that do nothing any more.

A break that was set by hand outlives the text that it was set for. Each handle is taken away once
and its section laid out without it; where every page begins as before, with as many lines, it has
become idle.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from weasyprint import Document
from weasyprint.formatting_structure import boxes

from octavo.writers.pdf.boxes import BlockTracker

HANDLES = (
    "break-before",
    "break-after",
    "keep-together",
    "keep-with-next",
    "tighter",
    "looser",
)
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_NAMESPACES = 'xmlns:epub="http://www.idpf.org/2007/ops"'

Signature = tuple[tuple[str, int, int], ...]


def without_each(xhtml: str) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """Yield for each handle of a section the first block that has it, its names and its place.

    The place is that of the division around the blocks (``line:column``), or empty. Last comes the
    markup of the section without the handle.
    """
    if not any(name in xhtml for name in HANDLES):
        return
    root = etree.fromstring(f"<div {_NAMESPACES}>{xhtml}</div>".encode())
    groups: dict[str, list[Any]] = {}
    for element in root.iter(etree.Element):
        if element.text is None and element.tag not in _VOID:
            element.text = ""  # or it would be closed in itself, which HTML does not know
        if _names(element):
            key = element.get("data-handle") or f"#{element.get('id')}"
            groups.setdefault(key, []).append(element)
    for key, elements in groups.items():
        names = tuple(dict.fromkeys(name for one in elements for name in _names(one)))
        classes = [one.get("class") for one in elements]
        for one in elements:
            one.set("class", " ".join(set(one.get("class").split()) - set(HANDLES)))
        yield elements[0].get("id", ""), names, key if key[0] != "#" else "", _inner(root)
        for one, value in zip(elements, classes, strict=True):
            one.set("class", value)


def _names(element: Any) -> list[str]:  # noqa: ANN401
    return [name for name in element.get("class", "").split() if name in HANDLES]


def _inner(root: Any) -> str:  # noqa: ANN401
    return (root.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in root)


def signature(document: Document, blocks: frozenset[str]) -> Signature:
    """Return for every page where its text begins and how many lines it has."""
    tracker = BlockTracker(blocks)
    return tuple((*tracker.begin_of(page), _lines(page._page_box)) for page in document.pages)


def _lines(box: Any) -> int:  # noqa: ANN401
    children = getattr(box, "children", ())
    return sum(1 if isinstance(child, boxes.LineBox) else _lines(child) for child in children)
