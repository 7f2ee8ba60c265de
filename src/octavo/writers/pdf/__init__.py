"""The PDF writer: has a rendition laid out, tells where its blocks fell, and joins the file.

It loads no engine: workers do, section by section (``compositor``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from octavo.crew import Crew
from octavo.model.diagnostic import Diagnostic
from octavo.model.places import Places
from octavo.model.publication import Design
from octavo.model.rendition import JustifiedLines, PageMap, Rendition
from octavo.workspace import Workspace
from octavo.writers.pdf.assembly import Assembly
from octavo.writers.pdf.document import frame_document
from octavo.writers.pdf.orders import setup_of
from octavo.writers.pdf.sections import Sections


class PdfWriter:
    """Writes one PDF edition. Layout can be repeated with new page numbers before writing."""

    def __init__(
        self,
        rendition: Rendition,
        design: Design,
        workspace: Workspace,
        crew: Crew | None = None,
        *,
        looks_for_idle: bool = False,
        done: Callable[[str, int, float], None] = lambda _title, _pages, _seconds: None,
    ) -> None:
        """Read the stylesheets; ``done`` is told of each section that is laid out.

        ``looks_for_idle``: handles in the manuscript that change nothing are looked for.
        Raises ``OctavoError`` for a stylesheet that does not exist, and where there is no engine.
        """
        self.created = workspace.timestamp(rendition.publication.date)
        publication, edition = rendition.publication, rendition.edition
        setup = setup_of(publication, edition, design, workspace, rendition.draft)
        self.sections = Sections(
            setup,
            workspace,
            crew or Crew(),
            lambda order, pages, seconds: done(order.section.title, pages.findings.pages, seconds),
        )
        self.assembly = Assembly(design, self.sections, looks_for_idle=looks_for_idle)

    def lay_out(
        self, rendition: Rendition, known: PageMap | None = None, *, is_guess: bool = False
    ) -> PageMap:
        """Lay a rendition out and return where its blocks fell.

        ``known`` tells where they are expected to fall. What it tells wrongly is laid out again
        the next time: ``is_settled`` tells whether nothing has to be. Where it is but a guess
        (``is_guess``), what is full of page numbers is not laid out yet.
        """
        return self.assembly.lay_out(rendition, known or PageMap(), is_guess=is_guess)

    @property
    def is_settled(self) -> bool:
        """Whether every section has been laid out from the page that it begins on."""
        return self.assembly.is_settled

    def write(self, rendition: Rendition) -> tuple[bytes, Places]:
        """Return the PDF of the last layout, and what stands where on its pages."""
        # WeasyPrint writes the label of PDF/UA-1; it is a claim, so the content must bear it out.
        tagged = rendition.edition.tagged
        variant = "pdf/ua-1" if tagged and claims_accessibility(rendition) else None
        frame = self.sections.frame(frame_document(rendition, self.created), variant)
        return self.assembly.write(rendition, frame, self.created)

    def justified(self) -> JustifiedLines | None:
        """Return what the justified lines of the last layout have become, where there are any."""
        return self.assembly.justified()

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what could not be placed in the last layout, and what the engine said."""
        return tuple(self.assembly.diagnostics())


def claims_accessibility(rendition: Rendition) -> bool:
    """Tell whether the content bears out a claim of PDF/UA-1 as far as Octavo writes it.

    Every image needs an alternative text (ISO 14289-1, 7.3), and headings must not skip a level
    (7.4.2).
    """
    return all(
        'alt=""' not in section.xhtml and not _skips_a_level(section.xhtml)
        for section in rendition.sections
    )


def _skips_a_level(xhtml: str) -> bool:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", xhtml)]
    return any(later > level + 1 for level, later in pairwise(levels))
