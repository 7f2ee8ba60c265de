"""More than three hyphens in a row at the ends of lines (OCT525)."""

from __future__ import annotations

from pathlib import Path

from tests.checks.pages.made import made

NARROW = ".chapter p { width: 28mm; hyphens: auto }"
TEXT = "# One\n\nText.\n\n" + "responsibilities " * 8 + "\n"


def test_four_lines_and_more_that_end_in_a_hyphen(tmp_path: Path) -> None:
    (found,) = made(tmp_path, TEXT, NARROW).found()
    assert not found.is_error
    assert (found.code, str(found.span)) == ("OCT525", "one.md:5:1")
    assert "lines in a row that end in a hyphen, from “respon" in found.message


def test_undivided_words_are_sound(tmp_path: Path) -> None:
    assert made(tmp_path, TEXT, NARROW.replace("auto", "manual")).found("OCT525") == []


def test_three_in_a_row_are_sound(tmp_path: Path) -> None:
    text = "# One\n\nText.\n\n" + "responsibilities " * 3 + "a\n"
    assert made(tmp_path, text, NARROW).found() == []


def test_an_address_breaks_at_its_own_hyphens(tmp_path: Path) -> None:
    address = "https://example.org/" + "of-the-case-" * 8 + "end"
    assert made(tmp_path, f"# One\n\nSee <{address}>.\n", NARROW).found("OCT525") == []
