"""The feed of what was published: Atom (RFC 4287)."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from octavo.documents.addresses import absolute_address, encoded, page_address
from octavo.model.people import Person
from octavo.model.site import PublicationRecord, TextRecord
from octavo.writers.web.lines import full_title, line, lines
from octavo.writers.web.makers import authors_of_text, makers_of
from octavo.writers.web.works import rights_of

if TYPE_CHECKING:
    from lxml.etree import _Element

FEED = "feed.xml"
FEED_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "feed.octavo.invalid")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the feed says of one text, or of a publication that lists none by itself.

    ``authors`` are names, each with an address or nothing.
    """

    identifier: str
    address: str
    title: str
    lang: str
    day: datetime.date
    authors: tuple[tuple[str, str], ...]
    summary: str
    topics: tuple[str, ...]
    rights: str


def atom(
    records: Sequence[PublicationRecord], *, title: str, base: str, updated: datetime.date
) -> bytes:
    """Return the feed of all contributions of these publications, the newest first.

    A publication without contributions is an entry itself. ``base`` is the absolute address of
    the folder of the web edition, in which the feed is ``feed.xml``; where it is empty, links are
    relative to the feed. ``updated`` is the day on which the feed last changed; all days are told
    as their first moment in UTC. What came out on one day stands in the order of the records.
    """
    from lxml import etree

    entries = [_entry(record, text, base) for record in records for text in _listed(record)]
    entries.sort(key=lambda entry: entry.day, reverse=True)  # stable, also where it is reversed
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    name = line(title) or FEED
    _add(feed, "id", absolute_address(base, FEED) or _urn("feed", name))
    _add(feed, "title", name)
    _add(feed, "updated", _moment(updated))
    if own := absolute_address(base, FEED):
        _add(feed, "link", rel="self", type=FEED_TYPE, href=own)
        _add(feed, "link", rel="alternate", type="text/html", href=absolute_address(base, ""))
    for entry in entries:
        _write(feed, entry)
    etree.indent(feed)
    data: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def _listed(record: PublicationRecord) -> tuple[TextRecord | None, ...]:
    return tuple(text for text in record.texts if text.is_contribution) or (None,)


def _entry(record: PublicationRecord, text: TextRecord | None, base: str) -> _Entry:
    source: PublicationRecord | TextRecord = text or record
    address = absolute_address(base, source.address)
    # What the publication is known by; its name alone is that of many others: “report”.
    known = line(record.identifier) or f"{line(record.publisher)} {record.name}"
    return _Entry(
        identifier=address or _urn("entry", known, text.identifier if text else ""),
        address=address or encoded(source.address),
        title=full_title(source.title, source.subtitle) or line(record.name),
        lang=source.lang,
        day=source.date or record.date,
        authors=_authors(record, text),
        summary=line(text.abstract if text else record.description),
        topics=lines(text.topics if text else record.keywords),
        rights=rights_of(record, text),
    )


def _authors(record: PublicationRecord, text: TextRecord | None) -> tuple[tuple[str, str], ...]:
    """Return the authors of a text, or of a publication: one at least (RFC 4287, 4.1.2).

    Where it has none they are the editors, the publisher, or in the end the publication itself.
    """
    makers = makers_of(record)
    people = (authors_of_text(record, text) if text else makers.authors) or makers.editors
    named = tuple((line(one.name), _uri(one)) for one in people if line(one.name))
    return named or ((line(record.publisher) or line(record.title) or line(record.name), ""),)


def _uri(person: Person) -> str:
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else ""
    return page_address(person.url or "") or orcid


def _write(feed: _Element, entry: _Entry) -> None:
    """Write an entry: the elements in the order of RFC 4287, where there is a value."""
    element = _add(feed, "entry")
    element.set("{http://www.w3.org/XML/1998/namespace}lang", entry.lang)
    _add(element, "id", entry.identifier)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.day))
    _add(element, "published", _moment(entry.day))
    for name, uri in entry.authors:
        author = _add(element, "author")
        _add(author, "name", name)
        _add_all(author, "uri", [uri])
    _add(element, "link", rel="alternate", type="text/html", href=entry.address)
    _add_all(element, "summary", [entry.summary])
    for topic in entry.topics:
        _add(element, "category", term=topic)
    _add_all(element, "rights", [entry.rights])


def _add(parent: _Element, tag: str, text: str | None = None, **attributes: str) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    element.text = text
    return element


def _add_all(parent: _Element, tag: str, texts: Iterable[str]) -> None:
    for text in filter(None, texts):
        _add(parent, tag, text)


def _moment(day: datetime.date) -> str:
    """Return the first moment of a day in UTC (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00Z"


def _urn(*facts: str) -> str:
    return uuid.uuid5(_NAMESPACE, "\n".join(map(line, facts))).urn
