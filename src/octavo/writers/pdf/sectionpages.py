"""What a worker makes of one section: its pages as a PDF of their own, and what is known of them.

Nothing here knows an engine. It goes from process to process and is kept between builds; the
places in the manuscript are not in it, since they move with the text around it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

from octavo.model.places import Fragment, PagePlaces
from octavo.model.rendition import JustifiedLines
from octavo.writers.pdf.overlay import Overlay
from octavo.writers.pdf.pieces import Piece


class Slot(NamedTuple):
    """Where a page number stands in the PDF of a section: the offset of each of its digits.

    ``glyphs`` are what is written for the digits from 0 to 9, all equally long. ``which`` counts
    the numbers of the section's text; that of a folio counts its pages, from 0.
    """

    is_folio: bool
    which: int
    offsets: tuple[int, ...]
    glyphs: tuple[str, ...]


class Margin(NamedTuple):
    """Where in the PDF of a section a margin box is drawn: for the side laid out, or the other."""

    is_other: bool
    begin: int
    end: int


class IdleHandle(NamedTuple):
    """A handle that changes no page: its names, its block, and where it is written.

    The place is (0, 0) where it is that of the block.
    """

    names: tuple[str, ...]
    block: str
    line: int
    column: int


class MisplacedNote(NamedTuple):
    """A note that is not on the page of its call; ``is_lost`` where it is on none."""

    note: str
    is_lost: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of the pages of a section besides their PDF.

    ``begins``: for every page the block that its text begins in and how much of it came before;
    ``anchors``: for every block the page on which it begins, from 0. In ``justified`` pages are
    counted likewise, and places are blocks. ``margins`` tell where running heads and folios are
    drawn, ``other_margins`` for every page where they stand if it comes to be on the other side.
    ``is_left_alone``: justified text was set line by line. ``is_uneven``: page numbers cannot be
    put in later. ``fetched`` are the files that were asked for while it was laid out, by their
    addresses, with their checksums ("" for what is not there).
    """

    begins: tuple[tuple[str, int], ...]
    anchors: dict[str, int]
    places: tuple[PagePlaces, ...]
    misplaced: tuple[MisplacedNote, ...] = ()
    idle: tuple[IdleHandle, ...] = ()
    justified: JustifiedLines | None = None
    is_left_alone: bool = False
    messages: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    margins: tuple[Margin, ...] = ()
    other_margins: tuple[tuple[Fragment, ...], ...] = ()
    is_uneven: bool = False
    fetched: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> int:
        """Return how many pages the section has."""
        return len(self.begins)


@dataclass(frozen=True, slots=True)
class SectionPages:
    """A section as it was laid out and written.

    ``deflated`` is the PDF of its ``piece`` (RFC 1950): most sections wait for long until they are
    joined. ``overlay`` is what a draft bears besides; ``fonts`` are the font files by their
    checksums that no stylesheet names: those of the system.
    """

    findings: Findings
    piece: Piece
    deflated: bytes
    overlay: Overlay | None = None
    fonts: dict[str, bytes] = field(default_factory=dict)

    @property
    def pdf(self) -> bytes:
        """Return the PDF of its piece."""
        return zlib.decompress(self.deflated)
