"""Block identifiers and languages on the tag tree.

WeasyPrint's structure elements carry no identity. Here its tag builder is wrapped so that the
element of a block gets the block's identifier as its ``/ID`` (ISO 32000-1, 14.7.2): by it a
finding in the PDF is told at its Markdown line. A block that runs over a page has one element on
each; the later ones are ``identifier~2`` and so on.

Nor do they tell a language other than the file's: what has a ``lang`` of its own, such as the title
of a French essay in English contents, gets it as its ``/Lang`` (14.9.2). That of whole sections is
added when the file is finished.

``weasyprint.pdf.tags._build_box_tree`` is private; it was read in WeasyPrint 70.0. Where its shape
has changed nothing is stamped, and the test of this module fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
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
        # Anonymous boxes bear the element of the box around them.
        self.open: list[Any] = []
        self.count: dict[str, int] = {}

    def __call__(self, box: Any, *arguments: Any) -> Iterator[Any]:  # noqa: ANN401
        source = getattr(box, "_box", box)
        if isinstance(source, boxes.MarginBox) and not _is_marked(source, arguments[-1]):
            return
        identifier, lang = self._facts(source)
        if not (identifier or lang) or any(source.element is one for one in self.open):
            yield from self.original(box, *arguments)
            return
        self.open.append(source.element)
        try:
            elements = list(self.original(box, *arguments))
        finally:
            self.open.pop()
        for element in elements:
            if identifier and "ID" not in element:
                element["ID"] = pydyf.String(self._stamp(identifier))
            if lang and "Lang" not in element:
                element["Lang"] = pydyf.String(lang)
        yield from elements

    def _facts(self, box: Any) -> tuple[str, str]:  # noqa: ANN401
        """Return the identifier of the block that a box is of, and the language that it has."""
        if box.element is None or "::" in (box.element_tag or ""):
            return "", ""
        identifier = box.element.get("id") or ""
        lang = "" if box.element_tag == "html" else box.element.get("lang") or ""
        return identifier if identifier in self.blocks else "", lang

    def _stamp(self, identifier: str) -> str:
        self.count[identifier] = self.count.get(identifier, 0) + 1
        number = self.count[identifier]
        return identifier if number == 1 else f"{identifier}~{number}"


def _is_marked(margin: Any, tags: Any) -> bool:  # noqa: ANN401
    """Tell whether a margin box was drawn as a part of the text; ours are artifacts."""
    return any(box in tags for box in margin.descendants() if isinstance(box, boxes.TextBox))
