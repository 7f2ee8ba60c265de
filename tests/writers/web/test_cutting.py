"""Fonts cut by HarfBuzz: what stays, what is pinned, and what is no font."""

from __future__ import annotations

import time
from io import BytesIO

import fontpkg
import pytest
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0
from fontTools.varLib.instancer import instantiateVariableFont

from octavo.writers.web.cutting import cut, open_font

from .opened import characters_in, features_in, kerning, width


def house(family: str, stem: str) -> bytes:
    (path,) = (one.path for one in fontpkg.families()[family].files if one.path.stem == stem)
    return bytes(path.read_bytes())


SPECTRAL = house("spectral", "Spectral-Regular")
NOTO = house("noto-sans", "NotoSans[wdth,wght]")


def whole() -> TTFont:
    return TTFont(BytesIO(SPECTRAL))


def saved(font: TTFont) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def test_a_font_knows_its_characters() -> None:
    assert open_font(SPECTRAL).characters == characters_in(whole())


def test_only_the_features_asked_for_stay() -> None:
    font = cut(open_font(SPECTRAL), "fiAV", ("kern", "liga"), {})
    assert features_in(font, "GSUB") == {"liga"}
    assert features_in(font, "GPOS") == {"kern"}


def test_a_bracket_brings_its_mirror_image_for_text_from_right_to_left() -> None:
    font = cut(open_font(SPECTRAL), "(", (), {})
    assert characters_in(font) == {"(", ")"}


def test_the_time_of_a_font_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    small = cut(open_font(SPECTRAL), "a", (), {})
    assert TTFont(BytesIO(saved(small)))["head"].modified == whole()["head"].modified


def test_a_font_is_cut_again_and_again() -> None:
    font = open_font(SPECTRAL)
    first = saved(cut(font, "AV", ("kern",), {}))
    assert characters_in(cut(font, "xyz", (), {})) == set("xyz")
    assert saved(cut(font, "AV", ("kern",), {})) == first


@pytest.mark.parametrize("flavor", ["woff", "woff2"])
def test_packed_fonts_are_fonts_too(flavor: str) -> None:
    packed = whole()
    packed.flavor = flavor
    font = cut(open_font(saved(packed)), "AVA", ("kern",), {})
    assert characters_in(font) == {"A", "V"}
    assert kerning(font, "AV") == kerning(whole(), "AV") != 0


def test_outlines_of_postscript_are_cut() -> None:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a", "b"])
    builder.setupCharacterMap({ord("a"): "a", ord("b"): "b"})
    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((400, 700))
    pen.lineTo((400, 0))
    pen.closePath()
    outline = pen.getCharString()
    builder.setupCFF("Own", {}, dict.fromkeys((".notdef", "a", "b"), outline), {})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "a", "b"), (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupPost()
    font = cut(open_font(saved(builder.font)), "b", (), {})
    assert characters_in(font) == {"b"}
    assert len(font.getGlyphOrder()) == 2
    assert font["CFF "].cff.topDictIndex[0].FontBBox == [0, 0, 400, 700]


def test_the_older_table_of_kerning_pairs_is_kept() -> None:
    older = whole()
    del older["GPOS"]
    pairs = KernTable_format_0()
    pairs.apple, pairs.coverage = False, 1
    pairs.kernTable = {("A", "V"): -80, ("V", "A"): -70, ("A", "Z"): -9}
    older["kern"] = newTable("kern")
    older["kern"].version, older["kern"].kernTables = 0, [pairs]
    font = TTFont(BytesIO(saved(cut(open_font(saved(older)), "AV", (), {}))))
    a, v = (font.getBestCmap()[ord(one)] for one in "AV")
    (kept,) = font["kern"].kernTables
    assert kept.kernTable == {(a, v): -80, (v, a): -70}


@pytest.mark.parametrize(
    ("axes", "meant"),
    [
        ({"wght": 550.0, "wdth": 80.0}, {"wght": 550, "wdth": 80}),
        ({"wght": 1000.0, "wdth": 10.0}, {"wght": 900, "wdth": 62.5}),  # as far as the axes reach
        ({"XTRA": 5.0}, {"wght": 400, "wdth": 100}),
    ],
)
def test_a_variable_font_is_the_one_that_fonttools_makes(
    axes: dict[str, float], meant: dict[str, float]
) -> None:
    text = "agÅß"
    font = cut(open_font(NOTO), text, (), axes)
    assert not {"fvar", "gvar", "avar", "HVAR", "MVAR", "STAT"} & set(font.keys())
    other = TTFont(BytesIO(NOTO))
    cutter = subset.Subsetter()  # first, for the whole font takes long
    cutter.populate(text=text)
    cutter.subset(other)
    instantiateVariableFont(other, meant, inplace=True)
    assert font["OS/2"].usWeightClass == other["OS/2"].usWeightClass
    for character in text:
        assert width(font, character) == width(other, character)
        for ours, theirs in zip(points(font, character), points(other, character), strict=True):
            # Both round to whole units, each in its own way.
            assert abs(ours[0] - theirs[0]) <= 1
            assert abs(ours[1] - theirs[1]) <= 1


def points(font: TTFont, character: str) -> list[tuple[int, int]]:
    glyph = font["glyf"][font.getBestCmap()[ord(character)]]
    return list(glyph.getCoordinates(font["glyf"])[0])


def with_bytes(tag: str, data: bytes) -> bytes:
    """Spectral with other bytes at the beginning of a table."""
    font = bytearray(SPECTRAL)
    place = TTFont(BytesIO(font)).reader.tables[tag].offset
    font[place : place + len(data)] = data
    return bytes(font)


def without(tag: str) -> bytes:
    font = whole()
    del font[tag]
    return saved(font)


NOT_WHOLE = {
    "nothing": b"",
    "zeros": b"\0" * 4096,
    "a page": b"<!DOCTYPE html>",
    "a collection": b"ttcf" + SPECTRAL[4:],
    "cut off": SPECTRAL[:-5000],
    "positions": with_bytes("GPOS", b"\xff" * 10),
    "substitutions": with_bytes("GSUB", b"\xff" * 10),
    "characters": with_bytes("cmap", b"\xff" * 200),
    "no widths": without("hmtx"),
    "no characters": without("cmap"),
    "no outlines": without("glyf"),
}


@pytest.mark.parametrize("data", NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_what_is_no_whole_font_is_refused(data: bytes) -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011  (fontTools raises everything there is)
        open_font(data)
