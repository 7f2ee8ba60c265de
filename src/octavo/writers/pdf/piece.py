"""Writes one section as a piece: a PDF of its own that ``joining.py`` can put with others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, NamedTuple

import pydyf
from weasyprint import Document, Page

from octavo.writers.pdf.faces import left_out
from octavo.writers.pdf.links import kept_links
from octavo.writers.pdf.pieces import RESOURCES, Bookmark, Piece
from octavo.writers.pdf.spans import without_empty_spans
from octavo.writers.pdf.stamps import stamped

POINTS_PER_PIXEL = 0.75

# What WeasyPrint names header cells by: their table's number in the file, their row and column.
_HEADER_CELL = re.compile(r"\d+-\d+-\d+")


class Written(NamedTuple):
    """A piece, and the font files that it uses by their checksum (sha256, hexadecimal)."""

    piece: Piece
    files: Mapping[str, bytes]


def write_piece(
    document: Document, blocks: frozenset[str], known: frozenset[str], prefix: str, *, tagged: bool
) -> Written:
    """Write the pages of a section.

    ``blocks`` are the identifiers that the structure elements bear, ``known`` all that a link may
    lead to, in this section or in another. ``prefix`` tells the section from all others; the
    identifiers of header cells begin with it. The contents of the pages are not compressed.
    """
    # A copy knows no fonts yet: what is written twice would carry those of the first time.
    pages = document.copy(list(document.pages))
    _settle_profiles(document)
    # The outline belongs to the whole publication.
    pages.make_bookmark_tree = lambda *_arguments, **_options: []
    with ExitStack() as stack:
        faces = stack.enter_context(left_out())
        stack.enter_context(kept_links(known))
        stack.enter_context(stamped(blocks))
        stack.enter_context(_remembered_pages())
        data = pages.write_pdf(
            pdf_tags=tagged, uncompressed_pdf=True, finisher=partial(_finish, prefix=prefix)
        )
    lang = document.metadata.lang or ""
    return Written(Piece(data, lang, faces.typefaces, tuple(_bookmarks(document))), faces.files)


def write_frame(document: Document, blank: Page, *, tagged: bool, variant: str | None) -> bytes:
    """Write the file that pieces are joined in: a blank page with the metadata of a document.

    ``variant`` is what the file claims to be, as WeasyPrint names it.
    """
    _settle_profiles(document)
    with left_out():
        return bytes(document.copy([blank]).write_pdf(pdf_tags=tagged, pdf_variant=variant))


def _settle_profiles(document: Document) -> None:
    """Make the bytes of colour profiles always the same.

    Little CMS writes a profile otherwise once its name was asked for, which WeasyPrint does after
    it has written it the first time.
    """
    for profile in document.color_profiles.values():
        _ = profile.name


def _bookmarks(document: Document) -> Iterator[Bookmark]:
    for number, page in enumerate(document.pages):
        for level, label, (x, y), state in page.bookmarks:
            left, up = x * POINTS_PER_PIXEL, (page.height - y) * POINTS_PER_PIXEL
            yield Bookmark(level, label, number, left, up, is_closed=state == "closed")


@contextmanager
def _remembered_pages() -> Iterator[None]:
    """Let pydyf make the list of references to the pages once, not for every structure element.

    ``pydyf.PDF.page_references`` was read in version 0.13.0: it makes the list anew each time.
    """
    original = pydyf.PDF.page_references
    found: tuple[bytes, ...] = ()

    def remembered(pdf: pydyf.PDF) -> tuple[bytes, ...]:
        nonlocal found
        if len(found) != pdf.pages["Count"]:
            found = original.fget(pdf)
        return found

    pydyf.PDF.page_references = property(remembered)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original


def _finish(_document: Document, pdf: pydyf.PDF, prefix: str) -> None:
    """Take out what belongs to the whole, and put ready what the joining needs.

    Spans that say nothing are taken out. The tree of destinations becomes an object of its own,
    and so do a list of the dictionaries of resources and the identifiers of the structure
    elements, each with its element.
    """
    pdf.info.clear()
    names = pdf.catalog.get("Names", {})
    if "Dests" in names:
        pdf.add_object(names["Dests"])
        names["Dests"] = names["Dests"].reference
    resources = [one for one in _dictionaries(pdf) if "ExtGState" in one]
    listed = pydyf.Array([one.reference for one in resources])
    pdf.add_object(listed)
    pdf.catalog[RESOURCES[1:]] = listed.reference
    if "StructTreeRoot" not in pdf.catalog:
        return
    without_empty_spans(pdf)
    elements = [one for one in _dictionaries(pdf) if "ID" in one]
    for element in elements:
        # The cells of the table hold the same object in their lists of headers.
        if element["S"] == "/TH" and _HEADER_CELL.fullmatch(element["ID"].string):
            element["ID"].string = f"{prefix}/{element['ID'].string}"
    elements.sort(key=_identifier)
    identifiers = pydyf.Dictionary({"Names": pydyf.Array()})
    for element in elements:
        identifiers["Names"] += [element["ID"], element.reference]
    pdf.add_object(identifiers)
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    root["IDTree"] = identifiers.reference


def _dictionaries(pdf: pydyf.PDF) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, pydyf.Dictionary)]


def _identifier(element: Any) -> str:  # noqa: ANN401
    return str(element["ID"].string)
