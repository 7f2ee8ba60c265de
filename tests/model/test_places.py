"""The record of what stands where on the pages of a PDF."""

from __future__ import annotations

import json

import pytest

from octavo.model.diagnostic import Span
from octavo.model.places import Box, Fragment, PagePlaces, Places, read_back, written

A4 = Box(0, 0, 595.28, 841.89)
FRAGMENT = Fragment(
    "one-a", "cell", Box(60, 700, 300, 712), Span("text/a: b.md", 12, 3), "tbl-a", "right"
)
PAGE = PagePlaces(
    label="xii",
    section="one",
    kind="chapter",
    matter="front",
    trim=A4,
    area=Box(60, 60, 500, 780),
    is_turned=True,
    fragments=(FRAGMENT, Fragment("", "running", Box(0, 0, 1, 1))),
)
PLACES = Places((PAGE,), for_press=True)


def test_what_is_written_is_read_back() -> None:
    assert read_back(written(PLACES, "abc"), "abc") == PLACES


def test_the_record_of_another_file_is_none() -> None:
    assert read_back(written(PLACES, "abc"), "abd") is None


@pytest.mark.parametrize("key", ["pages", "press", "sha256"])
def test_a_record_of_another_form_is_none(key: str) -> None:
    record = json.loads(written(PLACES, "abc"))
    del record[key]
    assert read_back(json.dumps(record), "abc") is None


def test_what_is_no_record_is_none() -> None:
    for text in ("", "[]", "null", '{"sha256": "abc", "press": false, "pages": [1]}'):
        assert read_back(text, "abc") is None
    unknown = written(PLACES, "abc").replace('"cell"', '"sell"')
    assert read_back(unknown, "abc") is None


def test_a_page_set_upright_has_its_head_on_the_left() -> None:
    """A line at the head of a page 842 points wide and 595 high."""
    head = Box(100, 580, 400, 590)
    upright = head.turned(595)
    assert upright == Box(5, 100, 15, 400)
    assert upright.lying(595) == head
