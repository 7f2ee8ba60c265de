"""Locales: a region that nobody knows does not lose the language."""

from __future__ import annotations

import datetime

import pytest

from octavo.locales import base_language, listed, locale_of
from octavo.passes.resolve.data.formats import date_text
from octavo.passes.template.tables import decimal_mark
from octavo.theme import long_date

DAY = datetime.date(2026, 8, 2)


@pytest.mark.parametrize(("lang", "base"), [("fr", "fr"), ("fr-CA", "fr"), ("ZH-Hant-TW", "zh")])
def test_the_base_of_a_tag_is_its_language(lang: str, base: str) -> None:
    assert base_language(lang) == base


@pytest.mark.parametrize(
    ("lang", "locale"),
    [("fr-CA", "fr_CA"), ("fr-XY", "fr"), ("fr-not-a-tag", "fr"), ("xx", "en"), ("", "en")],
)
def test_an_unknown_tag_falls_back_to_its_language_then_to_english(lang: str, locale: str) -> None:
    assert str(locale_of(lang)) == locale


def test_dates_and_numbers_fall_back_in_one_way() -> None:
    assert long_date(DAY, "fr-XY") == date_text(DAY, "fr-XY") == "2 août 2026"
    assert decimal_mark("fr-XY") == ","
    assert decimal_mark("xx") == "."


@pytest.mark.parametrize(
    ("words", "lang", "text"),
    [
        ([], "en", ""),
        (["a"], "es", "a"),
        (["a", "b", "c"], "en-GB", "a, b and c"),
        (["a", "b", "c"], "en", "a, b, and c"),
        (["a", "b"], "fr-XY", "a et b"),
        (["a and b", "{0}"], "de", "a and b und {0}"),
        (["Y", "Ana", "Inés"], "es-MX", "Y, Ana e Inés"),
        (["Ana", "Hidalgo"], "es", "Ana e Hidalgo"),
        (["Ana", "Hierro"], "es", "Ana y Hierro"),
        (["Ana", "Yolanda"], "es", "Ana y Yolanda"),
        (["Ana y Bea", "Ibarra"], "es", "Ana y Bea e Ibarra"),
    ],
)
def test_words_are_listed_as_the_language_does(words: list[str], lang: str, text: str) -> None:
    assert listed(words, lang) == text
