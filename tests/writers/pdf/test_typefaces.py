"""Faces that are embedded once for all pieces are what WeasyPrint embeds of them."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import fontpkg
import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.tables.S_V_G_ import SVGDocument
from weasyprint import HTML, Document

from octavo.writers.pdf.fontfiles import cut_font
from octavo.writers.pdf.piece import write_frame, write_piece
from octavo.writers.pdf.pieces import Typeface
from octavo.writers.pdf.typefaces import unite
from tests.writers.pdf.pieced import join

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg">'
    '<path id="glyph1" d="M0 0h9v9z"/><path id="glyph2" d="M0 0h9v9z"/></svg>'
)


def house(family: str, stem: str) -> bytes:
    (path,) = (one.path for one in fontpkg.families()[family].files if one.path.stem == stem)
    return bytes(path.read_bytes())


SPECTRAL = house("spectral", "Spectral-Regular")
NOTO = house("noto-sans", "NotoSans[wdth,wght]")


def own(*, is_postscript: bool = False, colours: str = "", corner: int = 700) -> bytes:
    """A font with two letters, each a triangle; ``colours`` names a table that paints them."""
    builder = FontBuilder(1000, isTTF=not is_postscript)
    names = (".notdef", "a", "b")
    builder.setupGlyphOrder(list(names))
    builder.setupCharacterMap({ord("a"): "a", ord("b"): "b"})
    pen: Any = T2CharStringPen(500, None) if is_postscript else TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((400, corner))
    pen.lineTo((400, 0))
    pen.closePath()
    if is_postscript:
        builder.setupCFF("Own", {}, dict.fromkeys(names, pen.getCharString()), {})
    else:
        builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    if colours == "COLR":
        builder.setupCOLR({"a": [("b", 0)]})
        builder.setupCPAL([[(1.0, 0.0, 0.0, 1.0)]])
    elif colours == "SVG ":
        drawing = builder.font["SVG "] = newTable("SVG ")
        drawing.docList = [SVGDocument(DRAWING, 1, 2)]
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupPost()
    out = BytesIO()
    builder.font.recalcTimestamp = False
    builder.font.save(out)
    return out.getvalue()


def rendered(data: bytes, html: str, style: str = "") -> Document:
    """A page in a font."""
    source = base64.b64encode(data).decode()
    rule = f"@font-face {{ font-family: Face; src: url(data:font/ttf;base64,{source}) }}"
    head = f"<style>{rule} body {{ font-family: Face; {style} }}</style>"
    return HTML(string=f"<html lang=en><title>T</title>{head}{html}").render()


def joined(*documents: Document) -> pikepdf.Pdf:
    """The file of documents that are written as pieces."""
    nothing: frozenset[str] = frozenset()
    written = [write_piece(one, nothing, nothing, "", tagged=False) for one in documents]
    files = {name: data for one in written for name, data in one.files.items()}
    frame = write_frame(documents[0], documents[0].pages[0], tagged=False, variant=None)
    return join(frame, [one.piece for one in written], files.__getitem__).pdf


def fonts_of(pdf: pikepdf.Pdf, page: int = 0) -> dict[str, Any]:
    return {str(name): font for name, font in pdf.pages[page].Resources.Font.items()}


def rows(stream: Any, operator: str) -> dict[int, str]:
    """The rows of a CMap, by their codes."""
    text = stream.read_bytes().decode("ascii")
    blocks = re.findall(rf"(\d+) begin{operator}\n(.*?)\nend{operator}", text, re.DOTALL)
    lines = [line for count, block in blocks for line in checked(int(count), block.split("\n"))]
    return {int(line[1:5], 16): line[7:] for line in lines}


def checked(count: int, lines: list[str]) -> list[str]:
    assert count == len(lines) <= 100
    return lines


def widths(font: Any) -> dict[int, int]:
    array = list(font.DescendantFonts[0].W)
    return {
        int(first) + number: int(width)
        for first, run in zip(array[::2], array[1::2], strict=True)
        for number, width in enumerate(run)
    }


def file_of(font: Any) -> TTFont:
    return TTFont(BytesIO(data_of(font)))


def data_of(font: Any) -> bytes:
    descriptor = font.DescendantFonts[0].FontDescriptor
    (kind,) = (key for key in descriptor.keys() if key.startswith("/FontFile"))  # noqa: SIM118
    return bytes(descriptor[kind].read_bytes())


def outlines(font: Any) -> dict[int, Any]:
    """What the glyphs that are used look like in the embedded file, and how wide they are there."""
    file = file_of(font)
    glyphs, order = file.getGlyphSet(), file.getGlyphOrder()
    found = {}
    for glyph in rows(font.ToUnicode, "bfchar"):
        if glyph < len(order):
            pen = DecomposingRecordingPen(glyphs)
            glyphs[order[glyph]].draw(pen)
            found[glyph] = (file["hmtx"][order[glyph]][0], pen.value)
    return found


def told(font: Any) -> dict[str, Any]:
    """What the font dictionaries say, without the file."""
    (inner,) = font.DescendantFonts
    descriptor = {key: str(value) for key, value in inner.FontDescriptor.items()}
    kinds = [key for key in descriptor if key.startswith("/FontFile")]
    return {
        "font": (str(font.Subtype), str(font.BaseFont)),
        "inner": (str(inner.Subtype), str(inner.BaseFont), str(inner.CIDSystemInfo.Ordering)),
        "descriptor": {key: descriptor[key] for key in descriptor if key not in kinds},
        "file": (kinds, str(inner.FontDescriptor[kinds[0]].get("/Subtype", ""))),
    }


CASES = {
    "static": (SPECTRAL, "<p>The office: Å, <i>fjord</i> — <b>ſt</b>", ""),
    "variable": (NOTO, "<p>Ångström flows", "font-weight: 600"),
    "postscript": (own(is_postscript=True), "<p>abba", ""),
    "layers": (own(colours="COLR"), "<p>ba", ""),
    "drawings": (own(colours="SVG "), "<p>ba", ""),
}


@pytest.fixture(scope="module", params=CASES)
def both(request: pytest.FixtureRequest) -> tuple[pikepdf.Pdf, pikepdf.Pdf]:
    """A page as it is joined, and as WeasyPrint writes it."""
    document = rendered(*CASES[request.param])
    whole = pikepdf.open(BytesIO(document.copy(document.pages).write_pdf()))
    return joined(document), whole


def test_a_face_is_told_as_weasyprint_tells_it(both: tuple[pikepdf.Pdf, pikepdf.Pdf]) -> None:
    ours, theirs = (fonts_of(pdf) for pdf in both)
    assert ours.keys() == theirs.keys()
    for name, font in ours.items():
        assert told(font) == told(theirs[name])
        assert widths(font) == widths(theirs[name])
        assert str(font.Encoding) == str(theirs[name].Encoding) == "/Identity-H"
        assert rows(font.ToUnicode, "bfchar") == rows(theirs[name].ToUnicode, "bfchar")


def test_glyphs_look_as_weasyprint_embeds_them(both: tuple[pikepdf.Pdf, pikepdf.Pdf]) -> None:
    ours, theirs = (fonts_of(pdf) for pdf in both)
    for name, font in ours.items():
        assert outlines(font) == outlines(theirs[name])


def test_a_file_holds_little_more_than_what_is_used(
    both: tuple[pikepdf.Pdf, pikepdf.Pdf],
) -> None:
    ours, theirs = (fonts_of(pdf) for pdf in both)
    for name, font in ours.items():
        assert not {"fvar", "gvar", "GPOS", "GSUB", "COLR", "SVG "} & set(file_of(font).keys())
        assert len(data_of(font)) <= 1.05 * len(data_of(theirs[name]))


@pytest.mark.filterwarnings("ignore")
def test_characters_that_a_face_lacks_are_drawn_as_its_first_glyph() -> None:
    document = rendered(SPECTRAL, "<p>A\U00013000B")
    with joined(document) as pdf:
        faces = [font for font in fonts_of(pdf).values() if str(font.Encoding) != "/Identity-H"]
        (font,) = faces
        letters = rows(font.ToUnicode, "bfchar")
        (missing,) = [code for code, text in letters.items() if text == "<d80cdc00>"]
        drawn = rows(font.Encoding, "cidchar")
        assert drawn == {code: "0" if code == missing else str(code) for code in letters}
        assert widths(font)[0] == widths(font)[missing]


def test_the_face_of_a_collection_is_taken() -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(BytesIO(own(corner=corner))) for corner in (700, 300)]
    out = BytesIO()
    collection.save(out)
    face = replace(FACE, index=1, letters=((1, "a"),))
    font = TTFont(BytesIO(cut_font(out.getvalue(), face)))
    assert font["glyf"]["a"].yMax == 300
    assert font.getGlyphOrder() == [".notdef", "a"]


def test_what_is_drawn_on_the_pages_has_no_outlines() -> None:
    face = replace(FACE, letters=((1, "a"), (2, "b")), is_drawn=True)
    font = TTFont(BytesIO(cut_font(own(colours="SVG "), face)))
    assert [font["glyf"][name].numberOfContours for name in "ab"] == [0, 0]
    assert [font["hmtx"][name][0] for name in "ab"] == [500, 500]


def test_a_font_that_cannot_be_cut_stays_as_it_is() -> None:
    whole = own(is_postscript=True)
    table = TTFont(BytesIO(whole)).reader.tables["CFF "]
    damaged = whole[: table.offset] + b"\xff" * table.length + whole[table.offset + table.length :]
    assert cut_font(damaged, FACE) == damaged


def test_a_face_is_cut_the_same_again() -> None:
    for data in (SPECTRAL, NOTO, own(colours="SVG ")):
        face = replace(FACE, letters=((1, "a"), (2, "b")), is_drawn=data not in (SPECTRAL, NOTO))
        assert cut_font(data, face) == cut_font(data, face)


# ------------------------------------------------------------------------------------- uniting

FACE = Typeface(
    resource="ABCDEF",
    file="0",
    index=0,
    name="ABCDEF+Face",
    family="Face",
    weight=400,
    style=0,
    size=16.0,
    variations=(),
    ascent=800,
    descent=-200,
    flags=4,
    widths=((1, 500),),
    letters=((1, "a"),),
)


def test_faces_are_united_by_their_names() -> None:
    other = replace(FACE, widths=((2, 400),), letters=((2, "b"),), missing=(900,))
    bold = replace(FACE, resource="BOLDXX", weight=700)
    assert unite([FACE, bold, other]) == (
        replace(FACE, widths=((1, 500), (2, 400)), letters=((1, "a"), (2, "b")), missing=(900,)),
        bold,
    )


def test_files_that_give_the_same_name_stay_apart() -> None:
    other = replace(FACE, file="1", letters=((1, "b"),))
    assert unite([FACE, other]) == (FACE, other)
    with joined(*(rendered(own(corner=corner), "<p>a") for corner in (700, 300))) as pdf:
        first, second = (next(iter(fonts_of(pdf, page).values())) for page in (0, 1))
        assert first.BaseFont == second.BaseFont
        assert [file_of(font)["head"].yMax for font in (first, second)] == [700, 300]


def test_what_is_told_first_of_a_glyph_is_believed() -> None:
    other = replace(FACE, ascent=900, widths=((1, 501),), letters=((1, "\u0430"),))
    assert unite([FACE, other]) == (FACE,)
