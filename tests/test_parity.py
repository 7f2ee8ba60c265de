"""Every edition says what the manuscript says, once, and the two PDFs have the same pages.

Our own report and anthology, built once. What a block has to say is worked out from the content of
the manuscript (``tests.reading.model``); what it does say is read from the finished files
(``tests.reading.pdf`` and ``tests.reading.epub``). Hyphens, white space and ligatures do not count.
"""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from tests.reading import checks
from tests.reading.checks import nothing
from tests.reading.epub import pages_of_blocks
from tests.reading.made import Made
from tests.reading.pdf import Box

NOTE = re.compile(r"^\[\^[^\]]+\]:", re.MULTILINE)
POINTS = 72 / 25.4  # in a millimetre
SIZES = {"report": (210, 297), "anthology": (152, 229)}


def test_the_books_are_made_without_a_finding(made: Made) -> None:
    assert made.built.diagnostics == ()
    assert set(made.artefacts) == {"screen", "print", "epub", "web"}


# ------------------------------------------------------------------ the blocks


def test_every_block_has_its_place_in_the_manuscript(made: Made) -> None:
    """The book's table of places names exactly the blocks that its content has."""
    nothing(checks.unknown_blocks(made))
    assert len(made.expected.blocks) > 100
    written = [NOTE.findall(one.chapter.source.text) for one in made.book.chapters]
    assert len(made.expected.notes) == sum(map(len, written)) > 0


def test_every_block_is_in_the_screen_pdf_once(made: Made) -> None:
    """By identifier and text; a block is marked by the ``/ID`` of its structure elements."""
    nothing(checks.wrong_blocks_in_pdf(made))


def test_every_block_is_in_the_epub_once(made: Made) -> None:
    nothing(checks.wrong_blocks_in_epub(made))


def test_every_block_is_on_the_web_once(made: Made) -> None:
    nothing(checks.wrong_blocks_on_the_web(made))


def test_the_pages_of_the_pdf_are_marked_on_the_web(made: Made) -> None:
    """In their order, each once, and at the words with which it begins."""
    order = list(made.screen.labels)
    for labels in made.web.labels:
        assert labels == sorted(set(labels), key=order.index)
    labels = list(chain(*made.web.labels))
    assert len(labels) == len(set(labels))
    # Cover, title, contents and the data of charts are no sections of the web edition.
    assert len(labels) > len(order) - 12
    told = pages_of_blocks(made.web.pages, set(made.book.spans))
    nothing(checks.wrong_places_of_pages(made, told))


def test_the_chapters_say_nothing_besides(made: Made) -> None:
    """What belongs to no block is the chapter's opening: its number and its front matter."""
    nothing(checks.text_besides_blocks_in_pdf(made))
    nothing(checks.text_besides_blocks_in_epub(made))


def test_every_link_leads_to_its_block(made: Made) -> None:
    nothing(checks.wrong_targets(made))


@pytest.mark.parametrize("edition", ["screen", "print"])
def test_nothing_is_printed_off_the_page(made: Made, edition: str) -> None:
    nothing(checks.off_page(getattr(made, edition)))


# ----------------------------------------------------------------------- notes


def test_every_note_begins_on_the_page_that_calls_it(made: Made) -> None:
    nothing(checks.wrong_notes(made))


def test_no_line_begins_with_the_call_of_a_note(made: Made) -> None:
    nothing(checks.parted_calls(made))


def test_notes_stand_below_the_text(made: Made) -> None:
    nothing(checks.notes_in_the_text(made))


def test_note_numbers_count_up_down_the_page(made: Made) -> None:
    nothing(checks.notes_out_of_order(made))


# -------------------------------------------------------------- screen and print


def test_screen_and_print_have_the_same_text_on_the_page_of_the_same_label(made: Made) -> None:
    """Everything that is drawn, running heads and folios too, in the same order.

    The same place as well: within a tenth of a point from the corner of the trimmed page.
    """
    screen = dict(zip(made.screen.labels, made.screen.runs, strict=True))
    printed = dict(zip(made.print.labels, made.print.runs, strict=True))
    assert len(screen) == len(made.screen.labels), "two pages with one label"
    for label, runs in screen.items():
        if label == "Cover":
            continue
        others = printed[label]
        assert [run.text for run in others] == [run.text for run in runs], f"page {label}"
        for run, other in zip(runs, others, strict=True):
            moved = abs(run.x - other.x) + abs(run.y - other.y)
            assert moved < 0.1, f"page {label}: {run.text!r} moved by {moved:.1f} points"


def test_what_print_has_more_are_blank_pages(made: Made) -> None:
    screen, printed = made.screen.labels, made.print.labels
    assert [label for label in printed if label in screen] == [
        label for label in screen if label != "Cover"
    ]
    for index, label in enumerate(printed):
        if label not in screen:
            assert made.print.runs[index] == (), f"page {label} is not blank"


def test_in_print_odd_folios_are_on_the_right(made: Made) -> None:
    """Every leaf counts: labels without a gap, and odd ones on the front of a leaf."""
    labels = list(made.print.labels)
    arabic = [label for label in labels if label.isdigit()]
    front = labels[: len(labels) - len(arabic)]
    assert arabic == [str(number) for number in range(1, len(arabic) + 1)]
    assert front == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"][: len(front)]
    assert len(front) % 2 == 0, "page 1 is on the left"


def test_the_print_file_has_the_boxes_of_a_print_file(made: Made) -> None:
    """The trimmed page is the page on screen; 3 mm of bleed around it; all of it on the sheet."""
    width, height = (side * POINTS for side in SIZES[made.name])
    pages = zip(
        made.print.boxes("MediaBox"),
        made.print.boxes("BleedBox"),
        made.print.boxes("TrimBox"),
        strict=True,
    )
    for media, bleed, trim in pages:
        assert trim.size == pytest.approx((width, height), abs=0.01)
        assert bleed.is_near(trim.grown(3 * POINTS)), (bleed, trim)
        assert media.grown(0.01).holds(bleed), (media, bleed)


def test_the_screen_file_is_the_trimmed_page(made: Made) -> None:
    width, height = (side * POINTS for side in SIZES[made.name])
    for media in made.screen.boxes("MediaBox"):
        assert media.is_near(Box(0, 0, width, height)), media


# --------------------------------------------------------------------- the tools


@pytest.mark.parametrize("edition", ["screen", "print"])
def test_qpdf_finds_nothing(made: Made, edition: str, tmp_path: Path) -> None:
    place = tmp_path / "book.pdf"
    place.write_bytes(made.artefacts[edition].data)
    assert checks.qpdf(place) == ""


def test_epubcheck_finds_nothing(made: Made, tmp_path: Path) -> None:
    """EPUBCheck 5.3: no fatal, no error, no warning."""
    place = tmp_path / "book.epub"
    place.write_bytes(made.artefacts["epub"].data)
    nothing(checks.epubcheck(place))
