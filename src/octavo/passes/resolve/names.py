"""Identifiers: one for every chapter and every block, unique in the publication."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from pathlib import PurePosixPath

from octavo.model.book import Chapter
from octavo.model.content import plain_text
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.naming import Names, ascii_slug, chapter_stem, plain_letters, unique_name

_LONGEST_NAME = 48
_BEFORE_LETTERS = re.compile(r"[\W\d_]*")


def chapter_names(chapters: tuple[Chapter, ...]) -> list[str]:
    """Return an identifier for each chapter: its own, else from its file, else from its title.

    A file's name without the number that orders it (``03-who-pays.md`` is ``who-pays``); chapters
    that share a file are named by their titles. Files of one name are told apart by what is their
    own, not by their order: an address that was published must not lead to another text because
    a file was added.
    """
    files = Counter(chapter.source.path for chapter in chapters)
    wanted = [_wanted(chapter, shares=files[chapter.source.path] > 1) for chapter in chapters]
    bases = Counter(wanted)
    names: list[str] = []
    taken: set[str] = set()
    for chapter, base in zip(chapters, wanted, strict=True):
        path = chapter.source.path
        if bases[base] > 1 and files[path] == 1:
            base = _told_apart(base, path)
        name = unique_name(base, taken)
        taken.add(name)
        names.append(name)
    return names


def _wanted(chapter: Chapter, *, shares: bool) -> str:
    """Return the name that a chapter has if no other one has it; ``shares``: others its file."""
    path = chapter.source.path
    words = chapter_stem(path)
    if shares:
        words = chapter.identifier or plain_text(chapter.title)
    return ascii_slug(words)[:_LONGEST_NAME].rstrip("-") or _without_letters(words)


def _told_apart(base: str, path: str) -> str:
    """Return the name of a file whose name others have, too: with its number, or a digest.

    One that is called just so keeps it.
    """
    stem = PurePosixPath(path).stem
    if stem == base:
        return base
    before = _BEFORE_LETTERS.match(stem)
    number = "".join(filter(str.isdecimal, before[0] if before else ""))
    return f"{base}-{number or sha256(path.encode()).hexdigest()[:6]}"


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
