"""Links: where an author's address leads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from octavo.model.book import Chapter
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.nearest import nearest
from octavo.passes.resolve.addresses import AddressBook

_WEB = frozenset({"http", "https", "mailto", "tel", "ftp", "doi", "urn", "isbn"})
_NO_ADDRESS = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_EXTENSIONS = (".md", ".qmd", ".markdown")


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter as a place that links can lead to."""

    chapter: Chapter
    identifier: str
    identifiers: Mapping[str, str]


class LinkTable:
    """Everything in a publication that a link can lead to."""

    def __init__(
        self,
        places: Sequence[Place],
        elsewhere: Mapping[str, str] = MappingProxyType({}),
        site: str = "",
    ) -> None:
        """Take the chapters in reading order.

        ``elsewhere`` tells for files of other publications their names; ``site`` is the address
        of the site that the chapters come from, where the publication tells it. What is wrong
        with the addresses that the chapters claim is in ``diagnostics``.
        """
        self.files: dict[str, Place] = {}
        self.explicit: dict[str, str] = {}
        self.chapters_of: dict[str, list[Place]] = {}
        self.endings: dict[str, str] = {}
        # What the author named in each chapter; other keys are made by us and can change.
        self.labels: set[tuple[str, str]] = set()
        self.elsewhere = elsewhere
        self.addresses: AddressBook[Place] = AddressBook(site)
        for place in places:
            self._add(place)
        self.diagnostics = self.addresses.diagnostics

    def _add(self, place: Place) -> None:
        path = place.chapter.source.path
        if path not in self.files:
            # A file's front matter speaks of the file; its first chapter is where it begins.
            self.files[path] = place
            self.addresses.claim(place, place.chapter)
            for ending in _endings(path):
                if len(path) < len(self.endings.setdefault(ending, path)):
                    self.endings[ending] = path
        self.chapters_of.setdefault(path, []).append(place)
        if place.chapter.identifier:
            self.explicit.setdefault(place.chapter.identifier, place.identifier)
            self.labels.add((place.identifier, place.chapter.identifier))
        for anchor in place.chapter.anchors:
            if anchor.identifier:
                self.explicit.setdefault(anchor.identifier, place.identifiers[anchor.identifier])
                self.labels.add((place.identifier, anchor.identifier))

    def lead(self, href: str, place: Place, span: Span) -> tuple[str | None, Diagnostic | None]:
        """Return where an address leads from a chapter.

        ``#identifier`` inside the publication, an address outside it, or None with the reason.
        """
        # Within the chapter, as most lead; what cannot be printed is left out of addresses.
        if href.startswith("#") and href.isprintable():
            return self._within([place], unquote(href[1:]), href, span)
        try:
            parts = urlsplit(href)
        except ValueError:
            return None, _nowhere(href, span, "this is no address")
        fragment = unquote(parts.fragment)
        if parts.scheme in _WEB:
            if (found := self.addresses.find(href, place.chapter)) is not None:
                return self._place_in(found, fragment), None
            return _NO_ADDRESS.sub(_escaped, href), None
        if parts.scheme or href.startswith("//"):
            return None, _nowhere(href, span, "link with https://, http:// or mailto:")
        if not parts.path:
            return self._within([place], fragment, href, span)
        return self._file(unquote(parts.path), fragment, place, href, span)

    def _place_in(self, place: Place, fragment: str) -> str:
        """Return a place in a chapter by its fragment, the chapter where it has none.

        A blog's own fragments (``#comments``) lead to nothing in a book.
        """
        return self._fragment([place], fragment) or "#" + place.identifier

    def _fragment(self, places: Sequence[Place], fragment: str) -> str | None:
        """Find a fragment in a chapter, then in the others of its file, then among all labels."""
        same_file = self.chapters_of[places[0].chapter.source.path]
        for place in (*places, *same_file) if fragment else ():
            slugs = place.chapter.slugs
            is_label = (place.identifier, fragment) in self.labels
            key = fragment if is_label else slugs.get(fragment) or slugs.get(fragment.lower())
            if key is not None and key in place.identifiers:
                return "#" + place.identifiers[key]
        if fragment in self.explicit:
            return "#" + self.explicit[fragment]
        return None

    def _within(
        self, places: Sequence[Place], fragment: str, href: str, span: Span
    ) -> tuple[str | None, Diagnostic | None]:
        if not fragment:
            return "#" + places[0].identifier, None
        if (found := self._fragment(places, fragment)) is not None:
            return found, None
        same_file = self.chapters_of[places[0].chapter.source.path]
        known = [*self.explicit, *(slug for place in same_file for slug in place.chapter.slugs)]
        near = nearest(fragment, known)
        hint = f"did you mean “#{near}”?" if near else "give the heading meant {#an-identifier}"
        return None, _nowhere(href, span, hint)

    def _file(
        self, path: str, fragment: str, place: Place, href: str, span: Span
    ) -> tuple[str | None, Diagnostic | None]:
        folder = posixpath.dirname(place.chapter.source.path)
        wanted = posixpath.normpath(posixpath.join(folder, path)).lstrip("/")
        candidates = _candidates(wanted)
        for candidate in candidates:
            if candidate in self.files:
                return self._within([self.files[candidate]], fragment, href, span)
        if (found := self.addresses.find(href, place.chapter)) is not None:
            return self._place_in(found, fragment), None
        if path.startswith("/") and (ending := self.endings.get(path.strip("/"))):
            return self._within([self.files[ending]], fragment, href, span)
        other = next((path for path in candidates if path in self.elsewhere), None)
        if other is not None:
            hint = f"“{other}” is in the publication “{self.elsewhere[other]}”: link to its address"
        else:
            near = nearest(wanted, self.files)
            hint = (
                f"did you mean “{posixpath.relpath(near, folder or '.')}”?"
                if near
                else "link to a chapter of this publication, or to a web address"
            )
        return None, _nowhere(href, span, hint)


def _candidates(wanted: str) -> tuple[str, ...]:
    """Return the files that a path may mean: with or without an ending, or a folder's index."""
    stem = wanted.rpartition(".")[0]
    return (
        wanted,
        *(wanted + extension for extension in _EXTENSIONS),
        *(stem + extension for extension in _EXTENSIONS),
        *(posixpath.join(wanted, "index" + extension) for extension in _EXTENSIONS),
    )


def _endings(path: str) -> list[str]:
    """Return what a site may call a page: ``commands/install`` for ``text/commands/install.md``."""
    stem = path.rpartition(".")[0].removesuffix("/index")
    parts = stem.split("/")
    return ["/".join(parts[start:]) for start in range(len(parts))]


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _nowhere(href: str, span: Span, hint: str) -> Diagnostic:
    return diagnose("OCT211", f"the link “{href}” leads to nothing here", span, hint)
