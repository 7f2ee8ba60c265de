"""Punctuation at the edges of justified lines stands a little out of them, where a style asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import mean

import pytest
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from octavo.writers.pdf.hanging import share_at_beginning, share_at_end
from octavo.writers.pdf.justified import ATTRIBUTE
from octavo.writers.pdf.lines import whole_lines
from octavo.writers.pdf.paragraphs import set_as_a_whole
from tests.writers.pdf.test_paragraphs import FACE, PAGE, essays, lines_in, page, set_page, texts_in

WIDTH = 320
NEAR = 0.05  # pixels
KERNED = 0.6  # by how much the face may kern a sign and the letter after it


@dataclass(frozen=True)
class Edges:
    """A line: its text, where it begins and ends, and whether a paragraph ends with it."""

    text: str
    left: float
    right: float
    is_last: bool


def edges_of(text: str, style: str = "--hang: 1", *, indent: int = 0) -> list[Edges]:
    """Set paragraphs; return where their lines begin and end."""
    fonts = FontConfiguration()
    html = PAGE.format(language="en", width=WIDTH, indent=indent, text=text)
    html = f"<style>html p {{ {style} }}</style>{html}"
    sheets = [CSS(string=FACE, font_config=fonts)]
    found = []
    with whole_lines(), set_as_a_whole():
        document = HTML(string=html).render(font_config=fonts, stylesheets=sheets)
    for one in document.pages:
        for line in lines_in(one._page_box):
            pieces = list(texts_in(line))
            words = "".join(piece.text for piece in pieces).rstrip()
            last = [box for box in line.children if isinstance(box, boxes.Box)][-1]
            found.append(
                Edges(
                    words,
                    line.children[0].position_x,
                    last.position_x + last.width,
                    not hasattr(line, ATTRIBUTE) or getattr(line, ATTRIBUTE).last,
                )
            )
    return found


def width_of(character: str) -> float:
    (line,) = edges_of(character * 10, "--hang: 0")
    return (line.right - line.left) / 10


def quoted() -> str:
    """Prose in which many lines begin and end with a sign."""
    return re.sub(r"\b(\w{4,}) (\w+)\b", r"“\1 \2”", essays()[:9000])


def test_letters_and_figures_keep_to_the_edge() -> None:
    assert {share_at_end(one) for one in "aTw17éß"} == {0}
    assert {share_at_beginning(one) for one in "aTw17éß.,-"} == {0}


def test_a_full_line_reaches_as_far_as_its_last_sign_hangs_out() -> None:
    full = [line for line in edges_of(quoted()) if not line.is_last]
    seen = {line.text[-1] for line in full}
    assert {"\u2010", ",", ".", "”"} <= seen, "nothing to hang"
    for line in full:
        sign = line.text[-1]
        expected = WIDTH + share_at_end(sign) * width_of(sign)
        assert line.right == pytest.approx(expected, abs=NEAR), line


def test_a_line_begins_as_far_out_as_its_first_sign_hangs() -> None:
    lines = edges_of(quoted())
    assert sum(line.text[0] == "“" for line in lines) > 20, "nothing to hang"
    for line in lines:
        sign = line.text[0]
        expected = -share_at_beginning(sign) * width_of(sign)
        assert line.left == pytest.approx(expected, abs=KERNED), line


def test_the_first_line_hangs_out_of_its_indent() -> None:
    first, *_ = edges_of("“Words” " * 30, indent=18)
    assert first.left == pytest.approx(18 - 0.6 * width_of("“"), abs=NEAR)


def test_half_is_half_and_more_than_all_is_all() -> None:
    quote = width_of("“")
    for value, share in (("0.5", 0.3), ("7", 0.6)):
        first, *_ = edges_of("“Words” " * 30, f"--hang: {value}")
        assert first.left == pytest.approx(-share * quote, abs=NEAR)


def test_without_the_token_all_lines_are_as_wide_as_their_room() -> None:
    lines = edges_of(quoted(), "")
    assert lines == edges_of(quoted(), "--hang: 0")
    for line in lines:
        assert line.left == 0
        assert line.is_last or line.right == pytest.approx(WIDTH, abs=NEAR)


def test_what_is_not_justified_hangs_nothing_out() -> None:
    lines = edges_of(quoted()[:4000], "--hang: 1; text-align: left")
    assert {line.left for line in lines} == {0}


def test_spaces_stay_as_even_as_they_were() -> None:
    html = PAGE.format(language="en", width=WIDTH, indent=0, text=essays())
    means = []
    for style in ("<style>p { --hang: 0 }</style>", "<style>p { --hang: 1 }</style>"):
        with whole_lines(), set_as_a_whole() as count:
            whole = set_page(style + html)
        assert not count.left
        means.append(mean(map(abs, whole.stretches)))
    assert means[1] < means[0] * 1.02


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_nothing_is_lost(first: int) -> None:
    for seed in range(first, first + 50):
        html, width = page(seed)
        with whole_lines():
            greedy = set_page(html)
            with set_as_a_whole():
                hung = set_page("<style>p { --hang: 1 }</style>" + html)
        assert hung.text == greedy.text, seed
        assert hung.reach <= max(greedy.reach, width) + 15 * 0.5, seed
