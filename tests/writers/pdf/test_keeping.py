"""A laid-out section is written as bytes and read back; what is damaged is none."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest

from octavo.model.places import Box, Fragment, PagePlaces
from octavo.model.rendition import JustifiedLines, LooseLine
from octavo.writers.pdf.keeping import read_back, written
from octavo.writers.pdf.overlay import Mark, Overlay
from octavo.writers.pdf.pieces import Bookmark, Piece, Typeface
from octavo.writers.pdf.sectionpages import (
    Findings,
    IdleHandle,
    MisplacedNote,
    SectionPages,
    Slot,
)

BOX = Box(1.5, 2.0, 3.25, 4.0)
FACE = Typeface(
    "ABCDEF", "0" * 64, 0, "ABCDEF+Spectral", "Spectral", 400, 0, 10.5, (("wght", 400.0),),
    900, -300, 4, ((17, 500),), ((17, "ﬁ"),),
)  # fmt: skip
SECTION = SectionPages(
    Findings(
        begins=(("one-a", 0), ("one-b", 31)),
        anchors={"one-a": 0, "one-ß": 1},
        places=(
            PagePlaces("", "one", "essay", "body", BOX, BOX, fragments=(
                Fragment("one-a", "paragraph", BOX, align="center", element=2),
            )),
        ),
        misplaced=(MisplacedNote("one-note-a", True),),
        idle=(IdleHandle(("break-before",), "one-a", 3, 1),),
        justified=JustifiedLines(9, 2, loosest=(LooseLine("0", 2.6, "Words", "one-a"),)),
        messages=("Ignored `x`",),
        slots=(Slot(True, 1, (100, 104), tuple("0123456789")),),
        fetched=(("https://theme.octavo.invalid/styles/a.png", ""),),
    ),
    Piece(b"", "fr", (FACE,), (Bookmark(2, "Ü", 1, 1.0, 2.0, is_closed=True),)),
    zlib.compress(b"%PDF \x00\xff"),
)  # fmt: skip


def test_a_section_comes_back() -> None:
    assert read_back(written(SECTION)) == SECTION


def test_so_does_what_a_draft_bears() -> None:
    overlay = Overlay(b"%PDF \x01", ((Mark("watermark", 0),), ()))
    draft = replace(SECTION, overlay=overlay)
    assert read_back(written(draft)) == draft


def test_fonts_are_kept_elsewhere() -> None:
    assert read_back(written(replace(SECTION, fonts={"0" * 64: b"font"}))) == SECTION


@pytest.mark.parametrize("length", [0, 3, 15, 16, 40, -30])
def test_what_is_cut_short_is_none(length: int) -> None:
    assert read_back(written(SECTION)[:length]) is None


def test_what_is_of_another_form_is_none() -> None:
    assert read_back(written(SECTION).replace(b'"begins"', b'"begun!"')) is None
    assert read_back(b"\xff" * 200) is None
