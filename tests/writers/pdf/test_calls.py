"""The call of a note stands on the line of the word that it follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reading import checks
from tests.reading.checks import nothing
from tests.reading.made import Made, make

CONFIGURATION = """\
publications:
  calls:
    title: Calls
    date: 2026-01-15
    design: {design}
    notes: {notes}
    contents: [text.md]
    editions: [screen]
"""
PLACES = 48


def text() -> str:
    """Return paragraphs whose calls come letter by letter nearer to the end of a line."""
    blocks = ["# Calls"]
    for number in range(PLACES):
        words = "A paragraph with words in it that fill its line up to here" + "n" * (number % 16)
        mark = ".,;:?!"[number % 6]
        again = " and once more" + mark + f"[^{number}]" if number % 3 == 0 else ""
        blocks.append(f"{words} and no further{mark}[^{number}] The rest of it{again} follows.")
        blocks.append(f"[^{number}]: A note.")
    return "\n\n".join(blocks) + "\n"


Build = Callable[[str, str], Made]


@pytest.fixture
def built(tmp_path: Path) -> Build:
    def build(design: str, notes: str) -> Made:
        configuration = CONFIGURATION.format(design=design, notes=notes)
        (tmp_path / "octavo.yaml").write_text(configuration, encoding="utf-8")
        (tmp_path / "text.md").write_text(text(), encoding="utf-8")
        return make(tmp_path)["calls"]

    return build


@pytest.mark.parametrize("notes", ["page", "chapter"])
@pytest.mark.parametrize("design", ["anthology", "report"])
def test_no_line_begins_with_the_call_of_a_note(built: Build, design: str, notes: str) -> None:
    made = built(design, notes)
    assert len(made.expected.calls) == PLACES + PLACES // 3
    nothing(checks.parted_calls(made))
