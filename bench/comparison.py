"""A picture of the same page set in several ways, for the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from lines import pages_of
from PIL import Image, ImageDraw, ImageFont

from octavo.writers.pdf.justified import LOOSE

_DOTS = 100 / 72  # per point
_HEAD = 34
_BAR = (200, 62, 36)
_INK = (29, 36, 48)


def draw(place: Path, pdfs: Mapping[str, bytes], face: Path, space: float, size: float) -> None:
    """Draw the first page of each PDF beside the others; a bar marks every loose line.

    ``face`` is a font file for the headings, ``space`` the width of the face's own space and
    ``size`` that of the text, in points.
    """
    columns = [_column(name, pdf, face, space, size) for name, pdf in pdfs.items()]
    width = sum(column.width for column in columns)
    picture = Image.new("RGB", (width, columns[0].height), "white")
    left = 0
    for column in columns:
        picture.paste(column, (left, 0))
        left += column.width
    picture.quantize(48, Image.Quantize.MAXCOVERAGE).save(place, optimize=True)


def _column(name: str, pdf: bytes, face: Path, space: float, size: float) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        height = page.get_height()
        drawn = page.render(scale=_DOTS).to_pil().convert("RGB")
    column = Image.new("RGB", (drawn.width, drawn.height + _HEAD), "white")
    column.paste(drawn, (0, _HEAD))
    pen = ImageDraw.Draw(column)
    lines = next(pages_of(pdf, space, size))
    loose = [line for line in lines if not line.is_last and line.stretch > LOOSE]
    for line in loose:
        middle = _HEAD + (height - line.place - size / 4) * _DOTS
        pen.rectangle((14, middle - 5, 19, middle + 5), fill=_BAR)
    told = f"{name}: {len(loose)} loose lines of {sum(not line.is_last for line in lines)}"
    pen.text((28, 12), told, fill=_INK, font=ImageFont.truetype(str(face), 19))
    return column
