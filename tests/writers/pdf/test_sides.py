"""A page that may come to be a recto or a verso has its margins for both."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from weasyprint import CSS

from octavo.cache import Cache
from octavo.model.progress import Step
from octavo.pipeline import Equipment
from octavo.writers.pdf.sides import fits, is_sided
from tests.reading.made import Made, make
from tests.reading.onedocument import one_document

CONFIGURATION = """\
publications:
  book:
    title: A book
    date: 2026-01-15
    design: anthology
    contents: [text]
    editions: [screen]
"""
# A book binder's margins: the inner ones are wider.
SIDED = """\
@page :left { margin-left: 15mm; margin-right: 27mm }
@page :right { margin-left: 27mm; margin-right: 15mm }
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Fourteen essays of two pages or so."""
    folder = tmp_path / "book"
    (folder / "text").mkdir(parents=True)
    (folder / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    for number in range(10, 24):
        paragraphs = "\n\n".join("Words that fill a line and another. " * 24 for _ in range(3))
        text = f"# Essay {number}\n\n{paragraphs}\n"
        (folder / f"text/{number}.md").write_text(text, encoding="utf-8")
    return folder


def pages(data: bytes) -> list[tuple[str, bytes]]:
    """The text and the picture of every page."""
    with pypdfium2.PdfDocument(data) as document:
        return [
            (page.get_textpage().get_text_range(), bytes(page.render(scale=1).buffer))
            for page in document
        ]


def grow(book: Path) -> None:
    """Let an essay in the middle become longer by a page: those behind it change sides."""
    path = book / "text/15.md"
    more = "More words that fill a line and another. " * 30
    path.write_text(path.read_text(encoding="utf-8") + f"\n{more}\n\n{more}\n", encoding="utf-8")


def rebuilt(book: Path, tmp_path: Path) -> tuple[Made, list[str], int]:
    """The book after an essay has grown, the sections that were laid out, and the pages added."""
    cache = Cache(tmp_path / "cache")
    before = make(book, (), Equipment(), cache)["book"].artefacts["screen"]
    grow(book)
    titles: list[str] = []

    def progress(step: Step) -> None:
        if step.section:
            titles.append(step.section)

    equipment = Equipment(remembered=lambda _name: before.page_map, progress=progress)
    after = make(book, (), equipment, cache)["book"]
    added = (after.artefacts["screen"].pages or 0) - (before.pages or 0)
    return after, titles, added


def test_the_engine_still_has_what_is_replaced() -> None:
    assert fits()


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@page { margin: 2cm }", False),
        ("@page :left { @top-left { content: 'x' } }", False),
        ("@page front:right { @bottom-right { content: counter(page) } }", False),
        (SIDED, True),
        ("@page :right { @footnote { margin-left: 1cm } }", True),
    ],
)
def test_left_and_right_pages_differ_where_a_stylesheet_says_so(css: str, expected: bool) -> None:
    assert is_sided([CSS(string=css)]) is expected


def test_what_comes_to_be_on_the_other_side_is_not_laid_out_again(
    book: Path, tmp_path: Path
) -> None:
    after, titles, added = rebuilt(book, tmp_path)
    assert added == 1
    assert "Essay 15" in titles
    assert not {"Essay 17", "Essay 20", "Essay 23"} & set(titles)
    joined = pages(after.artefacts["screen"].data)
    assert joined == pages(one_document(after, "screen"))
    assert any("Essay 20" in text for text, _ in joined)


def test_where_the_measures_differ_it_is(book: Path, tmp_path: Path) -> None:
    (book / "styles/designs").mkdir(parents=True)
    house = Path(__file__).parents[3] / "styles/designs/anthology.css"
    place = book / "styles/designs/anthology.css"
    shutil.copy(house, place)
    place.write_text(place.read_text(encoding="utf-8") + SIDED, encoding="utf-8")
    after, titles, added = rebuilt(book, tmp_path)
    assert added == 1
    # Some were laid out for the other side before, when their pages were but guessed.
    assert len({f"Essay {number}" for number in range(16, 24)} & set(titles)) > 2
    assert pages(after.artefacts["screen"].data) == pages(one_document(after, "screen"))


def test_what_a_page_holds_is_told_as_it_came_to_be(book: Path, tmp_path: Path) -> None:
    """Folios stand on the outer edge, for those who check the pages, too."""
    after, _, _ = rebuilt(book, tmp_path)
    places = after.artefacts["screen"].places
    assert places is not None
    numbered = [page for page in places.pages if page.label.isdigit()]
    for page in numbered:
        running = [one.box for one in page.fragments if one.kind == "running"]
        assert running
        middle = (page.trim.left + page.trim.right) / 2
        folio = min(running, key=lambda box: box.bottom)
        if int(page.label) % 2:
            assert folio.left > middle
        else:
            assert folio.right < middle
