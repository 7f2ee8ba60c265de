"""Folios: what pages bear, and the blanks between them."""

from __future__ import annotations

from octavo.model.publication import Design
from octavo.model.rendition import Matter, Section, Side
from octavo.writers.pdf.folios import Folio, FolioCounter


def section(name: str, matter: Matter, side: Side = "any") -> Section:
    return Section(name, name, name, "en", "<p></p>", matter, side)


def labels(design: Design, *sections: tuple[Section, int]) -> list[list[str]]:
    """The labels of each section's pages; those of blanks before it in brackets."""
    counter = FolioCounter(design)
    found = []
    for one, pages in sections:
        start = counter.start(one)
        row = [f"[{blank.label}]" for blank in start.blanks]
        row += [Folio(start.folio.style, start.folio.number + n).label for n in range(pages)]
        counter.place(one, pages)
        found.append(row)
    return found


def test_a_report_has_one_count_and_the_cover_is_outside_it() -> None:
    assert labels(
        Design(front_folios="arabic"),
        (section("cover", "cover"), 1),
        (section("title", "front", "recto"), 1),
        (section("contents", "front", "recto"), 2),
        (section("one", "body", "recto"), 2),
        (section("two", "body"), 1),
    ) == [["Cover"], ["1"], ["[2]", "3", "4"], ["5", "6"], ["7"]]


def test_a_book_has_roman_folios_before_the_body_which_begins_at_1_on_a_recto() -> None:
    assert labels(
        Design(front_folios="roman"),
        (section("title", "front", "recto"), 1),
        (section("imprint", "front"), 1),
        (section("contents", "front", "recto"), 1),
        (section("one", "body"), 3),
        (section("two", "body", "recto"), 1),
        (section("index", "back", "recto"), 1),
    ) == [["i"], ["ii"], ["iii"], ["[iv]", "1", "2", "3"], ["[4]", "5"], ["[6]", "7"]]
