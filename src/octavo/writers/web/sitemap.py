"""What tells crawlers which pages there are and where they may go: sitemaps, ``robots.txt``."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from octavo.documents.addresses import absolute_address, folder_address

SITEMAP = "sitemap.xml"
# The limits of one file (sitemaps.org, protocol 0.9), and of one address.
MOST_ADDRESSES = 50_000
MOST_BYTES = 52_428_800
_LONGEST_ADDRESS = 2_047
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(
    addresses: Iterable[tuple[str, datetime.date | None]], base: str
) -> Mapping[str, bytes]:
    """Return the sitemap by the names of its files in the folder of the web edition.

    ``addresses`` are pages relative to that folder, with the day on which they last changed, where
    it is known. It is one file, ``sitemap.xml``; where there is too much for one, that is an index
    of ``sitemap-1.xml`` and so on. Nothing without ``base``, the absolute address of the folder,
    since a sitemap has absolute addresses only, and nothing without a page. An address too long for
    the protocol is left out.
    """
    located = ((absolute_address(base, address), day) for address, day in addresses)
    entries = [_entry("url", one, day) for one, day in located if len(one) <= _LONGEST_ADDRESS]
    if not (entries and folder_address(base)):
        return {}
    files = [_file("urlset", part) for part in _parts(entries)]
    if len(files) == 1:
        return {SITEMAP: files[0]}
    names = [f"sitemap-{number}.xml" for number in range(1, len(files) + 1)]
    index = [_entry("sitemap", absolute_address(base, name), None) for name in names]
    return {SITEMAP: _file("sitemapindex", index), **dict(zip(names, files, strict=True))}


def robots(base: str, *, hidden: bool) -> str:
    """Return ``robots.txt`` (RFC 9309), which names the sitemap where the address is known.

    ``hidden``: nothing in the folder is to be read, as in a draft. Crawlers ask for this file at
    the root of a host only; its rules are written so that it can be put there.
    """
    folder = folder_address(base)
    path = urlsplit(folder).path or "/"
    rule = f"Disallow: {path}" if hidden else f"Allow: {path}"
    sitemap_line = (
        f"\nSitemap: {absolute_address(base, SITEMAP)}\n" if folder and not hidden else ""
    )
    return f"User-agent: *\n{rule}\n{sitemap_line}"


def _entry(tag: str, address: str, day: datetime.date | None) -> bytes:
    """Return one entry; addresses are percent-encoded but for ``&`` and ``'``."""
    from markupsafe import escape

    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<{tag}><loc>{escape(address)}</loc>{changed}</{tag}>\n".encode()


def _parts(entries: list[bytes]) -> Iterator[list[bytes]]:
    """Divide entries into files within the limits."""
    part: list[bytes] = []
    size = room = MOST_BYTES - len(_file("urlset", []))
    for entry in entries:
        if len(part) == MOST_ADDRESSES or len(entry) > size:
            yield part
            part, size = [], room
        part.append(entry)
        size -= len(entry)
    yield part


def _file(tag: str, entries: list[bytes]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="{_NAMESPACE}">\n'
    return head.encode() + b"".join(entries) + f"</{tag}>\n".encode()
