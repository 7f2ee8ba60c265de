"""A PDF edition written at once: every section laid out with its own numbers, in one document.

What workers make of sections and what joins them has to equal it.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
from weasyprint import Document, Page

from octavo.passes.configure import load_editions
from octavo.passes.template import template
from octavo.writers.pdf.canonical import literal
from octavo.writers.pdf.document import blank_document
from octavo.writers.pdf.engine import Engine
from octavo.writers.pdf.finish import Finish, finish
from octavo.writers.pdf.folios import Folio, FolioCounter, after
from octavo.writers.pdf.layout import lay_out
from octavo.writers.pdf.orders import Orders, setup_of
from octavo.writers.pdf.stamps import stamped
from tests.reading.made import Made


def one_document(made: Made, edition: str) -> bytes:
    """Return an edition as one document, with the page numbers that its pages have come to bear."""
    page_map = made.artefacts["screen"].page_map
    assert page_map is not None
    available = load_editions(made.workspace)
    rendition = template(made.book, made.design, available[edition], made.workspace, page_map)
    engine = Engine(
        setup_of(rendition.publication, rendition.edition, made.design, made.workspace),
        made.workspace,
    )
    orders = Orders(rendition, looks_for_idle=False)
    counter = FolioCounter(made.design)
    documents: list[Document] = []
    pages: list[Page] = []
    folios: list[Folio] = []
    for section in rendition.sections:
        start = counter.start(section)
        if rendition.edition.blanks:
            for folio in start.blanks:
                pages += engine.render(blank_document(engine.setup, folio)).pages
                folios.append(folio)
        order = orders.order(section, literal(section, start.folio))
        engine.begin(order.assets)
        documents.append(lay_out(engine, order).document)
        counter.place(section, len(documents[-1].pages))
        pages += documents[-1].pages
        folios += [after(start.folio, index) for index in range(len(documents[-1].pages))]
    with stamped(rendition.blocks), engine.listening():
        data = documents[0].copy(pages).write_pdf(pdf_tags=rendition.edition.tagged)
    facts = Finish(folios, rendition.edition.bleed, for_press=not rendition.edition.tagged)
    with pikepdf.open(BytesIO(data)) as pdf:
        return finish(pdf, facts)
