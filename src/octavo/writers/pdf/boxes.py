"""Where the blocks fell: reads WeasyPrint's laid-out pages.

The names used here are private to WeasyPrint and were read in version 70.0; the tests of the page
map fail where they change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint import Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from octavo.model.rendition import countable
from octavo.writers.pdf.blocks import WAITED

# What no edition counts as text of a block: page numbers, and numbers of notes.
_UNCOUNTED = frozenset({"page-reference", "note-again", "noteref"})


def note_calls_of(page: Page, *, in_notes: bool = False) -> list[str]:
    """Return the identifiers of the notes that a page calls, in reading order.

    Those that its notes call count with ``in_notes`` only.
    """
    areas = (boxes.MarginBox,) if in_notes else (boxes.MarginBox, boxes.FootnoteAreaBox)
    found: list[str] = []
    waiting: list[Any] = [page._page_box]
    while waiting:
        box = waiting.pop()
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if isinstance(box, areas):
            continue
        if (box.element_tag or "").endswith("::footnote-call") and box.element is not None:
            identifier = box.element.get("id")
            if identifier and identifier not in found[-1:]:
                found.append(identifier)
            continue
        waiting += reversed(getattr(box, "children", ()))
    return found


def captions_of(page: Page) -> list[str]:
    """Return the identifiers of the tables whose captions stand on a page."""
    return [
        str(box.element.get("id"))
        for box in page._page_box.descendants()
        if isinstance(box, boxes.BlockBox) and box.is_table_wrapper and _has_caption(box)
    ]


def _has_caption(wrapper: Any) -> bool:  # noqa: ANN401
    return any(isinstance(child, boxes.TableCaptionBox) for child in wrapper.children)


class _Run(NamedTuple):
    """A run of text, its block, and whether that has waited for room."""

    block: str
    text: str
    waited: bool


class BlockTracker:
    """Follows the blocks of one section from page to page."""

    def __init__(self, blocks: frozenset[str]) -> None:
        """Take the identifiers of all blocks."""
        self.blocks = blocks
        self._printed: dict[str, int] = {}
        self._last = ""

    def begin_of(self, page: Page) -> tuple[str, int]:
        """Return the block that a page's text begins in and how much of it came before.

        The pages of a section must be given in their order. A head of a table that is repeated
        does not count, nor a figure that has waited for room: where a page holds nothing else, its
        text begins where that of the page before has ended. ("", 0) for a page without text of
        the manuscript.
        """
        first: tuple[str, int] | None = None
        last = ""
        on_page: dict[str, int] = {}
        for block, text, waited in self._runs(page._page_box, "", False):
            count = countable(text)
            if not count:
                continue
            on_page[block] = on_page.get(block, 0) + count
            if not waited:
                first = first or (block, self._printed.get(block, 0))
                last = block
        if first is None and on_page and self._last:
            first = (self._last, self._printed[self._last])
        for block, count in on_page.items():
            self._printed[block] = self._printed.get(block, 0) + count
        self._last = last or self._last
        return first or ("", 0)

    def _runs(self, box: Any, block: str, waited: bool) -> Iterator[_Run]:  # noqa: ANN401
        """Yield the runs of text in reading order."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, (boxes.MarginBox, boxes.FootnoteAreaBox)):
            return
        if box.element is not None:
            # What the styles add, page numbers, and numbers of notes are no text of the block.
            if "::" in (box.element_tag or "") or box.element.get("class") in _UNCOUNTED:
                return
            identifier = box.element.get("id")
            if identifier in self.blocks:
                block = identifier
        if isinstance(box, boxes.TextBox):
            if block:
                yield _Run(block, box.text, waited)
            return
        if getattr(box, "is_header", False) and self._is_repeated(box):
            return
        waited = waited or hasattr(box, WAITED)
        for child in getattr(box, "children", ()):
            yield from self._runs(child, block, waited)

    def _is_repeated(self, header: Any) -> bool:  # noqa: ANN401
        rows = (row.element.get("id") for row in header.children if row.element is not None)
        return any(row in self._printed for row in rows)
