"""Block identifiers on the tag tree.

WeasyPrint's structure elements carry no identity. Here its tag builder is wrapped so that the
element of a block gets the block's identifier as its ``/ID`` (ISO 32000-1, 14.7.2): by it a
finding in the PDF is told at its Markdown line. A block that runs over a page has one element on
each; the later ones are ``identifier~2`` and so on.

``weasyprint.pdf.tags._build_box_tree`` is private; it was read in WeasyPrint 70.0. Where its shape
has changed nothing is stamped, and the test of this module fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.pdf import tags as weasyprint_tags

_PARAMETERS = ["box", "parent", "pdf", "page_number", "nums", "annotations", "tags"]

TreeBuilder = Callable[..., Iterator[Any]]


def fits() -> bool:
    """Tell whether the wrapped function still has the shape that this module knows."""
    build = getattr(weasyprint_tags, "_build_box_tree", None)
    return build is not None and list(inspect.signature(build).parameters) == _PARAMETERS


@contextmanager
def stamped(blocks: frozenset[str]) -> Iterator[None]:
    """Stamp the elements of these blocks while the PDF is written."""
    if not fits():
        yield
        return
    original: TreeBuilder = weasyprint_tags._build_box_tree
    weasyprint_tags._build_box_tree = _Stamper(original, blocks)
    try:
        yield
    finally:
        weasyprint_tags._build_box_tree = original


class _Stamper:
    """Builds the tree as WeasyPrint does and stamps the outermost element of each block."""

    def __init__(self, original: TreeBuilder, blocks: frozenset[str]) -> None:
        self.original = original
        self.blocks = blocks
        self.open: set[str] = set()
        self.count: dict[str, int] = {}

    def __call__(self, box: Any, *arguments: Any) -> Iterator[Any]:  # noqa: ANN401
        inner = getattr(box, "_box", box)
        identifier = self._identifier(inner)
        if not identifier or identifier in self.open:
            yield from self.original(box, *arguments)
            return
        self.open.add(identifier)
        try:
            elements = list(self.original(box, *arguments))
        finally:
            self.open.discard(identifier)
        for element in elements:
            if "ID" not in element:
                element["ID"] = pydyf.String(self._stamp(identifier))
        yield from elements

    def _identifier(self, box: Any) -> str:  # noqa: ANN401
        if box.element is None or "::" in (box.element_tag or ""):
            return ""
        identifier = box.element.get("id") or ""
        return identifier if identifier in self.blocks else ""

    def _stamp(self, identifier: str) -> str:
        self.count[identifier] = self.count.get(identifier, 0) + 1
        number = self.count[identifier]
        return identifier if number == 1 else f"{identifier}~{number}"
