"""Numerals: numbers in roman figures and in letters."""

from __future__ import annotations

from string import ascii_lowercase

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return a number from 1 on in lower-case roman figures."""
    figures = ""
    for value, letters in _ROMAN:
        figures += letters * (number // value)
        number %= value
    return figures


def lettered(number: int) -> str:
    """Return a number from 1 on in lower-case letters: a to z, then aa, ab and so on."""
    letters = ""
    while number:
        number, place = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[place] + letters
    return letters
