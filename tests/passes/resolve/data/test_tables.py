"""Tables from CSV: what is shown, how it is written, and what is wrong with it."""

from __future__ import annotations

import pytest

from octavo.model.content import walk
from octavo.model.inlines import Omission
from tests.passes.resolve.data.conftest import SEATS, Ask, cells


def block(text: str, attributes: str = "#tbl-a") -> str:
    return f"# T\n\n```{{.csv-table {attributes}}}\n{text}```\n"


def test_a_table_shows_the_whole_file(ask: Ask) -> None:
    answers = ask(block("data: seats.csv\n", '#tbl-a tbl-cap="Seats" source="The record"'))
    assert not answers.told
    (table,) = answers.tables
    assert cells(table)[:2] == [["group", "seats", "boards", "founded"],
                                ["Industry", "245", "38", "1992"]]  # fmt: skip
    assert table.key == "tbl-a"
    assert table.caption
    assert table.origin


def test_columns_heads_order_filter_and_limit(ask: Ask) -> None:
    answers = ask(
        block(
            "data: seats.csv\n"
            "columns:\n"
            "  - group\n"
            "  - {column: seats, head: Seats on the board, align: center}\n"
            "filter: seats < 200\n"
            "order: -seats\n"
            "limit: 1\n"
        )
    )
    assert not answers.told
    (table,) = answers.tables
    assert cells(table) == [["group", "Seats on the board"], ["Civil society", "186"]]
    assert [cell.align for cell in table.rows[0].cells] == ["", "center"]


def test_the_first_column_heads_its_row_and_numbers_line_up(ask: Ask) -> None:
    (table,) = ask(block("data: seats.csv\n")).tables
    first, second, *_ = table.rows[0].cells
    assert (first.heads_row, first.numeric, first.align) == (True, False, "")
    assert (second.heads_row, second.numeric, second.align) == (False, True, "right")
    (plain,) = ask(block("data: seats.csv\nrow-heads: false\n")).tables
    assert not any(cell.heads_row for row in plain.rows for cell in row.cells)


def test_rows_order_by_numbers_and_what_is_empty_comes_last(ask: Ask) -> None:
    (table,) = ask(block("data: seats.csv\ncolumns: [group]\norder: [-founded, group]\n")).tables
    assert [row[0] for row in cells(table)[1:]] == ["Civil society", "Industry", "Government"]
    (table,) = ask(block("data: seats.csv\ncolumns: [seats]\norder: boards\n")).tables
    assert [row[0] for row in cells(table)[1:]] == ["48", "245", "186"]


@pytest.mark.parametrize(
    ("lang", "column", "written"),
    [
        ("en-GB", "n, 1234567.5", "1,234,567.5"),
        ("fr", "n, 1234567.5", "1\u202f234\u202f567,5"),
        ("de", "n, 1234567.5", "1.234.567,5"),
        ("en", "year, 2026", "2026"),
        ("en", "n, -3.50", "\u22123.50"),
        ("xx", "n, 12345", "12,345"),
    ],
)
def test_numbers_are_written_as_the_language_does(
    ask: Ask, lang: str, column: str, written: str
) -> None:
    head, number = column.split(", ")
    files = {"n.csv": f"name,{head}\nA,{number}\n"}
    answers = ask(block("data: n.csv\n"), files, lang)
    assert not answers.told
    assert cells(answers.tables[0])[1] == ["A", written]


def test_four_digits_are_grouped_where_a_column_has_five(ask: Ask) -> None:
    files = {"n.csv": "name,n,year\nA,1234,1999\nB,12345,2001\n"}
    (table,) = ask(block("data: n.csv\n"), files).tables
    assert cells(table)[1:] == [["A", "1,234", "1999"], ["B", "12,345", "2001"]]


def test_a_format_and_a_total(ask: Ask) -> None:
    answers = ask(
        block(
            "data: seats.csv\n"
            "columns: [group, {column: seats, format: '0.0', total: sum}, boards]\n"
            "total: All\n"
        )
    )
    assert not answers.told
    (table,) = answers.tables
    assert cells(table)[-1] == ["All", "479.0", ""]
    assert table.rows[-1].attributes.classes == ("total",)


def test_rows_have_keys_that_stay_with_their_words(ask: Ask) -> None:
    one = ask(block("data: seats.csv\n"))
    two = ask(block("data: seats.csv\n"), {"seats.csv": SEATS + "Other,24,13,\n"})
    first, second = ([row.key for row in each.tables[0].rows] for each in (one, two))
    assert second[: len(first)] == first
    assert len(set(second)) == len(second)
    assert {one.tables[0].head.key, *first} == set(one.places)
    assert all(place == (3, 1) for place in one.places.values())


def test_equal_rows_have_keys_of_their_own(ask: Ask) -> None:
    answers = ask(block("data: n.csv\n"), {"n.csv": "a,b\n1,2\n1,2\n"})
    assert len(answers.places) == 3


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        ("data: seats.csv\ncolumns: [group, seets]\n", "OCT262 1.md:5:18", "did you mean “seats”?"),
        ("data: seats.csv\norder: [-seets]\n", "OCT262 1.md:5:9", "did you mean “seats”?"),
        ("data: seats.csv\nfilter: seets > 3\n", "OCT262 1.md:5:9", "did you mean “seats”?"),
        ("data: seats.csv\nfilter: 'seats > '\n", "OCT263 1.md:5:17", ""),
        ("data: seets.csv\n", "OCT260 1.md:4:7", "did you mean “seats.csv”?"),
        ("data: seats.csv\nfilter: seats > 999\n", "OCT269 1.md:5:9", "look at the values"),
        ("data: seats.csv\ncolumsn: [group]\n", "OCT003 1.md:5:1", "did you mean “columns”?"),
        ("data: seats.csv\ncolumns: [{colum: a}]\n", "OCT003 1.md:5:12", "did you mean “column”?"),
        ("data: seats.csv\nlimit: none\n", "OCT004 1.md:5:8", ""),
        ("columns: [group]\n", "OCT004 1.md:4:1", "add “data"),
        ("data: [seats.csv\n", "OCT002 1.md:4:7", ""),
        ("", "OCT004 1.md:3:1", "name the file"),
        (
            "data: seats.csv\ncolumns: [{column: seats, format: hello}]\n",
            "OCT265 1.md:5:35",
            "a number is formatted by a pattern",
        ),
    ],
)
def test_mistakes_are_told_at_their_line_and_column(
    ask: Ask, text: str, told: str, hint: str
) -> None:
    answers = ask(block(text))
    assert told in answers.told
    assert hint in " ".join(hint for finding in answers.findings for hint in finding.hints)


def test_a_table_in_a_list_is_told_at_its_own_columns(ask: Ask) -> None:
    text = "# T\n\n- one\n\n  ```{.csv-table}\n  data: seets.csv\n  ```\n"
    assert ask(text).told == ["OCT260 1.md:6:9"]


def test_what_cannot_be_made_keeps_its_caption_and_a_placeholder(ask: Ask) -> None:
    (table,) = ask(block("data: seets.csv\n", '#tbl-a tbl-cap="Seats"')).tables
    assert table.caption
    assert table.key == "tbl-a"
    assert [node.what for node in walk([table]) if isinstance(node, Omission)] == ["table"]


def test_a_broken_file_shows_what_could_be_read(ask: Ask) -> None:
    answers = ask(block("data: n.csv\n"), {"n.csv": "a,b\n1\n3,4\n"})
    assert answers.told == ["OCT261 n.csv:2:2"]
    assert cells(answers.tables[0])[1:] == [["1", ""], ["3", "4"]]


def test_a_column_is_grouped_where_its_total_has_five_digits(ask: Ask) -> None:
    text = "data: a.csv\ncolumns: [m, {column: n, total: sum}]\n"
    answers = ask(block(text), {"a.csv": "m,n\nx,6100\ny,7200\n"})
    (table,) = answers.tables
    assert [row[1] for row in cells(table)] == ["n", "6,100", "7,200", "13,300"]
    (table,) = ask(block("data: a.csv\n")).tables
    assert [row[1] for row in cells(table)] == ["n", "6100", "7200"]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("[{column: seets, heading: Seats}]", ["OCT003 1.md:5:27", "OCT262 1.md:5:20"]),
        ("[seets, {column: group, heading: A}]", ["OCT003 1.md:5:34", "OCT262 1.md:5:11"]),
        ("[{heading: Seats}, bords]", ["OCT003 1.md:5:12", "OCT004 1.md:5:11"]),
    ],
)
def test_an_unknown_key_does_not_hide_an_unknown_column(
    ask: Ask, columns: str, told: list[str]
) -> None:
    assert sorted(ask(block(f"data: seats.csv\ncolumns: {columns}\n")).told) == told


def test_a_row_head_that_is_none_does_not_hide_an_unknown_column(ask: Ask) -> None:
    text = "data: seats.csv\nrow-heads: perhaps\ncolumns: [seets]\n"
    assert ask(block(text)).told == ["OCT004 1.md:5:12", "OCT262 1.md:6:11"]


def test_a_table_of_equal_rows_has_a_key_for_each_and_is_made_at_once(ask: Ask) -> None:
    answers = ask(block("data: same.csv\n"), {"same.csv": "a,b\n" + "x,1\n" * 5_000})
    assert not answers.told
    (table,) = answers.tables
    assert len({row.key for row in table.rows}) == 5_000
    assert table.rows[4_999].key == f"{table.rows[0].key}-5000"


def test_more_rows_than_a_table_has_are_told(ask: Ask) -> None:
    long = {"long.csv": "a,b\n" + "x,1\n" * 5_001}
    answers = ask(block("data: long.csv\n"), long)
    assert answers.told == ["OCT266 1.md:4:7"]
    assert "has 5001 rows to show; a table has at most 5000" in answers.findings[0].message
    assert answers.findings[0].hints == ("choose rows with `filter` or `limit`",)
    assert not ask(block("data: long.csv\nlimit: 20\n"), long).told
