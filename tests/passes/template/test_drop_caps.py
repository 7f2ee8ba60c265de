"""Drop caps: a span around the first letter of a chapter's text, where a design has them."""

from __future__ import annotations

import pytest

from tests.passes.template.conftest import MakeManuscript

MORE = "Whoever draws it has thought of the rope before. " * 3


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Water is far.", '<span class="drop-cap">W</span>ater'),
        ("Île de France.", '<span class="drop-cap">Î</span>le'),
        ('"Water" is a word.', '<span class="drop-cap">“W</span>ater”'),
        ("1864 was a dry year.", "1864"),
        ("*Water* is far.", "<em>Water"),
        ("[Water](https://example.org) is far.", "<a href"),
        ("E\u0301cole.", '<span class="drop-cap">E\u0301</span>cole.'),
        ("水很远。", "水很远。"),
    ],
)
def test_the_first_letter_stands_out(manuscript: MakeManuscript, text: str, begins: str) -> None:
    made = manuscript(f"{text} {MORE}\n\nMore.\n", design="anthology").text()
    assert made.partition(">")[2].startswith(begins)
    assert made.count("drop-cap") <= 1


@pytest.mark.parametrize("text", ["## Heading\n\nText.", "- Item\n", "> Quotation\n"])
def test_only_a_paragraph_that_comes_first_has_one(manuscript: MakeManuscript, text: str) -> None:
    assert "drop-cap" not in manuscript(text, design="anthology").text()


def test_a_part_has_none_and_neither_has_a_dedication(manuscript: MakeManuscript) -> None:
    texts = {
        "one.md": f"# Part {{.part}}\n\n{MORE}\n",
        "two.md": "---\nkind: dedication\n---\n" + MORE,
        "three.md": f"# Three\n\n{MORE}\n",
    }
    made = manuscript(texts, design="anthology")
    found = [one.kind for one in made.rendition().sections if "drop-cap" in one.xhtml]
    assert found == ["essay"]


def test_a_short_paragraph_has_none(manuscript: MakeManuscript) -> None:
    """What follows would stand beside the letter, too."""
    assert "drop-cap" not in manuscript("Water is far.\n\n- A list", design="anthology").text()


def test_a_handle_around_it_changes_nothing(manuscript: MakeManuscript) -> None:
    made = manuscript(f"::: {{.tighter}}\n{MORE}\n:::\n", design="anthology").text()
    assert '<span class="drop-cap">W</span>hoever' in made


def test_a_report_has_none(manuscript: MakeManuscript) -> None:
    assert "drop-cap" not in manuscript(MORE).text()
