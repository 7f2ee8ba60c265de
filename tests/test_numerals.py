"""Numerals: roman figures and letters."""

from __future__ import annotations

import pytest

from octavo.numerals import lettered, roman


@pytest.mark.parametrize(
    ("number", "figures"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix"), (1999, "mcmxcix")],
)
def test_roman_figures(number: int, figures: str) -> None:
    assert roman(number) == figures


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (703, "aaa")]
)
def test_letters_go_on_behind_z(number: int, letters: str) -> None:
    assert lettered(number) == letters
