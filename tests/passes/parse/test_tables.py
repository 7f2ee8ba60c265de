"""Pipe tables."""

from __future__ import annotations

import pytest

from octavo.model.content import Cell, Paragraph, Table, plain_text
from octavo.model.diagnostic import Place
from octavo.model.inlines import Link, Text
from tests.passes.parse.reading import blocks, every, findings, hint, only, read


def column(*cells: str, rule: str = "---") -> list[Cell]:
    """The cells of a column under the head ``n``."""
    rows = "".join(f"| x | {cell} |\n" for cell in cells)
    table = only(f"| a | n |\n|---|{rule}|\n{rows}", Table)
    return [row.cells[1] for row in table.rows]


def test_a_table_with_all_it_can_say() -> None:
    text = (
        "| Well | Days |\n| :-- | --: |\n| Church | 100 |\n\n"
        ': Days *of* water {#tbl-w .landscape .row-heads source="[R](r.md)" '
        'tbl-colwidths="[70,30]"}\n\n'
        "::: {.table-notes}\nOne.\n\nTwo.\n:::\n"
    )
    table = only(text, Table)
    assert (table.key, plain_text(table.caption)) == ("tbl-w", "Days of water")
    assert table.attributes.classes == ("landscape", "row-heads")
    assert table.attributes.pairs == (("tbl-colwidths", "[70,30]"),)
    assert plain_text(table.origin) == "R"
    assert every(Link, table.origin)[0].place == Place(9, 57)
    assert [type(note) for note in table.notes] == [Paragraph, Paragraph]
    assert [cell.heads_row for cell in table.rows[0].cells] == [True, False]
    assert [cell.align for cell in table.head.cells] == ["left", "right"]


def test_notes_may_stand_before_the_caption() -> None:
    table = only("| a |\n|---|\n| b |\n\n::: {.table-notes}\nN.\n:::\n\n: C {#tbl-x}\n", Table)
    assert (plain_text(table.notes), plain_text(table.caption), table.key) == ("N.", "C", "tbl-x")


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "20", "300"),
        ("1,234.5", "−3", "+4"),
        ("1 234,5", "1\u202f234"),
        ("1.234,5", "1'234"),
        ("5 %", "10%", "–", ""),
        ("€5", "$1,000", "12 km", "3 °C"),
        ("~5", "<10", "3*"),
    ],
)
def test_a_column_of_numbers(cells: tuple[str, ...]) -> None:
    assert all(cell.numeric for cell in column(*cells))
    assert all(cell.numeric for cell in column(*cells, rule="--:"))


@pytest.mark.parametrize("cells", [("1", "two"), ("", "–"), ("1 of 2",), ("12th",), ("a1",)])
def test_a_column_of_something_else(cells: tuple[str, ...]) -> None:
    assert not any(cell.numeric for cell in column(*cells))


@pytest.mark.parametrize("rule", [":--", ":-:"])
def test_a_column_that_the_author_has_aligned_otherwise(rule: str) -> None:
    assert not any(cell.numeric for cell in column("1", "2", rule=rule))


def test_the_places_of_cells_are_exact() -> None:
    chapter, _ = read("> | a | b |\n> |---|---|\n> | x\\|y *z* |[q](q.md)|\n")
    cells = every(Cell, chapter.blocks)
    assert [cell.place for cell in cells] == [
        Place(5, 5), Place(5, 9), Place(7, 5), Place(7, 15),
    ]  # fmt: skip
    assert chapter.links[0].place == Place(7, 15)
    marked = [node.place.column for node in every(Text, [cells[2]])]
    assert marked == [5, 11]


def test_a_bar_may_be_escaped() -> None:
    table = only("| a |\n|---|\n| `x\\|y` |\n", Table)
    assert plain_text(table.rows[0].cells) == "x|y"


def test_more_cells_than_heads_are_kept_and_told() -> None:
    text = "| a | b |\n|---|---|\n| 1 | 2 | three | four |\n| 1 |\n"
    (table,) = read(text)[0].blocks
    assert isinstance(table, Table)
    assert [len(row.cells) for row in (table.head, *table.rows)] == [4, 4, 4]
    assert plain_text(table.rows[0].cells) == "12threefour"
    assert findings(text) == ["OCT235 7:11"]


def test_a_table_ends_a_paragraph_and_an_empty_line_ends_it() -> None:
    assert [type(block) for block in blocks("Text\n| a |\n|---|\n| b |\n\nMore.\n")] == [
        Paragraph,
        Table,
        Paragraph,
    ]


def test_a_table_may_have_no_outer_bars() -> None:
    table = only("a | b\n--|--\n1 | 2\n", Table)
    assert plain_text(table.rows[0].cells) == "12"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (": A caption\n", "5:1"),
        ("Text.\n\nMore\ntext.\n\n: A caption\n\nText.\n", "10:1"),
    ],
)
def test_a_caption_without_a_table_is_told(text: str, place: str) -> None:
    assert findings(text) == [f"OCT236 {place}"]


def test_a_grid_table_is_printed_and_told() -> None:
    text = "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n"
    assert findings(text) == ["OCT237 5:1"]
    assert "CSV" in hint(text)


def test_a_table_without_its_line_of_dashes_is_told() -> None:
    assert findings("| a | b |\n| 1 | 2 |\n") == ["OCT237 5:1"]


@pytest.mark.parametrize(
    "between",
    [
        ": One {#tbl-1}\n\nTable: Two {#tbl-2}",
        ": One {#tbl-1}\n\n::: {.table-notes}\nN.\n:::\n\n: Two {#tbl-2}",
    ],
)
def test_a_table_takes_one_caption_and_leaves_the_next(between: str) -> None:
    table = "| a |\n|---|\n| b |\n"
    found = blocks(f"{table}\n{between}\n\n{table}")
    assert [(one.key, plain_text(one.caption)) for one in found if isinstance(one, Table)] == [
        ("tbl-1", "One"),
        ("tbl-2", "Two"),
    ]


def test_a_second_caption_of_a_table_is_kept_as_text() -> None:
    chapter, found = read(": One {#tbl-1}\n\n| a |\n|---|\n| b |\n\n: Two\n")
    assert [finding.code for finding in found] == ["OCT236"]
    assert plain_text(chapter.blocks[1:]) == "Two"


@pytest.mark.parametrize("word", [":", "Table:"])
def test_a_caption_may_stand_right_under_the_rows(word: str) -> None:
    table = only(f"| a | b |\n|---|---|\n| 1 | 2 |\n{word} Cap {{#tbl-b}}\n", Table)
    assert (plain_text(table.caption), table.key, len(table.rows)) == ("Cap", "tbl-b", 1)


def test_a_row_may_begin_with_a_colon() -> None:
    table = only("| a | b |\n|---|---|\n: 1 | 2\n", Table)
    assert [plain_text(cell.children) for cell in table.rows[0].cells] == [": 1", "2"]
