"""Where the pages of a book may fall, before anything was laid out: told by length alone.

What counts is how many digits the page numbers have: a section in which that is right need not be
laid out again when they are known.
"""

from __future__ import annotations

from octavo.model.publication import Design
from octavo.model.rendition import PageFacts, PageMap, Rendition

# So many characters of markup make a page, one design with another.
_ON_A_PAGE = 2400


def guessed(rendition: Rendition, design: Design) -> PageMap:
    """Return the page on which each block may begin."""
    from octavo.writers.pdf.folios import FolioCounter, after
    from octavo.writers.pdf.orders import identifiers

    counter = FolioCounter(design)
    pages: list[PageFacts] = []
    blocks: dict[str, str] = {}
    for section in rendition.sections:
        count = max(1, round(len(section.xhtml) / _ON_A_PAGE))
        folio = counter.start(section).folio
        counter.place(section, count)
        blocks[section.identifier] = folio.label
        pages += [
            PageFacts(len(pages) + index, after(folio, index).label, section.identifier)
            for index in range(count)
        ]
        for name, place in identifiers(section.xhtml):
            index = place * count // max(1, len(section.xhtml))
            blocks.setdefault(name, after(folio, index).label)
    return PageMap(tuple(pages), blocks)
