"""What the engine cannot place is told at its place in the manuscript."""

from __future__ import annotations

from pathlib import Path

import pytest
import weasyprint
from weasyprint import Document

from octavo.model.diagnostic import Diagnostic
from octavo.pipeline import Options, build
from octavo.workspace import Workspace
from octavo.writers.pdf import compositor, layout
from octavo.writers.pdf.sectionpages import MisplacedNote

CONFIGURATION = """\
publications:
  book: {title: A book, date: 2026-01-15, contents: [text.md], editions: [screen]}
"""


def told(folder: Path) -> list[Diagnostic]:
    (folder / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "text.md").write_text("# One\n\nText.[^a]\n\n[^a]: A note.\n", encoding="utf-8")
    (built,) = build(Workspace(folder, {}), Options())
    return list(built.diagnostics)


def misplace(monkeypatch: pytest.MonkeyPatch, *, lost: bool) -> None:
    """Lets the layout find the note misplaced: no manuscript is known that does it for real."""
    found = [MisplacedNote("text-note-a", lost)]

    def misplaced(document: Document) -> list[MisplacedNote]:
        return found if any("text-note-a" in page.anchors for page in document.pages) else []

    monkeypatch.setattr(layout, "misplaced_notes", misplaced)


def test_a_lost_note_is_an_error_at_its_body(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    misplace(monkeypatch, lost=True)
    (finding, *_) = told(tmp_path)
    assert (finding.code, finding.is_error) == ("OCT404", True)
    assert str(finding.span) == "text.md:5:1"


def test_a_note_on_another_page_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    misplace(monkeypatch, lost=False)
    (finding, *_) = told(tmp_path)
    assert (finding.code, finding.is_error) == ("OCT405", False)
    assert finding.message == "a note of “One” stands on another page than its call"


def test_nothing_is_told_of_a_note_in_its_place(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def justified(folder: Path) -> list[Diagnostic]:
    """What is told of a book whose text is justified, by the token of the house theme."""
    (folder / "styles").mkdir()
    (folder / "styles/tokens.css").write_text(":root { --align-text: justify }", encoding="utf-8")
    return told(folder)


def test_an_engine_that_cannot_be_led_is_told_where_text_is_justified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compositor, "fits", lambda: False)
    (finding,) = justified(tmp_path)
    assert (finding.code, finding.is_error) == ("OCT406", False)
    assert f"WeasyPrint {weasyprint.__version__}" in finding.message


def test_nothing_is_told_of_one_that_can_be_led(tmp_path: Path) -> None:
    assert justified(tmp_path) == []


def test_nothing_is_told_where_text_is_ragged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compositor, "fits", lambda: False)
    assert told(tmp_path) == []
