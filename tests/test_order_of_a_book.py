"""The order of a book: half-title to colophon, whatever the order of its files.

The kinds of text and their order are those of the Chicago Manual of Style (18th edition, 1.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from octavo.model.book import TocEntry
from tests.reading.made import Made, make
from tests.reading.pdf import PdfFile
from tests.reading.text import normalise

CONFIGURATION = """
publications:
  book:
    title: A Book of Wells
    author: Ada
    date: 2026-01-15
    design: DESIGN
    number-sections: true
    contents: [text]
"""
# In the order of their names the files stand the wrong way round.
KINDS = {
    "a-tables": ("appendix", "Tables of wells"),
    "b-colophon": ("colophon", "Colophon"),
    "c-credits": ("credits", "Credits"),
    "d-first-part": ("part", "Water"),
    "e-one": ("chapter", "Digging"),
    "f-two": ("chapter", "Drawing"),
    "g-second-part": ("part", "Stone"),
    "h-three": ("chapter", "Lining"),
    "i-afterword": ("afterword", "Afterword"),
    "j-introduction": ("introduction", "Introduction"),
    "k-thanks": ("acknowledgments", "Thanks"),
    "l-preface": ("preface", "Preface"),
    "m-foreword": ("foreword", "Foreword"),
    "n-epigraph": ("epigraph", "Epigraph"),
    "o-dedication": ("dedication", "Dedication"),
}
PARTS = ("d-first-part", "g-second-part")


def write_book(folder: Path, design: str, kinds: Sequence[str]) -> None:
    (folder / "octavo.yaml").write_text(CONFIGURATION.replace("DESIGN", design), encoding="utf-8")
    (folder / "text").mkdir()
    for name in kinds:
        kind, title = KINDS[name]
        text = "" if name in PARTS else f"Words of the {title.lower()}.\n"
        matter = f"title: {title}\nkind: {kind}\n"
        (folder / f"text/{name}.md").write_text(f"---\n{matter}---\n\n{text}", encoding="utf-8")


@pytest.fixture(scope="module")
def anthology(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("book")
    write_book(folder, "anthology", list(KINDS))
    return make(folder)["book"]


def rows(entries: Sequence[TocEntry], depth: int = 0) -> list[str]:
    return [
        line
        for entry in entries
        for line in ("  " * depth + entry.label, *rows(entry.children, depth + 1))
    ]


def test_the_chapters_stand_in_the_order_of_a_book(anthology: Made) -> None:
    assert rows(anthology.book.toc) == [
        "Foreword",
        "Preface",
        "Thanks",
        "Introduction",
        "Part I: Water",
        "  1 Digging",
        "  2 Drawing",
        "Part II: Stone",
        "  3 Lining",
        "Afterword",
        "A Tables of wells",
    ]
    assert sorted(anthology.book.around) == ["colophon", "credits", "dedication", "epigraph"]


def page(file: PdfFile, label: str) -> str:
    """The text of the page with this label, without spaces."""
    return normalise(file.page_text(file.labels.index(label)))


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("i", "A Book of Wells"),
        ("iii", "Ada"),
        ("iv", "Imprint"),
        ("v", "Words of the dedication"),
        ("vii", "Words of the epigraph"),
        ("ix", "Contents"),
        ("x", "Words of the foreword"),
        ("xi", "Words of the preface"),
        ("xii", "Words of the thanks"),
        ("xiii", "Words of the introduction"),
        ("1", "Part I Water"),
        ("2", "Words of the digging"),
        ("3", "Words of the drawing"),
        ("5", "Part II Stone"),
        ("6", "Words of the lining"),
        ("7", "Words of the afterword"),
        ("8", "Words of the tables of wells"),
        ("9", "Words of the credits"),
        ("10", "Words of the colophon"),
    ],
)
def test_every_text_is_on_its_page(anthology: Made, label: str, words: str) -> None:
    """Roman folios before the body; parts on rectos, their chapters on the next page."""
    assert normalise(words) in page(anthology.print, label)


def test_the_half_title_is_the_title_alone(anthology: Made) -> None:
    assert page(anthology.print, "i") == normalise("A Book of Wells")


def test_blanks_are_blank(anthology: Made) -> None:
    blanks = [label for label in anthology.print.labels if not page(anthology.print, label)]
    assert blanks == ["ii", "vi", "viii", "xiv", "4"]


@pytest.mark.parametrize("label", ["i", "ii", "iii", "iv"])
def test_the_first_four_pages_are_blind(anthology: Made, label: str) -> None:
    file = anthology.print
    printed = {run.text.strip() for run in file.runs[file.labels.index(label)]}
    assert label not in printed


def test_the_screen_leaves_out_the_blanks_and_keeps_the_numbers(anthology: Made) -> None:
    assert anthology.screen.labels[:6] == ("Cover", "i", "iii", "iv", "v", "vii")


def outline(items: Sequence[pikepdf.OutlineItem], depth: int = 0) -> list[str]:
    return [
        line
        for item in items
        for line in ("  " * depth + item.title, *outline(item.children, depth + 1))
    ]


def test_in_the_outline_chapters_stand_under_their_part(anthology: Made) -> None:
    with (
        pikepdf.open(BytesIO(anthology.artefacts["screen"].data)) as pdf,
        pdf.open_outline() as told,
    ):
        lines = outline(told.root)
    begin = lines.index("Part I: Water")
    assert lines[begin : begin + 6] == [
        "Part I: Water",
        "  1 Digging",
        "  2 Drawing",
        "Part II: Stone",
        "  3 Lining",
        "Afterword",
    ]


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("l-preface", "preface"),
        ("k-thanks", "acknowledgments"),
        ("d-first-part", "part"),
        ("e-one", "chapter"),
        ("i-afterword", "afterword"),
        ("a-tables", "appendix"),
        ("dedication", "dedication"),
        ("epigraph", "epigraph"),
        ("credits", "credits"),
        ("colophon", "colophon"),
    ],
)
def test_the_epub_says_what_each_text_is(anthology: Made, file: str, kind: str) -> None:
    by_name = {
        one.path.rpartition("/")[2].removesuffix(".xhtml"): one for one in anthology.epub.documents
    }
    document = by_name[file]
    (section,) = document.root.iterfind("*/{*}section")
    assert document.kinds(section) == {kind}


def test_an_epub_has_no_half_title(anthology: Made) -> None:
    assert not [one for one in anthology.epub.documents if "half-title" in one.path]


def test_what_a_book_does_not_have_leaves_no_trace(tmp_path: Path) -> None:
    write_book(tmp_path, "anthology", ["e-one"])
    made = make(tmp_path)["book"]
    assert rows(made.book.toc) == ["1 Digging"]
    assert made.print.labels == ("i", "ii", "iii", "iv", "v", "vi", "1")
    assert made.book.around == {}


def test_a_report_has_no_half_title_and_one_count(tmp_path: Path) -> None:
    write_book(tmp_path, "report", ["e-one", "m-foreword", "a-tables"])
    made = make(tmp_path)["book"]
    assert made.print.labels == ("1", "2", "3", "4", "5", "6")
    assert "Foreword" in made.print.page_text(3)
    assert "Appendix A" in made.print.page_text(5)
