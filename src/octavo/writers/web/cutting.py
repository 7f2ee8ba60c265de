"""Fonts opened once, and cut down to some of their characters by HarfBuzz's subsetter.

HarfBuzz cuts a text face of the house in less than 10 ms. fontTools takes 250 to 1,000, most of
them for tables that it reads whole only to throw them away; it gets what is left, for its names and
for WOFF2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from octavo.writers.web.licences import KEPT_NAMES

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from uharfbuzz import Face, SubsetInput

# Tables that no browser reads in a face that does not vary.
_DROPPED = ("DSIG", "STAT", "meta")
# Without these nothing can be drawn (OpenType 1.9, otff, required tables).
_NEEDED = frozenset({"cmap", "head", "hhea", "hmtx", "maxp"})
_OUTLINES = frozenset({"glyf", "CFF ", "CFF2", "CBDT", "sbix"})


class OpenFont(NamedTuple):
    """A font as both libraries see it, and the characters that it has."""

    tables: TTFont
    face: Face
    characters: frozenset[str]


def open_font(data: bytes) -> OpenFont:
    """Return the font of a file: TrueType or OpenType, also within WOFF or WOFF2.

    Raises any exception there is for what is no font or a damaged one: fontTools does. HarfBuzz
    takes what it cannot read for empty, so that is looked for here.
    """
    from fontTools.ttLib import TTFont
    from uharfbuzz import Face

    tables = TTFont(BytesIO(data), lazy=True)
    if tables.flavor:
        data = _unpacked(tables)
        tables = TTFont(BytesIO(data), lazy=True)
    face = Face(data)
    _check(tables, face)
    mapped = tables.getBestCmap() or {}
    # What is mapped to no glyph, HarfBuzz and browsers take from another font.
    codes = mapped.keys() & set(face.unicodes)
    if mapped and not codes:
        raise ValueError("the table cmap cannot be read")
    return OpenFont(tables, face, frozenset(map(chr, codes)))


def cut(
    font: OpenFont, characters: Iterable[str], features: Iterable[str], axes: Mapping[str, float]
) -> TTFont:
    """Return a font with what the characters need, without hints.

    ``features`` are the tags of the OpenType features that stay. A variable font becomes one that
    does not vary: ``axes`` says where on its axes, by their tags and in their units; on others it
    stays as it is by itself. Browsers on macOS do not use hints, others smooth without them on
    today's screens, and they are five of the twelve kilobytes of a face.

    Raises ``RuntimeError`` where HarfBuzz cannot cut.
    """
    from fontTools.ttLib import TTFont
    from uharfbuzz import SubsetPlan

    plan = SubsetPlan(font.face, _wanted(font.face, characters, features, axes))
    # Without that, fontTools writes the time of now into the font.
    small = TTFont(BytesIO(plan.execute().blob.data), recalcTimestamp=False)
    if "kern" in font.tables:
        _keep_pairs(small, font.tables, dict(plan.old_to_new_glyph_mapping))
    return small


def _check(tables: TTFont, face: Face) -> None:
    """Raise ``ValueError`` for a font of which HarfBuzz would leave out what it cannot read."""
    missing = _NEEDED - set(tables.keys())
    if missing or not _OUTLINES & set(tables.keys()):
        raise ValueError(f"tables are missing: {sorted(missing) or sorted(_OUTLINES)}")
    for tag, entry in tables.reader.tables.items():
        if len(face.reference_table(str(tag))) != entry.length:
            raise ValueError(f"the table {tag} is not where the font says")
    readable = {
        "GPOS": face.has_layout_positioning,
        "GSUB": face.has_layout_substitution,
        "fvar": face.has_var_data,
    }
    for tag, is_read in readable.items():
        if tag in tables and not is_read:
            raise ValueError(f"the table {tag} cannot be read")


def _unpacked(font: TTFont) -> bytes:
    """Return a font of WOFF or WOFF2 as HarfBuzz reads it."""
    font.flavor = None
    font.recalcTimestamp = False
    out = BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def _wanted(
    face: Face, characters: Iterable[str], features: Iterable[str], axes: Mapping[str, float]
) -> SubsetInput:
    from uharfbuzz import SubsetFlags, SubsetInput

    wanted = SubsetInput()
    wanted.flags = SubsetFlags.NO_HINTING | SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(map(ord, characters))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_number, features))
    wanted.name_id_set.clear()
    wanted.name_id_set.update(KEPT_NAMES)
    wanted.drop_table_tag_set.update(map(_number, _DROPPED))
    for axis in face.axis_infos:
        place = axes.get(axis.tag, axis.default_value)
        place = min(max(place, axis.min_value), axis.max_value)
        wanted.pin_axis_location(face, axis.tag, place)
        # Outlines that were made to vary may overlap: told of it, no renderer leaves holes there.
        wanted.flags |= SubsetFlags.SET_OVERLAPS_FLAG
    return wanted


def _number(tag: str) -> int:
    """Return a tag as HarfBuzz has it."""
    return int.from_bytes(tag.encode("ascii"), "big")


def _keep_pairs(small: TTFont, whole: TTFont, glyphs: Mapping[int, int]) -> None:
    """Give a font the pairs of the table ``kern`` (OpenType 1.9, kern) of the one it is cut from.

    HarfBuzz leaves that table out; browsers kern by it where a font has no GPOS. ``glyphs`` has
    the numbers of the glyphs in the small font by those in the whole.
    """
    from fontTools.ttLib import newTable

    names = {whole.getGlyphName(old): small.getGlyphName(new) for old, new in glyphs.items()}
    table = newTable("kern")
    table.version, table.kernTables = whole["kern"].version, []
    for part in whole["kern"].kernTables:
        if part.format != 0:
            continue  # fontTools does not read it
        kept = copy(part)
        kept.kernTable = {
            (names[left], names[right]): value
            for (left, right), value in part.kernTable.items()
            if left in names and right in names
        }
        if kept.kernTable:
            table.kernTables.append(kept)
    if table.kernTables:
        small["kern"] = table
