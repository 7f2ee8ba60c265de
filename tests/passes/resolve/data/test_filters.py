"""The filter language: what it lets through, and that nothing takes it down."""

from __future__ import annotations

import random
import re

import pytest

from octavo.passes.resolve.data.csvfiles import CsvFile
from octavo.passes.resolve.data.filters import FilterError, parse_filter

FILE = CsvFile(
    "a.csv",
    ("name", "seats", "sector", "Seats on the board"),
    (
        ("Alpha", "9", "Mining", "1"),
        ("Beta", "12", "Mining; Energy", ""),
        ("Gamma", "", "", "3"),
        ("Delta", "12.0", "Goods", "30"),
    ),
    (2, 3, 4, 5),
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("seats >= 10", "BD"),
        ("seats < 10", "A"),
        ("seats == 12", "BD"),
        ("seats != 12", "AG"),
        ("10 < seats", "BD"),
        ('sector == "Mining"', "A"),
        ("sector == 'Mining'", "A"),
        ('seats >= 10 and sector == "Goods"', "D"),
        ('seats < 10 or sector == "Goods"', "AD"),
        ('not (sector == "Goods")', "ABG"),
        ('not sector == "Goods" and seats > 1', "AB"),
        ('sector in ["Mining", "Goods"]', "AD"),
        ('sector not in ("Mining", "Goods")', "BG"),
        ("seats in [9, 12]", "ABD"),
        ('"Mining" in sector', "AB"),
        ("seats is empty", "G"),
        ("seats is not empty and sector is not empty", "ABD"),
        ("`Seats on the board` > 2", "GD"),
        ("`Seats on the board` > seats", "D"),
        ('name > "Beta"', "GD"),
        ("seats > sector", ""),
    ],
)
def test_a_filter_keeps_the_rows_that_it_says(text: str, kept: str) -> None:
    test = parse_filter(text, FILE)
    assert "".join(row[0][0] for row in FILE.rows if test(row)) == kept


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("", 0, "a column or a value is missing"),
        ("seats", 5, "a comparison is missing"),
        ("seats = 3", 6, "“=” is not a comparison"),
        ("seats >", 7, "a column or a value is missing"),
        ("seets > 3", 0, "no column “seets”"),
        ("sector == Mining", 10, "no column “Mining”"),
        ("(seats > 3", 10, "“)” is missing"),
        ("seats > 3 sector", 10, "“sector” is not expected"),
        ("seats > 3 ; drop", 10, "“;” means nothing"),
        ("name == 'a", 8, "this quotation mark is never closed"),
        ("seats is none", 9, "only “is empty”"),
        ("(" * 100 + "seats > 3", 40, "nested too deeply"),
        ("not " * 100 + "seats > 3", 160, "nested too deeply"),
    ],
)
def test_what_is_not_understood_is_told_where_it_stands(
    text: str, offset: int, message: str
) -> None:
    with pytest.raises(FilterError, match=re.escape(message)) as caught:
        parse_filter(text, FILE)
    assert caught.value.offset == offset


def test_text_without_quotes_gets_a_hint() -> None:
    with pytest.raises(FilterError) as caught:
        parse_filter("sector == Mining", FILE)
    assert caught.value.hint == 'put quotes around text: "Mining"'


def test_chance_raises_nothing_else() -> None:
    valid = (
        'seats >= 10 and sector == "Mining" or not ( name in [ "Alpha" , "Beta" ] )',
        "`Seats on the board` is not empty and ( seats < 3 or sector not in ( 'x' ) )",
    )
    odd = "== = ( ) [ ] , and or not in is empty ; ` ' \" \\ é 9 -2.5 seats x \x00 {{".split()
    chance = random.Random(7)
    understood, offsets = 0, []
    for _ in range(4000):
        words = chance.choice(valid).split(" ")
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(words))
            words[at : at + chance.randrange(2)] = [chance.choice(odd)]
        text = " ".join(words)
        try:
            test = parse_filter(text, FILE)
        except FilterError as error:
            offsets.append((error.offset, len(text)))
            continue
        understood += 1
        for row in FILE.rows:
            assert test(row) in (True, False)
    assert understood > 500
    assert len(offsets) > 500
    assert all(0 <= offset <= length for offset, length in offsets)


def test_a_filter_of_any_length_is_answered_at_once() -> None:
    long = " or ".join(["seats > 3"] * 150)
    assert parse_filter(long, FILE)(FILE.rows[0])
    with pytest.raises(FilterError, match="at most"):
        parse_filter(long * 10, FILE)
