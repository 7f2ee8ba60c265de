"""Right-to-left text, which the layout engine of the paged editions cannot set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from octavo.checks.manuscript.reading import Reading, Words, readings_of, readings_of_parts
from octavo.model.book import Book
from octavo.model.configuration import Configuration
from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose

# Where Unicode keeps the scripts that are written from right to left (UAX 9, classes R and AL);
# what is found there is asked for its class.
_BLOCKS = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]+"
)
_SHOWN = 24


def right_to_left(book: Book, configuration: Configuration) -> list[Diagnostic]:
    """Return an error for every block with right-to-left text (OCT410).

    For a publication that has a paged edition; the configuration tells the places of what stands
    in octavo.yaml.
    """
    found = list(_in_configuration(book, configuration))
    for reading in (*readings_of(book), *readings_of_parts(book)):
        found += _in_matter(reading)
        seen: set[Place] = set()
        for words in reading.words:
            if words.text.isascii() or words.block in seen:
                continue
            if match := _search(words.text):
                seen.add(words.block)
                found.append(_told(match[0], reading.find(words, *match.span())))
    return found


def _search(text: str) -> re.Match[str] | None:
    for match in _BLOCKS.finditer(text):
        if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in match[0]):
            return match
    return None


def _in_configuration(book: Book, configuration: Configuration) -> Iterator[Diagnostic]:
    publication = book.publication
    texts = {
        "title": publication.title,
        "subtitle": publication.subtitle,
        "authors": " ".join(person.name for person in publication.authors),
        "publisher": publication.publisher,
        "rights": publication.rights,
    }
    for key, text in texts.items():
        if match := _search(text):
            yield _told(match[0], configuration.span("publications", publication.name, key))


def _in_matter(reading: Reading) -> Iterator[Diagnostic]:
    """Look through what the opening of a chapter prints besides its title."""
    matter = reading.chapter.matter
    texts = [("subtitle", 0, matter.subtitle), ("abstract", 0, matter.abstract)]
    texts += [("authors", number, author.name) for number, author in enumerate(matter.authors)]
    for key, number, text in texts:
        if match := _search(text):
            place = matter.place(key, number)
            yield _told(match[0], reading.find(Words(match[0], place, place), 0, len(match[0])))


def _told(text: str, span: Span) -> Diagnostic:
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return diagnose(
        "OCT410",
        f"“{shown}” runs from right to left, which the PDF editions cannot set",
        span,
        "build it as EPUB: octavo build --edition epub; or write it in Latin letters",
        "--draft builds the PDF with the letters in the wrong order",
    )
