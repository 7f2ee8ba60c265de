"""Structure elements that say nothing are taken out of the tag tree.

WeasyPrint makes a ``Span`` of every piece of a line: nine elements for a paragraph of eight lines.
Such a span has no language, no identifier, no attribute and no link; it tells a reader nothing, and
most of the tree are these. Here what they hold is given to the element around them, where that may
hold content itself (ISO 32000-1, 14.8.4: paragraphs, headings, parts of lists and tables, inline
elements; grouping elements may not).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

import pydyf

HOLDERS = frozenset(
    f"/{role}"
    for role in ("P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TH", "TD", "Span")
)
_SAYS_NOTHING = {"Type", "S", "K", "Pg", "P"}
_UNUSED = "f"  # as pydyf marks objects that are not written


def without_empty_spans(pdf: pydyf.PDF) -> None:
    """Take spans that say nothing out of a PDF of pydyf, before it is written."""
    elements: dict[bytes, Any] = {
        one.reference: one
        for one in pdf.objects
        if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"
    }
    holder_of: dict[bytes, bytes] = {}
    # Parents are made before their children.
    for reference, element in elements.items():
        if element["S"] not in HOLDERS or reference in holder_of:
            continue
        kids = list(_kids(element, elements, holder_of))
        element["K"][:] = kids
        for kid in kids:
            if kid in elements:
                elements[kid]["P"] = reference
    for reference in holder_of:
        elements[reference].free = _UNUSED
    _tell_content(pdf, holder_of)


def _kids(
    holder: Any,  # noqa: ANN401  (pydyf is not typed)
    elements: dict[bytes, Any],
    holder_of: dict[bytes, bytes],
) -> Iterator[Any]:
    """Yield what an element is to hold; the spans that are taken out are noted with it."""
    waiting = list(holder["K"])[::-1]
    while waiting:
        kid = waiting.pop()
        element = elements.get(kid)
        if element is None or not _says_nothing(element, elements):
            yield kid
        else:
            holder_of[kid] = holder.reference
            waiting += element["K"][::-1]


def _says_nothing(element: Any, elements: Container[object]) -> bool:  # noqa: ANN401
    """Tell whether an element is but a span around content and other elements."""
    return (
        element["S"] == "/Span"
        and element.keys() <= _SAYS_NOTHING
        and all(isinstance(kid, int) or kid in elements for kid in element["K"])
    )


def _tell_content(pdf: pydyf.PDF, holder_of: dict[bytes, bytes]) -> None:
    """Let the marked content of the pages lead to the elements that hold it now (14.7.4.4)."""
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    parents = pdf.objects[int(root["ParentTree"].split()[0])]
    for held in parents["Nums"]:
        if isinstance(held, list):
            held[:] = [holder_of.get(one, one) for one in held]
