"""Spaces, quotation marks, dashes, and characters that no font has."""

from __future__ import annotations

from tests.checks.conftest import Ask, places

TYPED = "    smart: false\n"


def test_double_spaces_that_typography_leaves(ask: Ask) -> None:
    found = ask("# One\n\nSome *words*  apart. After a stop.  One is kept.\n", code="OCT606")
    assert places(found) == [("text/1.md", 3, 13)]


def test_double_spaces_where_nothing_is_set_are_told_once_a_block(ask: Ask) -> None:
    text = "# One\n\nIt ends.  It  begins.\n\n| a   | b |\n| --- | - |\n| x  y | z |\n\n`a  b`\n"
    (first, second) = ask(text, code="OCT606", more=TYPED)
    assert (first["line"], first["column"], first["end_column"]) == (3, 9, 11)
    assert (second["line"], second["column"]) == (7, 4)


def test_quotation_marks_without_a_partner(ask: Ask) -> None:
    found = ask('# One\n\nShe said "no and left.\n\nIt closes" here.\n', code="OCT607")
    assert places(found) == [("text/1.md", 3, 10), ("text/1.md", 5, 10)]
    assert found[0]["message"] == "this quotation mark opens what nothing closes"
    assert found[1]["message"] == "this quotation mark closes what nothing opened"


def test_a_quotation_that_goes_on_in_the_next_paragraph(ask: Ask) -> None:
    assert not ask('# One\n\n"It begins.\n\n"It ends."\n', code="OCT607")


def test_straight_quotation_marks_where_nothing_is_set(ask: Ask) -> None:
    found = ask('# One\n\nAn *"old"* habit. `"code"`\n', code="OCT607", more=TYPED)
    assert places(found) == [("text/1.md", 3, 5)]


def test_a_dash_or_an_option(ask: Ask) -> None:
    found = ask("# One\n\nCall it with --strict.\n", code="OCT615")
    assert places(found) == [("text/1.md", 3, 14)]


def test_characters_that_no_font_has(ask: Ask) -> None:
    (found,) = ask("# One\n\nÉté — *漢字* and 漢 🙂\n", code="OCT613")[:1]
    assert (found["line"], found["column"]) == (3, 8)
    assert found["message"] == "no font of the design has “漢” (U+6F22), “字” (U+5B57)"
    assert len(ask("# One\n\nÉté — *漢字* and 漢 🙂\n", code="OCT613")) == 2


def test_what_the_fonts_have_is_not_asked_about(ask: Ask) -> None:
    # Latin, Greek, Cyrillic; spaces and joiners; an accent on its own that makes one letter.
    text = "# One\n\nÉñß Ωμέγα Жук\u00a0\u202f\u200d\ufe0f – “x” cafe\u0301\n"
    assert not ask(text, code="OCT613")
