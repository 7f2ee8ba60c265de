"""Identifiers: one for every chapter and every block, unique in the publication."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256

from octavo.model.book import Chapter
from octavo.model.content import plain_text
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.naming import Names, ascii_slug, chapter_stem, plain_letters, unique_name

_LONGEST_NAME = 48


def chapter_names(chapters: tuple[Chapter, ...]) -> list[str]:
    """Return an identifier for each chapter: its own, else from its file, else from its title.

    A file's name without the number that orders it (``03-who-pays.md`` is ``who-pays``); chapters
    that share a file are named by their titles.
    """
    files = Counter(chapter.source.path for chapter in chapters)
    names: list[str] = []
    taken: set[str] = set()
    for chapter in chapters:
        path = chapter.source.path
        if files[path] > 1:
            wanted = chapter.identifier or plain_text(chapter.title)
        else:
            wanted = chapter_stem(path)
        base = ascii_slug(wanted)[:_LONGEST_NAME].rstrip("-")
        name = unique_name(base or _without_letters(wanted), taken)
        taken.add(name)
        names.append(name)
    return names


def _without_letters(wanted: str) -> str:
    """Return a name for a chapter whose own has no Latin letter, whatever stands before it."""
    digits = "".join(filter(str.isdecimal, plain_letters(wanted)))
    return f"chapter-{digits or sha256(wanted.encode()).hexdigest()[:6]}"


def identifiers_of(
    chapter: Chapter, name: str, taken: dict[str, Span | None]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the identifier of every key of a chapter, and explicit ones that are taken.

    An explicit identifier is kept as it is (a colon, which XML does not allow, becomes a hyphen);
    all others begin with the chapter's name. ``taken`` grows by what is used, with its place.
    """
    explicit = {anchor.identifier: anchor for anchor in chapter.anchors if anchor.identifier}
    identifiers: dict[str, str] = {}
    doubles: list[Diagnostic] = []
    names = Names(taken)
    path, own = chapter.source.path, chapter.identifier
    for key, (line, column) in chapter.places.items():
        if key == own:
            identifiers[key] = name
            continue
        span = Span(path, line, column)
        wanted = _plain(key) if key in explicit else f"{name}-{key}"
        if key in explicit and wanted in taken and wanted != name:
            first = taken[wanted]
            doubles.append(
                diagnose(
                    "OCT210",
                    f"the identifier “{key}” is given twice in this publication",
                    span,
                    f"the first is at {first}; give one of the two another name"
                    if first
                    else "a chapter is called so; give this one another name",
                )
            )
        unique = names.unique(wanted) if wanted in taken else wanted
        taken[unique] = span
        identifiers[key] = unique
    return identifiers, doubles


def _plain(identifier: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "-", plain_letters(identifier)) or "anchor"
