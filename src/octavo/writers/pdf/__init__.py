"""The PDF writer: has a rendition laid out, tells where its blocks fell, and joins the file.

It loads no engine: workers do, section by section (``compositor``).
"""

from __future__ import annotations

from collections.abc import Callable

from octavo.crew import Crew
from octavo.model.diagnostic import Diagnostic
from octavo.model.places import Places
from octavo.model.publication import Design
from octavo.model.rendition import JustifiedLines, PageMap, Rendition
from octavo.workspace import Workspace
from octavo.writers.pdf.assembly import Assembly
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
        publication, edition = rendition.publication, rendition.edition
        setup = setup_of(publication, edition, design, workspace, rendition.draft)
        self.sections = Sections(
            setup,
            workspace,
            crew or Crew(),
            lambda order, pages, seconds: done(order.section.title, pages.findings.pages, seconds),
        )
        created = workspace.timestamp(publication.date)
        self.assembly = Assembly(design, self.sections, created, looks_for_idle=looks_for_idle)

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
        return self.assembly.write(rendition)

    def justified(self) -> JustifiedLines | None:
        """Return what the justified lines of the last layout have become, where there are any."""
        return self.assembly.justified()

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what could not be placed in the last layout, and what the engine said."""
        return tuple(self.assembly.diagnostics())
