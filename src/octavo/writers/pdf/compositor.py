"""What a worker does: it lays a section out, writes its pages, and tells what is known of them."""

from __future__ import annotations

import gc
import multiprocessing
import zlib
from dataclasses import replace
from pathlib import Path

from markupsafe import escape
from weasyprint import Document

from octavo.model.rendition import Section
from octavo.workspace import Workspace
from octavo.writers.pdf.boxes import BlockTracker
from octavo.writers.pdf.draft import draft_overlay
from octavo.writers.pdf.engine import Engine
from octavo.writers.pdf.folios import Folio
from octavo.writers.pdf.justified import justified_lines
from octavo.writers.pdf.layout import handles_without_effect, lay_out
from octavo.writers.pdf.numbering import marked
from octavo.writers.pdf.orders import Order, Setup
from octavo.writers.pdf.paragraphs import fits
from octavo.writers.pdf.piece import write_frame, write_piece
from octavo.writers.pdf.places import gather_other_margins, gather_places
from octavo.writers.pdf.sectionpages import Findings, SectionPages
from octavo.writers.pdf.sides import drawn_margins, margins
from octavo.writers.pdf.styleshortcuts import styles_shortened
from octavo.writers.pdf.textshortcuts import text_shortened

# Engines are kept for so many editions: each has its fonts and stylesheets.
_MOST_ENGINES = 4
_engines: dict[tuple[Path, Setup], Engine] = {}


def engine_for(setup: Setup, workspace: Workspace) -> Engine:
    """Return the engine of an edition, made once in a process while its files stay the same."""
    key = (workspace.root, replace(setup, files=(), is_sided=True, counts_pages=True))
    engine = _engines.pop(key, None)
    if engine is None or not _is_up_to_date(engine, setup, workspace):
        engine = Engine(setup, workspace)
        if multiprocessing.parent_process() is not None:
            # It lives as long as this process; the collector need not look at it again and again.
            gc.collect()
            gc.freeze()
    while len(_engines) >= _MOST_ENGINES:
        del _engines[next(iter(_engines))]
    _engines[key] = engine
    return engine


def _is_up_to_date(engine: Engine, setup: Setup, workspace: Workspace) -> bool:
    """Tell whether the files of an engine are those of a setup, or where it has none, of now."""
    if setup.files:
        return setup.files == tuple(sorted(engine.fetched.items()))
    return all(workspace.checksum(path) == known for path, known in engine.fetched.items())


def warm_up(engine: Engine) -> None:
    """Set a few words: fonts and rules of hyphenation are read when they are first needed."""
    words = escape(engine.setup.title)
    xhtml = f"<h1>{words}</h1><p>{words} <strong>{words}</strong> <em>{words}</em></p>"
    section = Section("", "chapter", "", engine.setup.lang, xhtml)
    set_section(engine, Order(section, Folio("arabic", 1), is_literal=True))


def set_section(engine: Engine, order: Order) -> SectionPages:
    """Lay a section out and write it."""
    was_enabled = gc.isenabled()
    gc.disable()  # it would go through the boxes again and again as they become more
    try:
        with styles_shortened(), text_shortened():
            return _set(engine, order)
    finally:
        gc.collect(0)  # boxes and their parents hold each other; all else was there before
        if was_enabled:
            gc.enable()


def set_frame(engine: Engine, html: str, variant: str | None) -> bytes:
    """Return a PDF of one blank page that says of itself what the whole file is to say."""
    engine.begin()
    document = engine.render(html)
    (blank,) = document.pages
    with engine.listening():
        return write_frame(document, blank, tagged=engine.setup.tagged, variant=variant)


def _set(engine: Engine, order: Order) -> SectionPages:
    setup = engine.setup
    engine.begin(order.assets)
    laid_out = lay_out(engine, order)
    document = laid_out.document
    start = None if order.is_literal or order.folio.style != "arabic" else order.folio.number
    with (
        engine.listening(),
        drawn_margins(document),
        marked(document, start, order.digits) as marks,
    ):
        piece, fonts = write_piece(
            document, order.blocks, order.targets, order.section.identifier, tagged=setup.tagged
        )
    begins, anchors = _where_blocks_fell(document, order)
    placed = order.placed
    has_justified_lines = engine.has_justified_lines
    justified = justified_lines(document.pages, placed) if has_justified_lines else None
    overlay = draft_overlay(engine, setup.draft, order, document.pages) if setup.draft else None
    said = engine.said()
    looks = order.looks_for_idle and not setup.draft
    idle = tuple(handles_without_effect(engine, order, document)) if looks else ()
    findings = Findings(
        begins=begins,
        anchors=anchors,
        places=gather_places(order, document.pages, for_press=not setup.tagged),
        misplaced=laid_out.misplaced,
        idle=idle,
        justified=justified,
        is_left_alone=engine.justifies and not fits(),
        messages=said,
        slots=() if order.is_literal else tuple(marks.slots(piece.data)),
        margins=tuple(margins(piece.data)),
        other_margins=gather_other_margins(order, document.pages, for_press=not setup.tagged),
        is_uneven=marks.is_uneven and not order.is_literal,
        fetched=tuple(sorted(engine.fetcher.fetched.items())),
    )
    known = set(engine.fetched.values())
    others = {name: data for name, data in fonts.items() if name not in known}
    deflated = zlib.compress(piece.data, 1)
    return SectionPages(findings, replace(piece, data=b""), deflated, overlay, others)


def _where_blocks_fell(
    document: Document, order: Order
) -> tuple[tuple[tuple[str, int], ...], dict[str, int]]:
    """Return where the text of each page begins, and for every block the page it begins on."""
    tracker = BlockTracker(order.blocks)
    begins: list[tuple[str, int]] = []
    anchors: dict[str, int] = {}
    for index, page in enumerate(document.pages):
        begins.append(tracker.begin_of(page))
        for anchor in page.anchors:
            if anchor in order.blocks:
                anchors.setdefault(anchor, index)
    return tuple(begins), anchors
