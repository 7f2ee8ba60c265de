"""Sections are laid out without the digits of their page numbers, and get them afterwards."""

from __future__ import annotations

import pytest

from octavo.model.rendition import Section
from octavo.writers.pdf.canonical import Canonical, Numbers, canonical, for_one_side, with_numbers
from octavo.writers.pdf.folios import Folio
from octavo.writers.pdf.sectionpages import Margin, Slot


def of(xhtml: str, number: int = 1, style: str = "arabic", *, is_sided: bool = True) -> Canonical:
    section = Section("one", "essay", "One", "en", xhtml)
    folio = Folio("roman" if style == "roman" else "arabic", number)
    return canonical(section, folio, is_sided=is_sided)


def test_numbers_in_the_text_become_zeros_of_as_many_digits() -> None:
    found = of('<p>See <a href="#b">B</a><span class="page-reference"> (page 43)</span>.</p>')
    assert found.xhtml.endswith('<span class="page-reference"> (page 00)</span>.</p>')
    assert found.numbers == ("43",)


def test_every_class_that_holds_numbers_is_known_alone_or_among_others() -> None:
    found = of(
        '<span class="toc-page">7</span><a class="page-number" href="#x">12–19</a>'
        '<span class="large page-number last">301</span>'
    )
    assert found.numbers == ("7", "12", "19", "301")
    assert "301" not in found.xhtml


def test_character_references_are_no_numbers() -> None:
    found = of("<span class='page-reference'> (the author&#39;s page&#8239;43)</span>")
    assert found.xhtml == "<span class='page-reference'> (the author&#39;s page&#8239;00)</span>"
    assert found.numbers == ("43",)


def test_other_attributes_are_no_classes() -> None:
    assert of('<span data-class="page-number">43</span>').numbers == ()


def test_other_numbers_stay() -> None:
    xhtml = '<p>In 1984 <span class="toc-pages">12</span> <b class="page-number">9</b>.</p>'
    assert of(xhtml) == Canonical(xhtml, Folio("arabic", 1))


def test_roman_numbers_stay() -> None:
    xhtml = '<span class="toc-page">xii</span>'
    assert of(xhtml).xhtml == xhtml


def test_a_title_with_a_page_number_is_laid_out_as_it_is() -> None:
    """It is printed again in running heads and in the outline."""
    xhtml = '<h2 id="a">See <span class="page-reference">page 43</span></h2>'
    found = of(xhtml, 143)
    assert found.is_literal
    assert (found.xhtml, found.folio.number) == (xhtml, 143)


def test_a_reference_behind_a_title_is_none_in_it() -> None:
    xhtml = '<h2>A</h2><p><span class="page-reference">page 43</span></p><h2>B</h2>'
    assert not of(xhtml).is_literal


@pytest.mark.parametrize(
    ("true", "laid_out"),
    [(317, 101), (318, 100), (1002, 1000), (401, 101), (57, 11), (22, 10)],
)
def test_sections_begin_on_a_page_of_the_same_side_with_as_many_digits(
    true: int, laid_out: int
) -> None:
    found = of("<p>Text.</p>", true)
    assert (found.folio, found.for_both_sides) == (Folio("arabic", laid_out), False)


@pytest.mark.parametrize(
    ("true", "laid_out"), [(317, 101), (318, 101), (101, 101), (22, 11), (2, 1), (1, 1)]
)
def test_where_both_sides_have_the_same_measures_they_begin_on_a_recto(
    true: int, laid_out: int
) -> None:
    found = of("<p>Text.</p>", true, is_sided=False)
    assert (found.folio, found.for_both_sides) == (Folio("arabic", laid_out), True)


@pytest.mark.parametrize("number", [8, 9, 98, 99, 998])
def test_where_the_digits_may_become_more_pages_have_their_own_numbers(number: int) -> None:
    found = of("<p>Text.</p>", number, is_sided=False)
    assert (found.folio.number, found.for_both_sides) == (number, False)


def test_a_long_section_may_have_many_pages() -> None:
    long = "<p>Words.</p>" * 2000  # 26,000 characters may be 21 pages
    assert of(long, 77).folio.number == 11
    assert of(long, 81).folio.number == 81


def test_a_form_tells_whether_the_numbers_fit_the_pages_that_came_out() -> None:
    found = of("<p>Text.</p>", 60)
    assert found.fits(Folio("arabic", 61), 39)
    assert not found.fits(Folio("arabic", 61), 40)
    own = of("<p>Text.</p>", 98)
    assert own.fits(Folio("arabic", 98), 40)


def test_roman_folios_stay() -> None:
    assert of("<p>Text.</p>", 5, "roman").folio == Folio("roman", 5)


def test_numbers_are_put_into_the_finished_file() -> None:
    glyphs = tuple(f"00{digit}a" for digit in range(10))
    data = b"[<000a000a>] TJ [<001a000a002a>] TJ"
    slots = [Slot(False, 0, (2, 6), glyphs), Slot(True, 1, (18, 22, 26), glyphs)]
    numbers = Numbers(("43",), ("316", "317"))
    assert with_numbers(data, slots, numbers) == b"[<004a003a>] TJ [<003a001a007a>] TJ"


def test_a_number_of_other_digits_is_refused() -> None:
    glyphs = tuple(f"{digit:04}" for digit in range(10))
    with pytest.raises(ValueError, match=r"longer|shorter"):
        with_numbers(b"<00000000>", [Slot(False, 0, (1, 5), glyphs)], Numbers(("143",), ()))


def test_the_margins_of_the_other_side_are_blanked_out_and_so_are_all_marks() -> None:
    own, other = b"%octavo own\nA\n%octavo end\n", b"%octavo other\nB\n%octavo end\n"
    data = b"q\n%octavo 3\n" + own + other + b"Q"
    begin = data.index(b"%octavo own")
    margins = [
        Margin(False, begin, begin + len(own)),
        Margin(True, begin + len(own), begin + len(own + other)),
    ]
    stays = for_one_side(data, margins, is_turned=False)
    turned = for_one_side(data, margins, is_turned=True)
    assert len(stays) == len(turned) == len(data)
    assert stays.split() == [b"q", b"A", b"Q"]
    assert turned.split() == [b"q", b"B", b"Q"]
