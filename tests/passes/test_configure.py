"""configure: what is wrong in octavo.yaml is told at its place, with the next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.diagnostic import OctavoError
from octavo.passes.configure import configure
from octavo.workspace import Workspace

BOOK = "  book:\n    title: A book\n    date: 2026-01-15\n    contents: a.md\n"


def told(folder: Path, text: str) -> list[tuple[str, str, str]]:
    """Code with line and column, message and hint of what is wrong in an octavo.yaml."""
    (folder / "octavo.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(OctavoError) as caught:
        configure(Workspace(folder, {}))
    assert caught.value.exit_code == 2
    return [
        (
            f"{found.code} {str(found.span).removeprefix('octavo.yaml:')}",
            found.message,
            "; ".join(found.hints),
        )
        for found in caught.value.diagnostics
    ]


@pytest.mark.parametrize("name", ["my report/x", "../x", "-x", "my report"])
def test_a_name_that_no_file_could_have_is_told_at_its_key(tmp_path: Path, name: str) -> None:
    text = "publications:\n" + BOOK.replace("book:", f"{name}:", 1)
    assert told(tmp_path, text) == [
        (
            "OCT004 2:3",
            f"publications.{name}: “{name}” has not the right form",
            "a name holds letters, digits, ., - and _, and begins with a letter or a digit",
        )
    ]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("lang: British", "did you mean “en-GB”?"),
        ("lang: english", "did you mean “en”?"),
        ("lang: français", "did you mean “fr”?"),
        ("lang: xxxxxx", "write a tag such as en-GB, fr or es"),
        ("lang: ''", "write a tag such as en-GB, fr or es"),
        ("numbering: chapters", "did you mean “chapter”?"),
        ("numbering: parts", "one of: book, chapter"),
        ("toc-depth: two", "write a number from 1 to 6"),
        ("number-depth: 9", "write a number from 1 to 6"),
        ("number-sections: yess", "did you mean “true”?"),
        ("smart: maybe", "write true or false"),
        ("editions: [{print: x}]", "write a list such as [screen, print, epub, web]"),
        ("abbreviations: [a]", "write lines such as “MSI: multi-stakeholder initiative”"),
        ("abbreviations: {a: [b]}", "write one text after the colon"),
        ("authors: 3", "write a name, or a list of names"),
        ("editions: {print: {bleed: 3}}", "write it with its unit: 3mm"),
        ("url: example.org", "write the whole address"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_the_next_step(
    tmp_path: Path, line: str, hint: str
) -> None:
    (found,) = told(tmp_path, f"publications:\n{BOOK}    {line}\n")
    assert found[0].startswith("OCT004 6:")
    assert found[2].startswith(hint)


@pytest.mark.parametrize("value", ["text", "[a]"])
def test_publications_have_names(tmp_path: Path, value: str) -> None:
    (found,) = told(tmp_path, f"publications: {value}\n")
    assert found[0] == "OCT004 1:15"
    assert found[2].startswith("begin with a name")


@pytest.mark.parametrize("key", ["project", "book", "format"])
def test_a_file_of_quartos_is_recognised(tmp_path: Path, key: str) -> None:
    (found,) = told(tmp_path, f"publications:\n{BOOK}{key}: {{type: x}}\n")
    assert found[0] == "OCT003 6:1"
    assert "see docs/from-quarto.md" in found[2]


def test_a_list_whose_entries_are_wrong_is_not_called_empty(tmp_path: Path) -> None:
    found = told(tmp_path, "publications:\n" + BOOK.replace("a.md", "[{a: b}]"))
    assert [code for code, _, _ in found] == ["OCT004 5:16"]
