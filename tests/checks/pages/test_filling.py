"""Pages with too much on them (OCT526), or too little (OCT529)."""

from __future__ import annotations

from pathlib import Path

from tests.checks.pages.made import Book, made

CHAPTER = "# One\n\nText.\n"
BREAK = "\n\n{{< pagebreak >}}\n\n"
LONG = "# One\n\n" + "What it is about. " * 250


def blanks(book: Book) -> int:
    return sum(page.is_blank for page in book.places("book-print.pdf").pages)


def test_a_background_on_a_blank_page(tmp_path: Path) -> None:
    book = made(
        tmp_path, CHAPTER, "@page { background: #ffe }", editions=("print",), design="anthology"
    )
    assert blanks(book)
    found = book.found()
    assert {(one.code, one.is_error) for one in found} == {("OCT526", True)}
    assert len(found) == blanks(book)
    assert "of build/book-print.pdf is a blank, but something is printed on it" in found[0].message


def test_a_running_head_on_a_blank_page(tmp_path: Path) -> None:
    css = "@page blank { @top-left { content: 'A head' } @top-right { content: 'A head' } }"
    book = made(tmp_path, CHAPTER, css, editions=("print",), design="anthology")
    assert {one.code for one in book.found()} == {"OCT526"}


def test_blanks_without_anything_are_sound_marks_or_not(tmp_path: Path) -> None:
    css = "@page { marks: crop cross }"
    for name, more in (("plain", ""), ("marked", css)):
        book = made(tmp_path / name, CHAPTER, more, editions=("print",), design="anthology")
        assert blanks(book)
        assert book.found() == []


def test_a_page_with_a_line_left_of_its_chapter(tmp_path: Path) -> None:
    book = made(tmp_path, LONG + BREAK + "One line.\n")
    (found,) = book.found()
    assert not found.is_error
    assert (found.code, str(found.span)) == ("OCT529", "one.md:7:1")
    assert "page 7 of build/book.pdf is nearly empty: " in found.message
    assert found.message.endswith(" % of its height holds anything")


SEVENTH = BREAK + "What it is about. " * 30


def test_a_chapter_may_end_after_a_few_lines(tmp_path: Path) -> None:
    assert made(tmp_path, LONG + SEVENTH).found() == []


def test_a_page_that_is_cut_short_in_a_chapter_may_not(tmp_path: Path) -> None:
    book = made(tmp_path, LONG + SEVENTH + BREAK + LONG[5:])
    assert [one.code for one in book.found()] == ["OCT529"]


def test_a_page_with_a_third_of_its_height_filled_is_sound(tmp_path: Path) -> None:
    more = BREAK + "What it is about. " * 80
    assert made(tmp_path, LONG + more + more).found() == []


def test_a_section_as_short_as_it_was_written_is_sound(tmp_path: Path) -> None:
    assert made(tmp_path, CHAPTER).found() == []


def test_a_page_that_an_author_allows_to_be_short_is_sound(tmp_path: Path) -> None:
    line = "::: {.short-page}\nOne line.\n:::\n"
    assert made(tmp_path, LONG + BREAK + line).found() == []
