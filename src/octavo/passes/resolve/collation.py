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

from octavo.locales import base_language

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


# So many characters decide; what is longer is no entry that anybody looks up.
_LONGEST = 200


@lru_cache(maxsize=1)
def _default() -> _DefaultOrder:
    return _DefaultOrder()


class _DefaultOrder:
    """The default table, of which only the letters that occur are read: the whole takes 0.4 s.

    It fills the table of pyuca 1.2 in pyuca's own way.
    """

    def __init__(self) -> None:
        from importlib.resources import files

        from pyuca.collator import COLL_ELEMENT_PATTERN, Collator

        class Empty(Collator):  # type: ignore[misc]
            def load(self, _filename: str) -> None:
                """Read nothing yet."""

        self._collator = Empty()
        self._weights: re.Pattern[str] = COLL_ELEMENT_PATTERN
        self._lines: dict[str, list[str]] = {}
        self._known: set[str] = set()
        name = f"allkeys-{Collator.UCA_VERSION}.txt"
        for line in files("pyuca").joinpath(name).read_text("utf-8").split("\n"):
            self._lines.setdefault(line[: line.find(" ")], []).append(line)
        for line in self._lines["@implicitweights"]:
            stretch, _, base = line.partition("#")[0].partition(" ")[2].partition(";")
            first, _, last = stretch.partition("..")
            self._collator.implicit_weights.append([int(first, 16), int(last, 16), int(base, 16)])

    def elements(self, text: str) -> Sequence[_Element]:
        """Return the collation elements of a text."""
        decomposed = unicodedata.normalize("NFD", text)
        for character in decomposed:
            if character not in self._known:
                self._read(character)
        found = self._collator.collation_elements(decomposed)
        return [tuple(element[:3]) for element in found]

    def _read(self, character: str) -> None:
        """Read the rows of the table that begin with a character."""
        self._known.add(character)
        for line in self._lines.get(f"{ord(character):04X}", ()):
            characters, _, weights = line.partition("#")[0].partition(";")
            elements = [
                [int(weight, 16) for weight in match] for match in self._weights.findall(weights)
            ]
            self._collator.table.add([int(one, 16) for one in characters.split()], elements)


class Collation:
    """The order of one language."""

    def __init__(self, lang: str) -> None:
        """Take a BCP 47 tag; an unknown language has the default order."""
        base = base_language(lang)
        self._elements: dict[str, _Element] = {}
        self._read: dict[str, list[_Element]] = {}
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
        elements = self._of(_folded(text))
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
        primary = self._of(folded)[0][0]
        base = unicodedata.normalize("NFD", folded)[0]
        return self._letters.get(primary) or base.upper()

    def _primary(self, letter: str) -> float:
        return _default().elements(letter)[0][0]

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

    def _of(self, text: str) -> list[_Element]:
        """Return the collation elements of a text; an entry's are asked for several times."""
        if text not in self._read:
            found: list[_Element] = []
            done = 0
            for match in self._tailored.finditer(text):
                found += _default().elements(text[done : match.start()])
                found.append(self._elements[match[0]])
                done = match.end()
            self._read[text] = [*found, *_default().elements(text[done:])]
        return self._read[text]


def _forms(letter: str, lang: str) -> list[tuple[str, int]]:
    """Return a letter and its capitals, with the weights of their case."""
    capital = _capitalised(letter, lang)
    forms = {letter: _PLAIN, capital: _CAPITAL, letter.upper(): _CAPITAL}
    return [(form, weight) for form, weight in forms.items() if form != "I" or lang in ("tr", "az")]


def _capitalised(letter: str, lang: str) -> str:
    return "İ" if letter == "i" and lang in ("tr", "az") else letter[0].upper() + letter[1:]


def _folded(text: str) -> str:
    """Return a text without marks around words, with one space between words."""
    composed = unicodedata.normalize("NFC", text[: 4 * _LONGEST])
    return _AS_SPACE.sub(" ", _NO_LETTERS.sub("", composed)).strip()[:_LONGEST]
