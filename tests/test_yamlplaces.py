"""YAML with places, and safe against files made to hurt."""

from __future__ import annotations

from octavo.model.diagnostic import Place
from octavo.yamlplaces import load_yaml


def test_every_key_and_value_has_its_place() -> None:
    yaml = load_yaml("book:\n  title: A book\n  parts: [one,\n    two]\n", "a.yaml")
    assert yaml.data == {"book": {"title": "A book", "parts": ["one", "two"]}}
    assert yaml.place(("book", "title"), of_key=True) == Place(2, 3)
    assert yaml.place(("book", "title")) == Place(2, 10)
    assert yaml.place(("book", "parts", 1)) == Place(4, 5)


def test_what_is_not_there_has_the_place_of_what_encloses_it() -> None:
    yaml = load_yaml("book:\n  title: A book\n", "a.yaml")
    assert yaml.place(("book", "date")) == yaml.place(("book",))


def test_places_in_front_matter_count_from_the_head_of_the_file() -> None:
    assert load_yaml("title: One\n", "a.md", first_line=2).place(("title",)) == Place(2, 8)


def test_a_key_given_twice_is_told_at_the_second() -> None:
    (finding,) = load_yaml("title: One\ntitle: Two\n", "a.yaml").diagnostics
    assert finding.code == "OCT007"
    assert str(finding.span) == "a.yaml:2:1"


def test_a_date_that_is_none_stays_text() -> None:
    assert load_yaml("date: 2020-13-45\n", "a.yaml").data == {"date": "2020-13-45"}


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (finding,) = load_yaml("\n".join(lines), "a.yaml").diagnostics
    assert "too large or nested too deeply" in finding.message


def test_an_alias_of_itself_is_refused() -> None:
    (finding,) = load_yaml("a: &a [*a]\n", "a.yaml").diagnostics
    assert finding.code == "OCT002"


def test_no_object_is_ever_made() -> None:
    assert load_yaml("a: !!python/object/apply:os.getcwd []\n", "a.yaml").data == {"a": []}
