"""Font files cut down for a PDF: only the outlines of what is used, each glyph under its number.

HarfBuzz cuts. A variable font becomes one that does not vary. A font of pictures keeps its widths
alone: what it shows is drawn on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from octavo.writers.pdf.pieces import Typeface

if TYPE_CHECKING:
    from uharfbuzz import Face, SubsetInput

# How a font begins whose outlines are those of PostScript (OpenType 1.9, otff).
OPENTYPE = b"OTTO"

_OBLIQUE, _ITALIC = 1, 2
_COLOURS = ("CBDT", "CBLC", "COLR", "CPAL", "SVG ", "sbix")
# What sets text is not needed where the glyphs are known, nor are pictures and signatures.
_DROPPED = (
    *("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT"),
    *_COLOURS,
)


def cut_font(data: bytes, typeface: Typeface) -> bytes:
    """Return the file of a face with the outlines of the glyphs that are used, without hints.

    A damaged font, which HarfBuzz cannot cut, stays as it is.
    """
    from uharfbuzz import Face, SubsetPlan

    face = Face(data, typeface.index)
    try:
        small = bytes(SubsetPlan(face, _wanted(face, typeface)).execute().blob.data)
    except RuntimeError:
        return data
    return _without_outlines(small) if typeface.is_drawn else small


def _wanted(face: Face, typeface: Typeface) -> SubsetInput:
    from uharfbuzz import SubsetFlags, SubsetInput

    wanted = SubsetInput()
    wanted.flags = (
        SubsetFlags.RETAIN_GIDS
        | SubsetFlags.NO_HINTING
        | SubsetFlags.NO_LAYOUT_CLOSURE
        | SubsetFlags.DESUBROUTINIZE
        | SubsetFlags.DOWNGRADE_CFF2
    )
    if typeface.missing:
        wanted.flags |= SubsetFlags.NOTDEF_OUTLINE
    used = {glyph for glyph, _ in typeface.letters} - set(typeface.missing)
    wanted.glyph_set.update(used)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    for tag, place in _places(face, typeface):
        wanted.pin_axis_location(face, tag, place)
        # Outlines that were made to vary may overlap: told of it, no renderer leaves holes there.
        wanted.flags |= SubsetFlags.SET_OVERLAPS_FLAG
    return wanted


def _places(face: Face, typeface: Typeface) -> Iterator[tuple[str, float]]:
    """Yield where on each of its axes a variable font stands.

    What the stylesheet does not tell follows from the weight, the size and the style of the text.
    """
    told = dict(typeface.variations)
    for axis in face.axis_infos:
        slant = axis.min_value if axis.max_value == 0 else axis.max_value
        of_style = {
            "wght": float(typeface.weight),
            "opsz": typeface.size,
            "slnt": slant if typeface.style == _OBLIQUE else 0.0,
            "ital": float(typeface.style == _ITALIC),
        }
        place = told.get(axis.tag, of_style.get(axis.tag, axis.default_value))
        yield axis.tag, min(max(place, axis.min_value), axis.max_value)


def _without_outlines(data: bytes) -> bytes:
    """Return a font of TrueType outlines, or of none, in which every glyph is empty."""
    from fontTools.ttLib import TTFont, newTable
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    if data.startswith(OPENTYPE):
        return data
    # Without that, fontTools writes the time of now into the font.
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    order = font.getGlyphOrder()
    outlines = font["glyf"] = newTable("glyf")
    font["loca"] = newTable("loca")
    outlines.glyphOrder = order
    outlines.glyphs = {name: Glyph() for name in order}
    out = BytesIO()
    font.save(out)
    return out.getvalue()
