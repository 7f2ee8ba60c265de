"""What is kept of a section is used only while everything that it was made of is as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.cache import Cache
from octavo.model.progress import Step
from octavo.pipeline import Equipment
from tests.reading.made import make

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="{}"/></svg>'
FILES = {
    "octavo.yaml": "publications:\n  book:\n    title: A book\n    date: 2026-01-15\n"
    "    contents: [one.md, two.md]\n    editions: [screen]\n",
    "one.md": "# One\n\n![A dot](dot.svg)\n\nSee [Two](two.md){.with-page}.\n",
    "two.md": "# Two\n\nWords.\n",
    "dot.svg": DOT.format(9),
    "styles/behind.svg": DOT.format(9),
    "styles/more.css": "p { color: black }",
    "styles/tokens.css": "@import 'more.css'; p { background: url(behind.svg) }",
}


class Book:
    """A publication that is built again and again with one cache."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = Cache(cache)
        for path in FILES:
            self.write(path, FILES[path])

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def laid_out(self) -> set[str]:
        """Build; return the titles of the sections that were laid out."""
        titles: set[str] = set()

        def progress(step: Step) -> None:
            if step.section:
                titles.add(step.section)

        made = make(self.folder, (), Equipment(progress=progress), self.cache)["book"]
        self.data = made.artefacts["screen"].data
        return titles


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = Book(tmp_path / "book", tmp_path / "cache")
    assert {"One", "Two"} <= made.laid_out()
    assert made.laid_out() == set()
    return made


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()


def test_a_change_in_one_text_is_a_change_in_one_section(book: Book) -> None:
    book.write("two.md", "# Two\n\nOther words.\n")
    assert book.laid_out() == {"Two"}


def test_an_image_counts_for_the_section_that_shows_it(book: Book) -> None:
    book.write("dot.svg", DOT.format(5))
    assert book.laid_out() == {"One"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("styles/tokens.css", FILES["styles/tokens.css"] + " p { color: red }"),
        ("styles/more.css", "p { color: red }"),
        ("styles/behind.svg", DOT.format(5)),
    ],
    ids=["stylesheet", "imported", "background"],
)
def test_what_the_styles_are_made_of_counts_for_all(book: Book, path: str, text: str) -> None:
    before = book.data
    book.write(path, text)
    assert {"One", "Two"} <= book.laid_out()
    assert book.data != before


@pytest.mark.parametrize(
    "change",
    [
        lambda book: (book.folder / "styles/behind.svg").unlink(),
        lambda book: (book.folder / "styles/more.css").unlink(),
    ],
    ids=["background", "imported"],
)
def test_so_does_what_is_gone(book: Book, change: Callable[[Book], None]) -> None:
    change(book)
    assert {"One", "Two"} <= book.laid_out()


def test_what_comes_back_is_known(book: Book) -> None:
    before = book.data
    book.write("styles/more.css", "p { color: red }")
    book.laid_out()
    book.write("styles/more.css", FILES["styles/more.css"])
    assert book.laid_out() == set()
    assert book.data == before
