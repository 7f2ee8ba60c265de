"""Where page numbers stand in laid-out pages: in the text, and in the margins.

The names used here are private to WeasyPrint and were read in version 70.0; the tests of
``numbering`` fail where they change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from octavo.writers.pdf.canonical import HOLDERS

_NUMBER = re.compile("[0-9]+")
_COUNTERS = frozenset({"counter()", "counters()"})


class Number(NamedTuple):
    """A page number in a text box: where its digits are, and which it is.

    ``which`` counts the numbers of the text, or for a folio the pages of the section from 0.
    """

    begin: int
    end: int
    is_folio: bool
    which: int


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """The text boxes of pages that hold page numbers, with these.

    ``digits`` is how many digits the numbers of the text have, as they stand in the document.
    ``is_mixed``: the number of a page stands in a margin with what may be taken for it.
    """

    boxes: Mapping[Any, list[Number]]
    digits: Sequence[int]
    is_mixed: bool

    def have(self, digits: Sequence[int]) -> bool:
        """Tell whether the numbers of the text have so many digits, wherever they stand."""
        found = (one for numbers in self.boxes.values() for one in numbers if not one.is_folio)
        return list(self.digits) == list(digits) and all(
            one.end - one.begin == digits[one.which] for one in found
        )


def page_numbers(document: Document, start: int | None) -> PageNumbers:
    """Return the page numbers of a document.

    ``start`` is the number of its first page; None where folios are not looked for.
    """
    holders = _Holders(document)
    is_mixed = start is not None and any(_mixes(page._page_box) for page in document.pages)
    return PageNumbers(dict(_numbers(document, holders, start)), holders.digits, is_mixed)


def _numbers(
    document: Document, holders: _Holders, start: int | None
) -> Iterator[tuple[Any, list[Number]]]:
    for index, page in enumerate(document.pages):
        for box, margin in _text_boxes(page._page_box, None):
            if margin is None:
                found = holders.numbers(box)
            elif start is not None:
                found = list(_folios(box.text, start + index, index))
            else:
                found = []
            if found:
                yield box, found


def _text_boxes(box: Any, margin: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    """Yield the text boxes within a box, each with the margin box that it stands in, if any.

    Of margin boxes, those alone that show the page's number.
    """
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TextBox):
        yield box, margin
        return
    if isinstance(box, boxes.MarginBox):
        if not _shows_counter(box):
            return
        margin = box
    for child in box.all_children():
        yield from _text_boxes(child, margin)


def _shows_counter(margin: Any) -> bool:  # noqa: ANN401
    content = margin.style["content"]
    return not isinstance(content, str) and any(kind in _COUNTERS for kind, _ in content)


def _mixes(page: Any) -> bool:  # noqa: ANN401
    """Tell whether a margin box shows its page's number with what may be taken for it.

    Words that are taken from the text, other numbers, or other figures than ours.
    """
    shown = [box.style["content"] for box in page.children if isinstance(box, boxes.MarginBox)]
    return any(
        any(kind in _COUNTERS for kind, _ in content) and not _is_plain(content)
        for content in shown
        if not isinstance(content, str)
    )


def _is_plain(content: Any) -> bool:  # noqa: ANN401
    counters = [one for one in content if one[0] in _COUNTERS]
    others = [one for one in content if one[0] not in _COUNTERS]
    is_counted = [(kind, *value) for kind, value in counters] == [("counter()", "page", "decimal")]
    return is_counted and all(
        kind == "string" and not any(map(str.isdigit, words)) for kind, words in others
    )


def _folios(text: str, number: int, index: int) -> Iterator[Number]:
    """Yield where in a text the number of its page stands, the page being counted from 0."""
    for found in _NUMBER.finditer(text):
        if int(found[0]) == number:
            yield Number(*found.span(), True, index)


class _Holders:
    """The elements that hold page numbers, each with the count of those before it."""

    def __init__(self, document: Document) -> None:
        self.first: dict[Any, int] = {}
        self.count: dict[Any, int] = {}
        self.drawn: dict[Any, int] = {}
        self.digits: list[int] = []
        for element in document._html.etree_element.iter():
            classes = (element.get("class") or "").split()
            if element.tag in ("a", "span") and any(name in HOLDERS for name in classes):
                numbers = _NUMBER.findall(element.text or "")
                self.first[element] = len(self.digits)
                self.count[element] = len(numbers)
                self.digits += map(len, numbers)

    def numbers(self, box: Any) -> list[Number]:  # noqa: ANN401
        """Return the numbers of a box; its element may be divided, or stand on several pages."""
        if not self.count.get(box.element) or "::" in (box.element_tag or ""):
            return []
        found: list[Number] = []
        for number in _NUMBER.finditer(box.text):
            drawn = self.drawn.get(box.element, 0)
            self.drawn[box.element] = drawn + 1
            index = self.first[box.element] + drawn % self.count[box.element]
            found.append(Number(*number.span(), False, index))
        return found
