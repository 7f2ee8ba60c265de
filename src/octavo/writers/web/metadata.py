"""What the head of a page says of what is on it, for search engines and reference managers.

All of it is text, to be escaped by whoever writes it into a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from octavo.documents.addresses import absolute_address
from octavo.documents.identifiers import as_uri, isbn_urn
from octavo.model.people import Person
from octavo.model.site import PublicationRecord, TextRecord
from octavo.writers.web.lines import full_title, line, lines, shortened
from octavo.writers.web.makers import authors_of_text, makers_of, name_of
from octavo.writers.web.works import Work, license_address, rights_of, work_of

Pairs = tuple[tuple[str, str], ...]

# The namespace of the names that begin with DC (DC-HTML, 2008).
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
# Search engines and social networks show less than this of a description.
_LONGEST_DESCRIPTION = 300
_CARD_WIDTH, _CARD_HEIGHT = 1200, 630


@dataclass(frozen=True, slots=True)
class Download:
    """A file of an edition: its address, relative to the folder of the web edition, and what it is.

    ``name`` says it to people: “PDF for screen readers”.
    """

    address: str
    media_type: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the head of a page; ``extra`` are further attributes, such as its media type."""

    rel: str
    href: str
    extra: Pairs = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the head of a page.

    ``metas`` are ``<meta name content>``; ``properties`` are ``<meta property content>``, as Open
    Graph has them.
    """

    metas: Pairs
    properties: Pairs
    links: tuple[Link, ...]


def head_of(
    record: PublicationRecord,
    text: TextRecord | None = None,
    *,
    base: str = "",
    site_name: str = "",
    downloads: Sequence[Download] = (),
) -> Head:
    """Return the head of the page of a publication, or of one of its texts.

    ``base`` is the absolute address of the folder of the web edition, empty where unknown: then
    nothing is said whose value has to be an absolute address. ``downloads`` are the files of what
    is on the page, the first PDF being the one that is cited.
    """
    work = work_of(record, text, base)
    page = absolute_address(base, text.address if text else record.address)
    description = text.abstract if text else record.description
    makers = authors_of_text(record, text) if text else record.creators
    pdf = next((one.address for one in downloads if one.media_type == "application/pdf"), "")
    metas = (
        ("description", shortened(description, _LONGEST_DESCRIPTION)),
        *(("author", line(person.name)) for person in makers),
        *_dublin_core(record, text, work, page, makers),
        *_highwire(record, text, work),
        ("citation_pdf_url", absolute_address(base, pdf) if pdf else ""),
        ("citation_abstract_html_url", page),
    )
    card = absolute_address(base, record.card) if record.card else ""
    return _head(
        metas,
        (
            # A report is a book too: “a book or publication” (Open Graph).
            ("og:type", "article" if text else "book"),
            ("og:title", work.title),
            ("og:description", shortened(description, _LONGEST_DESCRIPTION)),
            ("og:locale", open_graph_locale(work.lang)),
            ("og:site_name", line(site_name)),
            ("og:url", page),
            *_picture(card, full_title(record.title, record.subtitle)),
        ),
        (
            Link("schema.DC", _DUBLIN_CORE),
            # What appeared elsewhere first is another edition of the text, not the same page.
            Link("canonical", page),
            Link("license", "" if text and line(text.rights) else license_address(record)),
        ),
    )


def head_of_site(
    title: str, description: str, lang: str, *, base: str = "", card: str = ""
) -> Head:
    """Return the head of the page that presents all publications.

    ``card`` is the picture for links, relative to the folder of the web edition; ``lang`` a BCP 47
    tag; ``base`` as in ``head_of``.
    """
    short = shortened(description, _LONGEST_DESCRIPTION)
    page = absolute_address(base, "")
    return _head(
        (("description", short),),
        (
            ("og:type", "website"),
            ("og:title", line(title)),
            ("og:description", short),
            ("og:locale", open_graph_locale(lang)),
            ("og:site_name", line(title)),
            ("og:url", page),
            *_picture(absolute_address(base, card) if card else "", line(title)),
        ),
        (Link("canonical", page),),
    )


def _head(metas: Pairs, properties: Pairs, links: tuple[Link, ...]) -> Head:
    """Return a head without what has no value."""
    has_picture = any(name == "og:image" and value for name, value in properties)
    card = ("twitter:card", "summary_large_image" if has_picture else "summary")
    return Head(
        metas=tuple((name, content) for name, content in (*metas, card) if content),
        properties=tuple((name, content) for name, content in properties if content),
        links=tuple(link for link in links if link.href),
    )


def _picture(address: str, title: str) -> Pairs:
    if not address:
        return ()
    return (
        ("og:image", address),
        ("og:image:width", str(_CARD_WIDTH)),
        ("og:image:height", str(_CARD_HEIGHT)),
        ("og:image:alt", title),
    )


def open_graph_locale(lang: str) -> str:
    """Return a language tag as Open Graph has it, ``en_GB``; nothing where no territory is known.

    Where the tag names none, it is the one that CLDR holds for likely.
    """
    language, *parts = lang.split("-")
    territory = next((part for part in parts if len(part) == 2 and part.isalpha()), "")
    script = next((part for part in parts if len(part) == 4 and part.isalpha()), "")
    territory = territory or _likely_territory(language.lower(), script.title())
    return f"{language.lower()}_{territory.upper()}" if territory else ""


def _likely_territory(language: str, script: str) -> str:
    from babel.core import get_global

    likely = get_global("likely_subtags")
    tag = likely.get(f"{language}_{script}") if script else None
    territory = str(tag or likely.get(language) or "").rpartition("_")[2]
    return territory if len(territory) == 2 and territory.isalpha() else ""


def _dublin_core(
    record: PublicationRecord,
    text: TextRecord | None,
    work: Work,
    page: str,
    makers: Sequence[Person],
) -> Iterator[tuple[str, str]]:
    """Describe a page in the fifteen elements of Dublin Core (ISO 15836-1).

    As in the EPUB, the editors of a publication are creators too.
    """
    named = {line(person.name) for person in makers}
    others = text.authors if text else record.contributors
    yield "DC.title", work.title
    yield from (("DC.creator", line(person.name)) for person in makers)
    for person in others:
        if line(person.name) not in named:
            yield "DC.contributor", line(person.name)
    yield "DC.date", work.date.isoformat()
    yield "DC.language", work.lang
    yield "DC.publisher", work.publisher
    yield "DC.rights", rights_of(record, text)
    yield from (("DC.identifier", one) for one in _identifiers(record, text, page))
    yield from (("DC.subject", one) for one in lines(text.topics if text else record.keywords))
    yield "DC.description", line(text.abstract if text else record.description)


def _identifiers(record: PublicationRecord, text: TextRecord | None, page: str) -> tuple[str, ...]:
    """Return what names the page; the identifiers of a publication do not name its texts."""
    if text:
        return (page,)
    isbn = isbn_urn(line(record.isbn)) if line(record.isbn) else ""
    return lines((as_uri(record.identifier) or record.identifier, isbn, page))


def _highwire(
    record: PublicationRecord, text: TextRecord | None, work: Work
) -> Iterator[tuple[str, str]]:
    """Describe a work as reference managers read it (Google Scholar's guidelines for webmasters).

    What is told of an author follows the name. The date is the one by which the work is cited.
    """
    yield "citation_title", work.title
    for person in authors_of_text(record, text) if text else makers_of(record).authors:
        yield "citation_author", _citation_author(person)
        yield "citation_author_orcid", f"https://orcid.org/{person.orcid}" if person.orcid else ""
        yield "citation_author_institution", line(person.affiliation)
    yield "citation_publication_date", work.date.isoformat().replace("-", "/")
    # Publishers of books write the one, by the other Zotero knows that it is a part of a book.
    yield "citation_inbook_title", work.container
    yield "citation_book_title", work.container
    if work.kind == "report":
        yield "citation_technical_report_institution", work.publisher
    yield "citation_publisher", work.publisher
    yield "citation_isbn", work.isbn
    yield "citation_doi", work.doi
    yield "citation_firstpage", work.first_page
    yield "citation_lastpage", work.last_page
    yield "citation_language", work.lang
    yield from (
        ("citation_keywords", one) for one in lines(text.topics if text else record.keywords)
    )


def _citation_author(person: Person) -> str:
    """Return a name as “Family, Given” where its parts are known.

    Zotero takes a comma with a space on both of its sides, in “García Márquez, Gabriel José”, for
    one between two authors: such a name stays as it is written.
    """
    name = name_of(person)
    return name.literal if " " in name.family and " " in name.given else name.inverted
