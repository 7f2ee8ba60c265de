"""template: figures, charts with their data, panels and tables as XHTML."""

from __future__ import annotations

import re

import pytest

from tests.passes.template.conftest import MakeManuscript

FIGURE_SPACE, PUNCTUATION_SPACE = "\u2007", "\u2008"

CHART = """```{.vega-lite #fig-days fig-cap="Days" fig-alt="Two bars"}
data: {url: wells.csv}
mark: bar
encoding:
  x: {field: days, type: quantitative}
  y: {field: well, type: nominal}
```"""

# -------------------------------------------------------------------- figures


def test_a_figure_has_its_number_caption_credit_and_source(manuscript: MakeManuscript) -> None:
    text = manuscript(
        '![Wells](well.svg){#fig-w fig-alt="Bars" credit="Drawing: A" source="a *count*"}'
    ).text()
    assert text == (
        '<figure id="fig-w">\n'
        '<div class="figure-image"><img src="well.svg" alt="Bars"/></div>\n'
        '<figcaption><span class="label">Figure 1</span> Wells '
        '<span class="credit">Drawing: A</span> '
        '<span class="source">Source: a <em>count</em></span></figcaption>\n'
        "</figure>"
    )


def test_a_figure_has_its_width_and_its_classes(manuscript: MakeManuscript) -> None:
    text = manuscript('![W](well.svg){.full-bleed width=60% fig-alt="Bars"}').text()
    assert '<figure class="full-bleed"' in re.sub(r' id="[^"]*"', "", text)
    assert 'style="width: 60%"' in text


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("height=3cm", "width: auto; height: 3cm"),
        ("width=60% height=3cm", "width: 60%; height: 3cm"),
        ("height=160", "width: auto; height: 10em"),
        ("width=40% height=50%", "width: 40%"),
    ],
)
def test_a_figure_has_its_height(attributes: str, size: str, manuscript: MakeManuscript) -> None:
    text = manuscript(f'![W](well.svg){{{attributes} fig-alt="Bars"}}').text()
    assert f' style="{size}"' in text


def test_a_panel_tells_its_figures_apart_by_letters(manuscript: MakeManuscript) -> None:
    text = manuscript(
        '::: {#fig-pair layout-ncol=2}\n![One](well.svg){fig-alt="a"}\n\n'
        '![Two](well.svg){fig-alt="b"}\n\nBoth\n:::'
    ).text()
    assert '<figure id="fig-pair" class="panel">' in text
    assert '<div class="panel-body columns-2">' in text
    assert re.findall(r"<figcaption>(.*?)</figcaption>", text) == [
        '<span class="label">(a)</span> One',
        '<span class="label">(b)</span> Two',
        '<span class="label">Figure 1</span> Both',
    ]


def test_a_labelled_part_without_a_caption_still_shows_its_letter(
    manuscript: MakeManuscript,
) -> None:
    text = manuscript(
        '::: {#fig-pair}\n![](well.svg){#fig-one fig-alt="a"}\n\n'
        '![Two](well.svg){#fig-two fig-alt="b"}\n\nBoth\n:::'
    ).text()
    assert re.findall(r"<figcaption>(.*?) ?</figcaption>", text) == [
        '<span class="label">(a)</span>',
        '<span class="label">(b)</span> Two',
        '<span class="label">Figure 1</span> Both',
    ]


# ----------------------------------------------------------------------- data


@pytest.mark.parametrize("edition", ["screen", "epub"])
def test_the_data_of_a_chart_are_linked_both_ways(manuscript: MakeManuscript, edition: str) -> None:
    made = manuscript(CHART)
    target = re.search(r'<span class="data-link"><a href="#([^"]+)">Data</a>', made.text(edition))
    assert target is not None
    data = made.section("section-data", edition)
    assert f'id="{target[1]}"' in data
    assert '<a href="#fig-days">Back to Figure 1</a>' in data
    assert "<td" in data
    assert target[1] in made.rendition(edition).blocks


def test_a_paged_edition_says_on_which_pages(manuscript: MakeManuscript) -> None:
    made = manuscript(CHART)
    pages = {"fig-days": "7", **dict.fromkeys(("fig-days-data",), "99")}
    assert "Data</a><span class=" in made.text("screen", pages)
    assert " (page 99)</span>" in made.text("screen", pages)
    assert " (page 7)</span>" in made.section("section-data", "screen", pages)
    assert "page-reference" not in made.text("epub", pages)


def test_without_a_section_for_them_data_stand_under_their_chart(
    manuscript: MakeManuscript, design: None
) -> None:
    text = manuscript(CHART, design="bare").text()
    assert text.index("</figure>") < text.index("<table")
    assert "data-link" not in text


# --------------------------------------------------------------------- tables


def test_a_table_stands_in_one_block_with_its_notes_and_its_source(
    manuscript: MakeManuscript,
) -> None:
    text = manuscript(
        '| a | b |\n|---|---|\n| c | d |\n\n: Cap {#tbl-x source="a count"}\n\n'
        "::: {.table-notes}\nA note.\n:::"
    ).text()
    assert text == (
        '<div id="tbl-x" class="table-block short">\n'
        '<table id="tbl-x-table">\n'
        '<caption><span class="label">Table 1</span> Cap</caption>\n'
        '<thead>\n<tr><th scope="col">a</th><th scope="col">b</th></tr>\n</thead>\n'
        "<tbody>\n<tr><td>c</td><td>d</td></tr>\n</tbody>\n"
        "</table>\n"
        '<div class="table-notes">\n<p>A note.</p>\n</div>\n'
        '<div class="table-source"><span class="source">Source: a count</span></div>\n'
        "</div>"
    )


def column(text: str, place: int) -> list[str]:
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", text)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)[place] for row in rows]
    return [re.sub("<[^>]*>", "", cell) for cell in cells[1:]]


def test_numbers_have_the_room_of_the_decimals_that_others_have(
    manuscript: MakeManuscript,
) -> None:
    rows = "\n".join(f"| w{n} | {text} |" for n, text in enumerate(["1.25", "1,000", "−3.5", "–"]))
    text = manuscript(f"| w | n |\n|---|--:|\n{rows}").text()
    assert column(text, 1) == [
        "1.25",
        f"1,000{PUNCTUATION_SPACE}{FIGURE_SPACE * 2}",
        f"−3.5{FIGURE_SPACE}",
        f"–{PUNCTUATION_SPACE}{FIGURE_SPACE * 2}",  # under the units
    ]


def test_the_room_stands_before_a_unit(manuscript: MakeManuscript) -> None:
    text = manuscript("| w | n |\n|---|--:|\n| a | 1.5 % |\n| b | 20 % |").text()
    assert column(text, 1) == ["1.5\u00a0%", f"20{PUNCTUATION_SPACE}{FIGURE_SPACE}\u00a0%"]


def test_the_decimal_mark_is_that_of_the_language(manuscript: MakeManuscript) -> None:
    table = "| w | n |\n|---|--:|\n| a | 1,5 |\n| b | 1.000 |"
    text = manuscript({"one.md": f"---\nlang: de\n---\n# Eins\n\n{table}"}).text()
    assert column(text, 1) == ["1,5", f"1.000{PUNCTUATION_SPACE}{FIGURE_SPACE}"]


def test_columns_of_words_get_no_room(manuscript: MakeManuscript) -> None:
    text = manuscript("| w | n |\n|---|---|\n| a | in 1.5 |\n| b | in 20 |").text()
    assert column(text, 1) == ["in 1.5", "in 20"]
    assert "number" not in text


def test_a_wide_table_lies_on_its_side(manuscript: MakeManuscript) -> None:
    text = manuscript("| a | b |\n|---|---|\n| c | d |\n\n: Cap {#tbl-x .landscape}").text()
    assert '<div id="tbl-x" class="table-block short landscape">' in text


def test_columns_have_the_widths_asked_for(manuscript: MakeManuscript) -> None:
    text = manuscript(
        '| a | b |\n|---|---|\n| c | d |\n\n: Cap {#tbl-x tbl-colwidths="[1, 3]"}'
    ).text()
    assert '<colgroup><col style="width: 25%"/><col style="width: 75%"/></colgroup>' in text
