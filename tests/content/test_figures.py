"""Every figure in our texts, tables and charts, counted again in another way."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from octavo.model.book import Book
from octavo.model.content import (
    Definition,
    DefinitionList,
    Division,
    Figure,
    Table,
    nodes_of,
    plain_text,
)
from tests.content.claims import CLAIMS, NOT_FIGURES, SOURCED
from tests.content.questions import questions
from tests.content.record import CONTENT, FEATURES, GROUPS, Record

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = sorted([*(CONTENT / "report").glob("*.md"), *(CONTENT / "essays").glob("*.md")])
VALUE = re.compile(r"\{\{<\s*(\w+)\s+([\w.-]+)[^>]*>\}\}")


def facts() -> dict[tuple[str, ...], float]:
    data: dict[str, Any] = yaml.safe_load((CONTENT / "data" / "facts.yaml").read_text())
    found: dict[tuple[str, ...], float] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            found |= {(key, name): number for name, number in value.items()}
        else:
            found[(key,)] = value
    return found


def test_every_fact_is_what_sql_counts(record: Record) -> None:
    asked = questions()
    assert facts().keys() == asked.keys()
    wrong = {
        key: (number, record.number(asked[key]))
        for key, number in facts().items()
        if record.number(asked[key]) != number
    }
    assert not wrong


def test_facts_and_patterns_are_those_of_the_data_file(tmp_path: Path) -> None:
    """Whoever changes ``msis.csv`` runs ``derive.py``."""
    folder = tmp_path / "data"
    shutil.copytree(CONTENT / "data", folder)
    spec = importlib.util.spec_from_file_location("derive", folder / "derive.py")
    assert spec is not None
    assert spec.loader is not None
    derive = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(derive)
    derive.main()
    for name in ("facts.yaml", "patterns.csv"):
        assert (folder / name).read_bytes() == (CONTENT / "data" / name).read_bytes(), name


def test_the_texts_print_no_other_values_than_facts() -> None:
    keys = facts().keys()
    for path in TEXTS:
        for kind, name in VALUE.findall(path.read_text(encoding="utf-8")):
            assert kind == "var"
            first, *rest = name.split(".")
            assert first == "facts", (path.name, name)
            assert tuple(rest) in keys, (path.name, name)


# ------------------------------------------------------------------ tables


def tables_of(book: Book) -> dict[str, Table]:
    """The tables with a label, and those of charts' rows by the label of the chart."""
    found: dict[str, Table] = {}
    for resolved in book.chapters:
        for node in nodes_of((Table, Figure), resolved.chapter.blocks):
            if isinstance(node, Table) and node.key.startswith("tbl-"):
                found[node.key] = node
            elif isinstance(node, Figure) and node.data is not None:
                found[node.key] = node.data
    return found


def cells(table: Table) -> list[list[str]]:
    return [[plain_text(cell.children) for cell in row.cells] for row in table.rows]


def _grid(record: Record, down: str, across: str) -> list[list[str]]:
    """Two features crossed, with sums, as such tables are printed."""

    def count(where: str) -> str:
        return f"{record.number(f'count(*) FROM msis WHERE {where}'):.0f}"

    rows = [
        [name, count(f"{one} AND {across}"), count(f"{one} AND NOT {across}"), count(one)]
        for name, one in (("Recorded", down), ("Not recorded", f"NOT {down}"))
    ]
    return [*rows, ["All", count(across), count(f"NOT {across}"), count("1")]]


def _text(rows: list[tuple[object, ...]]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def _expected(record: Record) -> dict[str, list[list[str]]]:
    chain = "evaluation AND reports AND complaints AND sanctions"
    said = "CASE WHEN {0} THEN 'recorded' ELSE 'not recorded' END"
    labels = {
        "evaluation": "Evaluation", "reports": "Public reports", "complaints": "Complaints",
        "sanctions": "Sanctions", "law": "Law", "input": "Input",
    }  # fmt: skip
    long = {
        "evaluation": "Third-party evaluation", "law": "Reference to specific law",
        "sanctions": "Sanctions", "input": "Input of affected people",
        "complaints": "External complaints process", "reports": "Public reports on members",
    }  # fmt: skip
    names = {
        "industry": "Industry", "civil-society": "Civil society", "government": "Government",
        "other": "Other", "affected": "Affected people",
    }  # fmt: skip

    def number(question: str) -> str:
        return f"{record.number(question):.0f}"

    return {
        "tbl-groups": [
            [
                names[name],
                number(f"count(*) FROM boards WHERE {column} > 0"),
                number(f"sum({column}) FROM boards"),
                f"{record.number(f'100.0 * sum({column}) / sum(n) FROM boards'):.1f}",
            ]
            for name, column in GROUPS.items()
        ],
        "tbl-five": _text(
            record.rows(
                "name, affected, industry, civil, government, other, n FROM boards "
                "WHERE affected ORDER BY name"
            )
            + record.rows(
                "'All five', sum(affected), sum(industry), sum(civil), sum(government), "
                "sum(other), sum(n) FROM boards WHERE affected"
            )
        ),
        "tbl-more": [
            *(
                [
                    name,
                    number(f"count(*) FROM boards WHERE {where}"),
                    number(f"sum(n) FROM boards WHERE {where}"),
                ]
                for name, where in (
                    ("Industry", "industry > civil"),
                    ("Neither", "industry = civil"),
                    ("Civil society", "industry < civil"),
                )
            ),
            ["All", number("count(*) FROM boards"), number("sum(n) FROM boards")],
        ],
        "tbl-doors": [
            *(
                [
                    name,
                    *(
                        number(f"count(*) FROM boards WHERE {where} AND {which}")
                        for which in ("input", "NOT input", "1")
                    ),
                ]
                for name, where in (("Recorded", "affected"), ("Not recorded", "NOT affected"))
            ),
            [
                "All",
                number("sum(input) FROM boards"),
                number("sum(NOT input) FROM boards"),
                number("count(*) FROM boards"),
            ],
        ],
        "tbl-public": _grid(record, "evaluation", "reports"),
        "tbl-voice": _grid(record, "input", "complaints"),
        "tbl-sanctions": _grid(record, "complaints", "sanctions"),
        "tbl-both": [row[:3] for row in _grid(record, "complaints", "sanctions")[:2]],
        "tbl-patterns": _text(
            [
                *record.rows(
                    ", ".join(
                        map(said.format, ("evaluation", "reports", "complaints", "sanctions"))
                    )
                    + ", count(*) FROM msis GROUP BY evaluation, reports, complaints, sanctions"
                ),
                ("All", "", "", "", 40),
            ]
        ),
        "tbl-eleven": _text(
            record.rows(
                f"name, {said.format('input')}, {said.format('law')} FROM msis "
                f"WHERE {chain} ORDER BY name"
            )
        ),
        "tbl-generations": [
            [
                long[one],
                number(f"sum({one}) FROM msis WHERE launched < 2002"),
                number(f"sum({one}) FROM msis WHERE launched >= 2002"),
            ]
            for one in ("evaluation", "law", "sanctions", "complaints", "input", "reports")
        ],
        "tbl-boards": _text(
            record.rows(
                "m.name, m.industry, m.civil, m.government, m.other, m.affected, b.n "
                "FROM msis m LEFT JOIN boards b ON b.name = m.name ORDER BY m.name COLLATE NOCASE"
            )
            + record.rows(
                "'All', sum(industry), sum(civil), sum(government), sum(other), sum(affected), "
                "sum(n) FROM boards"
            )
        ),
        "fig-features": [[long[one], number(f"sum({one}) FROM msis")] for one in FEATURES],
        "fig-together": [
            [labels[one], labels[other], number(f"sum({one} AND {other}) FROM msis")]
            for one in labels
            for other in labels
        ],
        "fig-launches": [
            [
                f"{first}–{first + 4}",
                number(f"count(*) FROM msis WHERE launched BETWEEN {first} AND {first + 4}"),
            ]
            for first in range(1992, 2016, 5)
        ],
        "fig-sectors": _text(record.rows("field, count(*) FROM fields GROUP BY field")),
    }


CHAIN = ("evaluation", "reports", "complaints", "sanctions")
# Tables of words, in which nothing is counted but what stands in them as values.
WORDS = {"tbl-criteria", "tbl-features", "tbl-may", "tbl-dictionary"}
# Tables whose rows stand in the order of their numbers, where several are equal.
UNORDERED = {"tbl-patterns", "fig-features", "fig-together", "fig-sectors"}


@pytest.mark.parametrize("publication", ["report", "anthology"])
def test_every_table_and_every_chart_is_what_sql_counts(
    books: dict[str, Book], record: Record, publication: str
) -> None:
    expected = _expected(record)
    found = tables_of(books[publication])
    assert found.keys() <= expected.keys() | WORDS
    for label, table in found.items():
        if label in WORDS:
            continue
        shown, counted = cells(table), expected[label]
        if label in UNORDERED:
            shown, counted = sorted(shown), sorted(counted)
        assert shown == counted, label


def test_every_table_that_is_counted_is_printed(books: dict[str, Book], record: Record) -> None:
    printed = {label for book in books.values() for label in tables_of(book)}
    assert printed == set(_expected(record)) | WORDS


# ---------------------------------------------------------------- drawings


# How a seat of each group looks; each drawing has a key with one of each.
LOOKS = {
    "industry": ("circle", "#1d2430"),
    "civil-society": ("circle", "#5f7285"),
    "government": ("circle", "#aeb9c4"),
    "other": ("circle", "#ffffff"),
    "affected": ("rect", "#8c2f1b"),
}


@pytest.mark.parametrize(
    ("name", "where"), [("seats.svg", "1"), ("boards.svg", "1"), ("five-boards.svg", "affected")]
)
def test_a_drawing_has_a_mark_for_every_seat(record: Record, name: str, where: str) -> None:
    root = etree.parse(CONTENT / "figures" / name).getroot()
    for group, (element, fill) in LOOKS.items():
        marks = sum(mark.get("fill") == fill for mark in root.iter(SVG + element))
        seats = record.number(f"sum({GROUPS[group]}) FROM boards WHERE {where}")
        assert marks - 1 == seats, group


# ------------------------------------------------- numbers that are typed

ONES = "one two three four five six seven eight nine ten eleven twelve".split()
NUMBERS = {word: index for index, word in enumerate(ONES, 1)}
NUMBERS |= {"eighteen": 18, "seventeen": 17, "thirty-two": 32}
NUMBER = re.compile(
    rf"\b(?:\d+(?:\.\d+)?|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\b", re.I
)
DIGITS = re.compile(r"(?<![\w.,-])\d[\d,.]*\d(?![\w-])|(?<![\w.,-])\d(?![\w.-])")
YEAR = re.compile(r"(?:19|20)\d\d")


def read_number(word: str) -> float:
    return float(NUMBERS.get(word.lower(), word))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim[0]}: {claim[1][:40]}")
def test_what_is_typed_is_what_sql_counts(record: Record, claim: tuple[str, str, str]) -> None:
    name, phrase, question = claim
    text = " ".join((CONTENT / name).read_text(encoding="utf-8").split())
    assert phrase in text
    said = [read_number(word) for word in NUMBER.findall(YEAR.sub("", phrase))]
    ((*counted,),) = record.rows(question)
    assert said == [float(str(number)) for number in counted]


def test_every_number_in_digits_is_counted_or_has_its_source() -> None:
    """Years, days, places in works and addresses are no figures."""
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(CONTENT).as_posix()
        text = re.sub(
            r"^```.*?^```$", lambda fence: fence[0].split("\n")[0], text, flags=re.M | re.S
        )
        text = " ".join(NOT_FIGURES.sub(" ", text).split())
        for file, phrase, *_ in (*CLAIMS, *SOURCED):
            if file in (name, "*"):
                text = text.replace(phrase, " ")
        left = [number for number in DIGITS.findall(text) if not YEAR.fullmatch(number)]
        assert not left, (name, left)


# --------------------------------------------------------------- profiles


def test_every_profile_says_what_the_record_says(books: dict[str, Book], record: Record) -> None:
    (chapter,) = (one for one in books["report"].chapters if "profiles" in one.identifier)
    sheets = {
        plain_text(sheet.children[0].children): sheet
        for sheet in nodes_of((Division,), chapter.chapter.blocks)
        if sheet.attributes.classes == ("record",)
    }
    rows = record.rows(
        "name, launched, sector, industry, civil, government, affected, other, input, law, "
        "evaluation, reports, complaints, sanctions FROM msis ORDER BY name COLLATE NOCASE"
    )
    assert list(sheets) == [row[0] for row in rows]
    for name, launched, sector, *rest in rows:
        seats, features = rest[:5], rest[5:]
        (facts,) = nodes_of((DefinitionList,), (sheets[str(name)],))
        said = [plain_text(item.children) for item in facts.items if isinstance(item, Definition)]
        _, stands_in, board, since = said[:4]
        assert since == (str(launched) if launched else "not given"), name
        assert stands_in == sector, name
        if seats[0] is None:
            assert board == "no composition published"
        else:
            counted = [sum(map(int, map(str, seats))), *seats]
            assert [int(number) for number in re.findall(r"\d+", board)] == counted, name
        assert said[4:] == ["recorded" if one else "not recorded" for one in features], name
