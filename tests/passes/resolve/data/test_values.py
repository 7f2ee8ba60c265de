"""Values in the text: found, written as the language does, or told where they are asked for."""

from __future__ import annotations

import random

import pytest

from octavo.passes.resolve.data.asked import read_shortcode
from tests.passes.resolve.data.conftest import Ask

YAML = """\
seats: 515
share: 0.476
started: 2016-03-01
names: [Alpha, Beta, Gamma]
nested: {deep: yes it is}
nothing:
"""
JSON = '{\n\t"count": 12345,\n\t"list": [1, 2]\n}'
MSIS = """\
name,Seats on the board,sector,launched,checked
Fair Wear,12,Mining,1999,2016-03-01
Better Cotton,14,Goods,2005,
Bonsucro,5,Mining,2008,x
Twice,1,,1,
Twice,2,,2,
"""
FILES = {"facts.yaml": YAML, "facts.json": JSON, "msis.csv": MSIS, "top.yml": "top: 7\n"}
VARIABLES = {"facts": "facts.yaml", "json": "facts.json", "msis": "msis.csv", "": "top.yml"}
MATTER = "---\ntitle: On seats\nauthor: [Ada Example, Bo Example]\nproject: {grant: 4711}\n---\n\n"


@pytest.mark.parametrize(
    ("asked", "lang", "words"),
    [
        ("var facts.seats", "en", "515"),
        ("var top", "en", "7"),
        ("var json.count", "en", "12,345"),
        ("var json.count", "fr", "12\u202f345"),
        ("var json.list.1", "en", "2"),
        ("var json.list[0]", "en", "1"),
        ("var facts.share format=0.0%", "en", "47.6%"),
        ("var facts.share format=0.0%", "fr", "47,6\u00a0%"),
        ('var json.count format="#,##0.0"', "fr", "12\u202f345,0"),
        ('var json.count format="0,000"', "en", "12,345"),
        ('var json.count format="#,##,##0"', "en", "12,345"),
        ("var facts.started", "en-GB", "1 March 2016"),
        ("var facts.started", "es", "1 de marzo de 2016"),
        ('var facts.started format="MMMM y"', "en", "March 2016"),
        ("var facts.names", "en-GB", "Alpha, Beta and Gamma"),
        ("var facts.nested.deep", "en", "yes it is"),
        ("var msis.fair-wear.seats-on-the-board", "en", "12"),
        ('var msis["Fair Wear"]["Seats on the board"]', "en", "12"),
        ("var msis.fair-wear.launched", "en", "1999"),
        ("var msis.fair-wear.checked", "en-GB", "1 March 2016"),
        ("var msis.fair-wear.sector", "en", "Mining"),
        ("var msis count", "en", "5"),
        ("var msis.sector count", "en", "3"),
        ("var msis.seats-on-the-board sum", "en", "34"),
        ("var msis.seats-on-the-board mean", "en", "6.8"),
        ("var msis.seats-on-the-board max", "en", "14"),
        ("var msis.seats-on-the-board min", "en", "1"),
        ("""var msis.seats-on-the-board sum where="sector == 'Mining'" """, "en", "17"),
        ("""var msis.seats-on-the-board mean where="sector == 'Mining'" format="0.00" """, "en",
         "8.50"),
        ("""var msis count where="launched > 2000" """, "en", "2"),
        ("meta title", "en", "On seats"),
        ("meta author", "en-GB", "Ada Example and Bo Example"),
        ("meta authors.0.name", "en", "Ada Example"),
        ("meta project.grant", "en", "4711"),
        ("meta publisher", "en", "A house"),
        ("meta book.title", "en", "A book"),
        ("meta date", "en-GB", "15 January 2026"),
        ("meta date format=y", "en", "2026"),
    ],
)  # fmt: skip
def test_values_are_found_and_written(ask: Ask, asked: str, lang: str, words: str) -> None:
    text = f"{MATTER}A {{{{< {asked} >}}}} here.\n"
    answers = ask(text, FILES, lang, variables=VARIABLES, publisher="A house")
    assert not answers.findings
    assert answers.words == [words]


def test_variables_of_quarto_need_no_configuration(ask: Ask) -> None:
    answers = ask("{{< var a.b >}}\n", {"_variables.yml": "a: {b: 12}\n"})
    assert answers.words == ["12"]


def test_what_no_edition_can_show_is_shown_as_missing(ask: Ask) -> None:
    files = {"_variables.yml": 'a: "x\\x01\\ud800y"\n'}
    assert ask("{{< var a >}}\n", files).words == ["x\ufffd\ufffdy"]


def test_a_chapter_without_front_matter_has_its_heading_for_title(ask: Ask) -> None:
    assert ask("# Of *things*\n\n{{< meta title >}}\n").words == ["Of things"]


@pytest.mark.parametrize(
    ("asked", "code", "column", "hint"),
    [
        ("var fats.seats", "OCT264", 11, "did you mean “facts”?"),
        ("var facts.seets", "OCT264", 17, "did you mean “seats”?"),
        ("var facts.seats.more", "OCT264", 23, "single value"),
        ("var facts.names.9", "OCT264", 23, "3 entries"),
        ("var facts.nested", "OCT264", 3, "name one of: deep"),
        ("var facts.nothing", "OCT264", 3, ""),
        ("var facts.share format=hello", "OCT265", 30, "a number is formatted"),
        ('var facts.share format="0.0.0q"', "OCT265", 31, "a number is formatted"),
        ('var facts.share format="0 of 10"', "OCT265", 31, "a number is formatted"),
        (
            'var facts.share format="0,0"',
            "OCT265",
            31,
            "the comma groups digits (#,##0); decimals are written with a point: write 0.0",
        ),
        ('var facts.share format="0,00 %"', "OCT265", 31, "a point: write 0.00 %"),
        ('var facts.share format="#,##0,0"', "OCT265", 31, "a point: write #,##0.0"),
        ('var facts.share format="0.0,0"', "OCT265", 31, "a point: write 0.0"),
        ("var facts.started format=JJJ", "OCT265", 32, "a date is formatted"),
        ("var facts.names.0 format=0", "OCT265", 32, "take “format” out"),
        ("var facts.seats sum", "OCT265", 23, "keep the numbers in a CSV"),
        ("var facts.seats frmat=0", "OCT265", 23, "did you mean “format”?"),
        ("var msis.fair-war.sector", "OCT264", 16, "did you mean"),
        ("var msis.fair-wear.secto", "OCT262", 26, "did you mean “sector”?"),
        ("var msis.sector", "OCT264", 3, "file.column sum"),
        ("var msis.twice.launched", "OCT264", 16, "lines 5, 6 of msis.csv"),
        ("var msis.twice.sector", "OCT264", 16, "lines 5, 6"),
        ("var msis.sector sum", "OCT265", 23, "look for it in msis.csv"),
        ("var msis.launched sum mean", "OCT265", 29, "write a shortcode for each"),
        ("var msis.launched sum where='launched >'", "OCT263", 46, ""),
        ("var msis.launched sum where='secto > 3'", "OCT262", 36, "did you mean “sector”?"),
        ("var msis.launched max where='launched > 9999'", "OCT265", 25, "“where” compares"),
        ("var msis.bonsucro.sector where='a > 1'", "OCT265", 39, "file.column sum"),
        ("var gone.a", "OCT260", 11, "octavo.yaml"),
        ("var out.a", "OCT102", 11, "octavo.yaml"),
        ("var facts[", "OCT264", 16, "name a value by its keys"),
        ("meta titel", "OCT264", 12, "did you mean “title”?"),
        ("meta book.tite", "OCT264", 17, "did you mean “title”?"),
    ],
)
def test_what_is_not_there_is_told_at_its_column(
    ask: Ask, asked: str, code: str, column: int, hint: str
) -> None:
    variables = {**VARIABLES, "gone": "gone.yaml", "out": "../out.yaml"}
    answers = ask(f"# T\n\nA {{{{< {asked} >}}}} here.\n", FILES, variables=variables)
    assert answers.words == [None]
    assert answers.told == [f"{code} 1.md:3:{column}"]
    assert hint in " ".join(answers.findings[0].hints)


def test_mistakes_in_a_data_file_are_told_there_and_once(ask: Ask) -> None:
    files = {"a.yaml": "a: [1\n", "b.json": '{"a": 1,\n}', "c.csv": "a,b\n1\n"}
    variables = {"a": "a.yaml", "b": "b.json", "c": "c.csv"}
    text = "{{< var a.a >}} {{< var b.a >}} {{< var c.1.b >}} {{< var a.a >}}\n"
    answers = ask(text, files, variables=variables)
    assert answers.told == [
        "OCT002 a.yaml:1:4",
        "OCT002 b.json:2:1",
        "OCT261 c.csv:2:2",
        "OCT264 1.md:1:33",
        "OCT260 1.md:1:59",
    ]


def test_no_shortcode_is_too_odd_to_be_read() -> None:
    pieces = "{{< var meta a b .c [0] [\"x y\"] ['z'] = == \" ' format=0 >}} > . [ ] é".split(" ")
    chance = random.Random(5)
    for _ in range(3000):
        source = "{{< var " + "".join(
            chance.choice([*pieces, " "]) for _ in range(chance.randrange(9))
        )
        asked = read_shortcode(source + " >}}")
        for segment in asked.path:
            assert source[segment.offset :].startswith(segment.name)
