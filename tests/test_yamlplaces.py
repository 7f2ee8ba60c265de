"""YAML with places, and safe against files made to hurt."""

from __future__ import annotations

import datetime
from typing import Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from octavo.model.diagnostic import Diagnostic, Place
from octavo.yamlplaces import KeyPath, explain, load_yaml, reading, underscored
from octavo.yamlplaces.dates import date_hint


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


@pytest.mark.parametrize(
    "text", ["a: b\t\n", "a: b\t# c\n", "a: '\t'\n", "a: \ufeffb\n", "\ufeffa: b\n", "a: \ud800\n"]
)
def test_what_is_valid_does_not_depend_on_the_machine(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = load_yaml(text, "a.yaml")
    monkeypatch.setattr(reading, "_FAST", yaml.SafeLoader)
    assert load_yaml(text, "a.yaml") == found


def test_a_tab_behind_a_value_is_told_as_one() -> None:
    told = ("1:5", "a tab stands where spaces belong", "delete it: it is invisible in most editors")
    assert mistake("a: b\t\n") == told


def test_half_a_character_is_told() -> None:
    assert mistake("a: \ud800\n") == (
        "1:4",
        "the character U+D800 may not stand in it",
        "delete it: it is invisible in most editors",
    )


# ------------------------------------------------------ mistakes in the text


def mistake(text: str) -> tuple[str, str, str]:
    """The place of the only mistake of a text, what it is, and what to do."""
    (found,) = load_yaml(text, "a").diagnostics
    assert found.code == "OCT002"
    return (
        str(found.span).removeprefix("a:"),
        found.message.removeprefix("not valid YAML: "),
        found.hints[0],
    )


NEVER_CLOSED = "the quotation mark opened here is never closed"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('title: "One\nauthor: Two\n', "1:8"),
        ('title: "One\nauthor: "Two"\n', "1:8"),
        ("a: one\ntitle: 'One\nauthor: 'Two'\nlang: en\n", "2:8"),
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_told_where_it_opens(
    text: str, place: str
) -> None:
    assert mistake(text)[:2] == (place, NEVER_CLOSED)


def test_marks_inside_marks() -> None:
    place, message, hint = mistake("title: 'Women's rights'\n")
    assert (place, message) == ("1:15", "the value goes on after its closing quotation mark")
    assert hint == 'write an apostrophe as ’, or put the whole value in "…"'
    assert mistake('title: "He said "no" to it"\n')[2].startswith("write the inner marks as “ ”")


@pytest.mark.parametrize(
    ("text", "place", "bracket"),
    [
        ("title: [One\nauthor: Two\n", "1:8", "["),
        ("a: {b: c\nd: e\n", "1:4", "{"),
        ("a: [b,", "1:4", "["),
    ],
)
def test_a_bracket_that_is_never_closed_is_told_where_it_opens(
    text: str, place: str, bracket: str
) -> None:
    assert mistake(text)[:2] == (place, f"the bracket {bracket} opened here is never closed")


def test_a_list_with_the_wrong_bracket() -> None:
    assert mistake("a: [b, c}\n")[:2] == ("1:9", "a comma or ] is missing here")


@pytest.mark.parametrize(("text", "place"), [("\ttitle: x\n", "1:1"), ("a:\n\tb: c\n", "2:1")])
def test_a_tab_where_spaces_belong(text: str, place: str) -> None:
    assert mistake(text) == (place, "a tab stands where spaces belong", "indent with spaces")


def test_a_colon_in_a_value() -> None:
    assert mistake("title: One: two\n") == (
        "1:11",
        "a value that holds a colon needs quotation marks",
        'title: "One: two"',
    )


def test_a_colon_without_a_space() -> None:
    assert mistake("title:One\ndate: 2\n") == (
        "1:6",
        "a space is missing after the colon",
        "title: One",
    )


def test_a_line_without_a_colon() -> None:
    place, message, _ = mistake("title: One\njust words\ndate: 2\n")
    assert (place, message) == ("2:1", "this line is not of the form key: value")


def test_indentation() -> None:
    place, message, _ = mistake("title: One\n  date: 2026\n")
    assert (place, message) == ("2:3", "this line is indented further than the one that it follows")
    assert mistake("  title: One\n date: 2\n")[:2] == (
        "2:2",
        "this line is indented as none above it",
    )
    assert mistake("a: b\n- c\n")[1] == "keys and items of a list are mixed here"
    assert mistake("a: - b\n")[1] == "an item of a list begins a line of its own"


@pytest.mark.parametrize("sign", ["@", "`", "%"])
def test_a_value_that_begins_with_a_sign_of_yaml(sign: str) -> None:
    assert mistake(f"a: {sign}x\n") == (
        "1:4",
        f"a value cannot begin with {sign}",
        f'put it in quotation marks: "{sign}…"',
    )


@pytest.mark.parametrize("value", ["*Emphasis* here", "*Emphasis", "& you"])
def test_a_value_that_begins_like_an_alias(value: str) -> None:
    place, message, _ = mistake(f"title: {value}\n")
    assert (place, message) == ("1:8", f"a value that begins with {value[0]} needs quotation marks")


def test_other_mistakes() -> None:
    assert mistake('a: "x\\qy"\n')[0] == "1:7"
    assert mistake("a: |x\n")[:2] == ("1:5", "nothing may follow | or > on its line")
    assert mistake("a: b\n---\nc: d\n")[:2] == ("2:1", "a second --- begins another document")
    assert mistake("a: b\nc: \x00d\n")[:2] == ("2:4", "the character U+0000 may not stand in it")


# ------------------------------------------------------------- wrong values


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    title: str = "A title"
    day: datetime.date | None = None
    depth: int = Field(default=1, ge=1, le=6)
    loud: bool = False
    side: Literal["left", "right"] = "left"
    toc_depth: int = Field(default=1, alias="toc-depth")


KNOWN: dict[KeyPath, list[str]] = {(): ["title", "day", "depth", "loud", "side", "toc-depth"]}


def wrong(text: str) -> list[Diagnostic]:
    source = load_yaml(text, "a")
    with pytest.raises(ValidationError) as caught:
        Thing.model_validate(source.data)
    return explain(caught.value, source, "a", known=KNOWN, meant={"toc": "did you mean “depth”?"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: [a]", "title: it should be text"),
        ("depth: deep", "depth: it should be a whole number"),
        ("depth: 9", "depth: it should be 6 or less"),
        ("depth: 0", "depth: it should be 1 or more"),
        ("loud: very", "loud: it should be true or false"),
        ("side: up", "side: it should be 'left' or 'right'"),
        ("day: soon", "day: “soon” is not a date that Octavo can read"),
    ],
)
def test_wrong_values_are_told_in_words(text: str, message: str) -> None:
    (found,) = wrong(text + "\n")
    assert (found.code, found.message) == ("OCT004", message)


def test_an_unknown_key_may_be_known_elsewhere() -> None:
    (found,) = wrong("toc: true\n")
    assert (found.code, found.hints) == ("OCT003", ("did you mean “depth”?",))


def test_a_key_with_underscores() -> None:
    source = load_yaml("toc_depth: 2\nmy_key: 3\n", "a")
    (found,) = underscored(source, "a", known=KNOWN)
    assert (found.code, str(found.span), found.hints) == (
        "OCT003",
        "a:1:1",
        ("did you mean “toc-depth”?",),
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("15.1.2026", "write 2026-01-15"),
        ("15 January 2026", "write 2026-01-15"),
        ("January 15, 2026", "write 2026-01-15"),
        ("15 janvier 2026", "write 2026-01-15"),
        ("15. März 2026", "write 2026-03-15"),
        ("15 de enero de 2026", "write 2026-01-15"),
        ("2026/1/15", "write 2026-01-15"),
        ("1/15/2026", "write 2026-01-15"),
        ("1/2/2026", "write 2026-02-01 or 2026-01-02"),
        ("2026-13-45", "write year, month and day: 2026-01-15"),
        ("spring 2026", "write year, month and day: 2026-01-15"),
        ("2026", "write year, month and day: 2026-01-15"),
    ],
)
def test_dates_as_people_write_them(text: str, hint: str) -> None:
    assert date_hint(text) == hint


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "- " * 100_000,
        "{a: " * 100_000,
        "? " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(3000)),
    ],
    ids=["lists", "items", "mappings", "keys", "indented"],
)
def test_what_is_nested_deeply_takes_nothing_down(text: str) -> None:
    (finding,) = load_yaml(text, "a").diagnostics
    assert finding.code == "OCT002"
