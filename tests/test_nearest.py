"""The name that an author meant: found where it is near, looked for in bounded time."""

from __future__ import annotations

import random
from difflib import get_close_matches

from octavo.nearest import SHARE, bounded_looks, nearest


def test_the_nearest_name_is_found() -> None:
    assert nearest("sec-metod", ["sec-results", "sec-method"]) == "sec-method"
    assert nearest("sec-metod", ["tbl-x"]) == ""
    assert nearest("audit", ["audits"], cutoff=0.95) == ""


def test_nothing_is_near_a_name_that_is_longer_than_any_name() -> None:
    assert nearest("a" * 500, ["a" * 499]) == ""


def test_a_run_looks_a_bounded_number_of_times_and_remembers() -> None:
    known = [f"name-{number}" for number in range(SHARE)]
    with bounded_looks():
        assert nearest("nam-0", known[:10]) == "name-0"
        assert nearest("nam-9", known) == "name-9"
        assert nearest("nam-9", known) == "name-9"
        assert nearest("nam-8", known) == ""
        assert nearest("nam-1", known[:10]) == "name-1"
    assert nearest("nam-8", known) == "name-8"


def test_passing_by_what_is_farther_finds_what_looking_at_all_does() -> None:
    chance = random.Random(3)

    def name() -> str:
        return "".join(chance.choices("abc-", k=chance.randint(1, 9)))

    found = 0
    for _ in range(500):
        wanted, known = name(), [name() for _ in range(chance.randint(0, 20))]
        for cutoff in (0.6, 0.8):
            expected = next(iter(get_close_matches(wanted, known, 1, cutoff)), "")
            assert nearest(wanted, known, cutoff) == expected
            found += bool(expected)
    assert found > 200
