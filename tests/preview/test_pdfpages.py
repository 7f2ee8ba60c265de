"""Pages of a PDF as pictures."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from octavo.preview.pdfpages import MAXIMUM_PIXELS, PdfPages


def write(path: Path, *greys: float, size: tuple[float, float] = (300, 400)) -> Path:
    """Write a PDF of pages that are filled with greys, as a build does: as another file."""
    with pikepdf.new() as pdf:
        for grey in greys:
            page = pdf.add_blank_page(page_size=size)
            page.Contents = pdf.make_stream(f"{grey} g 0 0 200 200 re f".encode())
        pdf.save(path.with_suffix(".new"))
    os.replace(path.with_suffix(".new"), path)  # noqa: PTH105
    return path


def test_only_a_page_that_looks_different_has_another_checksum(tmp_path: Path) -> None:
    pdfs = PdfPages()
    before = pdfs.pages(write(tmp_path / "seats.pdf", 0, 0.5, 1))
    after = pdfs.pages(write(tmp_path / "seats.pdf", 0, 0.6, 1))
    same = [old.digest == new.digest for old, new in zip(before, after, strict=True)]
    assert same == [True, False, True]


def test_a_picture_is_as_wide_as_asked_for_and_of_the_file_as_it_is(tmp_path: Path) -> None:
    pdfs = PdfPages()
    path = write(tmp_path / "seats.pdf", 0)
    first = pdfs.picture(path, 1, 800)
    with Image.open(BytesIO(first)) as picture:
        assert picture.width == 800
        assert picture.height == pytest.approx(800 * 4 / 3, abs=1)
    assert pdfs.picture(path, 1, 800) is first
    assert pdfs.picture(write(path, 1), 1, 800) != first


def test_a_page_that_is_not_there_has_no_picture(tmp_path: Path) -> None:
    path = write(tmp_path / "seats.pdf", 0)
    for number in (0, 2):
        with pytest.raises(IndexError):
            PdfPages().picture(path, number, 800)


def test_a_page_of_any_shape_is_no_larger_than_memory_allows(tmp_path: Path) -> None:
    path = write(tmp_path / "seats.pdf", 0, size=(10, 14000))
    with Image.open(BytesIO(PdfPages().picture(path, 1, 2400))) as picture:
        assert picture.width * picture.height <= MAXIMUM_PIXELS * 1.01


def test_what_is_no_pdf_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "seats.pdf").write_text("words", encoding="utf-8")
    with pytest.raises(OSError, match=r"."):
        PdfPages().pages(tmp_path / "seats.pdf")
