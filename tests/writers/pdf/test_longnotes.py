"""A note that does not fit under its line goes on at the foot of the next page, and of the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint.layout import LayoutContext, page

from octavo.writers.pdf import longnotes
from octavo.writers.pdf.longnotes import divided
from tests.reading import checks
from tests.reading.checks import nothing
from tests.reading.made import Made, make
from tests.reading.pdf import Part

CONFIGURATION = """\
publications:
  notes:
    title: Notes
    date: 2026-01-15
    design: anthology
    contents: [text.md]
    editions: [screen]
"""
SENTENCE = "A sentence in a note says little and takes its room all the same. "
LINE = "A paragraph of one line.\n\n"
HIGH = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 140" width="100" height="140">'
    '<rect width="100" height="140"/></svg>'
)
AFTER = "What follows the note stands above the rest of it. " * 40


def made(folder: Path, *blocks: str) -> Made:
    """Return a publication of one chapter, built."""
    (folder / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    text = "\n\n".join(["# Notes", *blocks]) + "\n"
    (folder / "text.md").write_text(text, encoding="utf-8")
    return make(folder)["notes"]


def all_is_there(book: Made) -> None:
    """Fail where a block is lost, doubled or out of its place."""
    assert book.built.diagnostics == ()
    nothing(checks.wrong_blocks_in_pdf(book))
    nothing(checks.wrong_notes(book))
    nothing(checks.notes_in_the_text(book))
    nothing(checks.notes_out_of_order(book))


def parts(book: Made, *, in_notes: bool) -> list[Part]:
    """Return what the blocks in notes, or all others, say on each page."""
    blocks = book.expected.blocks
    shown = [block for one, block in book.printed.items() if blocks[one].in_note == in_notes]
    return [part for block in shown for part in block.parts]


def pages(book: Made, note: str = "one") -> list[int]:
    """Return the pages that a note stands on."""
    (found,) = (one for one in book.expected.notes if one.endswith(f"-note-{note}"))
    return [part.page for part in book.printed[found].parts]


def test_what_it_knows_of_the_engine_is_still_true() -> None:
    assert longnotes.fits()


def test_the_engine_is_left_as_it_was() -> None:
    before, make_page = dict(vars(LayoutContext)), page.make_page
    with divided():
        assert page.make_page is not make_page
        assert vars(LayoutContext)["layout_footnote"] is not before["layout_footnote"]
    assert dict(vars(LayoutContext)) == before
    assert page.make_page is make_page


@pytest.mark.parametrize(("sentences", "number"), [(12, 1), (45, 2), (120, 3)])
def test_a_note_runs_over_as_many_pages_as_it_needs(
    sentences: int, number: int, tmp_path: Path
) -> None:
    book = made(tmp_path, "The text calls.[^one]", AFTER, f"[^one]: {SENTENCE * sentences}")
    all_is_there(book)
    first, *others = pages(book)
    assert [first, *others] == list(range(first, first + number))


def test_its_number_stands_on_the_first_page_only(tmp_path: Path) -> None:
    book = made(tmp_path, "The text calls.[^one]", AFTER, f"[^one]: {SENTENCE * 60}")
    first, second, *_ = pages(book)
    numbers = [[run.text.strip() for run in book.screen.runs[number]] for number in (first, second)]
    # Its call and its number; the folio of that page is 1 as well.
    assert [texts.count("1") for texts in numbers] == [3, 0]


def test_the_rest_stands_before_the_notes_of_its_page(tmp_path: Path) -> None:
    book = made(
        tmp_path, "The text calls.[^one]", "And again.[^two] It ends.", AFTER,
        f"[^one]: {SENTENCE * 60}", "[^two]: The second note.",
    )  # fmt: skip
    all_is_there(book)
    (number,) = pages(book, "two")
    assert number == pages(book)[-1]
    runs = book.screen.runs[number]
    rest = [run.y for run in runs if "little" in run.text]
    (second,) = (run.y for run in runs if "The second note" in run.text)
    assert rest
    assert second < min(rest)


def test_text_stands_above_the_rest_of_the_longest_note(tmp_path: Path) -> None:
    book = made(tmp_path, "The text calls.[^one]", AFTER, f"[^one]: {SENTENCE * 200}")
    all_is_there(book)
    assert set(pages(book)) <= {part.page for part in parts(book, in_notes=False)}


def test_what_is_left_over_of_two_notes_goes_on_page_by_page(tmp_path: Path) -> None:
    """The rest of the second waits for that of the first, and both stand as early as they can."""
    (tmp_path / "high.svg").write_text(HIGH, encoding="utf-8")
    book = made(
        tmp_path, "The text calls.[^one]", '![](high.svg){fig-alt="A high bar" width=60%}',
        "It calls again.[^two]", AFTER * 3, f"[^one]: {SENTENCE * 80}", f"[^two]: {SENTENCE * 80}",
    )  # fmt: skip
    all_is_there(book)
    one, two = pages(book), pages(book, "two")
    assert two[0] == one[0] + 1
    assert max(*one, *two) <= one[0] + 4


def test_a_line_that_calls_a_note_waits_until_there_is_room_for_it(tmp_path: Path) -> None:
    """What is left over of the first note fills a page, on which no other note can begin."""
    lines = [f"- Item {number}.[^{number}]" for number in range(3)]
    notes = [f"[^{number}]: Note {number}." for number in range(3)]
    book = made(
        tmp_path, "The text calls.[^one]", "\n".join(lines), AFTER,
        f"[^one]: {SENTENCE * 120}", *notes,
    )  # fmt: skip
    all_is_there(book)
    assert pages(book, "0") == pages(book)[-1:]
    nothing(checks.wrong_folios(book))


def test_a_page_of_nothing_but_the_rest_has_its_folio(tmp_path: Path) -> None:
    book = made(tmp_path, "The text calls.[^one] It ends.", f"[^one]: {SENTENCE * 60}")
    all_is_there(book)
    assert len(pages(book)) == 2
    nothing(checks.wrong_folios(book))


def test_a_picture_that_has_no_room_above_the_rest_stands_alone(tmp_path: Path) -> None:
    """The rest of the note waits for the page after."""
    (tmp_path / "high.svg").write_text(HIGH, encoding="utf-8")
    book = made(
        tmp_path, "The text calls.[^one]", '![High.](high.svg){#fig-high fig-alt="A high bar"}',
        AFTER, f"[^one]: {SENTENCE * 80}",
    )  # fmt: skip
    all_is_there(book)
    first, *others = pages(book)
    assert book.screen.destinations["fig-high"] == first + 1
    assert others == [first + 2]


KINDS = {
    "paragraphs": "\n\n    ".join([SENTENCE * 4] * 16),
    "list": "Before.\n\n" + "\n".join(f"    - {SENTENCE}{SENTENCE}" for _ in range(30)),
    "code": "Before.\n\n    ```\n" + "    if a:\n        b = 1\n" * 40 + "    ```",
    "emphasis": "".join(f"*{SENTENCE.strip()}* and **{SENTENCE.strip()}** " for _ in range(30)),
    "long words": "Internationalization of incomprehensibilities notwithstanding. " * 60,
    "formulas": "The sum $x^2 + y^2$ of what there is. " * 80,
    "links": "See [the place](https://example.org/place), if it is still there. " * 120,
}


@pytest.mark.parametrize("body", KINDS.values(), ids=KINDS)
def test_whatever_it_holds_nothing_is_lost(body: str, tmp_path: Path) -> None:
    book = made(tmp_path, "The text calls.[^one]", AFTER, f"[^one]: {body}")
    all_is_there(book)
    assert len({part.page for part in parts(book, in_notes=True)}) >= 2


@pytest.mark.parametrize("lines", range(2, 24, 3))
def test_it_is_divided_wherever_its_page_ends(lines: int, tmp_path: Path) -> None:
    """Two notes in a line, too, of which the second cannot stay when the first is divided."""
    book = made(
        tmp_path, LINE * lines + "First.[^one] Second.[^two] " + AFTER, AFTER,
        f"[^one]: {SENTENCE * 14}", f"[^two]: {SENTENCE * 14}",
    )  # fmt: skip
    all_is_there(book)
