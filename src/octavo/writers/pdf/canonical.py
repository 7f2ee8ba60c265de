"""Sections without the digits of their page numbers, so that none is laid out again for them.

What a page looks like does not depend on which digits its page numbers have, where all digits of a
face are equally wide, but only on how many. So a section is laid out with zeros in the place of
the numbers that it prints, and from a page number of its own choice that has as many digits as the
true one. The true ones are put into the finished pages (``numbering`` finds their places).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from octavo.model.rendition import Section
from octavo.writers.pdf.folios import Folio
from octavo.writers.pdf.pagerules import breaks_to_a_side
from octavo.writers.pdf.sectionpages import Margin, Slot

# What holds page numbers says so by its class, and holds nothing but text.
HOLDERS = ("page-number", "page-reference", "toc-page")
_CLASS = rf"""(?<![-\w])class=["'](?:[^"'>]* )?(?:{"|".join(HOLDERS)})(?: [^"'>]*)?["']"""
_HOLDER = re.compile(rf"<(?:a|span)\b[^>]*{_CLASS}[^>]*>([^<]*)<")
# A title is printed again in running heads and in the outline, where no place would be found.
_IN_TITLE = re.compile(rf"<h([1-6])\b(?:(?!</h\1>).)*?{_CLASS}", re.DOTALL)
# Numbers; not those of character references.
_DIGITS = re.compile(r"&#?\w+;|[0-9]+")
_MARK = re.compile(rb"%octavo [a-z0-9]+(?=\n)")

# The length of its markup tells how many pages a section has at most.
_MARKUP_OF_A_NUMBER = 1000
_SHORTEST_PAGE, _MOST_SHORT_PAGES = 1400, 3


@dataclass(frozen=True, slots=True)
class Canonical:
    """What of a section is laid out, and the numbers that belong into it.

    ``numbers`` are the page numbers of its text in their order. ``is_literal``: all numbers are
    laid out as they are. ``for_both_sides``: its first page may come to be a recto or a verso.
    """

    xhtml: str
    folio: Folio
    numbers: tuple[str, ...] = ()
    is_literal: bool = False
    for_both_sides: bool = False

    @property
    def is_full_of_numbers(self) -> bool:
        """Tell whether page numbers are what the section is made of, as contents and an index."""
        return len(self.numbers) * _MARKUP_OF_A_NUMBER > len(self.xhtml)

    def fits(self, folio: Folio, pages: int) -> bool:
        """Tell whether so many pages can bear the numbers from this one on."""
        return self.folio == folio or len(str(folio.number)) == len(str(folio.number + pages - 1))


class Numbers(NamedTuple):
    """The page numbers of a section: those of its text, and those of its pages."""

    text: tuple[str, ...]
    folios: tuple[str, ...]


class _Text(NamedTuple):
    xhtml: str
    numbers: tuple[str, ...]


def canonical(section: Section, folio: Folio, *, is_sided: bool) -> Canonical:
    """Return a section as it is laid out, which begins on a page with this folio.

    ``is_sided``: rectos and versos of the design have other measures.
    """
    if _IN_TITLE.search(section.xhtml):
        return literal(section, folio)
    is_sided = is_sided or breaks_to_a_side([section.xhtml])
    text = _without_digits(section.xhtml)
    most = len(section.xhtml) // _SHORTEST_PAGE + _MOST_SHORT_PAGES
    laid_out = _folio(folio, most, is_sided=is_sided)
    if laid_out is None:
        return Canonical(text.xhtml, folio, text.numbers)
    return Canonical(text.xhtml, laid_out, text.numbers, for_both_sides=not is_sided)


def literal(section: Section, folio: Folio) -> Canonical:
    """Return a section with the page numbers that it has."""
    return Canonical(section.xhtml, folio, is_literal=True)


def _without_digits(xhtml: str) -> _Text:
    """Return the text with zeros for the digits of its page numbers, and these numbers."""
    numbers: list[str] = []

    def zeros(found: re.Match[str]) -> str:
        if found[0].startswith("&"):
            return found[0]
        numbers.append(found[0])
        return "0" * len(found[0])

    def holder(found: re.Match[str]) -> str:
        begin, end = (place - found.start() for place in found.span(1))
        return found[0][:begin] + _DIGITS.sub(zeros, found[1]) + found[0][end:]

    return _Text(_HOLDER.sub(holder, xhtml), tuple(numbers))


def _folio(folio: Folio, most: int, *, is_sided: bool) -> Folio | None:
    """Return the folio from which a section of at most so many pages is laid out.

    It has as many digits, and is on the same side where that counts. None where the number of
    digits may change within the section.
    """
    least = 10 ** (len(str(folio.number)) - 1)
    if folio.style != "arabic" or folio.number + most > 10 * least:
        return None
    start = least + (least + folio.number) % 2 if is_sided else least | 1  # a recto
    return Folio("arabic", start)


def with_numbers(data: bytes, slots: Iterable[Slot], numbers: Numbers) -> bytes:
    """Return the PDF of a section with its page numbers."""
    changed = bytearray(data)
    for slot in slots:
        digits = numbers.folios[slot.which] if slot.is_folio else numbers.text[slot.which]
        for offset, digit in zip(slot.offsets, digits, strict=True):
            glyph = slot.glyphs[int(digit)].encode()
            changed[offset : offset + len(glyph)] = glyph
    return bytes(changed)


def for_one_side(data: bytes, margins: Iterable[Margin], *, is_turned: bool) -> bytes:
    """Return the PDF of a section without the margins of the other side, and without marks.

    ``is_turned``: its rectos have become versos. What goes is overwritten with spaces.
    """
    changed = bytearray(data)
    for margin in margins:
        if margin.is_other != is_turned:
            changed[margin.begin : margin.end] = b" " * (margin.end - margin.begin)
    return _MARK.sub(lambda mark: b" " * len(mark[0]), bytes(changed))
