"""Names: slugs of titles, the names of chapters, and names that must be unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

_DROPPED = re.compile(r"[^\w\s.-]")
_ORDER = re.compile(r"^[\d.]+[\s_-]+(?=\D)")


def pandoc_slug(text: str) -> str:
    """Return the identifier that Pandoc gives a heading (``auto_identifiers``)."""
    slug = re.sub(r"\s+", "-", _DROPPED.sub("", text).strip()).lower()
    return re.sub(r"^[\W\d_]+", "", slug)


def github_slug(text: str) -> str:
    """Return the identifier that GitHub and most site generators give a heading."""
    return re.sub(r"[^\w\s-]", "", text.strip().lower()).replace(" ", "-")


def plain_letters(text: str) -> str:
    """Return the text in ASCII letters as far as it has them: ``résumé`` is ``resume``."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def ascii_slug(text: str) -> str:
    """Return a slug of letters, digits and hyphens that works in every address; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", pandoc_slug(plain_letters(text))).strip("-")


def chapter_stem(path: str) -> str:
    """Return the part of a path that names a chapter, without the number that orders it.

    ``03-who-pays.md`` is ``who-pays``; ``who-pays/index.md`` takes the folder's name.
    """
    pure = PurePosixPath(path)
    stem = pure.parent.name if pure.stem.lower() in ("index", "readme") else pure.stem
    return _ORDER.sub("", stem) or stem or "chapter"


class Names:
    """Names that are unique; equal ones are told apart by their order."""

    def __init__(self, taken: Container[str]) -> None:
        """Take the names that there are, which grow by what is given."""
        self.taken = taken
        self._counts: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        """Return what ``unique_name`` does, in a time that does not grow with what was given."""
        if wanted not in self.taken:
            return wanted
        # Counting goes on where it stopped: a chapter may hold one text a thousand times.
        name, count = wanted, self._counts.get(wanted, 1)
        while name in self.taken:
            count += 1
            name = f"{wanted}-{count}"
        self._counts[wanted] = count
        return name


class Slugs:
    """The keys of headings by the slugs that a link may name them with."""

    def __init__(self, keys: Mapping[str, str] = MappingProxyType({})) -> None:
        """Take the slugs that there are."""
        self.keys = dict(keys)
        self._counts: dict[str, int] = {}

    def add(self, title: str, key: str) -> None:
        """Let links lead to a heading by its key, and as Pandoc or GitHub would name it."""
        for slug in dict.fromkeys((key, pandoc_slug(title), github_slug(title))):
            self._add(slug, key)

    def _add(self, slug: str, key: str) -> None:
        # Equal ones are told apart as sites do.
        name, count = slug, self._counts.get(slug, 0)
        while name in self.keys:
            count += 1
            name = f"{slug}-{count}"
        self._counts[slug] = count
        self.keys[name] = key


def unique_name(wanted: str, taken: Container[str]) -> str:
    """Return ``wanted``, or with ``-2``, ``-3`` and so on behind it, so that it is not taken."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    return name


def one_line(text: str) -> str:
    """Return words as they stand on one line, with single spaces between them."""
    return " ".join(text.split())
