"""Names that must be unique."""

from __future__ import annotations

from octavo.naming import Names, unique_name


def test_names_count_on_as_unique_names_do() -> None:
    taken = {"a", "a-3"}
    names = Names(taken)
    for wanted in ("a", "a", "a-2", "b", "a"):
        expected = unique_name(wanted, taken)
        assert names.unique(wanted) == expected
        taken.add(expected)
    assert taken == {"a", "a-2", "a-3", "a-4", "a-2-2", "b", "a-5"}
