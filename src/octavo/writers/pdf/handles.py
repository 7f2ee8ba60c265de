"""Handles of the last pass that do nothing any more.

A break that was set by hand outlives the text that it was set for. Each handle is taken away once
and its section laid out without it; where every page begins as before, with as many lines, it has
become idle. What is idle stays away for those that follow: of two that do the same, one is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree
from weasyprint import Document
from weasyprint.formatting_structure import boxes

from octavo.model.handles import MOVING, PLACE
from octavo.writers.pdf.boxes import BlockTracker
from octavo.writers.pdf.sectionpages import IdleHandle

# Elements that HTML closes in themselves.
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_NAMESPACES = 'xmlns:epub="http://www.idpf.org/2007/ops"'
_PLACE = re.compile(re.escape(PLACE) + r"(\d+)-(\d+)")

Signature = tuple[tuple[str, int, int], ...]


def idle_handles(xhtml: str, is_the_same: Callable[[str], bool]) -> Iterator[IdleHandle]:
    """Yield the handles of a section without which it is the same."""
    if not any(name in xhtml for name in MOVING):
        return
    root = etree.fromstring(f"<div {_NAMESPACES}>{xhtml}</div>".encode())
    for elements in _groups(root):
        names = tuple(dict.fromkeys(name for one in elements for name in _names(one)))
        classes = [one.get("class") for one in elements]
        for one, value in zip(elements, classes, strict=True):
            one.set("class", " ".join(name for name in value.split() if name not in MOVING))
        if is_the_same(_inner(root)):
            place = _place(classes[0]) or (0, 0)
            yield IdleHandle(names, _block(elements[0]), *place)
            continue
        for one, value in zip(elements, classes, strict=True):
            one.set("class", value)


def _groups(root: Any) -> list[list[Any]]:  # noqa: ANN401  (lxml's elements)
    """Return the elements with handles, those together whose handles are written at one place."""
    groups: dict[object, list[Any]] = {}
    for number, element in enumerate(root.iter(etree.Element)):
        if element.text is None and element.tag not in _VOID:
            element.text = ""  # or it would be closed in itself, which HTML does not know
        if _names(element):
            groups.setdefault(_place(element.get("class")) or number, []).append(element)
    return list(groups.values())


def _names(element: Any) -> list[str]:  # noqa: ANN401
    return [name for name in element.get("class", "").split() if name in MOVING]


def _place(classes: str) -> tuple[int, int] | None:
    found = _PLACE.search(classes)
    return (int(found[1]), int(found[2])) if found else None


def _block(element: Any) -> str:  # noqa: ANN401
    """Return the identifier of an element, or of the nearest one around it that has one."""
    around = (element, *element.iterancestors())
    return next((one.get("id") for one in around if one.get("id")), "")


def _inner(root: Any) -> str:  # noqa: ANN401
    return (root.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in root)


def signature(document: Document, blocks: frozenset[str]) -> Signature:
    """Return for every page where its text begins and how many lines it has."""
    tracker = BlockTracker(blocks)
    return tuple((*tracker.begin_of(page), _lines(page._page_box)) for page in document.pages)


def _lines(box: Any) -> int:  # noqa: ANN401
    children = getattr(box, "children", ())
    return sum(1 if isinstance(child, boxes.LineBox) else _lines(child) for child in children)
