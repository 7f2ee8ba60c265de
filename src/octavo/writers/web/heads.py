"""The heads of pages: what stands in a window's title, and what machines are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from octavo.documents.addresses import absolute_address
from octavo.model.publication import SiteFacts
from octavo.model.site import PublicationRecord, TextRecord
from octavo.writers.web.jsonld import DataFile, json_ld
from octavo.writers.web.metadata import Download, Link, Pairs, head_of, head_of_site


class PageHead(NamedTuple):
    """What the head of a page holds beside style and script; ``json_ld`` are texts for scripts.

    ``hidden``: search engines are asked to leave the page out.
    """

    title: str
    metas: Pairs = ()
    properties: Pairs = ()
    links: tuple[Link, ...] = ()
    json_ld: tuple[str, ...] = ()
    hidden: bool = False


def head_of_publication(
    record: PublicationRecord, site: SiteFacts, downloads: Sequence[Download]
) -> PageHead:
    """Return the head of the first page of a publication."""
    head = head_of(record, base=site.base, site_name=site.title, downloads=downloads)
    told = json_ld(record, base=site.base, downloads=downloads)
    return PageHead(
        record.title, head.metas, head.properties, head.links, (told,), bool(record.draft)
    )


def head_of_text(
    record: PublicationRecord,
    text: TextRecord,
    site: SiteFacts,
    downloads: Sequence[Download],
    data: Sequence[DataFile],
) -> PageHead:
    """Return the head of the page of a text; ``data`` are the files of data on it."""
    head = head_of(record, text, base=site.base, site_name=site.title, downloads=downloads)
    told = json_ld(record, text, base=site.base, data=data)
    title = f"{text.title} – {record.title}"
    return PageHead(title, head.metas, head.properties, head.links, (told,), bool(record.draft))


def head_of_other(record: PublicationRecord, title: str, address: str, site: SiteFacts) -> PageHead:
    """Return the head of a page that holds no text of an author's, such as the index."""
    canonical = Link("canonical", absolute_address(site.base, address))
    return PageHead(
        f"{title} – {record.title}",
        links=(canonical,) if canonical.href else (),
        hidden=bool(record.draft),
    )


def head_of_download_page(
    site: SiteFacts, description: str, told: Sequence[str], card: str, *, hidden: bool
) -> PageHead:
    """Return the head of the page to download from; ``told`` is JSON-LD on what it presents."""
    head = head_of_site(site.title, description, site.lang, base=site.base, card=card)
    return PageHead(site.title, head.metas, head.properties, head.links, tuple(told), hidden)
