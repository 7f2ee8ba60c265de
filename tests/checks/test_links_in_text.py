"""Links: those without words, and those whose words say nothing."""

from __future__ import annotations

import pytest

from tests.checks.conftest import Ask, places


def test_a_link_without_words(ask: Ask) -> None:
    (found,) = ask("# One\n\nText [](https://example.org/a) here.\n", code="OCT604")
    assert places([found]) == [("text/1.md", 3, 6)]
    assert found["message"] == "the link to “https://example.org/a” has no words"


def test_a_link_without_an_address(ask: Ask) -> None:
    (found,) = ask("# One\n\nText [words]() here.\n", code="OCT604")
    assert (found["column"], found["end_column"]) == (6, 13)
    assert found["message"] == "the link “words” has no address"


def test_an_anchor_and_an_image_with_alt_text_are_no_empty_links(ask: Ask) -> None:
    text = '# One\n\n<a id="x"></a>Text [![A wall](w.svg)](https://example.org/a).\n'
    assert not ask(text, code="OCT604")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "here"), ("en-GB", "Click here!"), ("fr", "ici"), ("es", "aquí"), ("de", "hier")],
)
def test_a_link_that_says_here(ask: Ask, lang: str, words: str) -> None:
    text = f"---\ntitle: One\nlang: {lang}\n---\n\nX [{words}](https://example.org/a).\n"
    (found,) = ask(text, code="OCT605")
    assert (found["line"], found["column"]) == (6, 3)
    assert found["message"] == f"the link “{words}” does not say where it leads"


def test_the_word_of_another_language_says_something(ask: Ask) -> None:
    assert not ask("# One\n\nText [Hier](https://example.org/a).\n", code="OCT605")
    assert not ask("# One\n\nText [here it stands](https://example.org/a).\n", code="OCT605")
