"""Stylesheets that need to know the pages before anything is laid out are found."""

from __future__ import annotations

import pytest

from octavo.writers.pdf.pagerules import breaks_to_a_side, counts_pages_in_text


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@page { @bottom-left { content: counter(page) } }", False),
        ("@page :left { @bottom-left { content: counter( page ) } } p { margin: 0 }", False),
        ("h1::before { content: 'on ' counter(page) }", True),
        ("h1 { string-set: where counter( page, decimal) }", True),
        ("@media print { h1::after { content: counters(page, '.') } }", True),
        ("/* counter(page) */ p { margin: 0 }", False),
        ("li::marker { content: counter(pages-of-mine) }", False),
    ],
)
def test_numbers_of_pages_in_the_text(css: str, expected: bool) -> None:
    assert counts_pages_in_text(["p { margin: 0 }", css]) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("h2 { break-before: recto }", True),
        ("h2 { page-break-after : left }", True),
        ('<p style="break-before:verso">', True),
        ("h2 { break-before: page }", False),
        ("p { margin-right: auto; break-after: avoid }", False),
    ],
)
def test_breaks_to_a_side(text: str, expected: bool) -> None:
    assert breaks_to_a_side([text]) is expected
