"""What a chapter is called and whom it is by: in its opening, the outline and the running head."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from octavo.locales import listed
from octavo.model.book import Book, ResolvedChapter
from octavo.model.content import Block, Division, Paragraph, line_of, plain_text
from octavo.model.matter import ChapterKind
from octavo.model.people import Person, is_by, writers_among
from octavo.passes.template.handles import is_handle

# What each kind of text is to assistive technology (DPUB-ARIA 1.1).
ROLES: Mapping[ChapterKind, str] = {kind: f"doc-{kind}" for kind in get_args(ChapterKind)} | {
    "acknowledgements": "doc-acknowledgments"
}
# The first letter of a text, with the quotation mark before it and its accents.
_INITIAL = re.compile(r"[“‘„«»‹›¿¡]?\s?(?P<letter>[^\W\d_])[\u0300-\u036f]*")
# How long a paragraph is at least that stands beside a large letter, in characters.
_LEAST_BESIDE = 100
# A running head has one line, in characters.
_LONGEST_RUNNING_HEAD = 64


def plain_title(resolved: ResolvedChapter) -> str:
    """Return the title of a chapter as text."""
    return line_of(resolved.chapter.title)


def bookmark(resolved: ResolvedChapter, words: Mapping[str, str]) -> str:
    """Return what a chapter is called in the outline: its number and its title."""
    number, title = resolved.number, plain_title(resolved)
    if number and resolved.chapter.kind == "part":
        return f"{words['part']} {number}: {title}".removesuffix(": ")
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
    """Return the key of the paragraph that can begin with a large letter, or nothing.

    It is what the text of a chapter begins with, if it has more than a line or two.
    """
    first = next(iter(resolved.chapter.blocks), None)
    while isinstance(first, Division) and is_handle(first):
        first = next((one for one in first.children if isinstance(one, Block)), None)
    if not isinstance(first, Paragraph) or resolved.chapter.kind == "part":
        return ""
    return first.key if len(plain_text(first.children)) >= _LEAST_BESIDE else ""


def with_drop_cap(markup: str) -> str:
    """Return the markup of a paragraph whose first letter stands in a span of its own.

    A quotation mark before it goes with it. Scripts without capitals have no such letters.
    """
    found = _INITIAL.match(markup)
    if found is None or found["letter"].upper() == found["letter"].lower():
        return markup
    return f'<span class="drop-cap">{found[0]}</span>{markup[found.end() :]}'
