"""The pages of the PDF in the EPUB: a page break in the text for each, and the page list.

EPUB Accessibility 1.1 (page navigation) asks for both wherever a publication also exists on pages.
The places come from the layout itself (``PageMap``), so "p. 43" means the same words to every
reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from octavo.documents.breaks import (
    insert_at_end,
    insert_at_start,
    insert_in_block,
    is_at_start,
    put_in_order,
)
from octavo.documents.names import clean, xml_identifier
from octavo.documents.sections import Document
from octavo.documents.xhtml import EPUB_TYPE, XHTML
from octavo.model.rendition import PageFacts, PageMap, countable
from octavo.naming import unique_name


@dataclass(frozen=True, slots=True)
class PageTarget:
    """A page of the page list: its label, and where in the package it begins."""

    label: str
    identifier: str
    file: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A block in its document; ``number`` counts through the book."""

    number: int
    document: Document
    element: _Element


@dataclass(frozen=True, slots=True)
class _Break:
    page: PageFacts
    document: Document
    mark: _Element


def place_pages(
    documents: Sequence[Document],
    page_map: PageMap,
    blocks: frozenset[str],
    identifiers: frozenset[str],
) -> tuple[PageTarget, ...]:
    """Put a page break into the documents for every page that has a place there.

    ``blocks`` are the identifiers of the book's blocks, ``identifiers`` those that are taken.
    Returns the pages in their order. A page that shows nothing of this edition, such as a blank
    at the end, has no place and is in neither.
    """
    if not page_map.pages:
        return ()
    placer = _Placer(documents, page_map, blocks, identifiers)
    for page in page_map.pages:
        placer.place(page)
    return placer.targets()


class _Placer:
    """Places one page after the other."""

    def __init__(
        self,
        documents: Sequence[Document],
        page_map: PageMap,
        blocks: frozenset[str],
        identifiers: frozenset[str],
    ) -> None:
        self.page_map = page_map
        self.identifiers = frozenset(xml_identifier(block) for block in blocks)
        self.taken = set(identifiers)
        self.documents = {document.section.identifier: document for document in documents}
        self.blocks: list[_Block] = []
        self.block_of: dict[str, _Block] = {}
        for document in documents:
            for element in filter(self._is_block, document.body.iter(etree.Element)):
                if _is_in_note(element):
                    continue  # notes stand on the pages of their calls
                block = _Block(len(self.blocks), document, element)
                self.blocks.append(block)
                self.block_of.setdefault(element.get("id", ""), block)
        self.begun: set[str] = set()
        self.waiting: list[PageFacts] = []
        self.breaks: list[_Break] = []

    def _is_block(self, element: _Element) -> bool:
        return element.get("id") in self.identifiers

    def place(self, page: PageFacts) -> None:
        """Place a page, and before it those that wait for the next place."""
        document = self.documents.get(page.section)
        begins_section = page.section not in self.begun
        self.begun.add(page.section)
        self._settle_waiting(page.section)
        if document is not None and begins_section:
            for one in (*self.waiting, page):
                insert_at_start(document.body, self._mark(one, document))
            self.waiting = []
            return
        block = self.block_of.get(xml_identifier(page.block)) if page.block else None
        offset = page.offset
        if block is None and document is not None:
            block, offset = self._first_block_on(page, document), 0
        elif block is not None and offset == 0:
            block = self._pictures_before(block, page)
        if block is None:
            self.waiting.append(page)
            return
        label = self.page_map.label_of(block.element.get("id", ""))
        for one in (*self.waiting, page):
            insert_in_block(
                self._mark(one, block.document),
                block.element,
                offset,
                self._is_block,
                begins_here=label in (None, page.label),
            )
        self.waiting = []

    def _settle_waiting(self, section: str) -> None:
        """Place waiting pages whose section is over; a blank goes on waiting for the next page."""
        waiting, self.waiting = self.waiting, []
        for page in waiting:
            document = self.documents.get(page.section)
            if document is None or page.section == section:
                self.waiting.append(page)
                continue
            earlier = [one.mark for one in self.breaks if one.document is document]
            mark = self._mark(page, document)
            if all(map(is_at_start, earlier)):
                insert_at_start(document.body, mark)
            else:
                insert_at_end(document.body, mark)

    def _first_block_on(self, page: PageFacts, document: Document) -> _Block | None:
        """Return the first block of a page without text: a figure without a caption, say."""
        for block in self.blocks:
            label = self.page_map.label_of(block.element.get("id", ""))
            if block.document is document and label == page.label:
                return block
        return None

    def _pictures_before(self, block: _Block, page: PageFacts) -> _Block:
        """Return the first of the pictures without words that begin a page before a block."""
        while block.number > 0:
            before = self.blocks[block.number - 1]
            label = self.page_map.label_of(before.element.get("id", ""))
            is_picture = next(before.element.iter(XHTML + "img"), None) is not None
            has_words = any(countable(str(text)) for text in before.element.itertext())
            if before.document is not block.document or label != page.label:
                break
            if has_words or not is_picture:
                break
            block = before
        return block

    def _mark(self, page: PageFacts, document: Document) -> _Element:
        """Return a new page break (EPUB 3 Structural Semantics 1.1, ``pagebreak``)."""
        label = clean(page.label)
        identifier = unique_name(xml_identifier(f"page-{label}"), self.taken)
        self.taken.add(identifier)
        mark = etree.Element(XHTML + "span", {EPUB_TYPE: "pagebreak", "role": "doc-pagebreak"})
        mark.set("id", identifier)
        mark.set("aria-label", label)
        self.breaks.append(_Break(page, document, mark))
        return mark

    def targets(self) -> tuple[PageTarget, ...]:
        """Return the pages, with every break behind that of the page before it."""
        self._settle_waiting("")
        order = {page: place for place, page in enumerate(self.page_map.pages)}
        breaks = sorted(self.breaks, key=lambda one: order[one.page])
        marks: dict[str, list[_Element]] = {}
        for one in breaks:
            marks.setdefault(one.document.section.identifier, []).append(one.mark)
        for identifier, found in marks.items():
            put_in_order(self.documents[identifier].body, found)
        return tuple(
            PageTarget(clean(one.page.label), one.mark.get("id", ""), one.document.file)
            for one in breaks
        )


def _is_in_note(element: _Element) -> bool:
    around = (element, *element.iterancestors())
    return any(outer.get("role") == "doc-footnote" for outer in around)
