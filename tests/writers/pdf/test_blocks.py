"""Blocks set by hand: text on the lines of the page, even titles, figures that wait for room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from weasyprint import HTML, Document
from weasyprint.formatting_structure import boxes

from octavo.writers.pdf.blocks import fits, set_by_hand

LINE = 20
# A page of ten lines.
SHEET = f"""
    @page {{ margin: 10px; size: 220px {10 * LINE + 20}px }}
    html {{ font: 16px/{LINE}px "IBM Plex Mono", monospace; orphans: 1; widows: 1 }}
    body, p, h1, h2, figure, figcaption, section {{ margin: 0; font-size: 16px; font-weight: 400 }}
    figure {{ break-inside: avoid }}
    h2 {{ break-after: avoid }}
    .picture {{ display: block; height: 70px }}
"""
WAITING = "section > figure, section > .table { --may-wait: 1 }"
FIGURE = "<figure id=fig><span class=picture></span><figcaption>A picture</figcaption></figure>"


def laid_out(body: str, styles: str, *, by_hand: bool = True) -> Document:
    page = HTML(string=f"<html lang=en><style>{SHEET}{styles}</style><section>{body}</section>")
    if not by_hand:
        return page.render()
    with set_by_hand():
        return page.render()


def lines(document: Document) -> Iterator[tuple[int, float, str]]:
    """Each line: its page from 0, its distance from the top of the text in lines, its words."""

    def inside(box: Any) -> Iterator[Any]:
        for child in getattr(box, "children", ()):
            if isinstance(child, boxes.LineBox):
                yield child
            else:
                yield from inside(child)

    for number, page in enumerate(document.pages):
        for line in inside(page._page_box):
            texts = [box.text for box in line.descendants() if isinstance(box, boxes.TextBox)]
            if texts:
                yield number, (line.position_y - 10) / LINE, "".join(texts).strip()


def words(document: Document) -> list[list[str]]:
    """The lines of each page."""
    pages: list[list[str]] = [[] for _ in document.pages]
    for number, _, text in lines(document):
        pages[number].append(text)
    return pages


def word(name: str, number: int) -> str:
    """A word that fills a line."""
    return f"{name}wordwordword{number}"


def paragraphs(*names: str, of_lines: int = 2) -> str:
    return "".join(
        f"<p>{' '.join(word(name, number) for number in range(of_lines))}</p>" for name in names
    )


def test_the_engine_still_has_what_is_replaced() -> None:
    assert fits()


# ------------------------------------------------------------------------ the grid


@pytest.mark.parametrize("height", [7, 13, 20, 33])
def test_text_after_a_box_of_any_height_stands_on_a_line_of_the_page(height: int) -> None:
    body = f"<p>one</p><div style='height: {height}px'></div><p>two</p><p>three</p>"
    found = list(lines(laid_out(body, "p { --baseline-grid: 1 }")))
    assert [round(at, 3) % 1 for _, at, _ in found] == [0, 0, 0]
    assert found[1][1] - 1 < height / LINE + 1, "no more than it takes"


def test_a_heading_stands_half_a_line_below_one_and_its_text_on_one() -> None:
    styles = """
        p { --baseline-grid: 1 }
        h2 { margin: 30px 0 10px; --baseline-grid: 0.5 }
    """
    body = "<p>one</p><div style='height: 7px'></div><h2>Heading</h2><p>two</p>"
    places = {text: at for _, at, text in lines(laid_out(body, styles))}
    assert places == {"one": 0, "Heading": 3.5, "two": 5}


def test_a_line_that_is_a_little_higher_is_no_line_more() -> None:
    """A face with long descenders makes some lines higher, and there must be no empty ones."""
    body = "<p>one</p><div style='height: 1px'></div><p>two</p><p>three</p>"
    found = [at for _, at, _ in lines(laid_out(body, "p { --baseline-grid: 1 }"))]
    assert found == [0, pytest.approx(1), pytest.approx(2)]


def test_nothing_moves_where_all_is_on_the_grid() -> None:
    body = paragraphs("a", "b") + "<div style='height: 40px'></div>" + paragraphs("c")
    plain = list(lines(laid_out(body, "p { --baseline-grid: 1 }", by_hand=False)))
    assert list(lines(laid_out(body, "p { --baseline-grid: 1 }"))) == plain


def test_a_page_begins_with_its_first_line() -> None:
    body = paragraphs(*"abcd") + "<div style='height: 7px'></div>" + paragraphs(*"efgh")
    found = [(page, at) for page, at, _ in lines(laid_out(body, "p { --baseline-grid: 1 }"))]
    assert min(at for page, at in found if page == 1) == 0


# ------------------------------------------------------------------------ balance


def test_the_lines_of_a_title_are_about_as_long() -> None:
    title = "<h1>one two three four five</h1>"
    (plain,) = words(laid_out(title, "", by_hand=False))
    assert plain == ["one two three four", "five"]
    (even,) = words(laid_out(title, "h1 { --balance: 1 }"))
    assert even == ["one two three", "four five"]


@pytest.mark.parametrize("text", ["One word", "Short", "aa bb cc dd ee ff gg hh ii jj kk ll mm"])
def test_a_title_gets_no_more_lines_by_it(text: str) -> None:
    (plain,) = words(laid_out(f"<h1>{text}</h1>", "", by_hand=False))
    (even,) = words(laid_out(f"<h1>{text}</h1>", "h1 { --balance: 1 }"))
    assert len(even) == len(plain)
    assert " ".join(even) == " ".join(plain)


def test_a_centred_title_stays_in_the_middle() -> None:
    styles = "h1 { --balance: 1; text-align: center }"
    document = laid_out("<h1>one two three four five</h1>", styles)
    heading = next(
        box for box in document.pages[0]._page_box.descendants() if box.element_tag == "h1"
    )
    left = heading.content_box_x() - 10
    assert left == pytest.approx(200 - left - heading.width, abs=0.01)
    assert left > 0


# ------------------------------------------------------------------------ waiting


def test_a_figure_without_room_leaves_no_hole() -> None:
    body = paragraphs(*"abcd") + FIGURE + paragraphs(*"efgh")
    assert len(words(laid_out(body, WAITING, by_hand=False))[0]) == 8, "a hole of two lines"
    # The room of two lines is too little to be worth it; that of four is not.
    assert words(laid_out(body, WAITING)) == words(laid_out(body, WAITING, by_hand=False))
    body = paragraphs(*"abc") + FIGURE + paragraphs(*"defg")
    first, second = words(laid_out(body, WAITING))
    assert first == [word(name, n) for name in "abcde" for n in (0, 1)]
    assert second[0] == "A picture"
    assert second[1:] == [word(name, n) for name in "fg" for n in (0, 1)]


def test_a_figure_with_room_stays() -> None:
    body = paragraphs(*"ab") + FIGURE + paragraphs(*"cd")
    assert words(laid_out(body, WAITING)) == words(laid_out(body, WAITING, by_hand=False))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>awordxxxx bwordxxxx:</p>", "<p>cwordxxxx</p>"),
        ("<p>awordxxxx bwordxxxx.</p>", "<h2>Heading</h2><p>cwordxxxx</p>"),
        ("<p>awordxxxx bwordxxxx.</p>", "<ul><li>cwordxxxx</ul>"),
        ("<p>awordxxxx bwordxxxx.</p>", "<p style='break-before: page'>cwordxxxx</p>"),
        ("<p>awordxxxx bwordxxxx.</p>", ""),
        ("<p>awordxxxx.</p>", "<p>These are:</p><ul><li>cwordxxxx</ul>"),
        ("<p class=keep-with-next>awordxxxx.</p>", "<p>cwordxxxx</p>"),
        ("<p>awordxxxx.</p>", "<p class=keep-together>cwordxxxx</p>"),
    ],
    ids=[
        *("a colon", "a heading", "a list", "a page of its own", "the end"),
        *("what leads up", "what is kept with it", "what is kept together"),
    ],
)
def test_what_it_does_not_pass(before: str, after: str) -> None:
    body = paragraphs(*"ab") + before + FIGURE + after
    assert words(laid_out(body, WAITING)) == words(laid_out(body, WAITING, by_hand=False))


def test_what_is_inside_a_figure_keeps_its_order() -> None:
    table = (
        "<div class=table style='break-inside: avoid'><div class=picture></div>"
        "<div class=picture></div><p>source</p></div>"
    )
    first, second = words(laid_out(paragraphs(*"abc") + table + paragraphs(*"de"), WAITING))
    assert first[-1] == word("e", 1), "two paragraphs have taken its place"
    assert second == ["source"]


def test_nothing_is_lost_whatever_there_is_no_room_for() -> None:
    for lines_before in range(1, 12):
        body = paragraphs(*"abcdefghijkl"[:lines_before], of_lines=1) + FIGURE
        body += paragraphs(*"stuvw", of_lines=3) + FIGURE.replace("fig", "gif", 1) + paragraphs("z")
        plain = [line for page in words(laid_out(body, "", by_hand=False)) for line in page]
        moved = [line for page in words(laid_out(body, WAITING)) for line in page]
        assert sorted(moved) == sorted(plain)
        texts = [line for line in moved if line != "A picture"]
        assert texts == [line for line in plain if line != "A picture"]


def test_figures_one_after_the_other_wait_together() -> None:
    body = paragraphs(*"abc") + FIGURE * 3 + paragraphs(*"defghi")
    pages = words(laid_out(body, WAITING))
    assert pages[0] == [word(name, n) for name in "abcde" for n in (0, 1)]
    assert pages[1][:2] == ["A picture", "A picture"]


def test_a_figure_waits_for_one_page_at_most() -> None:
    """Otherwise the rest of a paragraph could take its place on page after page."""
    tall = FIGURE.replace("class=picture", "class=picture style='height: 170px'")
    body = paragraphs(*"ab", of_lines=3) + tall + paragraphs(*"cdefghijklmn", of_lines=6)
    pages = words(laid_out(body, WAITING))
    assert next(number for number, page in enumerate(pages) if "A picture" in page) <= 2


def test_nothing_passes_a_figure_that_has_to_stay() -> None:
    """Notes are numbered in the order of their calls, and so they stand."""
    note = "<aside style='float: footnote'>A note</aside>"
    noted = FIGURE.replace("A picture", f"A picture{note}")
    body = paragraphs(*"abc") + FIGURE + noted + paragraphs(*"defg")
    text = [line for page in words(laid_out(body, WAITING)) for line in page]
    assert text.index(word("d", 0)) > max(n for n, line in enumerate(text) if "picture" in line)
