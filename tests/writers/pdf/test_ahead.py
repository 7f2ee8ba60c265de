"""A file that was begun before all its sections were there is the file that it would have been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from octavo.cache import Cache
from octavo.crew import Crew
from octavo.model.rendition import Artefact, PageMap, Rendition
from octavo.pipeline import Equipment
from octavo.writers.pdf.ahead import Ahead
from octavo.writers.pdf.joining import Joined
from octavo.writers.pdf.sections import Numbered
from tests.reading.made import make

WORDS = "Words that stand in a line, and others that stand in the next one. "
CONFIGURATION = (
    "publications:\n  book:\n    title: A book\n    date: 2026-01-15\n    design: anthology\n"
    "    contents: [one.md, two.md, three.md, four.md]\n    editions: [screen]\n"
)
CHAPTERS = {
    name: f"# {name.title()}\n\nSee [the third](three.md){{.with-page}}.\n\n{WORDS * 60}\n"
    for name in ("one", "two", "three", "four")
}


class Book:
    """A book of four chapters that is built again and again with the same workers."""

    def __init__(self, folder: Path, cache: Path, crew: Crew) -> None:
        self.folder, self.crew, self.cache = folder, crew, Cache(cache)
        self.known: PageMap | None = None
        folder.mkdir()
        (folder / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
        for name, text in CHAPTERS.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.folder / f"{name}.md").write_text(text, encoding="utf-8")

    def build(self) -> bytes:
        """The file, made with all that is kept; afterwards its pages are known."""
        artefact = self._made(self.cache, self.known)
        self.known = artefact.page_map
        return artefact.data

    def anew(self, known: PageMap | None) -> bytes:
        """The file, made with nothing but the page map that another build began with."""
        return self._made(None, known).data

    def _made(self, cache: Cache | None, known: PageMap | None) -> Artefact:
        equipment = Equipment(self.crew, lambda _name: known)
        return make(self.folder, (), equipment, cache)["book"].artefacts["screen"]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Crew(2) as crew:
        crew.start()
        made = Book(tmp_path / "book", tmp_path / "cache", crew)
        made.build()
        yield made


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pieces were joined before the file was asked for, each time that it was."""
    found: list[int] = []
    join = Ahead.join

    def noted(ahead: Ahead, rendition: Rendition, sections: Sequence[Numbered]) -> Joined:
        found.append(len(ahead._begun.keys) if ahead._begun else 0)
        return join(ahead, rendition, sections)

    monkeypatch.setattr(Ahead, "join", noted)
    return found


def test_a_changed_word_finds_what_stands_before_it_joined(book: Book, begun: list[int]) -> None:
    before = book.known
    book.write("three", CHAPTERS["three"].replace("Words", "Texts", 1))
    made = book.build()
    assert begun[0] >= 2
    assert made == book.anew(before)


def test_what_moves_the_pages_throws_away_what_was_begun(book: Book) -> None:
    """The chapters before tell the page of the third, which has more digits now."""
    before = book.known
    book.write("two", CHAPTERS["two"] + f"\n{WORDS * 3000}\n")
    assert book.build() == book.anew(before)


def test_a_change_at_the_very_beginning_leaves_nothing_to_begin_with(
    book: Book, begun: list[int]
) -> None:
    before = book.known
    (book.folder / "octavo.yaml").write_text(CONFIGURATION.replace("A book", "The book"))
    made = book.build()
    assert begun[0] == 0
    assert made == book.anew(before)


def test_after_a_change_nothing_is_left_of_the_last_one(book: Book) -> None:
    for number, name in enumerate(("three", "two", "four", "three")):
        before = book.known
        book.write(name, CHAPTERS[name].replace("Words", f"Texts{number}", number + 1))
        assert book.build() == book.anew(before)
