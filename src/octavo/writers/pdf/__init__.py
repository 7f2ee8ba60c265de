"""The PDF writer: lays a rendition out, tells where its blocks fell, and writes the file."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from octavo.model.diagnostic import Diagnostic
from octavo.model.places import Places
from octavo.model.publication import Design
from octavo.model.rendition import JustifiedLines, PageMap, Rendition
from octavo.workspace import Workspace
from octavo.writers.pdf.draft import draft_overlay
from octavo.writers.pdf.finish import Finish, finish
from octavo.writers.pdf.layout import Engine, Layout, SectionDone
from octavo.writers.pdf.places import gather_places
from octavo.writers.pdf.stamps import stamped


class PdfWriter:
    """Writes one PDF edition. Layout can be repeated with new page numbers before writing."""

    def __init__(
        self,
        rendition: Rendition,
        design: Design,
        workspace: Workspace,
        *,
        done: SectionDone | None = None,
    ) -> None:
        """Read stylesheets and fonts; ``done`` is told of each section that is laid out."""
        self.engine = Engine(rendition, design, workspace)
        self.layout = Layout(design, self.engine, done)

    def lay_out(self, rendition: Rendition) -> PageMap:
        """Lay a rendition out and return where its blocks fell."""
        self.layout.lay_out(rendition)
        return self.layout.page_map(rendition)

    def write(self, rendition: Rendition) -> tuple[bytes, Places]:
        """Return the PDF of the last layout, and what stands where on its pages."""
        edition = rendition.edition
        placed = self.layout.pages(rendition)
        pages = [page.page for page in placed]
        whole = self.layout.sections[0].document.copy(pages)
        # WeasyPrint writes the label of PDF/UA-1; it is a claim, so the content must bear it out.
        variant = "pdf/ua-1" if edition.tagged and claims_accessibility(rendition) else None
        time = fixed_font_time(self.engine.created)
        with time, self.engine.listening():
            with stamped(rendition.blocks):
                data = whole.write_pdf(pdf_tags=edition.tagged, pdf_variant=variant)
            notice = rendition.draft
            overlay = draft_overlay(self.engine, rendition, notice, placed) if notice else None
        main = rendition.publication.lang
        facts = Finish(
            folios=[page.folio for page in placed],
            languages=[page.section.lang if page.section else main for page in placed],
            bleed=edition.bleed,
            for_press=not edition.tagged,
            overlay=overlay,
        )
        places = gather_places(placed, rendition.spans, for_press=facts.for_press)
        return finish(data, facts), places

    def justified(self, rendition: Rendition) -> JustifiedLines | None:
        """Return what the justified lines of the last layout have become, where there are any."""
        return self.layout.justified(rendition)

    def idle_handles(self, rendition: Rendition) -> Iterator[Diagnostic]:
        """Tell of handles of the last layout that change nothing any more."""
        return self.layout.idle_handles(rendition)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what the engine said."""
        return (*self.layout.findings, *self.engine.diagnostics())


@contextmanager
def fixed_font_time(created: datetime.datetime) -> Iterator[None]:
    """Let fontTools write this time into the fonts that it cuts down, instead of now.

    It takes the time from SOURCE_DATE_EPOCH (``fontTools.misc.timeTools.timestampNow``).
    """
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(created.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


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
