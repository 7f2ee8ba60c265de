"""Fonts that are not embedded (OCT527)."""

from __future__ import annotations

import pikepdf
import pytest

from tests.checks.pages.made import Book, lines, made


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return made(tmp_path_factory.mktemp("fonts"), "# One\n\nText.\n\nSome `code`.\n")


def take_out(pdf: pikepdf.Pdf) -> None:
    """Take out the program of the face of code."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "Mono" in str(one.get("/FontName", "")):
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in one:
                    del one[key]


def test_all_fonts_are_embedded(book: Book) -> None:
    assert book.found() == []


def test_a_font_that_was_taken_out_is_told_where_it_is_used_first(book: Book) -> None:
    book.alter("book.pdf", take_out)
    (told,) = lines(book.found())
    assert told.startswith("one.md:5:1: OCT527: page 5 of build/book.pdf is set in IBM-Plex-Mono")
    assert told.endswith(", which is not embedded in the file")
