"""Locales: what a language tag (BCP 47) says, and the locale data that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# No word holds it: it stands for one while the words of a list are joined.
_ONE = "\0"
# Spanish says “e” for “y” before the sound of i, but not where a diphthong begins: e Inés, y Iago.
_SOUNDS_AS_I = re.compile(r"(?:h?[ií]|y)(?![aeouáéóú])", re.IGNORECASE)


def base_language(lang: str) -> str:
    """Return the language of a tag without its region or script: ``fr`` for ``fr-CA``."""
    return lang.partition("-")[0].lower()


@lru_cache(maxsize=64)
def locale_of(lang: str) -> Locale:
    """Return the locale of a tag; of its language alone, or English, where none is known."""
    from babel import Locale, UnknownLocaleError

    for tag in (lang, base_language(lang)):
        try:
            return Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


def listed(words: Sequence[str], lang: str) -> str:
    """Return words as the language lists them: “a, b and c”."""
    return "".join(chain(*zip_longest(between(words, lang), words, fillvalue="")))


def between(words: Sequence[str], lang: str) -> tuple[str, ...]:
    """Return what stands before, between and after the words of a list: one more than words."""
    from babel.lists import format_list

    pieces = format_list([_ONE] * len(words), locale=locale_of(lang)).split(_ONE)
    if len(words) > 1 and base_language(lang) == "es" and _SOUNDS_AS_I.match(words[-1]):
        pieces[-2] = pieces[-2].replace(" y ", " e ")
    return tuple(pieces)
