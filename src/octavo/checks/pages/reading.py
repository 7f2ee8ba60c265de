"""Reads the finished pages of a PDF: its runs of text, its images, all that is painted.

All boxes are in points as the page was laid out: what was set upright for the press is laid back
on its side, so that lines run from left to right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from octavo.model.places import Box, PagePlaces, Places

# How wide a letter of code is, in ems.
_LETTER = 0.6
POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Run:
    """Characters written in one go: one face, one size, one line.

    ``box`` is what their ink fills; ``baseline`` and ``size`` of the face are in points.
    """

    text: str
    box: Box
    baseline: float
    size: float
    font: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of pixels: where it stands, and how many of them fall on an inch."""

    box: Box
    dpi: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What is on a page of a PDF; ``paint`` are the boxes of everything, shapes too."""

    runs: tuple[Run, ...]
    pictures: tuple[Picture, ...]
    paint: tuple[Box, ...]


def read_pages(place: Path, places: Places) -> list[PrintedPage]:
    """Read the pages of a PDF that these places belong to."""
    import pypdfium2

    with pypdfium2.PdfDocument(place) as document:
        return [
            _PageReader(page, here).read()
            for page, here in zip(document, places.pages, strict=True)
        ]


class _PageReader:
    def __init__(self, page: Any, places: PagePlaces) -> None:  # noqa: ANN401
        self.page = page
        # A page that lay on its side is as wide now as it was high.
        self.height = places.trim.width if places.is_turned else None
        self.names: dict[int, str] = {}

    def read(self) -> PrintedPage:
        from pypdfium2 import PdfImage, PdfTextObj, raw

        runs: list[Run] = []
        pictures: list[Picture] = []
        paint: list[Box] = []
        textpage = self.page.get_textpage()
        for one in self.page.get_objects(textpage=textpage):
            if one.type == raw.FPDF_PAGEOBJ_FORM:
                continue  # what is in it comes by itself
            box = self._box(one)
            if isinstance(one, PdfTextObj):
                run = self._run(one, box)
                if run is None:
                    continue
                runs.append(run)
            elif isinstance(one, PdfImage):
                pictures.append(_picture(one, box))
            paint.append(box)
        return PrintedPage(tuple(runs), tuple(pictures), tuple(paint))

    def _box(self, one: Any) -> Box:  # noqa: ANN401
        bounds = one.get_bounds()
        for form in _forms(one):
            bounds = form.get_matrix().on_rect(*bounds)
        box = Box(*bounds)
        return box if self.height is None else box.lying(self.height)

    def _run(self, one: Any, box: Box) -> Run | None:  # noqa: ANN401
        text = one.extract() if box.width or box.height else ""
        words = text.rstrip()
        if not words:
            return None
        matrix = one.get_matrix()
        for form in _forms(one):
            matrix = matrix.multiply(form.get_matrix())
        # The origin of the page laid back on its side: x is y, y is what is left of the height.
        baseline = matrix.f if self.height is None else self.height - matrix.e
        size = one.get_font_size() * (matrix.a**2 + matrix.b**2) ** 0.5
        if words != text:
            # Spaces at the end of a line of code are no ink, but the library counts them in.
            box = box._replace(right=min(box.right, box.left + len(words) * _LETTER * size))
        return Run(words, box, baseline, size, self._font(one))

    def _font(self, one: Any) -> str:  # noqa: ANN401
        from ctypes import addressof

        font = one.get_font()
        handle = addressof(font.raw.contents)
        if handle not in self.names:
            self.names[handle] = font.get_base_name()
        return self.names[handle]


def _forms(one: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the groups that an object is nested in, from the inside out."""
    form = one.container
    while form is not None:
        yield form
        form = form.container


def _picture(one: Any, box: Box) -> Picture:  # noqa: ANN401
    """Return an image with the lower one of its two resolutions."""
    width, height = one.get_px_size()
    matrix = one.get_matrix()
    for form in _forms(one):
        matrix = matrix.multiply(form.get_matrix())
    across = (matrix.a**2 + matrix.b**2) ** 0.5 or 1.0
    down = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    return Picture(box, POINTS_PER_INCH * min(width / across, height / down))
