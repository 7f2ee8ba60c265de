"""The index as it is printed: each page once, ranges, references, in both kinds of edition."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo.model.book import Book, IndexPlace
from octavo.model.diagnostic import Diagnostic
from octavo.model.publication import Design, Edition, SectionRule
from octavo.model.rendition import PageFacts, PageMap
from octavo.passes.template import template
from octavo.passes.template.locators import Locators
from octavo.workspace import Workspace
from tests.passes.conftest import MakeBook

PAGES = {"a": "iv", "b": "1", "c": "1", "d": "2", "e": "3", "f": "4", "g": "9"}
LABELS = ["", "iv", *map(str, range(1, 10))]
MAP = PageMap(
    tuple(PageFacts(index, label, "section") for index, label in enumerate(LABELS)), PAGES
)


@pytest.fixture
def book(make_book: MakeBook) -> Book:
    """A chapter with three terms, one of them with a sub-entry and one that only sends on."""
    text = (
        '# Visits\n\n[audits]{.index #first}\n\n[]{.index entry="audits!length of" #second}\n\n'
        '[checks]{.index see="audits" #third}\n\n[pay]{.index see-also="audits!length of" #fourth}'
    )
    made: tuple[Book, list[Diagnostic]] = make_book({"one.md": text})
    assert made[1] == []
    return made[0]


def shown(places: str, page_map: PageMap = MAP, unknown: str = "") -> list[str]:
    """Return the labels for places, written as ``b c-e``."""
    pairs = [place.partition("-") for place in places.split()]
    locators = Locators((), page_map, unknown)(IndexPlace(one, end) for one, _, end in pairs)
    return ["–".join(filter(None, (one.label, one.end_label))) for one in locators]


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        ("g b a", ["iv", "1", "9"]),
        ("b c", ["1"]),
        ("b d e", ["1", "2", "3"]),
        ("b-e", ["1–3"]),
        ("b-c", ["1"]),
        ("d b-e f", ["1–3", "4"]),
        ("b b-e", ["1–3"]),
        ("b-e d-g", ["1–3", "2–9"]),
        ("a-d", ["iv–2"]),
    ],
)
def test_each_page_is_named_once_in_the_order_of_the_pages(places: str, labels: list[str]) -> None:
    assert shown(places) == labels


def test_pages_that_are_not_known_yet_have_a_stand_in_and_places_without_pages_a_number() -> None:
    assert shown("b c", PageMap(), "000") == ["000", "000"]
    assert shown("b c", PageMap()) == ["1", "2"]


def section(book: Book, variant: str, page_map: PageMap, tmp_path: Path) -> str:
    kind = "pdf" if variant == "pdf" else "epub"
    edition = Edition(name="x", kind=kind, variant=(variant,), stylesheets=(), paged=kind == "pdf")
    design = Design(back=(SectionRule(template="index", matter="back"),))
    rendition = template(book, design, edition, Workspace(tmp_path, {}), page_map)
    assert rendition.sections[-1].kind == "index"
    return re.sub(r"\s*\n\s*", "", rendition.sections[-1].xhtml)


def test_in_paged_editions_it_has_page_numbers_that_are_links(book: Book, tmp_path: Path) -> None:
    page_map = PageMap(MAP.pages, {"first": "3", "second": "4", "fourth": "9"})

    xhtml = section(book, "pdf", page_map, tmp_path)

    assert (
        '<li id="index-audits"><p class="index-entry">audits, '
        '<a class="page-number" href="#first">3</a></p><ul>'
        '<li id="index-audits-length-of"><p class="index-entry">length of, '
        '<a class="page-number" href="#second">4</a></p></li></ul></li>'
    ) in xhtml
    assert (
        '<p class="index-entry">checks, <em class="index-see">see</em> '
        '<a href="#index-audits">audits</a></p>'
    ) in xhtml
    assert (
        '<a class="page-number" href="#fourth">9</a>; <em class="index-see">see also</em> '
        '<a href="#index-audits-length-of">audits: length of</a></p>'
    ) in xhtml


def test_only_a_long_index_has_letters(make_book: MakeBook, tmp_path: Path) -> None:
    def letters(entries: int) -> list[str]:
        terms = "\n\n".join(f"[{'acp'[number % 3]}{number}]{{.index}}" for number in range(entries))
        made, _ = make_book({"one.md": f"# One\n\n{terms}\n"})
        xhtml = section(made, "pdf", PageMap(), tmp_path)
        return re.findall(r'class="index-letter">(.)<', xhtml)

    assert letters(30) == []
    assert letters(31) == ["A", "C", "P"]


def test_without_pages_its_links_say_their_chapter(book: Book, tmp_path: Path) -> None:
    xhtml = section(book, "epub", PageMap(), tmp_path)

    assert (
        '<span epub:type="index-locator-list"><a epub:type="index-locator" href="#first" '
        'aria-label="1, Visits">1</a></span>'
    ) in xhtml
    assert '<a epub:type="index-xref-preferred" href="#index-audits">audits</a>' in xhtml


def test_with_the_pages_of_the_pdf_its_links_name_them(book: Book, tmp_path: Path) -> None:
    page_map = PageMap(MAP.pages, {"first": "3", "second": "4", "fourth": "9"})

    xhtml = section(book, "epub", page_map, tmp_path)

    assert 'href="#first" aria-label="page 3, Visits">3</a>' in xhtml
