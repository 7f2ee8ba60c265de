"""A section as a piece: what is left out of it, and what it keeps for the others."""

from __future__ import annotations

import logging
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pikepdf
import pydyf
import pytest
import weasyprint.pdf
from weasyprint import HTML
from weasyprint.pdf.fonts import Font

from octavo.writers.pdf import faces, links
from octavo.writers.pdf.piece import Written, write_piece
from octavo.writers.pdf.pieces import FACE, Bookmark
from tests.reading.pdf import PdfFile

TABLE = "<table><tr><th>A<th>B</tr><tr><td>1<td>2</tr></table>"


def written(
    html: str,
    *,
    blocks: frozenset[str] = frozenset(),
    known: frozenset[str] = frozenset(),
    prefix: str = "one",
) -> Written:
    """Write a section on pages of 80 by 60 mm."""
    head = "<html lang=en><title>T</title><style>@page{size:80mm 60mm}</style>"
    document = HTML(string=head + html).render()
    return write_piece(document, blocks, known, prefix, tagged=True)


def opened(piece: Written) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(piece.piece.data))


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """The structure elements of a role."""
    dictionaries = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
    return [one for one in dictionaries if one.get("/S") == f"/{role}"]


def test_weasyprint_still_has_what_is_wrapped() -> None:
    """Fails when a private function that is wrapped changes its shape."""
    assert links.fits()
    assert faces.fits()
    assert isinstance(pydyf.PDF.page_references, property)


def test_the_engine_is_left_as_it_was() -> None:
    def wrapped() -> list[Any]:
        return [
            weasyprint.pdf.resolve_links,
            weasyprint.pdf.build_fonts_dictionary,
            Font.get_unused_glyph_id,
            pydyf.PDF.page_references,
        ]

    before = wrapped()
    written("<p>Text")
    assert wrapped() == before


# ---------------------------------------------------------------------------------------- links


def test_links_to_other_sections_stay(caplog: pytest.LogCaptureFixture) -> None:
    html = "<p id=here><a href='#here'>1</a> <a href='#there'>2</a> <a href='https://a.org'>3</a>"
    with caplog.at_level(logging.WARNING, "weasyprint"):
        piece = written(html, known=frozenset({"here", "there"}))
    found = PdfFile(piece.piece.data)
    assert [link.destination or link.address for link in found.links] == [
        "here",
        "there",
        "https://a.org",
    ]
    assert list(found.destinations) == ["here"]
    assert not caplog.messages


def test_links_to_nowhere_are_dropped_with_a_message(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "weasyprint"):
        piece = written("<p><a href='#away'>1</a>", known=frozenset({"there"}))
    assert PdfFile(piece.piece.data).links == ()
    assert caplog.messages == ["No anchor #away for internal URI reference"]


# ---------------------------------------------------------------------------------------- faces


def test_faces_are_told_and_not_embedded() -> None:
    piece = written("<p>An <b>apple</b>")
    with opened(piece) as pdf:
        fonts = pdf.pages[0].Resources.Font
        assert {name: str(font[FACE]) for name, font in fonts.items()} == {
            f"/{face.resource}": face.resource for face in piece.piece.typefaces
        }
        kinds = [one.get("/Type") for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        assert "/FontDescriptor" not in kinds
    letters = ["".join(text for _, text in face.letters) for face in piece.piece.typefaces]
    assert [set(text) for text in letters] == [set("An "), set("aple")]
    assert {face.file for face in piece.piece.typefaces} == set(piece.files)
    assert all(data[:4] in (b"\0\1\0\0", b"OTTO") for data in piece.files.values())


@pytest.mark.filterwarnings("ignore")
def test_a_character_that_a_face_lacks_has_the_same_number_in_every_piece() -> None:
    first, second = written("<p>\U00013000 \U00012000"), written("<p>\U00012000 \U00013000")
    numbers = [
        {text: glyph for face in piece.piece.typefaces for glyph, text in face.letters}
        for piece in (first, second)
    ]
    assert numbers[0] == numbers[1]
    missing = {glyph for face in first.piece.typefaces for glyph in face.missing}
    assert missing == {numbers[0]["\U00013000"], numbers[0]["\U00012000"]}


@pytest.mark.parametrize(
    ("codepoint", "count", "number"),
    [
        (0x4E00, 3000, 0x4E00),  # its own, where no glyph has it
        (0x1F600, 3000, 0xF600),
        (0x0041, 3000, 0xD841),  # the number of no character
        (0x4E00, 65535, 0xFFFF),  # a font has no number left
    ],
)
def test_a_made_up_glyph_is_beyond_those_of_the_font(
    codepoint: int, count: int, number: int
) -> None:
    font = SimpleNamespace(glyph_count=count, missing={})
    assert faces._unused_glyph(font, codepoint) == number
    assert font.missing == {codepoint: number}


# ----------------------------------------------------------------------------- tags and bookmarks


def test_header_cells_are_told_from_those_of_other_sections() -> None:
    with opened(written(TABLE, prefix="chapter")) as pdf:
        heads = [bytes(cell.ID) for cell in elements(pdf, "TH")]
        assert all(head.startswith(b"chapter/") for head in heads)
        of_cells = [[bytes(name) for name in cell.A.Headers] for cell in elements(pdf, "TD")]
        assert of_cells == [[head] for head in heads]


def test_blocks_bear_their_identifiers() -> None:
    piece = written("<p id=a>One</p><p id=b>Two", blocks=frozenset({"a", "b"}))
    with opened(piece) as pdf:
        assert [bytes(one.ID) for one in elements(pdf, "P")] == [b"a", b"b"]


def test_bookmarks_stand_beside_the_pages() -> None:
    piece = written(
        "<style>body, h1, h2 { margin: 0 } h2 { break-before: page; bookmark-state: closed }"
        " @page { margin: 10mm }</style><h1>One</h1><h2>Two</h2>"
    )
    top, left = (60 - 10) * 72 / 25.4, 10 * 72 / 25.4
    assert [
        Bookmark(*(one.level, one.label, one.page), round(one.x, 4), round(one.y, 4), one.is_closed)
        for one in piece.piece.bookmarks
    ] == [
        Bookmark(1, "One", 0, round(left, 4), round(top, 4)),
        Bookmark(2, "Two", 1, round(left, 4), round(top, 4), is_closed=True),
    ]
    with opened(piece) as pdf:
        assert "/Outlines" not in pdf.Root


# ---------------------------------------------------------------------------------------- bytes


def test_the_contents_of_pages_are_not_compressed() -> None:
    with opened(written("<p>Text")) as pdf:
        (page,) = pdf.pages
        assert "/Filter" not in page.Contents
        assert b"BT" in page.Contents.read_raw_bytes()


def test_a_piece_is_the_same_again() -> None:
    assert written(TABLE, blocks=frozenset({"a"})) == written(TABLE, blocks=frozenset({"a"}))
