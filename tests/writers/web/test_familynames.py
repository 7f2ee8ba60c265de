"""Families that go by another name in a stylesheet."""

from __future__ import annotations

import pytest

from octavo.writers.web.familynames import renamed

NAMES = {"My Mono": "Ours 1"}


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p{font-family:'My Mono',serif}", 'p{font-family:"Ours 1",serif}'),
        ("p{font-family: my  mono , serif}", 'p{font-family: "Ours 1" , serif}'),
        ("a:hover { font: bold 1em/2 My Mono !important; }",
         'a:hover { font: bold 1em/2 "Ours 1" !important; }'),
        (':root { --face: "My Mono", x; color: red }', ':root { --face: "Ours 1", x; color: red }'),
        ("p { font-family: var(--f, My Mono) }", 'p { font-family: var(--f, "Ours 1") }'),
        ("@media print { p { FONT-FAMILY: My Mono } }",
         '@media print { p { FONT-FAMILY: "Ours 1" } }'),
        ("p { font-family: My Mono Light, 'My Mono 2' }",
         "p { font-family: My Mono Light, 'My Mono 2' }"),
        ('p::before { content: "My Mono" }', 'p::before { content: "My Mono" }'),
        ("/* My Mono */ p { color: #fff }", "/* My Mono */ p { color: #fff }"),
        ("font-family: My Mono; fill: red", 'font-family: "Ours 1"; fill: red'),
    ],
)  # fmt: skip
def test_stylesheets(css: str, expected: str) -> None:
    unquoted = renamed(css, NAMES).replace('"My Mono 2"', "'My Mono 2'")
    assert unquoted == expected


def test_the_value_of_a_property() -> None:
    assert renamed("My Mono, serif", NAMES, "font-family") == '"Ours 1", serif'
    assert renamed("My Mono, serif", NAMES, "content") == "My Mono, serif"
