"""Right-to-left text: an error where a paged edition is asked for."""

from __future__ import annotations

from tests.checks.conftest import Ask, places

HEBREW = "שלום"
ARABIC = "مرحبا"


def test_it_is_told_once_in_a_block_at_its_place(ask: Ask) -> None:
    text = f"# One\n\nA *{HEBREW}* and {HEBREW}.\n\n- {ARABIC}\n\nText.[^a]\n\n[^a]: {ARABIC}\n"
    found = ask(text, code="OCT410")
    assert places(found) == [("text/1.md", 3, 4), ("text/1.md", 5, 3), ("text/1.md", 9, 7)]
    assert found[0]["severity"] == "error"
    assert found[0]["end_column"] == 8
    assert found[0]["hints"][0].startswith("build it as EPUB: octavo build --edition epub")


def test_it_is_told_in_front_matter_and_in_the_configuration(ask: Ask) -> None:
    text = (
        f"---\ntitle: {HEBREW}\nauthor: {HEBREW} ben {HEBREW}\nsubtitle: {ARABIC}\n---\n\nText.\n"
    )
    found = ask(text, code="OCT410", more=f"    publisher: {ARABIC}\n")
    assert places(found) == [
        ("octavo.yaml", 6, 16),
        ("text/1.md", 2, 8),
        ("text/1.md", 3, 9),
        ("text/1.md", 4, 11),
    ]


def test_an_epub_can_hold_it(ask: Ask) -> None:
    assert not ask(f"# One\n\nA {HEBREW}.\n", code="OCT410", more="    editions: [epub]\n")


def test_marks_and_digits_of_no_direction_are_not_told(ask: Ask) -> None:
    assert not ask("# One\n\nA \u200b\ufeff and \u0661\u0662.\n", code="OCT410")
