"""The EPUB writer: a Rendition becomes an EPUB 3.3 publication.

Each step works on what the one before it made: documents, links, page breaks, navigation,
metadata, container. Everything that is said of the book (languages, manifest properties,
accessibility) is read from the finished documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from octavo.documents.identifiers import isbn_urn
from octavo.documents.images import ImageBox
from octavo.documents.links import Targets, make_links
from octavo.documents.names import (
    COVER_IMAGE,
    clean,
    document_titles,
    section_files,
)
from octavo.documents.pagelist import place_pages
from octavo.documents.sections import Document, has_cover_image, make_document
from octavo.documents.xhtml import direction
from octavo.model.book import Book
from octavo.model.diagnostic import OctavoError, diagnose
from octavo.model.publication import Publication
from octavo.model.rendition import PageMap, Rendition
from octavo.words import FALLBACK_LANGUAGE, Words, speaks
from octavo.workspace import Workspace
from octavo.writers.epub.accessibility import Claims, claims_of
from octavo.writers.epub.css import resolve_css
from octavo.writers.epub.metadata import (
    Facts,
    entries_of,
    identifier_of,
)
from octavo.writers.epub.names import NAVIGATION, STYLESHEET
from octavo.writers.epub.navigation import (
    Navigation,
    navigation_document,
    navigation_of,
    ncx_document,
)
from octavo.writers.epub.package import COVER_ID, File, Package, write_package
from octavo.writers.epub.types import tell_types
from octavo.writers.epub.xhtml import properties, write_document

XHTML_TYPE = "application/xhtml+xml"


def write_epub(
    book: Book,
    rendition: Rendition,
    workspace: Workspace,
    page_map: PageMap,
    cover: bytes | None,
) -> bytes:
    """Return the EPUB of a rendition.

    ``page_map`` are the pages of the PDF, whose numbers the page list takes over (an empty one:
    no page list); ``cover`` is a JPEG, or None for a book without a cover. Raises ``OctavoError``
    where a stylesheet is missing or a file of house words is wrong.
    """
    publication = rendition.publication
    words = Words(workspace, publication.lang, rendition.edition.variant)
    images = ImageBox(rendition.assets, workspace)
    documents = _documents(rendition, images, with_cover=cover is not None)
    targets = Targets(book, documents)
    make_links(documents, targets)
    pages = place_pages(documents, page_map, rendition.blocks, targets.identifiers)
    navigation = navigation_of(rendition.toc, documents, targets, pages, words)
    identifier = identifier_of(rendition)
    is_spoken = speaks(workspace, publication.lang, rendition.edition.variant)
    files = [
        *_text_files(documents, navigation, publication, words),
        File(STYLESHEET, "text/css", _stylesheet(rendition, workspace).encode()),
        *(File(name, asset.media_type, asset.data) for name, asset in images.files()),
    ]
    if cover is not None:
        files.append(File(COVER_IMAGE, "image/jpeg", cover))
    facts = Facts(
        identifier=identifier,
        languages=_languages(publication, documents),
        claims=_claims(book, documents, images, navigation, words),
        modified=workspace.timestamp(publication.date).strftime("%Y-%m-%dT%H:%M:%SZ"),
        page_source=_page_source(publication, words) if pages else "",
        cover_id="" if cover is None else COVER_ID,
        summary_lang="" if is_spoken else FALLBACK_LANGUAGE,
    )
    authors = tuple(filter(None, map(clean, rendition.authors)))
    package = Package(
        metadata=entries_of(book, facts),
        lang=publication.lang,
        files=tuple(files),
        ncx=ncx_document(
            navigation, identifier, clean(publication.title), publication.lang, authors
        ),
        direction=direction(publication.lang),
    )
    return write_package(package)


def _documents(rendition: Rendition, images: ImageBox, *, with_cover: bool) -> tuple[Document, ...]:
    sections = [
        section for section in rendition.sections if with_cover or not has_cover_image(section)
    ]
    names = section_files(sections, ".xhtml", PurePosixPath(NAVIGATION).stem)
    titles = document_titles(sections)
    documents = tuple(
        make_document(section, names[section.identifier], titles[section.identifier], images.file)
        for section in sections
    )
    for document in documents:
        tell_types(document)
    return documents


def _text_files(
    documents: Sequence[Document],
    navigation: Navigation,
    publication: Publication,
    words: Mapping[str, str],
) -> list[File]:
    """Return the documents in reading order, and the navigation document.

    Without a section of contents the navigation document takes its place before the text.
    """
    files = [
        File(
            document.file,
            XHTML_TYPE,
            write_document(document.body, document.title, document.section.lang),
            properties(document.body),
            linear=True,
        )
        for document in documents
    ]
    title = f"{clean(publication.title)}: {words['contents']}"
    while title in {document.title for document in documents}:
        title += " (2)"
    kinds = [document.section.kind for document in documents]
    chapters = [document.section.is_chapter for document in documents]
    nav = File(
        NAVIGATION,
        XHTML_TYPE,
        navigation_document(navigation, title, publication.lang, words),
        ("nav",),
        linear="contents" not in kinds,
    )
    files.insert(chapters.index(True) if True in chapters else len(files), nav)
    return files


def _stylesheet(rendition: Rendition, workspace: Workspace) -> str:
    texts = []
    for name in rendition.edition.stylesheets:
        text = workspace.stylesheet(name)
        if text is None:
            raise OctavoError(diagnose("OCT008", f"no stylesheet “styles/{name}”"), exit_code=2)
        texts.append(text)
    return resolve_css(*texts)


def _languages(publication: Publication, documents: Sequence[Document]) -> tuple[str, ...]:
    languages = [publication.lang, *(document.section.lang for document in documents)]
    return tuple(dict.fromkeys(languages))


def _claims(
    book: Book,
    documents: Sequence[Document],
    images: ImageBox,
    navigation: Navigation,
    words: Mapping[str, str],
) -> Claims:
    """Return what the book may say of its accessibility, read from the finished documents."""
    return claims_of(
        documents,
        [asset for _, asset in images.files()],
        words,
        missing_alt=bool(book.missing_alt),
        has_pages=bool(navigation.pages),
        pages_are_printed=_print_isbn(book.publication) is not None,
    )


def _print_isbn(publication: Publication) -> str | None:
    options = publication.editions.get("print")
    return options.isbn if options else None


def _page_source(publication: Publication, words: Mapping[str, str]) -> str:
    """Name the edition that the page breaks come from: by its ISBN, else in words."""
    isbn = _print_isbn(publication)
    if isbn is not None:
        return isbn_urn(isbn)
    text = words["page-source"].replace("{title}", clean(publication.title))
    return text.replace("{year}", str(publication.date.year))
