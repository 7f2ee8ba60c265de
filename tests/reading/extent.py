"""How far things reach in a laid-out PDF: tables over pages, pictures over the paper, links.

A book that is to show that something is not lost must have it; these tell whether it does.
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw

from octavo.model.content import Table, walk
from tests.reading.made import Made


def pages_of_tables(made: Made) -> dict[str, int]:
    """Return on how many pages the rows of each table stand."""
    found: dict[str, int] = {}
    for chapter in made.book.chapters:
        for table in walk(chapter.chapter.blocks):
            if isinstance(table, Table):
                rows = [chapter.identifiers.get(row.key, "") for row in table.rows]
                blocks = [made.printed[row] for row in rows if row in made.printed]
                name = chapter.identifiers.get(table.key, table.key)
                found[name] = len({part.page for block in blocks for part in block.parts})
    return found


def pages_of_notes(made: Made) -> dict[str, int]:
    """Return on how many pages of the screen edition each note stands."""
    return {
        note: len({part.page for part in made.printed[note].parts})
        for note in made.expected.notes
        if note in made.printed
    }


def turned_pages(made: Made) -> list[int]:
    """Return the pages of the screen edition that lie on their side."""
    boxes = made.screen.boxes("TrimBox")
    return [index for index, box in enumerate(boxes) if box.size[0] > box.size[1]]


def widths_of_pictures(made: Made) -> list[tuple[int, float]]:
    """Return page and width of each picture made of pixels, as a share of the page's width.

    What lies outside the page counts; from one edge to the other is 1 and more.
    """
    images = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    found: list[tuple[int, float]] = []
    with pypdfium2.PdfDocument(made.artefacts["screen"].data) as document:
        for index, page in enumerate(document):
            for picture in page.get_objects(filter=images):
                left, _, right, _ = picture.get_bounds()
                reaches_over = left <= 0 and right >= page.get_width()
                share = (right - left) / page.get_width()
                found.append((index, share if reaches_over else min(share, 0.99)))
    return found


def links_back_and_on(made: Made) -> tuple[int, int]:
    """Return how many links of the text lead to earlier pages, and how many to later ones."""
    file = made.screen
    first = file.destinations[made.book.chapters[0].identifier]
    ways = [
        file.destinations[link.destination] - link.page
        for link in file.links
        if link.page >= first and link.destination in file.destinations
    ]
    return sum(way < 0 for way in ways), sum(way > 0 for way in ways)
