"""Addresses: chapters found by the address at which they first appeared on the web."""

from __future__ import annotations

import re
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

from octavo.model.book import Chapter
from octavo.model.diagnostic import Diagnostic, Span, diagnose

# What campaigns and social networks add to an address; it does not change where it leads.
_TRACKING = re.compile(r"utm_.*|[a-z]*clid|mc_[ce]id|ref|source", re.IGNORECASE)
_INDEX = re.compile(r"(?:/index)?\.html?$|/index$")
# Made up (RFC 2606), so that addresses on an unknown site can be put together and compared.
_UNKNOWN_HOST = "site.octavo.invalid"
_UNKNOWN_SITE = f"https://{_UNKNOWN_HOST}/"

PlaceT = TypeVar("PlaceT")


class _Address(NamedTuple):
    """An address as far as it tells one page from another."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]


def split_address(address: str) -> SplitResult:
    """Return the parts of an address or a path; of what is no address its scheme and the rest."""
    try:
        return urlsplit(address)
    except ValueError:
        scheme, _, rest = address.rpartition("://")
        return SplitResult(scheme.lower(), "", rest, "", "")


def _address(base: str, href: str) -> _Address | None:
    """Return what an address on a page means: not its scheme, ``www.``, or what tracks.

    None for one that is not on the web.
    """
    try:
        parts = urlsplit(urljoin(base, href))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    path = _INDEX.sub("", unquote(parts.path)).rstrip("/")
    query = [pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])]
    return _Address(host, path, tuple(sorted(query)))


class AddressBook(Generic[PlaceT]):
    """The addresses that chapters claim in their front matter, and what is found under each."""

    def __init__(self, site: str = "") -> None:
        """Take the address of the site that site-relative permalinks belong to, if it is known."""
        self.diagnostics: list[Diagnostic] = []
        self._places: dict[_Address, tuple[PlaceT, Chapter]] = {}
        self._paths: dict[str, PlaceT] = {}
        found = _address(_UNKNOWN_SITE, site) if site else None
        self._hosts: set[str] = {found.host} if found else set()

    def claim(self, place: PlaceT, chapter: Chapter) -> None:
        """Note the addresses of a chapter; tell one that another chapter has."""
        matter = chapter.matter
        base = matter.original_url or _UNKNOWN_SITE
        claims = [("original_url", matter.original_url), ("permalink", matter.permalink)]
        claims += [("aliases", alias) for alias in matter.aliases]
        for key, written in claims:
            address = _address(base, written) if written else None
            if written is None or address is None or not address.path:
                continue
            first = self._places.setdefault(address, (place, chapter))[1]
            if first is not chapter and key != "aliases":
                self._tell(written, key, chapter, first)
            if key == "original_url":
                self._hosts.add(address.host)
            if not address.query:
                self._paths.setdefault(address.path, place)

    def find(self, href: str, chapter: Chapter) -> PlaceT | None:
        """Return the place under an address, taken as a reader of ``chapter`` on the web would.

        A permalink without a site fits every site that the chapters come from; a site-relative
        link in a chapter from no known site fits every address with that path.
        """
        if not self._places:
            return None
        came_from = chapter.matter.original_url
        address = _address(came_from or _UNKNOWN_SITE, href)
        if address is None or not address.path:
            return None
        is_relative = not urlsplit(href).scheme
        found = self._places.get(address)
        if found is None and (is_relative or address.host in self._hosts):
            found = self._places.get(address._replace(host=_UNKNOWN_HOST))
        if found is None and is_relative and came_from is None and not address.query:
            return self._paths.get(address.path)
        return found[0] if found else None

    def _tell(self, written: str, key: str, chapter: Chapter, first: Chapter) -> None:
        at = Span(first.source.path, *first.matter.place(key))
        self.diagnostics.append(
            diagnose(
                "OCT112",
                f"two chapters claim the address “{written}”",
                Span(chapter.source.path, *chapter.matter.place(key), width=len(written)),
                f"the other is at {at}; links lead there",
            )
        )
