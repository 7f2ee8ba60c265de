"""What justified lines have become is counted in the finished pages."""

from __future__ import annotations

from weasyprint import HTML

from octavo.model.rendition import JustifiedLines
from octavo.writers.pdf.justified import justified_lines
from octavo.writers.pdf.paragraphs import set_as_a_whole

PAGE = """<html lang=en><style>@page {{ size: 400px 600px; margin: 0 }}
body {{ margin: 0; font: 16px serif }} p {{ width: {width}px; text-align: {align}; {more} }}
</style><p>{text}</p>"""


def counted(
    text: str, width: int = 300, align: str = "justify", more: str = ""
) -> JustifiedLines | None:
    html = PAGE.format(text=text, width=width, align=align, more=more)
    with set_as_a_whole():
        document = HTML(string=html).render()
    return justified_lines(document.pages, ())


def test_ragged_text_has_no_justified_lines() -> None:
    assert counted("word " * 60, align="left") is None


def test_even_lines_are_neither_loose_nor_hyphenated() -> None:
    found = counted("some words of a line " * 20)
    assert found is not None
    assert found.lines > 10
    assert (found.loose, found.hyphens, found.ladders, found.greedy) == (0, 0, 0, 0)


def test_a_line_that_cannot_be_filled_is_told_with_its_page_and_its_words() -> None:
    found = counted("one two unbreakableunbreakableunbreakable and so on", width=300)
    assert found is not None
    # The second line is the word alone, without a space to be loose.
    assert (found.lines, found.loose, found.very_loose) == (2, 1, 1)
    (worst,) = found.loosest
    assert (worst.page, worst.words) == ("0", "one two")
    assert worst.spaces > 10


def test_hyphens_and_ladders_are_counted() -> None:
    """In a column this narrow every line has to end in one."""
    found = counted("responsibilities " * 12, width=100, more="hyphens: auto")
    assert found is not None
    assert found.hyphens > 6
    assert found.ladders >= 1


def test_hyphens_of_words_are_no_divisions() -> None:
    found = counted("multi-stake-holder " * 12, width=150, more="hyphenate-character: '-'")
    assert found is not None
    assert found.lines > 6
    assert found.hyphens == 0


def test_a_last_line_of_one_short_word_is_counted() -> None:
    text = "<b>" + "m" * 20 + "</b> <b>" + "m" * 20 + "</b> x"
    found = counted(text, width=345)
    assert found is not None
    assert found.short == 1


def test_lines_beside_a_float_are_set_one_by_one() -> None:
    image = "<span style='float: left; width: 100px; height: 60px'></span>"
    found = counted(image + "some words of a line " * 20)
    assert found is not None
    assert 2 <= found.greedy <= 5
    assert found.lines > 10
