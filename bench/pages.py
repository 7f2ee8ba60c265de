"""What a PDF says of its own pages, and the names of the files of the one document."""

from __future__ import annotations

import io

import pikepdf

from octavo.model.rendition import PageFacts, PageMap

HTML, STYLES, FONTS = "book.html", "book.css", "fonts"


def printed_pages(pdf: bytes) -> PageMap:
    """Return the labels of a PDF's pages, and on which page each of its destinations lies."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        labels = [str(page.label) for page in opened.pages]
        index = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        targets = pikepdf.NameTree(opened.Root.Names.Dests).items()
        blocks = {str(name): labels[index[_page_of(target)]] for name, target in targets}
    pages = (PageFacts(number, label, "") for number, label in enumerate(labels))
    return PageMap(tuple(pages), blocks)


def _page_of(target: pikepdf.Object) -> tuple[int, int]:
    place = target.D if isinstance(target, pikepdf.Dictionary) else target
    return place[0].objgen
