"""What is on a page in the words of schema.org, as JSON-LD.

Addresses: ``@id`` and ``sameAs`` are absolute or left out, since a name that changes with the
place of the folder is none. ``url``, ``contentUrl`` and ``image`` are links, which a reader of
JSON-LD resolves against the page that they are in (JSON-LD 1.1, 7.1): where the folder's address
is unknown they are relative to the page.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from octavo.documents.addresses import absolute_address, address_from, page_address
from octavo.documents.identifiers import as_uri, doi_of
from octavo.model.people import Person
from octavo.model.publication import Licence
from octavo.model.site import PublicationRecord, TextRecord
from octavo.writers.web.lines import full_title, line, lines
from octavo.writers.web.makers import (
    authors_of_text,
    makers_of,
    name_of,
    translators_among,
)
from octavo.writers.web.metadata import Download

Json = dict[str, Any]
# What would end the script element that the text stands in, or begin a comment in it (HTML,
# 4.12.1.3).
_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&"})


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of data, such as the CSV of a chart; ``address`` relative to the web folder."""

    name: str
    address: str
    description: str = ""
    licence: Licence | None = None
    media_type: str = "text/csv"


def json_ld(
    record: PublicationRecord,
    text: TextRecord | None = None,
    *,
    base: str = "",
    downloads: Sequence[Download] = (),
    data: Sequence[DataFile] = (),
    page: str = "",
) -> str:
    """Return JSON-LD on a publication, or on one of its texts, safe inside a script element.

    ``base`` is the absolute address of the folder of the web edition, empty where unknown;
    ``downloads`` and ``data`` are the files of what is on the page, which is its own where ``page``
    names no other.
    """
    own = text.address if text else record.address
    describer = _Describer(record, base, page or own)
    node = describer.text(text) if text else describer.publication()
    node["encoding"] = [describer.download(one) for one in downloads]
    node["hasPart"] = [*node.get("hasPart", ()), *(describer.data_file(one) for one in data)]
    told = _told({"@context": "https://schema.org", **node})
    return json.dumps(told, ensure_ascii=False).translate(_ESCAPES)


class _Describer:
    """Describes what is on one page of a publication."""

    def __init__(self, record: PublicationRecord, base: str, page: str) -> None:
        self._record, self._base, self._page = record, base, page
        self._makers = makers_of(record)

    def publication(self) -> Json:
        record = self._record
        return self._whole() | {
            "author": _agents(self._makers.authors),
            "editor": _agents(self._makers.editors),
            "translator": _agents(self._makers.translators),
            "datePublished": record.date.isoformat(),
            "inLanguage": record.lang,
            "publisher": self._publisher(),
            "description": line(record.description),
            "keywords": list(lines(record.keywords)),
            "license": _license(record.license),
            "copyrightNotice": line(record.rights),
            "image": self._link(record.cover.files[-1][0]) if record.cover else "",
            "hasPart": [self._part(text) for text in record.texts],
        }

    def text(self, text: TextRecord) -> Json:
        record = self._record
        authors = authors_of_text(record, text)
        own_rights = line(text.rights)
        return self._part(text) | {
            "headline": full_title(text.title, text.subtitle),
            "author": _agents(authors),
            "translator": _agents(translators_among(text.authors, authors)),
            "datePublished": _published(record, text).isoformat(),
            "inLanguage": text.lang,
            "publisher": self._publisher(),
            "abstract": line(text.abstract),
            "keywords": list(lines(text.topics)),
            # Whose own rights are told is not under the licence of the publication.
            "license": None if own_rights else _license(record.license),
            "copyrightNotice": own_rights or line(record.rights),
            "pageStart": line(text.first_page),
            "pageEnd": line(text.last_page),
            "isBasedOn": page_address(text.original_url or ""),
            "isPartOf": self._whole(),
        }

    def _whole(self) -> Json:
        """Return what names the publication."""
        record = self._record
        is_report = record.genre == "report"
        isbn, doi = line(record.isbn), doi_of(record.identifier)
        identifiers: list[Json | str] = []
        if doi:
            identifiers.append(_property("DOI", doi, as_uri(doi)))
        elif uri := as_uri(record.identifier):
            identifiers.append(uri)
        if isbn and is_report:  # isbn is a property of Book alone
            identifiers.append(_property("ISBN", isbn))
        return {
            "@type": "Report" if is_report else "Book",
            "@id": absolute_address(self._base, record.address),
            "name": full_title(record.title, record.subtitle),
            "url": self._link(record.address),
            "identifier": identifiers,
            "isbn": "" if is_report else isbn,
        }

    def _part(self, text: TextRecord) -> Json:
        """Return what names a text; a contribution is an article, all others are chapters."""
        return {
            "@type": "Article" if text.is_contribution else "Chapter",
            "@id": absolute_address(self._base, text.address),
            "name": full_title(text.title, text.subtitle),
            "url": self._link(text.address),
        }

    def download(self, download: Download) -> Json:
        return {
            "@type": "MediaObject",
            "name": line(download.name),
            "encodingFormat": line(download.media_type),
            "contentUrl": self._link(download.address),
        }

    def data_file(self, file: DataFile) -> Json:
        return {
            "@type": "Dataset",
            "name": line(file.name),
            "description": line(file.description),
            "license": _license(file.licence),
            "distribution": {
                "@type": "DataDownload",
                "encodingFormat": line(file.media_type),
                "contentUrl": self._link(file.address),
            },
        }

    def _publisher(self) -> Json | None:
        """Return the publisher: an organisation, unless it is somebody who made the publication."""
        name = line(self._record.publisher)
        maker = self._makers.by_name.get(name)
        if maker:
            return _agent(maker)
        return {"@type": "Organization", "name": name} if name else None

    def _link(self, address: str) -> str:
        return absolute_address(self._base, address) or address_from(self._page, address)


def _agents(people: Iterable[Person]) -> list[Json]:
    return [_agent(person) for person in people if line(person.name)]


def _agent(person: Person) -> Json:
    """Return somebody who made a work.

    ``Person`` is claimed only of whom it is known: an ORCID belongs to an individual, and only
    individuals have a family and a given name. Nothing says that “The editors” are an
    ``Organization``, nor that “Ada Example” is a person: those have a name and no type.
    """
    name = name_of(person)
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else ""
    affiliation = line(person.affiliation)
    return {
        "@type": "Person" if orcid or name.family else "",
        "@id": orcid,
        "name": name.literal,
        "familyName": name.family,
        "givenName": name.given,
        "sameAs": orcid,
        "url": page_address(person.url or ""),
        "affiliation": {"@type": "Organization", "name": affiliation} if affiliation else None,
    }


def _published(record: PublicationRecord, text: TextRecord) -> datetime.date:
    """Return the day on which a text first came out (schema.org, datePublished)."""
    return text.date or record.date


def _license(licence: Licence | None) -> Json | str | None:
    """Return a licence by its address, else by its name."""
    if licence is None:
        return None
    named = {"@type": "CreativeWork", "name": line(licence.name)}
    return page_address(licence.url or "") or (named if named["name"] else None)


def _property(kind: str, value: str, url: str = "") -> Json:
    return {"@type": "PropertyValue", "propertyID": kind, "value": value, "url": url}


def _told(value: Any) -> Any:  # noqa: ANN401  (JSON, of any depth)
    """Return the value without what is empty."""
    if isinstance(value, dict):
        return {key: _told(one) for key, one in value.items() if one}
    return [_told(one) for one in value] if isinstance(value, list) else value
