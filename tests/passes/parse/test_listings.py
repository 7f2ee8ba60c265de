"""Fences: listings, charts, tables and records from data, raw blocks."""

from __future__ import annotations

import pytest

from octavo.model.book import Source
from octavo.model.content import Chart, CodeBlock, DataRecords, DataTable, plain_text, walk
from octavo.model.diagnostic import Place
from octavo.model.inlines import Link
from octavo.passes.parse import parse
from tests.passes.parse.reading import blocks, every, findings, only, read


@pytest.mark.parametrize(
    ("info", "language", "key", "classes"),
    [
        ("python", "python", None, ()),
        ("python {#lst-a .x}", "python", "lst-a", ("x",)),
        ("{.python #lst-a .x}", "python", "lst-a", ("x",)),
        ("foo\\+bar", "foo+bar", None, ()),
        ("", "", None, ()),
    ],
)
def test_languages_and_names(
    info: str, language: str, key: str | None, classes: tuple[str, ...]
) -> None:
    block = only(f"```{info}\ncode\n```\n", CodeBlock)
    assert (block.language, block.attributes.classes) == (language, classes)
    assert key is None or block.key == key


@pytest.mark.parametrize(
    ("info", "caption"),
    [
        ('{.python title="Counting *wells*"}', "Counting wells"),
        ('{.python lst-cap="Counting wells"}', "Counting wells"),
        ('{.python filename="count.py"}', "count.py"),
        ('{.python #lst-a filename="count.py" lst-cap="Counting"}', "count.py: Counting"),
        ("python", ""),
    ],
)
def test_what_stands_above_a_listing(info: str, caption: str) -> None:
    block = only(f"```{info}\ncode\n```\n", CodeBlock)
    assert (plain_text(block.caption), block.attributes.pairs) == (caption, ())
    assert block.caption == () or block.caption[0].place.line == 5


def test_a_cell_of_quarto_is_a_listing_and_told() -> None:
    text = '```{python}\n#| label: fig-a\n#| fig-cap: "A: cap"\n#| echo: false\nprint()\n```\n'
    (block,) = read(text)[0].blocks
    assert isinstance(block, CodeBlock)
    assert (block.language, block.key, block.text) == ("python", "fig-a", "print()")
    assert block.attributes.pairs == (("fig-cap", "A: cap"), ("echo", "false"))
    assert findings(text) == ["OCT238 5:1"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Text.\n\n```\ncode", "7:1"),
        ("Text.\n\n~~~~\ncode\n~~~\n", "7:1"),
        ("> ```\n> code\n\nAfter.\n", "5:3"),
        ("- a\n\n  ```\n  code\n\nAfter.\n", "7:3"),
        ("Text.\n\n```", "7:1"),
    ],
)
def test_code_that_is_never_closed_is_told(text: str, place: str) -> None:
    assert findings(text) == [f"OCT233 {place}"]


@pytest.mark.parametrize(
    "text", ["```\n```\n", "```\n\n```", "~~~\na\n\n\n~~~~\n", "    indented\n"]
)
def test_code_that_is_closed_is_not(text: str) -> None:
    assert isinstance(blocks(text)[0], CodeBlock)


def test_raw_html_is_cleaned_as_html_and_its_places_are_right() -> None:
    chapter, diagnostics = read("```{=html}\n<p>a <b>b</p>\n<script>x</script>\n```\n")
    assert plain_text(chapter.blocks).strip() == "a b"
    assert [(d.code, str(d.span)) for d in diagnostics] == [
        ("OCT231", "one.md:6:6"),
        ("OCT230", "one.md:7:1"),
    ]


def test_raw_blocks_of_other_programs_are_left_out_and_told() -> None:
    chapter, _ = read("A\n\n```{=latex}\n\\foo\n```\n\nB\n")
    assert plain_text(chapter.blocks) == "AB"
    assert findings("A\n\n```{=latex}\n\\foo\n```\n\nB\n") == ["OCT239 7:1"]


# --------------------------------------------------------------------- charts


@pytest.mark.parametrize("info", ["vega-lite {#fig-v", "{.vega-lite #fig-v"])
def test_a_chart(info: str) -> None:
    text = (
        f'```{info} .wide fig-cap="Days *with* water" fig-alt="Bars" source="[R](r.md)" '
        'credit="Ada"}\ndata: a.csv\nmark: bar\n```\n'
    )
    chart = only(text, Chart)
    assert (chart.key, chart.text) == ("fig-v", "data: a.csv\nmark: bar\n")
    assert plain_text(chart.caption) == "Days with water"
    assert (plain_text(chart.origin), plain_text(chart.credit)) == ("R", "Ada")
    assert chart.attributes.pairs == (("fig-alt", "Bars"),)
    assert chart.attributes.classes == ("wide",)
    assert chart.place == Place(5, 1)
    assert every(Link, chart.origin)[0].place == Place(5, text.index("[R]") + 1)


def test_a_chart_without_a_word() -> None:
    assert only("```vega-lite\nmark: bar\n```\n", Chart).caption == ()


@pytest.mark.parametrize(
    "text",
    [
        "```csv-table\ndata: a.csv\n```\n\n: Days {#tbl-d .landscape}\n",
        ": Days {#tbl-d .landscape}\n\n```{.csv-table}\ndata: a.csv\n```\n",
        '```{.csv-table #tbl-d .landscape tbl-cap="Days"}\ndata: a.csv\n```\n',
        "::: {#tbl-d .landscape}\n```{.csv-table}\ndata: a.csv\n```\n\nDays\n:::\n",
    ],
)
def test_a_table_from_data(text: str) -> None:
    table = only(text, DataTable)
    assert (table.key, plain_text(table.caption)) == ("tbl-d", "Days")
    assert table.text == "data: a.csv\n"
    assert "landscape" in table.attributes.classes


def test_notes_and_source_of_a_table_from_data() -> None:
    text = (
        '```{.csv-table}\ndata: a.csv\n```\n\n: Days {#tbl-d source="R"}\n\n'
        "::: {.table-notes}\nN.\n:::\n"
    )
    table = only(text, DataTable)
    assert (plain_text(table.notes), plain_text(table.origin)) == ("N.", "R")


@pytest.mark.parametrize(
    "text",
    [
        '```{vega-lite #fig-a fig-cap="Seats"}\nmark: bar\n```\n',
        "```{vega-lite}\n#| label: fig-a\n#| fig-cap: Seats\nmark: bar\n```\n",
    ],
)
def test_a_chart_may_be_written_as_a_cell_of_quarto(text: str) -> None:
    chart = only(text, Chart)
    assert (chart.key, plain_text(chart.caption)) == ("fig-a", "Seats")
    assert chart.text.endswith("mark: bar\n")


def test_so_may_a_table_from_data() -> None:
    (table,) = blocks("```{csv-table}\ndata: a.csv\n```\n\n: Seats {#tbl-a}\n")
    assert isinstance(table, DataTable)
    assert (table.key, plain_text(table.caption)) == ("tbl-a", "Seats")


def test_records_from_data_take_the_level_under_their_heading() -> None:
    fence = "```{.csv-records}\ndata: a.csv\n```\n\n"
    quoted = "".join(f"> {line}\n" for line in f"##### D\n\n{fence}".splitlines())
    text = f"# T\n\n{fence}## A\n\n{fence}### B\n\n{fence}{quoted}\n- one\n\n  ###### E\n\n{fence}"
    levels = [node.level for node in walk(blocks(text)) if isinstance(node, DataRecords)]
    assert levels == [2, 3, 4, 6, 4]
    (late,), _ = parse(Source("1.md", f"---\ntitle: T\n---\n\n{fence}#### A\n\n{fence}"))
    assert [node.level for node in late.blocks if isinstance(node, DataRecords)] == [2, 3]


def test_records_in_notes_take_a_level_too() -> None:
    fence = "```{.csv-records}\ndata: a.csv\n```\n"
    notes = f"::: {{.table-notes}}\n{fence}:::\n\n"
    data_table = "```{.csv-table}\ndata: a.csv\n```\n\n"
    in_note = "".join(f"    {line}\n" for line in fence.splitlines())
    text = f"## A\n\n### B\n\nWords[^1].\n\n| a |\n|---|\n| b |\n\n{notes}{data_table}{notes}"
    text += f"[^1]: A note.\n\n{in_note}"
    chapter, diagnostics = read(text)
    assert not diagnostics
    assert [node.level for node in every(DataRecords, chapter.blocks)] == [4, 4]
    (note,) = chapter.notes
    assert [node.level for node in every(DataRecords, note.blocks)] == [6]


@pytest.mark.parametrize("info", ["{.csv-records #facts .wide}", "{csv-records #facts .wide}"])
def test_records_from_data_have_the_identifier_and_the_classes_of_their_braces(info: str) -> None:
    records = only(f"```{info}\ndata: a.csv\n```\n", DataRecords)
    assert (records.key, records.attributes.classes) == ("facts", ("wide",))
    assert records.text == "data: a.csv\n"
    assert only("```csv-records\ndata: a.csv\n```\n", DataRecords).key == ""


@pytest.mark.parametrize(
    "text",
    [
        '```{.csv-records caption="Seats"}\ndata: a.csv\n```\n',
        '```{.csv-records source="A record"}\ndata: a.csv\n```\n',
        "```{csv-records}\n#| tbl-cap: Seats\ndata: a.csv\n```\n",
    ],
)
def test_captions_and_sources_of_records_are_told(text: str) -> None:
    assert findings(text) == ["OCT003 5:1"]


def test_a_caption_in_such_braces_has_its_place() -> None:
    chart = only('```{vega-lite fig-cap="Seats"}\nmark: bar\n```\n', Chart)
    assert chart.caption[0].place == Place(5, 24)
