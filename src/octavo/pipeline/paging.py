"""The PDF editions of one book: laid out and numbered until the text stands still, then joined."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from octavo.model.book import Book
from octavo.model.diagnostic import Diagnostic, OctavoError, diagnose
from octavo.model.places import Places
from octavo.model.publication import Design, Edition
from octavo.model.rendition import JustifiedLines, PageMap, Rendition
from octavo.passes.template import template
from octavo.pipeline.equipment import Equipment
from octavo.pipeline.guessing import guessed
from octavo.workspace import Workspace

if TYPE_CHECKING:  # it loads pikepdf
    from octavo.writers.pdf import PdfWriter

MAXIMUM_ROUNDS = 8


@dataclass(frozen=True)
class Pdf:
    """A PDF edition as it was made, and what was found on the way."""

    data: bytes = field(repr=False)
    has_cover: bool
    page_map: PageMap
    places: Places
    justified: JustifiedLines | None
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def cover(self) -> bytes | None:
        """Return a picture of the cover; None where it is no part of the file."""
        if not self.has_cover:
            return None
        from octavo.writers.pdf.picture import first_page

        return first_page(self.data)


class Paging:
    """Makes the PDF editions of one book."""

    def __init__(
        self,
        workspace: Workspace,
        book: Book,
        design: Design,
        equipment: Equipment,
        *,
        draft: bool,
    ) -> None:
        """Take a book with its design."""
        self.workspace = workspace
        self.book = book
        self.design = design
        self.equipment = equipment
        self.draft = draft
        self.rounds = 0
        self._writer: PdfWriter | None = None

    def make(self, edition: Edition, first: Pdf | None) -> Pdf:
        """Make an edition; ``first`` is the one made before, whose pages it shares."""
        from octavo.writers.pdf import PdfWriter

        self.release()
        name = self.book.publication.name
        known = first.page_map if first else self.equipment.remembered(name)
        rendition = self.templated(edition, known or PageMap())
        is_guess = known is None
        if known is None:
            known = guessed(rendition, self.design)
            rendition = self.templated(edition, known, rendition)
        # Where no other edition follows, it is given back after its file is on disk: that takes a
        # tenth of a second, which nobody need wait for.
        self._writer = writer = PdfWriter(
            rendition,
            self.design,
            self.workspace,
            self.equipment.crew,
            looks_for_idle=first is None,
            done=self.equipment.steps.section,
        )
        rendition, page_map = self._settle(writer, rendition, known, is_guess=is_guess)
        with self.equipment.steps.step("joining the sections", edition.name):
            data, places = writer.write(rendition)
        return Pdf(data, edition.cover, page_map, places, writer.justified(), writer.diagnostics())

    def release(self) -> None:
        """Give back what the last edition was made with."""
        self._writer = None

    def templated(
        self, edition: Edition, page_map: PageMap, previous: Rendition | None = None
    ) -> Rendition:
        """Return an edition as XHTML, with the page numbers that are known."""
        with self.equipment.steps.step("writing the XHTML", edition.name):
            return template(
                self.book,
                self.design,
                edition,
                self.workspace,
                page_map,
                previous,
                draft=self.draft,
            )

    def _settle(
        self, writer: PdfWriter, rendition: Rendition, known: PageMap, *, is_guess: bool
    ) -> tuple[Rendition, PageMap]:
        """Lay out and print the page numbers found, until the text stands still."""
        steps = self.equipment.steps
        edition = rendition.edition
        for round_number in range(1, MAXIMUM_ROUNDS + 1):
            self.rounds = max(self.rounds, round_number)
            with steps.sections(edition.name, len(rendition.sections)):
                is_first = is_guess and round_number == 1
                page_map = writer.lay_out(rendition, known, is_guess=is_first)
            renewed = self.templated(edition, page_map, rendition)
            if renewed.sections == rendition.sections and writer.is_settled:
                return rendition, page_map
            rendition = renewed
        raise OctavoError(
            diagnose(
                "OCT401",
                f"the page numbers of {rendition.publication.name} do not settle in "
                f"{MAXIMUM_ROUNDS} rounds",
            )
        )


def same_pages(one: PageMap, other: PageMap) -> tuple[Diagnostic, ...]:
    """Tell where two editions that must share their pages begin to differ."""
    for page, twin in zip_longest(_text_pages(one), _text_pages(other)):
        if page != twin:
            label = (page or twin or ("?",))[0]
            return (
                diagnose(
                    "OCT403",
                    f"page {label} does not begin with the same words on screen and in print",
                    None,
                    "set in the design, not in an edition's stylesheet, what moves the text",
                ),
            )
    return ()


def _text_pages(page_map: PageMap) -> list[tuple[str, str, int]]:
    """Return label and beginning of the pages that both editions have."""
    return [(page.label, page.block, page.offset) for page in page_map.pages if page.block]
