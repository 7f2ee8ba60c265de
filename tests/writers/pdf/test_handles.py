"""Handles on the page: what they do, and that an idle one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.made import Made, make

CONFIGURATION = """
publications:
  book:
    title: Wells
    date: 2026-01-15
    design: anthology
    contents: [text]
"""
SENTENCE = "Whoever draws water from a well has thought of the rope before. "
PARAGRAPH = SENTENCE * 4


def book(folder: Path, text: str) -> Made:
    (folder / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "text").mkdir(exist_ok=True)
    (folder / "text/one.md").write_text(f"# One\n\n{text}\n", encoding="utf-8")
    return make(folder, ("screen", "print"))["book"]


def told(made: Made) -> list[tuple[str, str]]:
    return [(str(one.span), one.message) for one in made.built.diagnostics]


def page_of(made: Made, words: str) -> int:
    """The number of the page that has these words, from the first page of the chapter."""
    first = made.screen.labels.index("1")
    wanted = words.replace(" ", "")
    pages = [made.screen.page_text(index) for index in range(first, len(made.screen.labels))]
    return next(n for n, text in enumerate(pages) if wanted in text.replace(" ", ""))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("A.\n\n::: {.break-before}\nThe end.\n:::\n", 1),
        ("::: {.break-after}\nA.\n:::\n\nThe end.\n", 1),
        ("A.\n\n## The end {.break-before}\n\nThe end.\n", 1),
        ("A.\n\nThe end.\n", 0),
    ],
)
def test_a_page_begins_where_a_handle_says(tmp_path: Path, text: str, last: int) -> None:
    made = book(tmp_path, text)
    assert told(made) == []
    assert page_of(made, "The end.") == last


def test_blocks_are_kept_together(tmp_path: Path) -> None:
    before = f"{PARAGRAPH}\n\n" * 6
    pair = f"{SENTENCE * 6}\n\nThe end.\n"
    plain = tmp_path / "plain"
    plain.mkdir()
    apart = book(plain, before + pair)
    assert page_of(apart, "The end.") == 1, "the page ends within the pair"
    kept = book(tmp_path, f"{before}::: {{.keep-together}}\n{pair}:::\n")
    assert told(kept) == []
    first = kept.screen.page_text(kept.screen.labels.index("1"))
    assert first.count("Whoever") == 24, "all that comes before, and no line of the pair"


@pytest.mark.parametrize("name", ["tighter", "looser"])
def test_a_step_of_spacing_changes_the_lines_of_a_paragraph(tmp_path: Path, name: str) -> None:
    """Of twelve lengths of a paragraph at least one wins or loses a line by it."""
    texts = [SENTENCE * 9 + "Water is far. " * length for length in range(12)]
    marked = "\n\n".join(f"::: {{.{name}}}\n{text}\n:::" for text in texts)
    made = book(tmp_path, marked)
    idle = [message for _, message in told(made)]
    assert len(idle) < len(texts)
    assert set(idle) <= {f"“.{name}” changes nothing here any more"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "A.\n\n::: {.break-before}\nB.\n:::\n\n::: {.keep-together}\nC.\n\nD.\n:::\n",
            "text/one.md:9:1",
        ),
        (
            "A.\n\n## B {.break-before .keep-with-next}\n\nC.\n\n## D {.keep-together}\n\nE.\n",
            "text/one.md:9:1",
        ),
    ],
    ids=["a division", "a heading"],
)
def test_a_handle_that_does_nothing_is_told_once(tmp_path: Path, text: str, place: str) -> None:
    made = book(tmp_path, text)
    assert [(one.code, str(one.span)) for one in made.built.diagnostics] == [("OCT407", place)]


def test_of_two_that_do_the_same_one_is_told(tmp_path: Path) -> None:
    text = "A.\n\n::: {.break-after}\nB.\n:::\n\n::: {.break-before}\nC.\n:::\n"
    made = book(tmp_path, text)
    assert [str(one.span) for one in made.built.diagnostics] == ["text/one.md:5:1"]


def test_one_in_a_line_is_told_at_its_paragraph(tmp_path: Path) -> None:
    made = book(tmp_path, "A [word]{.tighter} and [another]{.looser}.\n")
    assert told(made) == [
        ("text/one.md:3:1", "“.tighter” changes nothing here any more"),
        ("text/one.md:3:1", "“.looser” changes nothing here any more"),
    ]


def test_a_figure_and_its_paragraph_are_one_handle(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text/w.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"/>'
    )
    figure = '![A well.](w.svg){fig-alt="A well"}'
    made = book(tmp_path, f"::: {{.keep-together}}\nA.\n\n{figure}\n:::\n\nB.\n")
    assert [str(one.span) for one in made.built.diagnostics] == ["text/one.md:3:1"]
