"""Floats are painted, and so read without tags, where they stand in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.made import Made, make
from tests.reading.text import normalise

CONFIGURATION = """
publications:
  book:
    title: Wells
    date: 2026-01-15
    design: {design}
    contents: [one.md]
"""


def book(folder: Path, design: str, text: str) -> Made:
    (folder / "octavo.yaml").write_text(CONFIGURATION.format(design=design), encoding="utf-8")
    (folder / "one.md").write_text(f"# One\n\n{text}\n", encoding="utf-8")
    return make(folder, ("screen", "print"))["book"]


@pytest.mark.parametrize("edition", ["screen", "print"])
def test_a_note_in_the_margin_is_read_before_its_paragraph(tmp_path: Path, edition: str) -> None:
    note = "::: {.column-margin}\nA remark.\n:::\n\n"
    file = getattr(book(tmp_path, "report", f"First words.\n\n{note}Second words.\n"), edition)
    text = normalise(file.page_text(file.labels.index("5" if "5" in file.labels else "4")))
    order = [text.index(normalise(words)) for words in ("First words.", "A remark.", "Second")]
    assert order == sorted(order)


@pytest.mark.parametrize("edition", ["screen", "print"])
def test_a_drop_cap_is_read_with_its_word(tmp_path: Path, edition: str) -> None:
    text = "Whoever draws water from a well has thought of the rope. " * 5
    file = getattr(book(tmp_path, "anthology", text), edition)
    page = normalise(file.page_text(file.labels.index("1")))
    assert normalise("One Whoever draws water") in page


def test_the_margin_takes_no_room_from_the_text(tmp_path: Path) -> None:
    """Lines beside a note in the margin are as long as all others."""
    text = "Whoever draws water from a well has thought of the rope before. " * 8
    note = "::: {.column-margin}\nA remark that is longer than its paragraph by far.\n:::\n\n"
    (tmp_path / "plain").mkdir()
    plain = book(tmp_path / "plain", "report", text + "\n\n" + text)
    noted = book(tmp_path, "report", text + "\n\n" + note + text)
    first = [len(made.screen.labels) for made in (plain, noted)]
    assert first[0] == first[1]
    lines = [
        {round(run.x) for run in made.screen.runs[-1] if "hoever" in run.text or "rope" in run.text}
        for made in (plain, noted)
    ]
    assert min(lines[0]) == min(lines[1])
