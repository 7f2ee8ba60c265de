"""Widths are those that the engine gives a text when it sets it on a line by itself."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import create_layout, line_size

from octavo.writers.pdf.measures import Measures

TEXTS = (
    "efficient offices", "Straße, Größe, naïve", "a\u00a0b\u202f!", "“Quoted” – and — dashed…",
    "soft\u00adhyphen", "1 000 AVATAR Ty", " begins and ends ",
)  # fmt: skip


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """A layout context, and the style of a paragraph in it."""
    caught: list[tuple[Any, Any]] = []
    original = inline.split_text_box

    def catching(context: Any, box: boxes.TextBox, *others: Any, **named: Any) -> Any:
        caught.append((context, box.style))
        return original(context, box, *others, **named)

    monkeypatch.setattr(inline, "split_text_box", catching)
    HTML(string="<p lang=en style='font: 16px serif; hyphens: auto'>Words").render()
    return caught[0]


def width(context: Any, style: Any, text: str) -> float:
    layout = create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    return float(line_size(line, style)[0])


@pytest.mark.parametrize("text", TEXTS)
def test_the_last_place_is_the_width_of_the_text(surroundings: tuple[Any, Any], text: str) -> None:
    places = Measures().positions(*surroundings, text)
    assert len(places) == len(text) + 1
    assert places[-1] == pytest.approx(width(*surroundings, text), abs=0.01)
    assert places == sorted(places)


def test_the_place_of_a_word_is_the_width_of_what_stands_before_it(
    surroundings: tuple[Any, Any],
) -> None:
    text = "Größe and weight"
    places = Measures().positions(*surroundings, text)
    assert places[text.index("w")] == pytest.approx(width(*surroundings, "Größe and "), abs=0.01)


def test_words_are_hyphenated_by_the_dictionary_of_their_language(
    surroundings: tuple[Any, Any],
) -> None:
    _, style = surroundings
    measures = Measures()
    assert measures.hyphenation(style, "understand") == [2, 5]
    assert measures.hyphenation(style, "word") == []


def test_words_that_are_spelt_otherwise_when_divided_are_left_to_the_engine() -> None:
    """Hungarian divides “hosszan” as “hosz-szan”: a letter more."""
    assert Measures().hyphenation(hungarian(), "hosszan") == []


def hungarian() -> dict[str, Any]:
    return {"hyphenate_limit_chars": (5, 2, 2), "hyphens": "auto", "lang": "hu"}


def test_a_space_alone_with_spacing_of_words_is_one_character(
    surroundings: tuple[Any, Any],
) -> None:
    """The engine makes two of it, so that there is something to space."""
    context, style = surroundings
    spaced = style.copy()
    spaced["word_spacing"] = 3
    places = Measures().positions(context, spaced, " ")
    assert len(places) == 2
    assert places[1] > Measures().positions(context, style, " ")[1]
