"""Tokens of justified text, as a stylesheet gives them to an element."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from octavo.writers.pdf.justification import hang_of, penalties_of
from octavo.writers.pdf.totalfit import Penalties


def style_of(css: str, lang: str = "en") -> Any:
    """The style of a paragraph in a division with this style."""
    html = f"<html lang={lang}><div style='{css}'><p>Words"
    (page,) = HTML(string=html).render().pages
    return next(
        box.style
        for box in page._page_box.descendants()
        if isinstance(box, boxes.BlockBox) and box.element_tag == "p"
    )


def test_without_tokens_the_penalties_are_the_usual_ones() -> None:
    assert penalties_of(style_of("")) == Penalties()


def test_an_element_inherits_the_tokens_of_those_around_it() -> None:
    css = "--justify-stretch: .4; --justify-shrink: 0.2; --justify-hyphen: 500"
    expected = Penalties(stretch=0.4, shrink=0.2, hyphen=500)
    assert penalties_of(style_of(css)) == expected


def test_languages_of_long_words_have_cheaper_hyphens() -> None:
    assert penalties_of(style_of("", "de-AT")).hyphen < Penalties().hyphen
    assert penalties_of(style_of("--justify-hyphen: 300", "de")).hyphen == 300


@pytest.mark.parametrize("value", ["-1", "wide", "2em", "0,5", "50%"])
def test_what_is_no_number_counts_for_nothing_and_is_told(
    value: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert penalties_of(style_of(f"--justify-hyphen: {value}")) == Penalties()
    assert [record.getMessage() for record in caplog.records] == [
        f"Ignored `--justify-hyphen: {value}`, a number is wanted, without a unit."
    ]


def test_a_space_never_becomes_narrower_than_half_of_its_width() -> None:
    assert penalties_of(style_of("--justify-shrink: 3")).shrink == 0.5


def test_nothing_hangs_out_unless_a_style_says_how_far(caplog: pytest.LogCaptureFixture) -> None:
    assert hang_of(style_of("")) == 0
    assert hang_of(style_of("--hang: 0.5")) == 0.5
    assert hang_of(style_of("--hang: 3")) == 1
    assert hang_of(style_of("--hang: wide")) == 0
    assert [record.getMessage() for record in caplog.records] == [
        "Ignored `--hang: wide`, a number is wanted, without a unit."
    ]
