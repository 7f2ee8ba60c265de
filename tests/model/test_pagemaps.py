"""A page map is written down and read back; what is damaged is none."""

from __future__ import annotations

import pytest

from octavo.model.pagemaps import read_back, written
from octavo.model.rendition import PageFacts, PageMap

PAGES = PageMap(
    (PageFacts(0, "Cover", "cover"), PageFacts(1, "xii", ""), PageFacts(2, "1", "one", "one-a", 7)),
    {"one": "1", "one-a": "Cover", "ß": "2"},
)


def test_a_page_map_comes_back() -> None:
    assert read_back(written(PAGES)) == PAGES


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '{"pages": []}', '{"pages": [], "blocks": []}'),
        *('{"pages": [["1"]], "blocks": {}}', '{"pages": 3, "blocks": {}}'),
        '{"pages": [["1", "a", "b", "many"]], "blocks": {}}',
        '{"pages": [["1", "a", "b", 2e400]], "blocks": {}}',
        '{"pages": [], "blocks": {"a": "' + "9" * 100 + '"}}',
        "[" * 100_000,
        written(PAGES)[:-9],
    ],
)
def test_what_is_no_page_map_is_none(text: str) -> None:
    assert read_back(text) is None
