"""Every fifth line of running text has a number; what is no running text does not count."""

from __future__ import annotations

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from octavo.writers.pdf.linenumbers import numbered_lines, type_area

LINE = 20
HTML_PAGE = """<html lang=en><style>
@page {{ size: 400px 600px; margin: 40px 50px 60px 70px; @top-left {{ content: "Running head" }} }}
html {{ font: 12px/20px serif }} body, p, ul, ol, h2, table, figure {{ margin: 0; padding: 0 }}
.note {{ float: footnote }} table, figure {{ --line-numbers: none }} {style}
</style>{body}"""


def lines(count: int) -> str:
    """A paragraph of so many lines."""
    return f"<p>{'<br>'.join(f'line {number}' for number in range(1, count + 1))}</p>"


def numbered(body: str, style: str = "") -> list[list[tuple[int, int]]]:
    """For every page the numbers with the row of 20 pixels that each stands in, from 1."""
    document = HTML(string=HTML_PAGE.format(body=body, style=style)).render()
    return [
        [(number, int((line.baseline - 40) // LINE) + 1) for number, line in numbered_lines(page)]
        for page in document.pages
    ]


def test_every_fifth_line_is_numbered() -> None:
    assert numbered(lines(12)) == [[(5, 5), (10, 10)]]


def test_every_page_begins_anew() -> None:
    """25 lines go on a page of 500 pixels."""
    first, second = numbered(lines(32))
    assert [number for number, _ in first] == [5, 10, 15, 20, 25]
    assert second == [(5, 5)]


def test_a_number_stands_on_the_baseline_of_its_line() -> None:
    document = HTML(string=HTML_PAGE.format(body=lines(5), style="p { margin-top: 33px }")).render()
    (page,) = document.pages
    ((_, line),) = numbered_lines(page)
    (text,) = (
        box
        for box in page._page_box.descendants()
        if isinstance(box, boxes.TextBox) and box.text == "line 5"
    )
    assert line.baseline == pytest.approx(text.position_y + text.baseline)
    assert line.left == text.position_x


def test_headings_items_and_quotations_count() -> None:
    body = f"<h2>Two</h2><ul><li>a<li>b</ul><blockquote>{lines(2)}</blockquote>"
    assert numbered(body, "blockquote { margin: 0 }") == [[(5, 5)]]


def test_the_number_of_an_item_is_no_line() -> None:
    """Not where it stands outside the text, nor in it."""
    items = "<li>a" * 5
    assert numbered(f"<ol>{items}</ol>") == [[(5, 5)]]
    assert numbered(f"<ol style='list-style-position: inside'>{items}</ol>") == [[(5, 5)]]


@pytest.mark.parametrize(
    "other",
    [
        "<table><tr><td>cell</table>",
        "<figure>words<figcaption>caption</figcaption></figure>",
        "<p><br></p>",
        "<p><span style='display: inline-block; height: 5px; width: 5px'></span></p>",
    ],
)
def test_what_is_no_running_text_does_not_count(other: str) -> None:
    ((found,),) = numbered(f"{lines(2)}{other}{lines(3)}")
    assert found[0] == 5
    assert found[1] > 5


def test_a_note_at_the_foot_does_not_count() -> None:
    note = "<span class=note>a<br>b<br>c<br>d<br>e</span>"
    assert numbered(f"<p>One{note}</p>{lines(3)}") == [[]]


def test_lines_side_by_side_count_once() -> None:
    """Also where their text is not of one size."""
    body = f"<div><section>{lines(6)}</section><section class=b>{lines(6)}</section></div>"
    style = "div { display: flex } section { width: 50% } .b { font-size: 10px }"
    assert numbered(body, style) == [[(5, 5)]]


def test_a_line_in_a_line_counts_once() -> None:
    body = f"<div>a <span style='display: inline-block'>{lines(3)}</span></div>{lines(4)}"
    ((found,),) = numbered(body)
    assert found == (5, 7)


def test_running_heads_are_no_part_of_the_type_area() -> None:
    (page,) = HTML(string=HTML_PAGE.format(body=lines(1), style="")).render().pages
    assert type_area(page) == (70, 280)
