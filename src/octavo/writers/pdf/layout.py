"""Layout: one section becomes pages, with its notes and captions where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from weasyprint import Document

from octavo.writers.pdf.document import blank_document, section_document
from octavo.writers.pdf.engine import Engine
from octavo.writers.pdf.handles import idle_handles, signature
from octavo.writers.pdf.orders import Order
from octavo.writers.pdf.placing import block_to_move, misplaced_notes, parted_captions
from octavo.writers.pdf.sectionpages import IdleHandle, MisplacedNote

# How often a section is laid out again to put its notes right, and what a lost one weighs.
MAXIMUM_MOVES = 12
LOST = 1000


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A section on its pages, with what could not be placed."""

    document: Document
    misplaced: tuple[MisplacedNote, ...] = ()


def lay_out(engine: Engine, order: Order) -> LaidOut:
    """Lay a section out until every note and every caption is where it belongs."""
    if order.is_blank:
        return LaidOut(engine.render(blank_document(engine.setup, order.folio)))
    moved: tuple[str, ...] = ()
    best: tuple[int, LaidOut] | None = None
    for _ in range(MAXIMUM_MOVES):
        html = section_document(engine.setup, order, moved)
        document = engine.render(html, for_both_sides=order.for_both_sides)
        misplaced, parted = misplaced_notes(document), parted_captions(document)
        score = LOST * sum(note.is_lost for note in misplaced) + len(misplaced) + len(parted)
        if best is None or score < best[0]:
            best = score, LaidOut(document, tuple(misplaced))
        if not score:
            break
        wrong = misplaced[0].note if misplaced else parted[0]
        block = block_to_move(order.section.xhtml, wrong, order.blocks)
        if not block or block in moved:
            break
        moved = (*moved, block)
    assert best is not None
    return best[1]


def handles_without_effect(
    engine: Engine, order: Order, document: Document
) -> Iterator[IdleHandle]:
    """Return the handles of a section that change none of its pages any more."""
    now = signature(document, order.blocks)

    def is_the_same(xhtml: str) -> bool:
        without = replace(order, section=replace(order.section, xhtml=xhtml))
        return signature(lay_out(engine, without).document, order.blocks) == now

    return idle_handles(order.section.xhtml, is_the_same)
