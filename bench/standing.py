"""How the lines of a book stand, and what its PDF holds for readers that do not look at it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import pstdev

import pikepdf
import pypdfium2
from lines import Line, pages_of
from paragraphs import SIZE, Count, space_of
from PIL import Image

FACE = "Spectral"
LEADING = 14.5  # points
# Where the right edge of the text is, in points from that of the page.
_EDGE = (21 + 110) / 25.4 * 72
_CLOSE = 0.3  # points
# A page whose running text begins so far below the highest line of the book opens a chapter.
_SINK = 70  # points
# The edge is looked for in what stands between a base line and this height, in points; in a column
# of dots of which so many are dark there is a letter: not a full stop, nor a hyphen.
_HEIGHT, _DARK = 4.7, 0.3
_DOTS = 300 / 72  # per point
# Letters reach so far in from the edge, and signs so far out, in points.
_IN, _OUT = 12, 8


@dataclass
class Standing:
    """How the lines of a book stand: its running text alone.

    ``on_grid`` of ``every`` lines stand on the grid that most lines of the book share; of
    ``spreads`` whose text runs on from page to page, ``level`` end on the same line. ``edges`` is
    how far from the edge of the measure the last letter of each full line ends, in points.
    """

    count: Count = field(default_factory=Count)
    edges: list[float] = field(default_factory=list)
    on_grid: int = 0
    every: int = 0
    spreads: int = 0
    level: int = 0


def standing(pdf: bytes) -> Standing:
    """Return how the lines of a book stand."""
    found = Standing()
    pages = [*pages_of(pdf, space_of(FACE), SIZE, edge=_EDGE)]
    places = Counter(round(line.place % LEADING, 1) for lines in pages for line in lines)
    usual = max(places, key=lambda one: sum(n for at, n in places.items() if _near(one, at)))
    for lines in pages:
        found.every += len(lines)
        found.on_grid += sum(_near(usual, line.place % LEADING) for line in lines)
        found.count.add(lines)
    found.edges += edges_of(pdf, pages)
    for left, right in spreads(pdf, pages):
        found.spreads += 1
        found.level += abs(left[-1].place - right[-1].place) < _CLOSE
    return found


def spreads(pdf: bytes, pages: list[list[Line]]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield the left and right pages that face each other and are filled with text."""
    with pypdfium2.PdfDocument(pdf) as document:
        labels = [document.get_page_label(at) or str(at + 1) for at in range(len(pages))]
    top = max(line.place for lines in pages for line in lines)
    runs_on = [
        bool(lines and after) and after[0].place > top - _SINK for lines, after in pairwise(pages)
    ]
    for at, label in enumerate(labels[:-2]):
        if label.isdecimal() and int(label) % 2 == 0 and runs_on[at] and runs_on[at + 1]:
            yield pages[at], pages[at + 1]


def edges_of(pdf: bytes, pages: list[list[Line]]) -> Iterator[float]:
    """Yield for every full line how far from the edge its last letter ends, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page, lines in zip(document, pages, strict=True):
            full = [line for line in lines if not line.is_last]
            drawn = (
                page.render(scale=_DOTS).to_pil().convert("L").point(lambda dot: 255 * (dot < 128))
            )
            left, right = int((_EDGE - _IN) * _DOTS), int((_EDGE + _OUT) * _DOTS)
            for line in full:
                base = int((page.get_height() - line.place) * _DOTS)
                band = drawn.crop((left, base - int(_HEIGHT * _DOTS), right, base))
                columns = band.resize((band.width, 1), Image.Resampling.BOX).tobytes()
                dark = [at for at, column in enumerate(columns) if column > 255 * _DARK]
                if dark:
                    yield dark[-1] / _DOTS - _IN


def _near(one: float, other: float) -> bool:
    distance = abs(one - other)
    return min(distance, LEADING - distance) < _CLOSE


def promises(pdf: bytes) -> dict[str, str]:
    """Return what a PDF holds for readers that do not look at it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        marked = "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False))
        metadata = bytes(root.Metadata.read_bytes()) if "/Metadata" in root else b""
        links = sum(
            str(note.get("/Subtype")) == "/Link"
            for page in document.pages
            for note in page.get("/Annots", ())
        )
        return {
            "pages": str(len(document.pages)),
            "kB": str(len(pdf) // 1000),
            "tags": "yes" if marked and "/StructTreeRoot" in root else "no",
            "language": str(root.get("/Lang", "no")),
            "claims PDF/UA": "yes" if b"pdfuaid:part" in metadata else "no",
            "bookmarks": str(_outline(document)),
            "page labels": "yes" if "/PageLabels" in root else "no",
            "links": str(links),
        }


def _outline(document: pikepdf.Pdf) -> int:
    with document.open_outline() as outline:
        waiting, found = [*outline.root], 0
        while waiting:
            found += 1
            waiting += waiting.pop().children
    return found


def report(pdf: bytes) -> str:
    """Return what a PDF holds and how its lines stand, on one line."""
    stand = standing(pdf)
    count = stand.count
    facts = ", ".join(f"{name} {value}" for name, value in promises(pdf).items())
    return (
        f"{facts}; lines {count.lines}, loose {100 * count.loose / count.lines:.1f} %, "
        f"hyphens {100 * count.hyphens / count.lines:.1f} %, {count.ladders} times three; "
        f"on the grid {100 * stand.on_grid / stand.every:.0f} %, "
        f"filled spreads that end level {stand.level} of {stand.spreads}, "
        f"right edge uneven by {pstdev(stand.edges):.2f} pt"
    )
