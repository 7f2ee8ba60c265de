"""parse: HTML as tags; what is simple is read as a parser of HTML reads it."""

from __future__ import annotations

import random

import pytest

from octavo.passes.parse import html

SIMPLE = [
    "<b>",
    "</b>",
    "<BR>",
    '<div class="note" id="a">\n  Text\n</div>\n',
    '<p lang="fr">Un mot</p>',
    "<ul><li>one\n<li>two</ul >",
    '<a href="x.html"\n   title="a title">words</a>',
]
ANYTHING = [
    "<br/>",
    "a &amp; b",
    "<img src=x.png alt='a b'>",
    "<script>if (a < b) { }</script>",
    "<!-- no <b>tag</b> -->",
    "<b",
    "a < b",
    '</b class="x">',
    '<td rowspan="2" rowspan="3" data-x>',
    "<title>a <b></title>",
    '<b\u00a0lang="fr">',
    '<b lang="fr"\x1cdir="ltr">',
    "<b\u2028>",
]


@pytest.mark.parametrize("text", SIMPLE)
def test_simple_html_is_read_without_a_parser(text: str) -> None:
    assert html._read_simple(text) == html._read_any(text)


@pytest.mark.parametrize("text", ANYTHING)
def test_all_other_html_is_left_to_the_parser(text: str) -> None:
    assert html._read_simple(text) is None
    assert html.read_tags(text) == html._read_any(text)


def test_whatever_is_read_as_simple_is_read_as_the_parser_reads_it() -> None:
    generator = random.Random(7)
    pieces = [*SIMPLE, *ANYTHING, "words", "\n", " ", "<", ">", "&", '"', "=", "/", "é", "<p>"]
    simple = 0
    for _ in range(5_000):
        text = "".join(generator.choices(pieces, k=generator.randint(1, 4)))
        cut = generator.randrange(len(text))
        text = text[:cut] + text[cut + generator.randint(0, 1) :]
        tags = html._read_simple(text)
        if tags is not None:
            simple += 1
            assert tags == html._read_any(text), text
    assert simple > 500
