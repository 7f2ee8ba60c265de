"""The bibliographic facts of a publication or of one of its texts, whatever they are written in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from octavo.documents.addresses import absolute_address, page_address
from octavo.documents.identifiers import as_uri, doi_of
from octavo.model.site import PublicationRecord, TextRecord
from octavo.naming import ascii_slug
from octavo.writers.web.lines import full_title, line
from octavo.writers.web.makers import (
    Name,
    authors_of_text,
    makers_of,
    names_of,
    translators_among,
)

WorkKind = Literal["report", "book", "contribution", "chapter"]
_LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited; ``kind`` is ``contribution`` for a text in a collection.

    ``container`` is the title of the publication that a text is in; ``container_authors`` are its
    authors where they are others than those of the text. ``editors`` are those of the publication.
    ``doi`` names a publication: a text has none of its own, since programs would take two texts
    with one DOI for the same. ``original_date`` is the day on which a text came out elsewhere.
    ``license`` is an address or, without one, words.
    """

    key: str
    kind: WorkKind
    title: str
    date: datetime.date
    lang: str
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    container: str = ""
    container_authors: tuple[Name, ...] = ()
    publisher: str = ""
    series: str = ""
    number: str = ""
    first_page: str = ""
    last_page: str = ""
    isbn: str = ""
    doi: str = ""
    address: str = ""
    license: str = ""
    original_date: datetime.date | None = None

    def pages(self, dash: str) -> str:
        """Return the pages of a text with a dash between the first and the last."""
        if not self.last_page or self.last_page == self.first_page:
            return self.first_page
        return f"{self.first_page}{dash}{self.last_page}" if self.first_page else self.last_page


def work_of(record: PublicationRecord, text: TextRecord | None, base: str) -> Work:
    """Return the facts of a publication, or of one of its texts.

    ``base`` is the absolute address of the folder of the web edition, empty where unknown.
    """
    return _publication(record, base) if text is None else _text(record, text, base)


def _publication(record: PublicationRecord, base: str) -> Work:
    makers = makers_of(record)
    authors, editors = names_of(makers.authors), names_of(makers.editors)
    title = full_title(record.title, record.subtitle)
    return Work(
        key=_key((*authors, *editors), record.date.year, title, record.name),
        kind="report" if record.genre == "report" else "book",
        title=title,
        date=record.date,
        lang=record.lang,
        authors=authors,
        editors=editors,
        translators=names_of(makers.translators),
        publisher=line(record.publisher),
        series=line(record.series.title) if record.series else "",
        number=line(record.series.position or "") if record.series else "",
        isbn=line(record.isbn),
        doi=doi_of(record.identifier),
        address=own_address(record) or absolute_address(base, record.address),
        license=_license(record),
    )


def _text(record: PublicationRecord, text: TextRecord, base: str) -> Work:
    makers, people = makers_of(record), authors_of_text(record, text)
    authors, whole = names_of(people), names_of(makers.authors_of_whole)
    title = full_title(text.title, text.subtitle)
    doi = doi_of(record.identifier)
    elsewhere = as_uri(doi) or own_address(record)
    return Work(
        # A text in a collection is cited by the year of the collection, as it is there.
        key=_key(authors, record.date.year, title, text.identifier, record.name),
        kind="contribution" if record.genre == "collection" else "chapter",
        title=title,
        date=record.date,
        lang=text.lang,
        authors=authors,
        editors=names_of(makers.editors),
        translators=names_of(translators_among(text.authors, people)),
        container=full_title(record.title, record.subtitle),
        container_authors=() if whole == authors else whole,
        publisher=line(record.publisher),
        series=line(record.series.title) if record.series else "",
        number=line(record.series.position or "") if record.series else "",
        first_page=line(text.first_page),
        last_page=line(text.last_page),
        isbn=line(record.isbn),
        address=absolute_address(base, text.address) or elsewhere,
        license=line(text.rights) or _license(record),
        original_date=text.date if text.original_url else None,
    )


def own_address(record: PublicationRecord) -> str:
    """Return the address on the web that a publication gives for its own, or nothing."""
    return page_address(record.url or "")


def license_address(record: PublicationRecord) -> str:
    """Return the address of a publication's licence, or nothing."""
    return page_address(record.license.url or "") if record.license else ""


def rights_of(record: PublicationRecord, text: TextRecord | None) -> str:
    """Return the line on rights of a text, else that of the publication with its licence."""
    if text and line(text.rights):
        return line(text.rights)
    licence = line(record.license.name) if record.license else ""
    return " ".join(filter(None, (line(record.rights), licence)))


def _license(record: PublicationRecord) -> str:
    words = line(record.license.name) if record.license else ""
    return license_address(record) or words


def _key(names: Sequence[Name], year: int, title: str, *others: str) -> str:
    """Return the key of a citation in ASCII: a name, the year and a word of the title.

    The name is the family name of the first who made it, else the whole name, else the first word
    of the title; where the title has no ASCII word, what the text or publication is called.
    """
    words = next(filter(None, (_words(one) for one in (title, *others))), ["text"])
    name = "".join(_words(names[0].family or names[0].literal)) if names else ""
    head = (name or words[0])[:_LONGEST_WORD]
    word = next((one for one in words if len(one) > 3 and one != head), words[0])
    return f"{head}{year}{'' if word == head else word[:_LONGEST_WORD]}"


def _words(text: str) -> list[str]:
    return [word for word in ascii_slug(text).split("-") if word]
