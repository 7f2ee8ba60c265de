"""Notes stay with their calls, and the engine's faults are mended from outside."""

from __future__ import annotations

import pytest
from weasyprint import HTML, Document
from weasyprint.layout import LayoutContext

from octavo.writers.pdf.footnotes import fits, mended
from octavo.writers.pdf.placing import block_to_move, misplaced_notes, parted_captions

STYLE = """<style>
@page { size: 80mm 100mm; margin: 10mm }
body { font: 10pt/12pt Spectral; margin: 0; orphans: 2; widows: 2 }
p { margin: 0 }
.note { float: footnote; footnote-policy: line; font-size: 10pt }
</style>"""


def foot_of_the_page(lines: int) -> str:
    """A note that takes the room of the paragraph after it, which calls one in its second line."""
    return (
        "".join("<p>A line.</p>" for _ in range(lines))
        + f"<p>First.<span class=note id=one data-number=1>{'Much room. ' * 18}</span></p>"
        + "<p>One.<br>Two.<span class=note id=two data-number=2>Lost?</span><br>Three.<br>Four.</p>"
    )


def lay_out(html: str) -> Document:
    return HTML(string=f"<html lang=en>{STYLE}<body>{html}").render()


def test_the_engine_still_has_what_is_mended() -> None:
    """Fails when WeasyPrint changes what footnotes.py replaces."""
    assert fits()


def test_the_engine_alone_loses_a_note() -> None:
    """When this fails the fault is gone, and footnotes.py can go too."""
    lost = [
        note.note
        for lines in range(4, 14)
        for note in misplaced_notes(lay_out(foot_of_the_page(lines)))
        if note.is_lost
    ]
    assert lost


@pytest.mark.parametrize("lines", range(4, 14))
def test_mended_it_loses_none(lines: int) -> None:
    with mended():
        document = lay_out(foot_of_the_page(lines))
    assert misplaced_notes(document) == []


def test_notes_beyond_the_edge_of_the_paper_are_lost() -> None:
    """Notes that call notes stand on one page; the engine lets them run out at its top."""
    notes = ""
    for number in range(45, 0, -1):
        notes = f"<span class=note id=n{number} data-number={number}>Words.{notes}</span>"
    with mended():
        document = lay_out(f"<p>Text.{notes}</p>")
    assert sum(note.is_lost for note in misplaced_notes(document)) > 10


def test_the_engine_is_left_as_it_was() -> None:
    before = LayoutContext._update_footnote_area
    with mended():
        assert LayoutContext._update_footnote_area is not before
    assert LayoutContext._update_footnote_area is before
    assert not hasattr(LayoutContext, "in_column")


def test_the_block_to_move_is_the_one_that_calls_the_note() -> None:
    xhtml = '<h2 id="h">H</h2><p id="p">A<span><span class="note" id="n">x</span></span></p>'
    assert block_to_move(xhtml, "n", frozenset({"h", "p", "n"})) == "h"
    assert block_to_move("<p/>" + xhtml[17:], "n", frozenset({"p", "n"})) == "p"
    assert block_to_move(xhtml, "other", frozenset({"p"})) == ""


def test_a_row_in_the_head_of_a_table_goes_with_the_table() -> None:
    xhtml = '<table id="t"><thead><tr id="r"><th><b id="n">x</b></th></tr></thead></table>'
    assert block_to_move(xhtml, "n", frozenset({"t", "r"})) == "t"


def test_a_caption_parted_from_its_table_is_found() -> None:
    lines = "".join("<p>A line.</p>" for _ in range(16))
    table = "<table id=t><caption>Caption</caption><tr><td>One<br>two<br>three</table>"
    assert parted_captions(lay_out("<p>A line.</p>" + table)) == []
    found = [parted_captions(lay_out(lines[: 15 * count] + table)) for count in range(8, 17)]
    assert ["t"] in found
