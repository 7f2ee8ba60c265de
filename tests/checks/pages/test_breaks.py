"""What a page break parts: lines (OCT522), headings (OCT523), captions (OCT524)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.checks.pages.made import Book, lines, made, photograph

# Each paragraph is exactly three lines, and begins in the manuscript at line 3 + 4 n.
PARAGRAPHS = "# One\n\n" + "\n".join(
    f"first {number}\\\nmiddle {number}\\\nlast {number}\n" for number in range(100)
)
FIGURE = "# One\n\nText, see @fig-a.\n\n![Seats.](a.png){#fig-a fig-alt='Bars'}\n\nMore text.\n"


def test_single_lines_at_the_head_and_at_the_foot(tmp_path: Path) -> None:
    book = made(tmp_path, PARAGRAPHS, "p { orphans: 1; widows: 1 }")
    found = book.found("OCT522")
    assert not any(one.is_error for one in found)
    told = [one.message for one in found]
    assert any("begins with a single line of a paragraph: “last " in one for one in told)
    assert any("ends with the first line of a paragraph alone: “first " in one for one in told)
    for one in found:
        number = re.search(r"“(?:first|last) (\d+)”", one.message)
        assert number is not None
        assert one.span is not None
        assert one.span.line == 3 + 4 * int(number[1])


def test_every_page_that_begins_with_a_last_line_is_told(tmp_path: Path) -> None:
    """Counted a second time, in the text of the pages."""
    import pypdfium2

    book = made(tmp_path, PARAGRAPHS, "p { orphans: 1; widows: 1 }")
    with pypdfium2.PdfDocument(book.shelf / "book.pdf") as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    last = {
        m[1] for m in (re.search(r"^(?!first|middle)[^\n]*?\s*last (\d+)", t) for t in texts) if m
    }
    told = {
        m[1] for m in (re.search(r"“last (\d+)”", one.message) for one in book.found("OCT522")) if m
    }
    assert told
    assert told == last


def test_with_two_lines_on_either_page_nothing_is_told(tmp_path: Path) -> None:
    assert made(tmp_path, PARAGRAPHS).found() == []


PARTED = "# One\n\nText.\n\n## Parted\n\n{{< pagebreak >}}\n\n" + "What it is about. " * 200


def test_a_heading_at_the_end_of_its_page(tmp_path: Path) -> None:
    (found,) = made(tmp_path, PARTED).found("OCT523")
    assert str(found.span) == "one.md:5:1"
    assert found.message == "page 5 of build/book.pdf ends with a heading: “Parted”"


def test_a_note_at_its_foot_does_not_hide_it(tmp_path: Path) -> None:
    text = PARTED.replace("Text.", "Text.[^1]") + "\n\n[^1]: A note.\n"
    assert len(made(tmp_path, text).found("OCT523")) == 1


def test_a_heading_before_its_text_and_a_page_for_a_title_alone_are_sound(tmp_path: Path) -> None:
    together = PARTED.replace("{{< pagebreak >}}\n\n", "")
    alone = "# One\n\n{{< pagebreak >}}\n\n" + "What it is about. " * 100
    assert made(tmp_path / "together", together).found() == []
    assert made(tmp_path / "alone", alone).found() == []


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Book:
    css = "figure { break-inside: auto } figcaption { break-before: page }"
    return made(
        tmp_path_factory.mktemp("parted"), FIGURE, css, files={"a.png": photograph(1500, 900)}
    )


def test_a_caption_parted_from_its_figure(parted: Book) -> None:
    (told,) = lines(parted.found("OCT524"))
    assert told.startswith("one.md:5:1: OCT524: page 6 of build/book.pdf has a caption whose ")
    assert told.endswith("is on another: “Figure 1 Seats.”")


def test_a_caption_parted_from_its_table(tmp_path: Path) -> None:
    text = "# One\n\nText.\n\n| a | b |\n|---|---|\n| c | d |\n\n: A table {#tbl-a}\n"
    parting = "caption { break-after: auto } thead { break-before: page }"
    (found,) = made(tmp_path / "parted", text, parting).found("OCT524")
    assert str(found.span) == "one.md:5:1"
    assert found.message.endswith("is on another: “Table 1 A table”")
    assert made(tmp_path / "sound", text).found() == []


CHART = """# One

See @fig-a.

```{.vega-lite #fig-a fig-cap="Seats" fig-alt="Bars"}
data: seats.csv
mark: bar
encoding:
  y: {field: group, type: nominal}
  x: {field: seats, type: quantitative}
```
"""


def test_a_caption_parted_from_the_data_of_its_figure(tmp_path: Path) -> None:
    """The table stands in the back matter, but its figure in the manuscript is named."""
    parting = (
        ".data h2, .data-caption { break-after: auto } .data .table-block { break-before: page }"
    )
    files = {"seats.csv": b"group,seats\nFirms,6\nUnions,1\n"}
    (found,) = made(tmp_path / "parted", CHART, parting, files=files).found("OCT524")
    assert str(found.span) == "one.md:5:1"
    assert found.message.endswith("is on another: “Seats”")
    assert made(tmp_path / "sound", CHART, files=files).found() == []


def test_a_caption_under_its_figure_is_sound(tmp_path: Path) -> None:
    assert made(tmp_path, FIGURE, files={"a.png": photograph(1500, 900)}).found() == []
