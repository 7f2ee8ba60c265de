"""Words are divided as a publication says, and not elsewhere."""

from __future__ import annotations

from pathlib import Path

import pyphen
import pytest

from octavo.model.diagnostic import OctavoError
from octavo.writers.pdf.hyphenation import divided_as_told, exceptions_of
from tests.reading.made import make


def divided(word: str, *told: str, lang: str = "en_GB") -> str:
    with divided_as_told(exceptions_of(told)):
        return str(pyphen.Pyphen(lang=lang).inserted(word))


def test_a_word_is_divided_where_its_hyphens_are() -> None:
    assert divided("initiative") != "ini-tiat-ive"
    assert divided("initiative", "ini-tiat-ive") == "ini-tiat-ive"
    assert divided("Initiative", "ini-tiat-ive") == "Ini-tiat-ive"


def test_a_word_without_hyphens_is_never_divided() -> None:
    assert "-" in divided("Witwatersrand")
    assert divided("Witwatersrand", "Witwatersrand") == "Witwatersrand"


def test_other_words_and_later_ones_are_divided_as_ever() -> None:
    plain = divided("organisation")
    assert divided("organisation", "ini-tiative") == plain
    divided("organisation", "organisation")
    assert divided("organisation") == plain


CONFIGURATION = """
publications:
  book:
    title: Wells
    date: 2026-01-15
    lang: en-GB
    design: anthology
    contents: [one.md]
    hyphenation: [{words}]
"""


@pytest.mark.parametrize("words", ["", "multistakeholder", "multis-takeholder"])
def test_the_lines_of_a_pdf_keep_to_it(tmp_path: Path, words: str) -> None:
    (tmp_path / "octavo.yaml").write_text(CONFIGURATION.format(words=words), encoding="utf-8")
    text = " ".join(f"{'a' * (number % 7 + 1)} multistakeholder" for number in range(120))
    (tmp_path / "one.md").write_text(f"# One\n\n{text}\n", encoding="utf-8")
    file = make(tmp_path, ("screen",))["book"].screen
    lines = [run.text.strip() for page in file.runs for run in page]
    ends = {line.rsplit(" ", 1)[-1] for line in lines if line.endswith(("\u2010", "\u00ad"))}
    parts = {end.rstrip("\u2010\u00ad") for end in ends}
    if words == "multistakeholder":
        assert parts == set()
    elif words:
        assert parts == {"multis"}
    else:
        assert parts, "the patterns divide it"
        assert "multis" not in parts


@pytest.mark.parametrize("words", ["two words", "-a", "da--ta", "12"])
def test_what_is_no_word_is_told_at_its_place(tmp_path: Path, words: str) -> None:
    (tmp_path / "octavo.yaml").write_text(
        CONFIGURATION.format(words=f"'{words}'"), encoding="utf-8"
    )
    (tmp_path / "one.md").write_text("# One\n", encoding="utf-8")
    with pytest.raises(OctavoError) as caught:
        make(tmp_path, ("screen",))
    (found,) = caught.value.diagnostics
    assert str(found.span) == "octavo.yaml:9:19"
