"""A publication laid out section by section and written both ways: as one document, as pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pikepdf
import pydyf
from weasyprint import Document, Page

from octavo.model.rendition import PageMap, Rendition
from octavo.passes.template import template
from octavo.pipeline import Options, read
from octavo.workspace import Workspace
from octavo.writers.pdf.canonical import literal
from octavo.writers.pdf.document import blank_document, section_document
from octavo.writers.pdf.engine import Engine
from octavo.writers.pdf.finish import Finish, finish
from octavo.writers.pdf.folios import Folio, FolioCounter, after
from octavo.writers.pdf.joining import FontFile, Joined, Joining
from octavo.writers.pdf.orders import Orders, setup_of
from octavo.writers.pdf.piece import Written, write_frame, write_piece
from octavo.writers.pdf.pieces import Piece
from octavo.writers.pdf.spans import without_empty_spans
from octavo.writers.pdf.stamps import stamped
from tests.reading.pdf import PdfFile


def join(frame: bytes, pieces: Iterable[Piece], font_file: FontFile) -> Joined:
    """Join pieces, in their order."""
    whole = Joining(frame, font_file)
    for piece in pieces:
        whole.add(piece)
    return whole.finish()


@dataclass(frozen=True, slots=True)
class Laid:
    """A section on its pages, or a blank; ``name`` tells it from the others."""

    name: str
    lang: str
    document: Document
    folio: Folio


@dataclass(repr=False)
class Pieced:
    """The pieces of an edition, the frame that they are joined in, and what they must become."""

    rendition: Rendition
    sections: tuple[Laid, ...]
    written: tuple[Written, ...]
    frame: bytes
    one: bytes

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        return {name: data for one in self.written for name, data in one.files.items()}

    def join(self) -> Joined:
        return join(self.frame, [one.piece for one in self.written], self.files.__getitem__)

    @property
    def finish(self) -> Finish:
        folios = [
            after(one.folio, number)
            for one in self.sections
            for number in range(len(one.document.pages))
        ]
        return Finish(folios, bleed=self.rendition.edition.bleed)

    @cached_property
    def joined(self) -> PdfFile:
        """The file that was joined of pieces."""
        return PdfFile(finish(self.join().pdf, self.finish))

    @cached_property
    def whole(self) -> PdfFile:
        """The file that WeasyPrint has written as one document."""
        with pikepdf.open(BytesIO(self.one)) as pdf:
            return PdfFile(finish(pdf, self.finish))

    @cached_property
    def languages(self) -> list[str]:
        """The language of every page's section."""
        return [one.lang for one in self.sections for _ in one.document.pages]


def pieced(workspace: Workspace, publication: str, edition: str) -> Pieced:
    """Lay an edition out twice, and write it both ways.

    Twice, because WeasyPrint does not draw some pictures the same when it draws them again.
    """
    ((_, manuscript),) = read(workspace, Options(publications=(publication,)))
    (wanted,) = (one for one in manuscript.editions if one.name == edition)
    rendition = template(
        manuscript.book, manuscript.design, wanted, workspace, PageMap(), draft=False
    )
    engine = Engine(
        setup_of(manuscript.publication, wanted, manuscript.design, workspace), workspace
    )
    sections = _laid(rendition, engine, FolioCounter(manuscript.design))
    others = _laid(rendition, engine, FolioCounter(manuscript.design))
    known = rendition.blocks | {section.identifier for section in rendition.sections}
    tagged = wanted.tagged
    written = [
        write_piece(one.document, rendition.blocks, known, one.name, tagged=tagged)
        for one in sections
    ]
    variant = "pdf/ua-1" if tagged else None
    first = others[0].document
    (blank,) = engine.render(blank_document(engine.setup, others[0].folio)).pages
    frame = write_frame(first, blank, tagged=tagged, variant=variant)
    pages: list[Page] = [page for one in others for page in one.document.pages]
    with stamped(rendition.blocks):
        whole = first.copy(pages).write_pdf(
            pdf_tags=tagged, pdf_variant=variant, finisher=_simplified if tagged else None
        )
    return Pieced(rendition, tuple(sections), tuple(written), frame, whole)


def _simplified(_document: Document, pdf: pydyf.PDF) -> None:
    without_empty_spans(pdf)


def _laid(rendition: Rendition, engine: Engine, counter: FolioCounter) -> list[Laid]:
    found: list[Laid] = []
    orders = Orders(rendition, looks_for_idle=False)
    for section in rendition.sections:
        start = counter.start(section)
        for folio in start.blanks if rendition.edition.blanks else ():
            blank = engine.render(blank_document(engine.setup, folio))
            name = f"blank before {section.identifier}"
            found.append(Laid(name, rendition.publication.lang, blank, folio))
        order = orders.order(section, literal(section, start.folio))
        engine.begin(order.assets)
        document = engine.render(section_document(engine.setup, order))
        counter.place(section, len(document.pages))
        found.append(Laid(section.identifier, section.lang, document, start.folio))
    return found
