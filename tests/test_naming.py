"""Names that must be unique."""

from __future__ import annotations

from octavo.naming import Names, Slugs, unique_name


def test_names_count_on_as_unique_names_do() -> None:
    taken = {"a", "a-3"}
    names = Names(taken)
    for wanted in ("a", "a", "a-2", "b", "a"):
        expected = unique_name(wanted, taken)
        assert names.unique(wanted) == expected
        taken.add(expected)
    assert taken == {"a", "a-2", "a-3", "a-4", "a-2-2", "b", "a-5"}


def test_slugs_of_a_title_lead_to_its_key() -> None:
    slugs = Slugs({"a-b": "first"})
    slugs.add("A, b (c)", "a-b-c")
    slugs.add("A b", "a-b-2")
    slugs.add("A b", "a-b-3")
    assert slugs.keys == {
        "a-b": "first",
        "a-b-c": "a-b-c",
        "a-b-2": "a-b-2",
        "a-b-1": "a-b-2",
        "a-b-3": "a-b-3",
        "a-b-4": "a-b-3",
    }
