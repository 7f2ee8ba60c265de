"""The places of page numbers are found in what the engine writes, whatever digits stand there."""

from __future__ import annotations

import pypdfium2
import pytest
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

from octavo.writers.pdf.canonical import Numbers, with_numbers
from octavo.writers.pdf.numbering import fits, marked
from octavo.writers.pdf.sectionpages import Slot
from tests.writers.pdf.test_paragraphs import FACE

EVEN = "font-variant-numeric: oldstyle-nums tabular-nums"
STYLE = """<style>
@page { size: 60mm 40mm; margin: 8mm;
  @bottom-center { font: 8pt Spectral; font-variant-numeric: tabular-nums; content: counter(page) }
  @top-center { font: 8pt Spectral; content: "The year 1984" } }
@page :first { counter-reset: page %d }
body { font: 10pt/12pt Spectral; margin: 0 }
.page-reference { %s }
</style>"""


def written(
    body: str, *digits: int, start: int = 101, style: str = EVEN
) -> tuple[bytes, list[Slot], bool]:
    """A document as it is written, the places of its numbers, and whether they were uneven.

    ``digits`` tell how many digits each of them has.
    """
    fonts = FontConfiguration()
    face = CSS(string=FACE, font_config=fonts)
    html = HTML(string=STYLE % (start, style) + body)
    document: Document = html.render(font_config=fonts, stylesheets=[face])
    with marked(document, start, digits) as marks:
        data = document.write_pdf(uncompressed_pdf=True)
    return data, list(marks.slots(data)), marks.is_uneven


def texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def picture(data: bytes) -> bytes:
    with pypdfium2.PdfDocument(data) as document:
        return bytes(document[0].render(scale=4).buffer)


def test_the_engine_still_draws_text_as_this_module_knows_it() -> None:
    assert fits()


def test_numbers_of_text_and_folios_are_found_and_can_be_any() -> None:
    data, slots, is_uneven = written(
        "<p>One <span class=page-reference>(page 00)</span> and"
        " <span class=page-reference>000</span></p><p style='break-before: page'>Two</p>",
        2,
        3,
    )
    assert not is_uneven
    found = sorted((slot.is_folio, slot.which, len(slot.offsets)) for slot in slots)
    assert found == [(False, 0, 2), (False, 1, 3), (True, 0, 3), (True, 1, 3)]
    first, second = texts(
        with_numbers(
            data,
            slots,
            Numbers(
                (
                    "47",
                    "198",
                ),
                (
                    "768",
                    "769",
                ),
            ),
        )
    )
    assert "(page 47) and 198" in first
    assert "768" in first
    assert "769" in second
    assert "The year 1984" in first


def test_the_page_looks_as_if_it_had_been_laid_out_with_them() -> None:
    body = "<p>One <span class=page-reference>(page {})</span>, more words in lines below it</p>"
    data, slots, _ = written(body.format("00"), 2)
    other, others, _ = written(body.format("47"), 2, start=768)
    theirs = with_numbers(other, others, Numbers(("47",), ("768",)))
    assert picture(with_numbers(data, slots, Numbers(("47",), ("768",)))) == picture(theirs)
    assert picture(data) != picture(theirs)


def test_a_number_that_is_repeated_is_the_same_number() -> None:
    """The head of a table stands on every page of it."""
    rows = "<tr><td>A row<tr><td>Another" * 12
    _, slots, _ = written(
        "<table><thead><tr><th><span class=page-reference>00</span></thead>"
        f"<tbody>{rows}</tbody></table><span class=page-reference>11</span>",
        2,
        2,
    )
    numbers = [slot.which for slot in slots if not slot.is_folio]
    assert set(numbers) == {0, 1}
    assert numbers.count(0) > 1


def test_a_number_stays_itself_where_its_words_are_divided() -> None:
    data, slots, _ = written(
        "<p>Words that fill the line, more <span class=page-reference>(on page 00 and also on"
        " page 11, where the line ends)</span></p>",
        2,
        2,
    )
    (text,) = texts(
        with_numbers(
            data,
            slots,
            Numbers(
                (
                    "23",
                    "45",
                ),
                ("101",),
            ),
        )
    )
    assert text.index("23") < text.index("45")


def test_digits_that_are_not_equally_wide_are_told() -> None:
    style = "font-variant-numeric: oldstyle-nums proportional-nums"
    data, _, is_uneven = written("<span class=page-reference>(page 11)</span>", 2, style=style)
    assert is_uneven
    (text,) = texts(data)
    assert "(page 11)" in text


@pytest.mark.parametrize(
    "content",
    [
        "string(head) ' ' counter(page)",
        "'Volume 1 ' counter(page)",
        "counter(chapter) '/' counter(page)",
        "counter(page, upper-roman)",
        "counter(page, decimal-leading-zero)",
    ],
)
def test_a_folio_among_what_may_be_taken_for_it_is_not_looked_for(content: str) -> None:
    """Such pages are laid out with their own numbers."""
    head = f"@page {{ @top-right {{ content: {content} }} }}"
    _, _, is_uneven = written(f"<style>{head} h1 {{ string-set: head 'x' }}</style><h1>101</h1>")
    assert is_uneven


def test_numbers_that_are_not_those_that_were_taken_out_are_told() -> None:
    body = "<span class=page-reference>(page 00)</span>"
    assert not written(body, 2)[2]
    assert written(body)[2]
    assert written(body, 3)[2]
    assert written(body, 2, 2)[2]
