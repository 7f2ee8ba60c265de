"""What a chapter is called and whom it is by: in its opening, the outline and the running head."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from octavo.locales import listed
from octavo.model.book import Book, ResolvedChapter
from octavo.model.content import Paragraph, line_of
from octavo.model.matter import ChapterKind
from octavo.model.people import Person, is_by, writers_among

# What each kind of text is to assistive technology (DPUB-ARIA 1.1).
ROLES: Mapping[ChapterKind, str] = {kind: f"doc-{kind}" for kind in get_args(ChapterKind)} | {
    "acknowledgements": "doc-acknowledgments"
}
# A running head has one line, in characters.
_LONGEST_RUNNING_HEAD = 64


def plain_title(resolved: ResolvedChapter) -> str:
    """Return the title of a chapter as text."""
    return line_of(resolved.chapter.title)


def bookmark(resolved: ResolvedChapter, words: Mapping[str, str]) -> str:
    """Return what a chapter is called in the outline: its number and its title."""
    number, title = resolved.number, plain_title(resolved)
    if number and resolved.chapter.kind == "part":
        return f"{words['part']} {number}: {title}"
    return f"{number} {title}".strip()


def authors_of(book: Book, resolved: ResolvedChapter) -> tuple[Person, ...]:
    """Return whom a chapter names: nobody where they are those of the whole book."""
    authors = resolved.chapter.matter.authors
    return () if is_by(book.publication.authors, authors) else authors


def running_head(book: Book, resolved: ResolvedChapter) -> str:
    """Return the running head of a chapter: its authors and its title, where both fit."""
    title = plain_title(resolved)
    names = [person.name for person in writers_among(authors_of(book, resolved))]
    both = f"{listed(names, resolved.lang)}: {title}"
    return both if names and len(both) <= _LONGEST_RUNNING_HEAD else title


def opening_paragraph(resolved: ResolvedChapter) -> str:
    """Return the key of the paragraph that the text of a chapter begins with, or nothing."""
    first = next(iter(resolved.chapter.blocks), None)
    is_text = isinstance(first, Paragraph) and resolved.chapter.kind != "part"
    return first.key if first is not None and is_text else ""
