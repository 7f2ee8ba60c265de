"""Names in conditions that no edition has are told, and those that one has are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.diagnostic import Diagnostic
from octavo.passes.configure import load_editions
from octavo.passes.template.conditionnames import unknown_names
from octavo.workspace import Workspace
from tests.passes.conftest import MakeBook


def told(folder: Path, make_book: MakeBook, text: str) -> list[Diagnostic]:
    book, _ = make_book({"one.md": f"# One\n\n{text}"})
    chapters = [resolved.chapter for resolved in book.chapters]
    return list(unknown_names(chapters, load_editions(Workspace(folder, {}))))


@pytest.mark.parametrize(
    ("text", "place", "name", "hint"),
    [
        (
            'A [b]{.content-visible when-edition="prnt"}.\n',
            "3:3",
            "no edition is called “prnt”",
            "did you mean print?",
        ),
        (
            '::: {.break-before when-edition="prnt"}\nA.\n:::\n',
            "3:1",
            "no edition is called “prnt”",
            "did you mean print?",
        ),
        (
            'A [b]{.content-hidden unless-edition="screen, Prints"}.\n',
            "3:3",
            "no edition is called “prints”",
            "did you mean print?",
        ),
        (
            '::: {.content-visible when-format="pfd"}\nA.\n:::\n',
            "3:1",
            "no format is called “pfd”",
            "did you mean pdf?",
        ),
        (
            '::: {.content-hidden unless-format="docx"}\nA.\n:::\n',
            "3:1",
            "no format is called “docx”",
            "there are pdf, epub, web, html",
        ),
        (
            '::: {.content-visible when-format="print"}\nA.\n:::\n',
            "3:1",
            "no format is called “print”",
            "“print” is of another kind: write when-edition",
        ),
        (
            '::: {.content-visible unless-edition="pdf"}\nA.\n:::\n',
            "3:1",
            "no edition is called “pdf”",
            "“pdf” is of another kind: write unless-format",
        ),
        (
            'A [b]{.content-visible when-edition="tablet"}.\n',
            "3:3",
            "no edition is called “tablet”",
            "there are screen, print, epub, web",
        ),
        (
            'A [b]{.content-visible when-format="docx"}.\n',
            "3:3",
            "no format is called “docx”",
            "there are pdf, epub, web, html",
        ),
        (
            'A [b]{.content-hidden unless-format=" , "}.\n',
            "3:3",
            "“unless-format” names nothing",
            "there are pdf, epub, web, html",
        ),
        (
            'A [b]{.content-hidden when-lang=""}.\n',
            "3:3",
            "“when-lang” names nothing",
            "name a language: when-lang=fr",
        ),
        (
            '- A.[^n]\n\n[^n]: B [c]{.content-visible when-edition=""}.\n',
            "5:9",
            "“when-edition” names nothing",
            "there are screen, print, epub, web",
        ),
        (
            '## A {.content-hidden when-format="tex"}\n',
            "3:1",
            "no format is called “tex”",
            "there are pdf, epub, web, html",
        ),
    ],
)
def test_a_name_that_no_edition_has_is_told(
    tmp_path: Path, make_book: MakeBook, text: str, place: str, name: str, hint: str
) -> None:
    (finding,) = told(tmp_path, make_book, text)
    assert (finding.code, str(finding.span)) == ("OCT249", f"one.md:{place}")
    assert (finding.message, finding.hints) == (name, (hint,))


@pytest.mark.parametrize(
    "text",
    [
        'A [b]{.content-visible when-edition="screen,print"}.\n',
        'A [b]{.content-visible when-format="EPUB, html pdf"}.\n',
        'A [b]{.content-hidden unless-format="pdf," when-lang="tlh"}.\n',
        'A [b]{.mine when-edition="prnt"}.\n',
    ],
    ids=["editions", "formats", "a language", "no condition"],
)
def test_a_name_that_one_has_is_not(tmp_path: Path, make_book: MakeBook, text: str) -> None:
    assert told(tmp_path, make_book, text) == []


def test_an_edition_of_the_publications_own_is_known(tmp_path: Path, make_book: MakeBook) -> None:
    place = tmp_path / "templates" / "editions.yaml"
    place.parent.mkdir()
    place.write_text(
        "Large:\n  kind: pdf\n  formats: [big]\n  variant: pdf\n  stylesheets: []\n",
        encoding="utf-8",
    )
    text = 'A [b]{.content-visible when-edition="Large" when-format="big"}.\n'
    assert told(tmp_path, make_book, text) == []
    (finding,) = told(tmp_path, make_book, 'A [b]{.content-visible when-edition="print"}.\n')
    assert finding.hints == ("there are large",)
