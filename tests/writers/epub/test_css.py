"""Stylesheets: custom properties become values, sums are worked out, nothing leads out."""

from __future__ import annotations

import pytest

from octavo.writers.epub.css import resolve_css

from .conftest import MakePublication


def declarations(css: str) -> list[str]:
    return [line.strip(" ;") for line in css.splitlines() if ":" in line and "{" not in line]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("margin: var(--a)", ["margin: 2em"]),
        ("margin: 0 var(--a) 0 var( --b )", ["margin: 0 2em 0 1em"]),
        ("margin: var(--none, 3em)", ["margin: 3em"]),
        ("margin: var(--none, var(--a))", ["margin: 2em"]),
        ("margin: var(--none)", []),
        ("margin: var(--circle)", []),
        ("margin: var(--circle, 1em)", ["margin: 1em"]),
        ("font-family: var(--face)", ['font-family: "A, B", serif']),
        ("margin: calc(var(--a) * 2)", ["margin: 4em"]),
        ("margin: calc((var(--a) + 1em) / 2)", ["margin: 1.5em"]),
        ("margin: calc(1em - calc(0.5em * 3))", ["margin: -0.5em"]),
        ("line-height: calc(3 / 2)", ["line-height: 1.5"]),
        ("width: calc(100% - 20%)", ["width: 80%"]),
        ("width: calc(100% - 1em)", []),
        ("width: calc(1em / 0)", []),
        ("width: calc(1em * 1em)", []),
        ("color: rgb(var(--red) 0 0) !important", ["color: rgb(9 0 0) !important"]),
        ("background: url(a.png)", []),
        ('background: url("https://example.org/a.png")', []),
        ("background: url(data:image/png;base64,AA==)",
         ["background: url(data:image/png;base64,AA==)"]),
        ("--own: 1em", []),
    ],
)  # fmt: skip
def test_declarations(source: str, expected: list[str]) -> None:
    root = (
        ':root { --a: 2em; --b: calc(var(--a) / 2); --face: "A, B", serif;'
        " --circle: var(--circle); --red: 9 }"
    )
    assert declarations(resolve_css(root, f"p {{ {source} }}")) == expected


def test_a_later_token_replaces_an_earlier_one() -> None:
    css = resolve_css(":root { --a: 1em } p { margin: var(--a) }", "html { --a: 2em }")
    assert declarations(css) == ["margin: 2em"]


def test_rules_inside_rules_are_kept_and_empty_ones_are_not() -> None:
    css = resolve_css(
        ":root { --a: 1em } @import 'x.css'; @font-face { src: url(x) } @page { margin: 1in }"
        "@media (max-width: 30em) { p, li > p::before { margin: var(--a) } q { --x: 1 } }"
    )
    expected = "@media (max-width: 30em) {\n  p, li > p::before {\n    margin: 1em;\n  }\n}\n"
    assert css == expected


def test_the_stylesheet_of_a_book_has_values_only(publication: MakePublication) -> None:
    tokens = ":root { --rule: #123456; --accent: #654321 }"
    book = publication({"text/1.md": "# One\n\nText.\n", "styles/tokens.css": tokens})
    css = book.epub().text("styles/book.css")
    for word in ("var(", "calc(", "--", ":root"):
        assert word not in css
    assert "0.1em solid #123456" in css
