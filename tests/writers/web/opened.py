"""Fonts read again: what a browser would find in them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont


def font_of(data: bytes) -> TTFont:
    """A WOFF2 file as a font."""
    assert data.startswith(b"wOF2")
    return TTFont(BytesIO(data))


def characters_in(font: TTFont) -> set[str]:
    """The characters that a font has."""
    return set(map(chr, font.getBestCmap()))


def width(font: TTFont, character: str) -> int:
    """The advance width of a character in the font's units."""
    return int(font["hmtx"][font.getBestCmap()[ord(character)]][0])


def features_in(font: TTFont, table: str) -> set[str]:
    """The features of GSUB or GPOS."""
    if table not in font:
        return set()
    return {record.FeatureTag for record in font[table].table.FeatureList.FeatureRecord}


def kerning(font: TTFont, pair: str) -> int:
    """How far the feature ``kern`` moves the second of two characters, in the font's units."""
    left, right = (font.getBestCmap()[ord(one)] for one in pair)
    table = font["GPOS"].table
    lookups = {
        number
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for number in record.Feature.LookupListIndex
    }
    for number in sorted(lookups):
        for subtable in table.LookupList.Lookup[number].SubTable:
            moved = _moved(getattr(subtable, "ExtSubTable", subtable), left, right)
            if moved is not None:
                return moved
    return 0


def _moved(subtable: Any, left: str, right: str) -> int | None:
    if left not in subtable.Coverage.glyphs:
        return None
    if subtable.Format == 1:
        pairs = subtable.PairSet[subtable.Coverage.glyphs.index(left)].PairValueRecord
        found = [pair.Value1 for pair in pairs if pair.SecondGlyph == right]
        return found[0].XAdvance if found and found[0] else None
    first = subtable.ClassDef1.classDefs.get(left, 0)
    second = subtable.ClassDef2.classDefs.get(right, 0)
    value = subtable.Class1Record[first].Class2Record[second].Value1
    return int(getattr(value, "XAdvance", 0))
