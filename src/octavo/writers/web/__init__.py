"""The web edition: a Rendition becomes a folder of pages that any static host can serve as it is.

Each page is the XHTML that the other editions have, in a frame of the theme's (``templates/web``).
Nothing in it asks another host for anything, and without its scripts it says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from octavo.documents.images import ImageBox
from octavo.documents.links import Targets, make_links
from octavo.documents.names import document_titles, section_files
from octavo.documents.navigation import nav_points
from octavo.documents.pagelist import place_pages
from octavo.documents.sections import Document, make_document
from octavo.model.rendition import File, PageMap, Rendition
from octavo.model.site import RECORD, START
from octavo.theme import Templates
from octavo.words import Words
from octavo.workspace import Workspace
from octavo.writers.web.adapting import Offer, adapt
from octavo.writers.web.framing import Framer, imprint_among
from octavo.writers.web.given import Given
from octavo.writers.web.jsonld import DataFile
from octavo.writers.web.look import Look
from octavo.writers.web.pictures import Pictures, cover_files
from octavo.writers.web.record import record_json, record_of
from octavo.writers.web.styles import Styles

EXTENSION = ".html"


def write_web(rendition: Rendition, given: Given, workspace: Workspace) -> tuple[File, ...]:
    """Return the files of a web edition, with their paths in its folder; the first is its start.

    Raises ``OctavoError`` where a stylesheet or a template is missing or fails.
    """
    edition, design = rendition.edition, given.design
    images = ImageBox(rendition.assets, workspace)
    documents = _documents(rendition, images)
    targets = Targets(given.book, documents)
    make_links(documents, targets)
    shown = _shown_pages(given.page_map, documents)
    pages = place_pages(documents, shown, rendition.blocks, targets.identifiers)
    points = nav_points(rendition.toc, targets)
    look = Look(edition.stylesheets, design.stylesheets, workspace)
    pictures = Pictures(images.files(), look.shelf, workspace.cache)
    folder = f"{rendition.publication.name}/"
    cover, card, covers = cover_files(given.cover, folder, look.token("--cover-paper"))
    record = record_of(rendition, given, documents, cover, card)
    styles = Styles()
    offers: dict[str, tuple[Offer, ...]] = {}
    for document in documents:
        pictures.show(document.body)
        styles.move(document.body)
        words = Words(workspace, document.section.lang, edition.variant)
        offers[document.file] = adapt(document, words)
    templates = Templates(workspace, edition.variant)
    framer = Framer(record, given.site, templates, workspace, edition.variant, given.downloads)
    data = {file: [_told(one, folder) for one in found] for file, found in offers.items()}
    framed = [
        File(START, framer.start(points, imprint_among(documents)).encode()),
        *framer.texts(documents, points, data, has_pages=bool(pages)),
    ]
    return (
        *framed,
        *(one.file for found in offers.values() for one in found),
        *pictures.files(),
        *covers,
        *look.files((page.data.decode() for page in framed), styles.css()),
        File(RECORD, record_json(record)),
    )


def _shown_pages(page_map: PageMap, documents: Sequence[Document]) -> PageMap:
    """Return the pages of the sections that the web has.

    The data of charts stand on pages of their own in the PDF, and here below the charts.
    """
    sections = {document.section.identifier for document in documents}
    return replace(page_map, pages=tuple(p for p in page_map.pages if p.section in sections))


def _told(offer: Offer, folder: str) -> DataFile:
    return DataFile(offer.title or offer.file.path, f"{folder}{offer.file.path}")


def _documents(rendition: Rendition, images: ImageBox) -> Sequence[Document]:
    sections = rendition.sections
    start = START.removesuffix(EXTENSION)
    names = section_files(sections, EXTENSION, start, stems={"index": "terms"})
    titles = document_titles(sections)
    return tuple(
        make_document(section, names[section.identifier], titles[section.identifier], images.file)
        for section in sections
    )
