"""The metadata of the package document, in the order in which it is written (EPUB 3.3)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from octavo.documents.addresses import web_address
from octavo.documents.identifiers import as_uri, isbn_urn
from octavo.documents.names import clean
from octavo.model.book import Book
from octavo.model.people import Person
from octavo.model.publication import Publication
from octavo.model.rendition import Rendition
from octavo.writers.epub.accessibility import Claims

IDENTIFIER_ID = "publication-id"
_UUID_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "epub.octavo.invalid")


@dataclass(frozen=True, slots=True)
class Entry:
    """One element of the metadata: ``dc:title``, ``meta`` or ``link``."""

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the metadata say beyond the publication itself.

    ``page_source`` names the edition that the page breaks come from, "" without page breaks;
    ``modified`` is UTC as ``2026-11-22T00:00:00Z``; ``summary_lang`` the language of the summary.
    """

    identifier: str
    languages: tuple[str, ...]
    claims: Claims
    modified: str
    page_source: str = ""
    cover_id: str = ""
    summary_lang: str = ""


def identifier_of(rendition: Rendition) -> str:
    """Return the identifier of the package: always a URN or a URL (EPUB 3.3, dc:identifier).

    The ISBN of this edition, else the publication's identifier, else a UUID made from what the
    publication is called and when it came out, so that the same input has the same one.
    """
    if rendition.edition.isbn:
        return isbn_urn(rendition.edition.isbn)
    publication = rendition.publication
    if named := as_uri(publication.identifier):
        return named
    facts = (
        publication.name,
        publication.title,
        publication.publisher,
        publication.date.isoformat(),
        rendition.edition.name,
    )
    return uuid.uuid5(_UUID_NAMESPACE, "\n".join(facts)).urn


def entries_of(book: Book, facts: Facts) -> tuple[Entry, ...]:
    """Return all metadata of a book in order."""
    publication = book.publication
    return (
        *_identifiers(publication, facts.identifier),
        *_titles(publication),
        *_people(book),
        *(Entry("dc:language", lang) for lang in facts.languages),
        *_particulars(publication),
        *_series(publication),
        _meta("dcterms:modified", facts.modified),
        *_accessibility(facts),
        *_cover(facts.cover_id),
    )


def _meta(name: str, text: str, **attributes: str) -> Entry:
    return Entry("meta", clean(text), (("property", name), *attributes.items()))


def _refining(identifier: str, name: str, text: str, scheme: str = "") -> Entry:
    pairs = (("refines", f"#{identifier}"), ("property", name))
    return Entry("meta", clean(text), (*pairs, ("scheme", scheme)) if scheme else pairs)


def _identifiers(publication: Publication, identifier: str) -> Iterator[Entry]:
    yield Entry("dc:identifier", identifier, (("id", IDENTIFIER_ID),))
    if identifier.startswith("urn:isbn:"):
        # ONIX code list 5, 15: ISBN-13.
        yield _refining(IDENTIFIER_ID, "identifier-type", "15", "onix:codelist5")
    other = as_uri(publication.identifier) or clean(publication.identifier)
    if other and other != identifier:
        yield Entry("dc:identifier", other)


def _titles(publication: Publication) -> Iterator[Entry]:
    titles = [("main", publication.title), ("subtitle", publication.subtitle)]
    for place, (kind, title) in enumerate(titles, 1):
        if clean(title):
            yield Entry("dc:title", clean(title), (("id", f"title-{kind}"),))
            yield _refining(f"title-{kind}", "title-type", kind)
            yield _refining(f"title-{kind}", "display-seq", str(place))


def _people(book: Book) -> Iterator[Entry]:
    """Write the authors, and everybody else who had a part in the book, each once."""
    yield from _named("creator", book.creators)
    yield from _named("contributor", book.contributors)


def _named(kind: str, people: Iterable[Person]) -> Iterator[Entry]:
    for place, person in enumerate((one for one in people if clean(one.name)), 1):
        identifier = f"{kind}-{place}"
        yield Entry(f"dc:{kind}", clean(person.name), (("id", identifier),))
        yield _refining(identifier, "role", person.role, "marc:relators")
        # Turning a name round is guesswork (The editors, Gabriel García Márquez): an author says
        # how it sorts, or it sorts as it is written.
        yield _refining(identifier, "file-as", person.sort or person.name)
        yield _refining(identifier, "display-seq", str(place))


def _particulars(publication: Publication) -> Iterator[Entry]:
    if clean(publication.publisher):
        yield Entry("dc:publisher", clean(publication.publisher))
    yield Entry("dc:date", publication.date.isoformat())
    if clean(publication.description):
        yield Entry("dc:description", clean(publication.description))
    for keyword in dict.fromkeys(map(clean, publication.keywords)):
        if keyword:
            yield Entry("dc:subject", keyword)
    licence = publication.license
    rights = [clean(publication.rights), clean(licence.name) if licence else ""]
    if any(rights):
        yield Entry("dc:rights", " ".join(filter(None, rights)))
    if licence and licence.url and (address := web_address(licence.url)):
        yield Entry("link", "", (("rel", "dcterms:license"), ("href", address)))


def _series(publication: Publication) -> Iterator[Entry]:
    series = publication.series
    if series is None:
        return
    yield _meta("belongs-to-collection", series.title, id="series")
    yield _refining("series", "collection-type", "series")
    if series.position:
        yield _refining("series", "group-position", series.position)


def _accessibility(facts: Facts) -> Iterator[Entry]:
    claims = facts.claims
    values: Mapping[str, tuple[str, ...]] = {
        "accessMode": claims.modes,
        "accessModeSufficient": claims.sufficient,
        "accessibilityFeature": claims.features,
        "accessibilityHazard": claims.hazards,
    }
    for name, texts in values.items():
        yield from (_meta(f"schema:{name}", text) for text in texts)
    language = {"xml:lang": facts.summary_lang} if facts.summary_lang else {}
    yield _meta("schema:accessibilitySummary", claims.summary, **language)
    if facts.page_source:
        yield _meta("pageBreakSource", facts.page_source)


def _cover(cover_id: str) -> Iterator[Entry]:
    """Name the cover for reading systems of EPUB 2, and for Kindle."""
    if cover_id:
        yield Entry("meta", "", (("name", "cover"), ("content", cover_id)))
