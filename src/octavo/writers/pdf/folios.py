"""Folios: the numbers that pages bear, and the blanks that put sections on the right side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from octavo.model.publication import Design
from octavo.model.rendition import Section
from octavo.numerals import roman

Style = Literal["roman", "arabic", "none"]


@dataclass(frozen=True, slots=True)
class Folio:
    """What a page bears: a number in a style. A cover bears a name and is not counted."""

    style: Style
    number: int = 0

    @property
    def label(self) -> str:
        """Return the printed form, which is also the label of the page in the PDF."""
        if self.style == "none":
            return "Cover"
        return roman(self.number) if self.style == "roman" else str(self.number)

    @property
    def is_recto(self) -> bool:
        """Odd pages are rectos."""
        return self.number % 2 == 1 or self.style == "none"


@dataclass(frozen=True, slots=True)
class Start:
    """Where a section begins: blanks before it, and the folio of its first page."""

    blanks: tuple[Folio, ...]
    folio: Folio


class FolioCounter:
    """Counts the pages of a publication, section by section."""

    def __init__(self, design: Design) -> None:
        """Begin before the first page."""
        self.design = design
        self.next = Folio("roman" if design.front_folios == "roman" else "arabic", 1)

    def start(self, section: Section) -> Start:
        """Return where a section begins; the body of a book with roman folios begins at 1."""
        if section.matter == "cover":
            return Start((), Folio("none"))
        begins_body = section.matter in ("body", "back") and self.next.style == "roman"
        side = "recto" if begins_body else section.side
        blanks: tuple[Folio, ...] = ()
        if side != "any" and self.next.is_recto != (side == "recto"):
            blanks = (self.next,)
            self._advance(1)
        if begins_body:
            self.next = Folio("arabic", 1)
        return Start(blanks, self.next)

    def place(self, section: Section, pages: int) -> None:
        """Count the pages that a section has taken."""
        if section.matter != "cover":
            self._advance(pages)

    def _advance(self, pages: int) -> None:
        self.next = Folio(self.next.style, self.next.number + pages)


def after(folio: Folio, pages: int) -> Folio:
    """Return the folio of the page that comes ``pages`` later in the same section."""
    return folio if folio.style == "none" else Folio(folio.style, folio.number + pages)
