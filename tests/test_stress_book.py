"""A book of about 200 pages that holds every construct of the language, from a seed.

Nothing may be lost, doubled or untrue in it: 300 notes and more near the foot of pages, in lists,
tables, captions and headings; hundreds of cross-references; tables over several pages.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model import content, inlines
from octavo.model.book import Source
from octavo.model.content import walk
from octavo.model.inlines import Link
from octavo.passes.parse import parse
from tests.reading import apparatus, checks, extent
from tests.reading.checks import nothing
from tests.reading.epub import pages_of_blocks
from tests.reading.made import Made, make
from tests.reading.model import pages_printed
from tests.reading.site import broken_links, outside
from tests.reading.website import put_on_disk
from tests.stress import LEAST_ENTRIES, LEAST_FORMULAS, PAGE_WORDS, Plan, write_stress_book

MOST_ROUNDS = 4

# Screen and EPUB: that print has the pages of the screen edition is for test_parity to show.
BOOKS = [
    pytest.param(Plan(), id="200-pages"),
    pytest.param(
        Plan(words=600 * PAGE_WORDS, seed=2, chapters=24, every=220),
        id="600-pages",
        marks=pytest.mark.full,
    ),
    pytest.param(
        Plan(words=150 * PAGE_WORDS, seed=3, chapters=9, every=90, design="report"),
        id="as-a-report",
        marks=pytest.mark.full,
    ),
    pytest.param(
        Plan(
            words=100 * PAGE_WORDS,
            seed=8,
            chapters=7,
            every=90,
            design="report",
            notes="chapter",
            references="chapter",
            numbering="chapter",
        ),
        id="notes-by-chapter",
        marks=pytest.mark.full,
    ),
    pytest.param(
        Plan(words=100 * PAGE_WORDS, seed=5, chapters=7, every=90, notes="book"),
        id="notes-by-book",
        marks=pytest.mark.full,
    ),
]


@pytest.fixture(scope="module", params=BOOKS)
def plan(request: pytest.FixtureRequest) -> Plan:
    """How large the book is, and its seed."""
    found: Plan = request.param
    return found


@pytest.fixture(scope="module")
def stress(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The stress book, built."""
    folder = tmp_path_factory.mktemp("stress")
    write_stress_book(folder, plan)
    return make(folder, ("screen", "epub", "web"))["stress"]


def test_the_book_is_as_large_as_it_should_be(stress: Made, plan: Plan) -> None:
    """Otherwise the tests that follow show less than they say."""
    expected = stress.expected
    nodes = [node for one in stress.book.chapters for node in walk(one.chapter.blocks)]
    links = [node for node in nodes if isinstance(node, Link) and not node.href.startswith("http")]
    a4 = 0.5 if plan.design == "report" else 0.9
    assert len(stress.screen.labels) >= a4 * plan.words / PAGE_WORDS
    assert len(expected.notes) >= 80
    # Notes longer than a page, one in each chapter, take their words from the rest.
    assert len(links) >= plan.words / 170
    assert pages_printed(expected) >= plan.words / 600
    assert len(expected.blocks) >= plan.words / 25
    assert len(expected.references) >= plan.words / 500
    assert len(expected.formulas["screen"]) >= LEAST_FORMULAS
    assert len(set(apparatus.expected_index(stress))) >= LEAST_ENTRIES
    assert any(len(path) > 1 for path, _, _ in apparatus.expected_index(stress))
    assert any("–" in page for _, pages, _ in apparatus.expected_index(stress) for page in pages)
    assert any(block.is_conditional for block in expected.blocks.values())
    assert expected.gathered == {"abbreviations", "data", "index"}
    assert {"contributors", "glossary"} <= set(stress.book.around)
    assert ("references" in stress.book.around) == (plan.references == "book")


def test_things_reach_as_far_as_they_should(stress: Made, plan: Plan) -> None:
    """Tables and notes over pages, pages on their side, pictures of all widths, links both ways."""
    tables = extent.pages_of_tables(stress)
    assert max(tables.values()) >= 4
    assert sum(pages > 1 for pages in tables.values()) >= 2
    assert len(extent.turned_pages(stress)) >= 2
    if plan.notes == "page":
        notes = extent.pages_of_notes(stress).values()
        assert max(notes) >= 3
        assert sum(pages > 1 for pages in notes) >= 3
    widths = [width for _, width in extent.widths_of_pictures(stress)]
    assert any(width >= 1 for width in widths)
    assert len({round(width, 2) for width in widths if width < 1}) >= 4
    back, on = extent.links_back_and_on(stress)
    assert min(back, on) >= plan.words / 500


def test_it_holds_every_construct(plan: Plan, tmp_path: Path) -> None:
    """Every node that the parser can make, and every card of the generator."""
    write_stress_book(tmp_path, plan)
    paths = sorted((tmp_path / "text").glob("*.md"))
    chapters = [
        chapter
        for path in paths
        for chapter in parse(Source(path.name, path.read_text(encoding="utf-8")))[0]
    ]
    blocks = [
        block
        for chapter in chapters
        for block in (*chapter.blocks, *(one for note in chapter.notes for one in note.blocks))
    ]
    found = {type(node).__name__ for node in walk(blocks)}
    model = {
        name
        for name, kind in (*vars(content).items(), *vars(inlines).items())
        if isinstance(kind, type) and issubclass(kind, inlines.Node)
    }
    # What is abstract, part of a citation, or made by resolve.
    assert model - found == {
        *("Node", "Inline", "Block", "CitedWork", "Abbreviation", "Omission"),
    }


def test_it_is_made_without_a_finding(stress: Made) -> None:
    assert stress.built.diagnostics == ()


def test_the_page_map_settles(stress: Made) -> None:
    assert 1 <= stress.built.rounds <= MOST_ROUNDS


def test_every_block_has_its_place_in_the_manuscript(stress: Made) -> None:
    nothing(checks.unknown_blocks(stress))


def test_every_block_and_every_note_is_in_the_pdf_once(stress: Made) -> None:
    """A note's body is a block, its call is part of one: none is lost, doubled or garbled."""
    nothing(checks.wrong_blocks_in_pdf(stress))


def test_every_block_and_every_note_is_in_the_epub_once(stress: Made) -> None:
    nothing(checks.wrong_blocks_in_epub(stress))


def test_every_block_and_every_note_is_on_the_web_once(stress: Made) -> None:
    nothing(checks.wrong_blocks_on_the_web(stress))


def test_the_web_marks_the_pages_of_the_pdf(stress: Made) -> None:
    told = pages_of_blocks(stress.web.pages, set(stress.book.spans))
    nothing(checks.wrong_places_of_pages(stress, told))


def test_every_link_of_the_web_leads_somewhere(stress: Made, tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, stress.artefacts.values(), stress.workspace)
    assert broken_links(folder) == []
    assert outside(folder) == []


def test_the_chapters_say_nothing_besides(stress: Made) -> None:
    nothing(checks.text_besides_blocks_in_pdf(stress))
    nothing(checks.text_besides_blocks_in_epub(stress))


def test_every_note_begins_on_the_page_that_calls_it(stress: Made) -> None:
    nothing(checks.wrong_notes(stress))


def test_no_line_begins_with_the_call_of_a_note(stress: Made) -> None:
    nothing(checks.parted_calls(stress))


def test_notes_stand_below_the_text(stress: Made) -> None:
    nothing(checks.notes_in_the_text(stress))


def test_note_numbers_count_up_down_the_page(stress: Made) -> None:
    nothing(checks.notes_out_of_order(stress))


def test_nothing_is_printed_off_the_page(stress: Made) -> None:
    nothing(checks.off_page(stress.screen))


def test_every_link_leads_to_its_block(stress: Made) -> None:
    nothing(checks.wrong_targets(stress))


def test_the_contents_tell_true_pages(stress: Made) -> None:
    nothing(apparatus.wrong_contents(stress))


def test_pages_named_in_the_text_are_true(stress: Made) -> None:
    nothing(checks.wrong_page_references(stress))
    assert len(checks.page_references(stress)) == pages_printed(stress.expected)


def test_cross_references_tell_true_numbers(stress: Made) -> None:
    nothing(apparatus.wrong_numbers(stress))


def test_the_lists_of_figures_and_tables_tell_true_pages(stress: Made) -> None:
    nothing(apparatus.wrong_lists(stress))


def test_the_index_tells_true_pages(stress: Made) -> None:
    nothing(apparatus.wrong_index(stress))
    nothing(apparatus.wrong_index_in_epub(stress))
    assert len(stress.epub.index_links) >= LEAST_ENTRIES


def test_every_formula_is_in_every_edition_once(stress: Made) -> None:
    nothing(checks.wrong_formulas(stress))


def test_the_folio_is_the_label_of_its_page(stress: Made) -> None:
    nothing(checks.wrong_folios(stress))


def test_the_epub_knows_the_pages_of_the_pdf(stress: Made) -> None:
    nothing(checks.wrong_page_list(stress))


def test_the_validators_find_nothing(stress: Made, tmp_path: Path) -> None:
    """``qpdf --check`` on each PDF, EPUBCheck 5.3 on the EPUB."""
    for edition, check in (("screen", checks.qpdf), ("epub", checks.epubcheck)):
        artefact = stress.artefacts[edition]
        place = tmp_path / artefact.path
        place.write_bytes(artefact.data)
        assert not check(place)


# ----------------------------------------------------- notes where the page ends


def foot_of_the_page(lines: int) -> str:
    """Return a chapter whose notes are called about so many lines down its page.

    The first note takes the room that the next paragraph needs; that one calls a note in its
    second line, which cannot be parted from the first. There WeasyPrint 70.0 puts the first note
    on the next page and forgets the second.
    """
    return "\n\n".join(
        [
            f"# After {lines} lines",
            *["A line." for _ in range(lines)],
            "First.[^one]",
            "Its first line.\\\nIts second.[^two]\\\nIts third.\\\nIts fourth.\\\nIts fifth.",
            "The end.",
            "[^one]: " + "The note that takes the room of three lines and somewhat more. " * 5,
            "[^two]: The note that must not be lost.",
        ]
    )


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A book whose chapters put the same two notes line by line nearer to the foot of a page."""
    folder = tmp_path_factory.mktemp("edges")
    (folder / "text").mkdir()
    (folder / "octavo.yaml").write_text(
        "publications:\n  edges:\n    title: Edges\n    date: 2026-01-15\n"
        "    design: anthology\n    contents: [text]\n    editions: [screen]\n",
        encoding="utf-8",
    )
    for lines in range(14, 28):
        place = folder / "text" / f"{lines}-lines.md"
        place.write_text(foot_of_the_page(lines) + "\n", encoding="utf-8")
    return make(folder)["edges"]


def test_no_note_is_lost_wherever_the_page_ends(edges: Made) -> None:
    assert len(edges.expected.notes) == 28
    nothing(checks.wrong_blocks_in_pdf(edges))


def test_no_note_leaves_its_page_wherever_the_page_ends(edges: Made) -> None:
    nothing(checks.wrong_notes(edges))
