"""The finishing step over the joined file: what neither WeasyPrint nor the joining tells.

Page labels (ISO 32000-1, 12.4.2), the boxes of a print file (14.11.2), and an identifier of the
file that depends on nothing but its content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Pdf, String

from octavo.writers.pdf.folios import Folio
from octavo.writers.pdf.overlay import Overlay, lay

POINTS_PER_MILLIMETRE = 72 / 25.4

_STYLES = {"roman": Name("/r"), "arabic": Name("/D")}


@dataclass(frozen=True, slots=True)
class Finish:
    """What is known of the file: the folio of every page, and what is laid on those of a draft.

    ``overlays`` are those of the sections, each with its pages. ``bleed`` is in millimetres.
    """

    folios: Sequence[Folio]
    bleed: float = 0.0
    for_press: bool = False
    overlays: Sequence[Overlay] = ()


def finish(pdf: Pdf, facts: Finish) -> bytes:
    """Return the finished file."""
    _label_pages(pdf, facts.folios)
    if facts.bleed:
        _set_boxes(pdf, facts.bleed * POINTS_PER_MILLIMETRE)
    first = 0
    for overlay in facts.overlays:
        lay(pdf, overlay, first)
        first += len(overlay.pages)
    if facts.for_press:
        _strip_interaction(pdf)
        _turn_upright(pdf)
    out = BytesIO()
    pdf.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
    )
    return out.getvalue()


def _label_pages(pdf: Pdf, folios: Sequence[Folio]) -> None:
    tree = NumberTree.new(pdf)
    previous: Folio | None = None
    for index, folio in enumerate(folios):
        follows = (
            previous is not None
            and previous.style == folio.style
            and previous.number + 1 == folio.number
        )
        if not follows:
            tree[index] = _label(folio)
        previous = folio
    pdf.Root.PageLabels = tree.obj


def _label(folio: Folio) -> Dictionary:
    if folio.style == "none":
        return Dictionary(P=String(folio.label))
    return Dictionary(S=_STYLES[folio.style], St=folio.number)


def _set_boxes(pdf: Pdf, bleed: float) -> None:
    """Set the bleed box to the whole bleed: WeasyPrint keeps it to 10 points."""
    for page in pdf.pages:
        left, bottom, right, top = (float(value) for value in page.trimbox)
        page.bleedbox = Array([left - bleed, bottom - bleed, right + bleed, top + bleed])


def _strip_interaction(pdf: Pdf) -> None:
    """Take out what a press has no use for: links, their targets, the outline."""
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]
    for key in ("/Outlines", "/Names", "/Dests"):
        if key in pdf.Root:
            del pdf.Root[key]


def _turn_upright(pdf: Pdf) -> None:
    """Turn pages that lie on their side, with what is on them: a press wants one trim size.

    The page's head comes to the left.
    """
    for page in pdf.pages:
        left, bottom, right, top = (float(value) for value in page.trimbox)
        if right - left <= top - bottom:
            continue
        _, low, _, high = (float(value) for value in page.mediabox)
        for name in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
            if name in page:
                x, y, to_x, to_y = (float(value) for value in page[name])
                page[name] = Array([low + high - to_y, x, low + high - y, to_x])
        page.contents_add(f"q 0 1 -1 0 {low + high:.4f} 0 cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
