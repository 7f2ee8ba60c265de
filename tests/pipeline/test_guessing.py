"""Before anything is laid out, pages are guessed by length: in order, and on the right side."""

from __future__ import annotations

from octavo.model.publication import Design, Edition, Publication
from octavo.model.rendition import Rendition, Section
from octavo.pipeline.guessing import guessed


def section(identifier: str, length: int, **facts: object) -> Section:
    text = f'<h1 id="{identifier}">A</h1>' + "<p>Words.</p>" * (length // 13)
    end = f'<p id="{identifier}-end">End</p>'
    return Section(identifier, "essay", "A", "en", text + end, **facts)  # type: ignore[arg-type]


def rendition(*sections: Section) -> Rendition:
    publication = Publication.model_validate(
        {"name": "book", "title": "A book", "date": "2026-01-15", "contents": ["text"]}
    )
    edition = Edition(name="screen", kind="pdf", variant=(), stylesheets=())
    return Rendition(publication, edition, sections)


def test_longer_sections_have_more_pages_and_blocks_are_in_order() -> None:
    found = guessed(rendition(section("one", 40_000), section("two", 1_000)), Design())
    pages = [page.section for page in found.pages]
    assert pages.count("one") > 8
    assert pages.count("two") == 1
    numbers = [int(found.blocks[name]) for name in ("one", "one-end", "two", "two-end")]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1


def test_sections_begin_on_the_side_that_they_ask_for() -> None:
    made = rendition(section("one", 10), section("two", 10), section("three", 10, side="recto"))
    assert guessed(made, Design()).blocks["three"] == "3"
    made = rendition(section("one", 10), section("three", 10, side="recto"))
    assert guessed(made, Design()).blocks["three"] == "3"


def test_the_front_matter_has_its_own_numbers() -> None:
    made = rendition(section("front", 10, matter="front"), section("one", 10))
    found = guessed(made, Design(front_folios="roman"))
    assert (found.blocks["front"], found.blocks["one"]) == ("i", "1")
