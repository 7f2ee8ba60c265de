"""Collation: the alphabetical order of each language."""

from __future__ import annotations

import pytest

from octavo.passes.resolve.collation import Collation


def in_order(lang: str, words: list[str]) -> list[str]:
    """Return words in the order of a language, from the opposite one."""
    backwards = words[::-1]
    return sorted(backwards, key=Collation(lang).key)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "2020, abbey, Abbey, Æsop, école, ecology, New York, Newark, oeuvre, zebra"),
        ("de", "Apfel, Äpfel, Argentinien, Ärger, Strasse, Straße, Zug"),
        ("es", "nube, nuez, ñame, ñu, oca"),
        ("sv", "zon, ål, ärlig, öl"),
        ("fi", "zon, ål, ärlig, öl"),
        ("da", "zar, ære, øl, ål, Aarhus"),
        ("pl", "lato, łan, mama, zero, źle, żaba"),
        ("cs", "cukr, čaj, hora, chata, ibis"),
        ("tr", "cam, çam, hız, ılık, iz"),
        ("hu", "cukor, csap, dal"),
        ("et", "sari, šokk, zoo, tuba, wali, õlu, ämber"),
        ("ru", "арка, ёж, жук"),
    ],
)
def test_words_stand_in_the_order_of_the_language(lang: str, words: str) -> None:
    assert in_order(lang, words.split(", ")) == words.split(", ")


def test_words_are_ordered_word_by_word_and_without_the_marks_around_them() -> None:
    order = ["‘audit’ (social)", "audit trail", "audit-trail", "auditor", "“audits”"]

    assert in_order("en", order) == order


@pytest.mark.parametrize(
    ("lang", "word", "letter"),
    [
        ("en", "“école”", "E"),
        ("en", "Ørsted", "O"),
        ("en", "Æsop", "A"),
        ("de", "Ärger", "A"),
        ("de", "ß", "S"),
        ("sv", "ärlig", "Ä"),
        ("fi", "öl", "Ö"),
        ("es", "ñame", "Ñ"),
        ("da", "Aarhus", "Å"),
        ("nb", "ære", "Æ"),
        ("cs", "chata", "Ch"),
        ("tr", "ılık", "I"),
        ("tr", "İzmir", "İ"),
        ("el", "άλφα", "Α"),
        ("ru", "яблоко", "Я"),
        ("en", "2020", ""),
        ("en", "@home", ""),
        ("en", "", ""),
        ("en", "…", ""),
    ],
)
def test_the_letter_that_a_word_stands_under(lang: str, word: str, letter: str) -> None:
    assert Collation(lang).letter(word) == letter


def test_equal_keys_are_for_equal_words_alone() -> None:
    collation = Collation("en")

    assert collation.key("audit") != collation.key("(audit)")
    assert sorted(["b", "B", "b"], key=collation.key) == ["b", "b", "B"]


@pytest.mark.parametrize("lang", ["xx", "zh", "ja", "ar", "en-GB-oxendict"])
def test_any_language_and_any_characters_have_an_order(lang: str) -> None:
    words = ["中文", "かな", "مرحبا", "🙂", "\ue000", "\U0010fffd", "a\u0301", "'", ""]

    assert in_order(lang, words) == in_order(lang, words[::-1])
