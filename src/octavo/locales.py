"""Locales: what a language tag (BCP 47) says, and the locale data that belong to it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


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
