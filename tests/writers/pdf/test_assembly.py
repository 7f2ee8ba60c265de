"""Sections laid out by workers, numbered and joined: they equal one document with its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.reading.made import Made, make
from tests.reading.onedocument import one_document
from tests.stress import PAGE_WORDS, Plan, write_stress_book

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A book of more than a hundred pages: its numbers have one, two and three digits."""
    folder = tmp_path_factory.mktemp("stress")
    write_stress_book(folder, Plan(words=90 * PAGE_WORDS, seed=11, chapters=7, every=200))
    return make(folder, ("screen", "print"))["stress"]


def pages(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The text of every page, and its picture at 72 dots to the inch."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            bitmap = page.render(scale=1)
            yield page.get_textpage().get_text_range(), bytes(bitmap.buffer)


@pytest.mark.parametrize("edition", ["screen", "print"])
def test_page_by_page_they_are_one_document(stress: Made, edition: str) -> None:
    joined = list(pages(stress.artefacts[edition].data))
    whole = list(pages(one_document(stress, edition)))
    assert len(joined) == len(whole) > 100
    for number, (one, other) in enumerate(zip(joined, whole, strict=True)):
        assert one[0] == other[0], f"page {number}"
        assert one[1] == other[1], f"page {number} looks otherwise"


# What a theme of one's own may say that the house theme does not: there, sections are laid out
# with their own numbers and for their own side.
THEMES = {
    "inner-breaks": "h2 { break-before: recto }",
    "numbers-in-the-text": "h1::before { content: 'on ' counter(page) ' ' }",
    "in-running-heads": "h1 { string-set: where counter(page) }"
    " @page { @top-center { content: string(where) } }",
    "roman": "@page { @bottom-center { content: counter(page, upper-roman) } }",
    "zeros": "@page { @bottom-center { content: counter(page, decimal-leading-zero) } }",
    "words": "@page { @bottom-center { content: 'Volume 1 · ' counter(page) } }",
    "proportional": ".page-reference, .toc-page { font-variant-numeric: proportional-nums }",
}


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_a_theme_says_the_pages_are_those_of_one_document(
    theme: str, tmp_path: Path
) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "styles").mkdir()
    (tmp_path / "octavo.yaml").write_text(
        "publications:\n  book: {title: A book, date: 2026-01-15, contents: [text],"
        " design: anthology, editions: [screen]}\n",
        encoding="utf-8",
    )
    (tmp_path / "styles/tokens.css").write_text(THEMES[theme], encoding="utf-8")
    words = "Words that fill a line and another one. " * 30
    for number in range(11, 17):
        text = (
            f"# Essay {number}\n\n{words}\n\n{words}\n\n## Part\n\nSee [it](15.md){{.with-page}}.\n"
        )
        (tmp_path / f"text/{number}.md").write_text(text, encoding="utf-8")
    made = make(tmp_path)["book"]
    joined = list(pages(made.artefacts["screen"].data))
    assert len(joined) > 10
    assert joined == list(pages(one_document(made, "screen")))
