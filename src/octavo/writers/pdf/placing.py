"""Notes on the page of their calls, captions on that of their tables: checked, and mended.

A layout is checked as soon as it is made. Where a note is lost or stands on another page than its
call, the block that calls it is made to begin a page; so is a table whose caption stands alone.
Then the section is laid out again.
"""

from __future__ import annotations

from lxml import etree
from weasyprint import Document

from octavo.writers.pdf.boxes import captions_of, note_calls_of
from octavo.writers.pdf.sectionpages import MisplacedNote

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def misplaced_notes(document: Document) -> list[MisplacedNote]:
    """Return the notes that are lost or parted from their calls, in the order of the calls."""
    bodies: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for anchor, (_, top, *_) in page.anchors.items():
            # What the engine finds no room for it may set beyond the edge of the paper.
            if 0 <= top < page.height:
                bodies.setdefault(anchor, number)
    calls: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for note in note_calls_of(page):
            # The head of a table is repeated on its later pages, with its calls.
            calls.setdefault(note, number)
    # Notes that call notes may fill more than a page; those they call are looked for everywhere.
    for page in document.pages:
        for note in note_calls_of(page, in_notes=True):
            if note not in bodies:
                calls.setdefault(note, -1)
    return [
        MisplacedNote(note, note not in bodies)
        for note, number in calls.items()
        if bodies.get(note) != number
    ]


def parted_captions(document: Document) -> list[str]:
    """Return the tables that begin on a later page than their caption."""
    tables: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            tables.setdefault(anchor, number)
    return [
        table
        for number, page in enumerate(document.pages)
        for table in captions_of(page)
        if tables.get(table, number) > number
    ]


def block_to_move(xhtml: str, identifier: str, blocks: frozenset[str]) -> str:
    """Return the block to move for a note (the one that calls it) or a table (itself).

    The identifier of the block, or of the heading that it follows.

    A heading goes with the text under it. Returns "" where there is no such block.
    """
    root = etree.fromstring(f'<div xmlns:epub="e">{xhtml}</div>'.encode())
    element = next((one for one in root.iter() if one.get("id") == identifier), None)
    if element is not None and element.tag != "table":
        element = element.getparent()
    # A row of a table's head goes with its table.
    while element is not None and (element.get("id") not in blocks or _parent(element) == "thead"):
        element = element.getparent()
    if element is None:
        return ""
    before = element.getprevious()
    while before is not None and before.tag in _HEADINGS and before.get("id"):
        element, before = before, before.getprevious()
    return str(element.get("id"))


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)
