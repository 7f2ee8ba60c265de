"""Layout: the sections of a rendition become pages, each section a document of its own."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

import weasyprint
from weasyprint import CSS, HTML, Document, Page
from weasyprint.text.fonts import FontConfiguration

from octavo.model.diagnostic import Diagnostic, OctavoError, Span, diagnose
from octavo.model.publication import Design
from octavo.model.rendition import JustifiedLines, PageFacts, PageMap, Rendition, Section
from octavo.workspace import PUBLICATION_ADDRESS, STYLE_ADDRESS, Workspace
from octavo.writers.pdf.blocks import set_by_hand
from octavo.writers.pdf.boxes import BlockTracker
from octavo.writers.pdf.document import blank_document, section_document
from octavo.writers.pdf.fetcher import WorkspaceFetcher
from octavo.writers.pdf.floats import painted_in_order
from octavo.writers.pdf.folios import Folio, FolioCounter, after
from octavo.writers.pdf.footnotes import mended
from octavo.writers.pdf.handles import Signature, idle_handles, signature
from octavo.writers.pdf.hyphenation import divided_as_told, exceptions_of
from octavo.writers.pdf.justified import justified_lines
from octavo.writers.pdf.lines import whole_lines
from octavo.writers.pdf.longnotes import divided
from octavo.writers.pdf.paragraphs import fits, set_as_a_whole
from octavo.writers.pdf.placing import block_to_move, misplaced_notes, parted_captions

# How often a section is laid out again to put its notes right, and what a lost one weighs.
MAXIMUM_MOVES = 12
LOST = 1000
# What asks for justified text in a stylesheet: the property, or the house theme's token.
_JUSTIFIED = re.compile(r"(?:text-align(?:-all)?|--align-text)\s*:[^;}]*\bjustify\b")

SectionDone = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A section on its pages, with what could not be placed."""

    section: Section
    document: Document
    folio: Folio
    blanks: tuple[Folio, ...]
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page of the whole publication; ``section`` is None for a blank."""

    page: Page
    folio: Folio
    section: Section | None


class Engine:
    """WeasyPrint with the stylesheets and fonts of one edition, parsed once."""

    def __init__(self, rendition: Rendition, design: Design, workspace: Workspace) -> None:
        """Read the stylesheets. Raises ``OctavoError`` for one that does not exist."""
        self.exceptions = exceptions_of(rendition.publication.hyphenation)
        self.created = workspace.timestamp(rendition.publication.date)
        self.fetcher = WorkspaceFetcher(workspace, rendition.assets)
        self.fonts = FontConfiguration()
        self.messages: dict[str, None] = {}
        self.justifies = self.has_justified_lines = False
        names = [*design.stylesheets, *rendition.edition.stylesheets]
        if rendition.draft:
            names.append("editions/draft.css")
        with self.listening():
            self.stylesheets = [self._stylesheet(workspace, name) for name in names]
            self.stylesheets.append(self._css(workspace.own_tokens()))
            self.stylesheets.append(self._css(_edition_rules(rendition)))

    def _stylesheet(self, workspace: Workspace, name: str) -> CSS:
        text = workspace.stylesheet(name)
        if text is None:
            raise OctavoError(
                diagnose("OCT008", f"no stylesheet “styles/{name}”", None), exit_code=2
            )
        self.justifies |= _JUSTIFIED.search(text) is not None
        return self._css(text)

    def _css(self, text: str) -> CSS:
        return CSS(
            string=text,
            base_url=STYLE_ADDRESS,
            url_fetcher=self.fetcher,
            font_config=self.fonts,
        )

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Gather what WeasyPrint logs instead of printing it."""
        logger = logging.getLogger("weasyprint")
        handler = _Listener(self.messages)
        outer = logger.handlers[:], logger.propagate
        logger.handlers, logger.propagate = [handler], False
        try:
            yield
        finally:
            logger.handlers, logger.propagate = outer

    def render(self, html: str) -> Document:
        """Lay one document out."""
        with self.listening(), ExitStack() as stack:
            for mend in (mended, divided, whole_lines, set_by_hand):
                stack.enter_context(mend())
            stack.enter_context(divided_as_told(self.exceptions))
            count = stack.enter_context(set_as_a_whole())
            page = HTML(string=html, base_url=PUBLICATION_ADDRESS, url_fetcher=self.fetcher)
            document = page.render(font_config=self.fonts, stylesheets=self.stylesheets)
        painted_in_order(document)
        self.has_justified_lines |= bool(count.planned or count.left)
        return document

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what the engine said, each message once."""
        unsaid = [
            f"{address} is not part of the publication and was not read"
            for address in self.fetcher.refused
            if not any(address in message for message in self.messages)
        ]
        found = dict.fromkeys(_told(message) for message in (*self.messages, *unsaid))
        told = [diagnose("OCT402", message, None, hint) for message, hint in found]
        if self.justifies and not fits():
            told.append(
                diagnose(
                    "OCT406",
                    f"justified text is set line by line: WeasyPrint {weasyprint.__version__} is "
                    "not the one that Octavo knows how to lead",
                    None,
                    "install the version that constraints.txt names, or a newer Octavo",
                )
            )
        return tuple(told)


class Layout:
    """The pages of one edition; laying out again keeps the sections that have not changed."""

    def __init__(
        self,
        design: Design,
        engine: Engine,
        done: SectionDone | None = None,
    ) -> None:
        """Take the engine; ``done`` is told each section and its number of pages."""
        self.design = design
        self.engine = engine
        self.done = done or (lambda _title, _pages: None)
        self.sections: list[LaidOut] = []
        self._kept: dict[tuple[Section, Folio], LaidOut] = {}

    def lay_out(self, rendition: Rendition) -> None:
        """Lay out a rendition, section after section."""
        counter = FolioCounter(self.design)
        self.sections = []
        kept: dict[tuple[Section, Folio], LaidOut] = {}
        for section in rendition.sections:
            start = counter.start(section)
            found = self._kept.get((section, start.folio))
            if found is None:
                document = self._place(rendition, section, start.folio)
                findings = _misplaced(section, document, rendition.spans)
                found = LaidOut(section, document, start.folio, start.blanks, findings)
                self.done(section.title, len(document.pages))
            laid_out = replace(found, blanks=start.blanks)
            kept[section, start.folio] = laid_out
            counter.place(section, len(found.document.pages))
            self.sections.append(laid_out)
        self._kept = kept

    def _place(self, rendition: Rendition, section: Section, folio: Folio) -> Document:
        """Lay a section out until every note and every caption is where it belongs."""
        moved: tuple[str, ...] = ()
        best: tuple[int, Document] | None = None
        for _ in range(MAXIMUM_MOVES):
            html = section_document(rendition, section, folio, self.engine.created, moved)
            document = self.engine.render(html)
            misplaced, parted = misplaced_notes(document), parted_captions(document)
            lost = sum(note.lost for note in misplaced)
            score = lost * LOST + len(misplaced) + len(parted)
            if best is None or score < best[0]:
                best = score, document
            if not score:
                return document
            wrong = misplaced[0].note if misplaced else parted[0]
            block = block_to_move(section.xhtml, wrong, rendition.blocks)
            if not block or block in moved:
                break
            moved = (*moved, block)
        assert best is not None
        return best[1]

    def justified(self, rendition: Rendition) -> JustifiedLines | None:
        """Return what the justified lines have become; None where no line is justified."""
        if not self.engine.has_justified_lines:
            return None
        pages = (
            (after(laid_out.folio, index).label, page)
            for laid_out in self.sections
            for index, page in enumerate(laid_out.document.pages)
        )
        return justified_lines(pages, rendition.spans)

    def idle_handles(self, rendition: Rendition) -> Iterator[Diagnostic]:
        """Tell of handles in the manuscript that change no page any more (OCT407)."""
        for laid_out in self.sections:
            now = signature(laid_out.document, rendition.blocks)

            def is_the_same(xhtml: str, at: LaidOut = laid_out, now: Signature = now) -> bool:
                section = replace(at.section, xhtml=xhtml)
                document = self._place(rendition, section, at.folio)
                return signature(document, rendition.blocks) == now

            for handle in idle_handles(laid_out.section.xhtml, is_the_same):
                said = " ".join(f".{name}" for name in handle.names)
                span = rendition.spans.get(handle.block)
                if span and any(handle.place):
                    span = Span(span.path, *handle.place)
                yield diagnose(
                    "OCT407",
                    f"“{said}” changes nothing here any more",
                    span,
                    "take it out: the pages are the same without it",
                )

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Return what could not be placed, in reading order."""
        return tuple(finding for section in self.sections for finding in section.findings)

    def pages(self, rendition: Rendition) -> list[PlacedPage]:
        """Return the pages in their order, with blanks where the edition has them."""
        placed: list[PlacedPage] = []
        for laid_out in self.sections:
            if rendition.edition.blanks:
                for folio in laid_out.blanks:
                    blank = self.engine.render(blank_document(rendition, folio)).pages[0]
                    placed.append(PlacedPage(blank, folio, None))
            for index, page in enumerate(laid_out.document.pages):
                placed.append(PlacedPage(page, after(laid_out.folio, index), laid_out.section))
        return placed

    def page_map(self, rendition: Rendition) -> PageMap:
        """Return where every block fell."""
        pages: list[PageFacts] = []
        blocks: dict[str, str] = {}
        for laid_out in self.sections:
            blocks.setdefault(laid_out.section.identifier, laid_out.folio.label)
            if rendition.edition.blanks:
                pages += [
                    PageFacts(len(pages) + index, folio.label, "")
                    for index, folio in enumerate(laid_out.blanks)
                ]
            tracker = BlockTracker(rendition.blocks)
            for index, page in enumerate(laid_out.document.pages):
                label = after(laid_out.folio, index).label
                block, offset = tracker.begin_of(page)
                pages.append(
                    PageFacts(len(pages), label, laid_out.section.identifier, block, offset)
                )
                for anchor in page.anchors:
                    if anchor in rendition.blocks:
                        blocks.setdefault(anchor, label)
        return PageMap(tuple(pages), blocks)


class _Listener(logging.Handler):
    def __init__(self, messages: dict[str, None]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages[record.getMessage()] = None


def _told(message: str) -> tuple[str, str]:
    """Return a message of the engine as an author can use it, and what to do."""
    if "HarfBuzz-Subset" in message:
        return (
            "HarfBuzz-Subset is not installed, so fonts are cut down by a slower library",
            "octavo doctor tells how to get it",
        )
    return message, ""


def _edition_rules(rendition: Rendition) -> str:
    """Return the rules that an edition's options ask for."""
    bleed = rendition.edition.bleed
    return f"@page {{ bleed: {bleed:g}mm }}" if bleed else ""


def _misplaced(
    section: Section, document: Document, spans: Mapping[str, Span]
) -> tuple[Diagnostic, ...]:
    return tuple(
        diagnose(
            "OCT404" if note.lost else "OCT405",
            f"a note of “{section.title}” "
            + ("is lost on its page" if note.lost else "stands on another page than its call"),
            spans.get(note.note),
            "shorten it, or let the paragraph that calls it begin a page: {{< pagebreak >}}",
        )
        for note in misplaced_notes(document)
    )
