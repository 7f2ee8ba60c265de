"""Collation: the alphabetical order of an index or a glossary, by language.

The order is that of the Unicode Collation Algorithm (the library ``pyuca``, which has its default
table), word by word, with the letters that a language orders as its own (Unicode CLDR,
``collation``). German is ordered as in dictionaries (DIN 5007-1: ä as a). Not done: the reversed
order of accents in Canadian French, and languages whose order needs more than letters (Chinese,
Japanese); they have the default order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

Key = tuple[tuple[float, ...], tuple[int, ...], tuple[int, ...], str]
_Element = tuple[float, int, int]

# In each row a known letter, and after < the letters that follow it in their order. Letters that
# stand together differ as accents do.
_TAILORED: dict[str, tuple[str, ...]] = {
    "cs": ("c < č", "h < ch", "r < ř", "s < š", "z < ž"),
    "da": ("y ü", "z < æ ä < ø ö < å aa"),
    "es": ("n < ñ",),
    "et": ("s < š < z < ž", "w < õ < ä < ö < ü"),
    "fi": ("y ü", "z < å < ä æ < ö ø"),
    "hr": ("c < č < ć", "d < dž < đ", "l < lj", "n < nj", "s < š", "z < ž"),
    "hu": (
        "c < cs", "d < dz < dzs", "g < gy", "l < ly", "n < ny", "o < ö ő", "s < sz", "t < ty",
        "u < ü ű", "z < zs",
    ),
    "is": (
        "a < á", "d < ð", "e < é", "i < í", "o < ó", "u < ú", "y < ý", "z < þ < æ ä < ö ø < å",
    ),
    "lt": ("c < č", "i y", "s < š", "z < ž"),
    "lv": ("c < č", "g < ģ", "i < y", "k < ķ", "l < ļ", "n < ņ", "s < š", "z < ž"),
    "nb": ("y ü", "z < æ ä < ø ö < å aa"),
    "pl": ("a < ą", "c < ć", "e < ę", "l < ł", "n < ń", "o < ó", "s < ś", "z < ź < ż"),
    "ro": ("a < ă < â", "i < î", "s < ș ş", "t < ț ţ"),
    "sk": ("a < ä", "c < č", "h < ch", "o < ô", "s < š", "z < ž"),
    "sl": ("c < č < ć", "d < đ", "s < š", "z < ž"),
    "sv": ("y ü", "z < å < ä æ < ö ø"),
    "tr": ("c < ç", "g < ğ", "h < ı", "i İ", "o < ö", "s < ş", "u < ü"),
}  # fmt: skip
_SAME = {"az": "tr", "bs": "hr", "nn": "nb", "no": "nb"}

_NO_LETTERS = re.compile(r"[\"'“”‘’„‚«»‹›()\[\]]")
_AS_SPACE = re.compile(r"[\s\-‐‑‒–—/]+")
_STEP = 1 / 64
_PLAIN, _CAPITAL = 2, 8


@lru_cache(maxsize=1)
def _default() -> Any:  # noqa: ANN401  (pyuca has no types)
    from pyuca import Collator

    return Collator()


class Collation:
    """The order of one language."""

    def __init__(self, lang: str) -> None:
        """Take a BCP 47 tag; an unknown language has the default order."""
        base = lang.partition("-")[0].lower()
        self._elements: dict[str, _Element] = {}
        self._letters: dict[float, str] = {
            self._primary(letter): _capitalised(letter, base)
            for letter in "abcdefghijklmnopqrstuvwxyz"
        }
        for row in _TAILORED.get(_SAME.get(base, base), ()):
            self._tailor([group.split() for group in row.split(" < ")], base)
        self._tailored = re.compile(
            "|".join(map(re.escape, sorted(self._elements, key=len, reverse=True))) or "(?!)"
        )

    def key(self, text: str) -> Key:
        """Return what to sort ``text`` by; equal for equal texts alone."""
        elements = list(self._of(_folded(text)))
        return (
            tuple(element[0] for element in elements if element[0]),
            tuple(element[1] for element in elements if element[1]),
            tuple(element[2] for element in elements if element[2]),
            text,
        )

    def letter(self, text: str) -> str:
        """Return the letter under which ``text`` stands: ``""`` for digits and signs.

        That is its base letter (É stands under E), unless the language has it as its own.
        """
        folded = _folded(text)
        if not folded[:1].isalpha():
            return ""
        primary = next(element[0] for element in self._of(folded))
        base = unicodedata.normalize("NFD", folded)[0]
        return self._letters.get(primary) or base.upper()

    def _primary(self, letter: str) -> float:
        return float(_default().collation_elements(unicodedata.normalize("NFD", letter))[0][0])

    def _tailor(self, groups: Sequence[Sequence[str]], lang: str) -> None:
        anchor = groups[0][0]
        primary = self._elements[anchor][0] if anchor in self._elements else self._primary(anchor)
        for number, group in enumerate(groups):
            own = primary + number * _STEP
            if number:
                self._letters[own] = _capitalised(group[0], lang)
            for variant, letter in enumerate(group):
                if letter == anchor:
                    continue
                for form, weight in _forms(letter, lang):
                    self._elements[form] = (own, 0x20 + variant, weight)

    def _of(self, text: str) -> chain[_Element]:
        """Return the collation elements of a text."""
        found: list[Sequence[_Element]] = []
        done = 0
        for match in self._tailored.finditer(text):
            found += (_untailored(text[done : match.start()]), (self._elements[match[0]],))
            done = match.end()
        found.append(_untailored(text[done:]))
        return chain.from_iterable(found)


def _forms(letter: str, lang: str) -> list[tuple[str, int]]:
    """Return a letter and its capitals, with the weights of their case."""
    capital = _capitalised(letter, lang)
    forms = {letter: _PLAIN, capital: _CAPITAL, letter.upper(): _CAPITAL}
    return [(form, weight) for form, weight in forms.items() if form != "I" or lang in ("tr", "az")]


def _capitalised(letter: str, lang: str) -> str:
    return "İ" if letter == "i" and lang in ("tr", "az") else letter[0].upper() + letter[1:]


def _untailored(text: str) -> Sequence[_Element]:
    if not text:
        return ()
    elements = _default().collation_elements(unicodedata.normalize("NFD", text))
    return [tuple(element[:3]) for element in elements]


def _folded(text: str) -> str:
    """Return a text without marks around words, with one space between words."""
    composed = unicodedata.normalize("NFC", text)
    return _AS_SPACE.sub(" ", _NO_LETTERS.sub("", composed)).strip()
