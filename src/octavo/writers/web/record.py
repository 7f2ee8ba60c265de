"""The record of a publication: what its web edition says of it (``publication.json``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from octavo.documents.addresses import page_address
from octavo.documents.names import clean
from octavo.documents.sections import Document
from octavo.model.book import Book, ResolvedChapter
from octavo.model.content import Division, line_of, walk
from octavo.model.people import Person
from octavo.model.publication import Publication
from octavo.model.rendition import PageMap, Rendition
from octavo.model.site import START, Picture, PublicationRecord, TextRecord
from octavo.writers.web.given import Given


def record_of(
    rendition: Rendition,
    given: Given,
    documents: Sequence[Document],
    cover: Picture | None,
    card: str,
) -> PublicationRecord:
    """Return what the web edition says of a publication.

    ``documents`` are its pages, ``cover`` and ``card`` the pictures of its cover.
    """
    book, publication = given.book, rendition.publication
    quotation, quotation_lang = _quotation(book)
    return PublicationRecord(
        name=publication.name,
        address=f"{publication.name}/{START}",
        genre=given.design.genre,
        title=clean(publication.title),
        subtitle=clean(publication.subtitle),
        lang=publication.lang,
        creators=tuple(map(_person, book.creators)),
        contributors=tuple(map(_person, book.contributors)),
        date=publication.date,
        publisher=clean(publication.publisher),
        description=clean(publication.description),
        keywords=publication.keywords,
        rights=publication.rights,
        license=publication.license,
        series=publication.series,
        identifier=publication.identifier,
        isbn=_isbn(publication),
        url=publication.url,
        quotation=quotation,
        quotation_lang=quotation_lang,
        cover=cover,
        card=card,
        texts=tuple(_texts(rendition, given, documents)),
        draft=rendition.draft.line if rendition.draft else "",
    )


def record_json(record: PublicationRecord) -> bytes:
    """Return a record as it is written beside the pages."""
    text = record.model_dump_json(indent=1, exclude_defaults=True, by_alias=True)
    return f"{text}\n".encode()


def _person(person: Person) -> Person:
    """Return what is told of a person: without what a blog keeps in its front matter."""
    facts = {name: getattr(person, name) for name in Person.model_fields}
    return Person(**facts)


def _isbn(publication: Publication) -> str:
    """Return the ISBN of the first edition that has one."""
    return next((one.isbn for one in publication.editions.values() if one.isbn), "")


def _quotation(book: Book) -> tuple[str, str]:
    """Return the sentence that presents a publication, and its language.

    The one that octavo.yaml gives, else the first that the text itself sets apart.
    """
    if book.publication.quotation:
        return book.publication.quotation, book.publication.lang
    for resolved in book.chapters:
        for node in walk(resolved.chapter.blocks):
            if isinstance(node, Division) and "pull-quote" in node.attributes.classes:
                return line_of(node.children), resolved.lang
    return "", ""


def _texts(
    rendition: Rendition, given: Given, documents: Sequence[Document]
) -> Iterator[TextRecord]:
    chapters = {resolved.identifier: resolved for resolved in given.book.chapters}
    pages = _first_and_last(given.page_map)
    for document in documents:
        resolved = chapters.get(document.section.identifier)
        if resolved is not None:
            address = f"{rendition.publication.name}/{document.file}"
            first, last = pages.get(resolved.identifier, ("", ""))
            is_work = given.design.genre == "collection" and resolved.chapter.kind != "part"
            yield _text(given.book, resolved, address, (first, last), is_contribution=is_work)


def _text(
    book: Book,
    resolved: ResolvedChapter,
    address: str,
    pages: tuple[str, str],
    *,
    is_contribution: bool,
) -> TextRecord:
    matter = resolved.chapter.matter
    return TextRecord(
        identifier=resolved.identifier,
        address=address,
        kind=resolved.chapter.kind,
        number=resolved.number,
        title=clean(line_of(resolved.chapter.title)) or resolved.identifier,
        subtitle=clean(matter.subtitle),
        lang=resolved.lang,
        authors=tuple(map(_person, matter.authors)),
        date=matter.date or book.publication.date,
        abstract=clean(matter.abstract),
        topics=tuple(filter(None, map(clean, matter.keywords))),
        original_url=page_address(matter.original_url or "") or None,
        rights=matter.rights,
        first_page=pages[0],
        last_page=pages[1],
        is_contribution=is_contribution,
    )


def _first_and_last(page_map: PageMap) -> Mapping[str, tuple[str, str]]:
    """Return the labels of the first and the last page with text of every section."""
    found: dict[str, tuple[str, str]] = {}
    for page in page_map.pages:
        if page.label and (page.block or page.section not in found):
            first, _ = found.get(page.section, (page.label, page.label))
            found[page.section] = (first, page.label)
    return found
