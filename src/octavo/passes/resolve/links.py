"""Links: where an author's address leads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from octavo.model.book import Chapter
from octavo.model.diagnostic import Diagnostic, Span, diagnose

_WEB = frozenset({"http", "https", "mailto", "tel", "ftp", "doi", "urn", "isbn"})
_NO_ADDRESS = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter as a place that links can lead to."""

    chapter: Chapter
    identifier: str
    identifiers: Mapping[str, str]


class LinkTable:
    """Everything in a publication that a link can lead to."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Take the chapters in reading order."""
        self.files: dict[str, Place] = {}
        self.explicit: dict[str, str] = {}
        self.chapters_of: dict[str, list[Place]] = {}
        self.endings: dict[str, set[str]] = {}
        for place in places:
            path = place.chapter.source.path
            self.files.setdefault(path, place)
            self.chapters_of.setdefault(path, []).append(place)
            for ending in _endings(path):
                self.endings.setdefault(ending, set()).add(path)
            if place.chapter.identifier:
                self.explicit.setdefault(place.chapter.identifier, place.identifier)
            for anchor in place.chapter.anchors:
                if anchor.identifier:
                    self.explicit.setdefault(
                        anchor.identifier, place.identifiers[anchor.identifier]
                    )

    def lead(self, href: str, place: Place, span: Span) -> tuple[str | None, Diagnostic | None]:
        """Return where an address leads from a chapter.

        ``#identifier`` inside the publication, an address outside it, or None with the reason.
        """
        try:
            parts = urlsplit(href)
        except ValueError:
            return None, _nowhere(href, span, "this is no address")
        if parts.scheme in _WEB:
            return _NO_ADDRESS.sub(_escaped, href), None
        if parts.scheme or href.startswith("//"):
            return None, _nowhere(href, span, "link with https://, http:// or mailto:")
        fragment = unquote(parts.fragment)
        if not parts.path:
            return self._within([place], fragment, href, span)
        return self._file(unquote(parts.path), fragment, place, href, span)

    def _within(
        self, places: Sequence[Place], fragment: str, href: str, span: Span
    ) -> tuple[str | None, Diagnostic | None]:
        """Find a fragment in a chapter, then among the explicit identifiers of all."""
        if not fragment:
            return "#" + places[0].identifier, None
        same_file = self.chapters_of[places[0].chapter.source.path]
        for place in (*places, *same_file):
            if fragment in place.identifiers:
                return "#" + place.identifiers[fragment], None
            key = place.chapter.slugs.get(fragment) or place.chapter.slugs.get(fragment.lower())
            if key is not None:
                return "#" + place.identifiers[key], None
        if fragment in self.explicit:
            return "#" + self.explicit[fragment], None
        known = [*self.explicit, *(slug for place in same_file for slug in place.chapter.slugs)]
        near = get_close_matches(fragment, known, n=1)
        hint = f"did you mean “#{near[0]}”?" if near else "give the heading meant {#an-identifier}"
        return None, _nowhere(href, span, hint)

    def _file(
        self, path: str, fragment: str, place: Place, href: str, span: Span
    ) -> tuple[str | None, Diagnostic | None]:
        folder = posixpath.dirname(place.chapter.source.path)
        wanted = posixpath.normpath(posixpath.join(folder, path)).lstrip("/")
        for candidate in (wanted, wanted + ".md", wanted.rpartition(".")[0] + ".md"):
            if candidate in self.files:
                return self._within([self.files[candidate]], fragment, href, span)
        if path.startswith("/") and (found := self.endings.get(path.strip("/"))):
            return self._within([self.files[min(found, key=len)]], fragment, href, span)
        near = get_close_matches(wanted, self.files, n=1)
        hint = (
            f"did you mean “{posixpath.relpath(near[0], folder or '.')}”?"
            if near
            else "link to a chapter of this publication, or to a web address"
        )
        return None, _nowhere(href, span, hint)


def _endings(path: str) -> list[str]:
    """Return what a site may call a page: ``commands/install`` for ``text/commands/install.md``."""
    stem = path.rpartition(".")[0].removesuffix("/index")
    parts = stem.split("/")
    return ["/".join(parts[start:]) for start in range(len(parts))]


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _nowhere(href: str, span: Span, hint: str) -> Diagnostic:
    return diagnose("OCT211", f"the link “{href}” leads to nothing here", span, hint)
