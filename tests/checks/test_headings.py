"""Headings and titles: what an editor would ask."""

from __future__ import annotations

from tests.checks.conftest import Ask, places


def test_a_level_is_skipped(ask: Ask) -> None:
    (found,) = ask("# One\n\n## Findings\n\n#### Seats\n\nText.\n", code="OCT600")
    assert (found["severity"], found["line"], found["column"]) == ("warning", 5, 1)
    assert found["message"] == "the heading “Seats” skips a level"
    assert found["hints"] == ["take away one #, or add the heading that is missing above it"]


def test_going_up_skips_nothing(ask: Ask) -> None:
    assert not ask("# One\n\n## A\n\n### B\n\n#### C\n\n## D\n\nText.\n", code="OCT600")


def test_headings_in_html_count(ask: Ask) -> None:
    found = ask("# One\n\n## A\n\n<h5>B</h5>\n\nText.\n", code="OCT600")
    assert places(found) == [("text/1.md", 5, 1)]


def test_an_empty_heading(ask: Ask) -> None:
    found = ask("# One\n\n## {#sec-a}\n\nText.\n\n## A word\n", code="OCT601")
    assert places(found) == [("text/1.md", 3, 1)]


def test_two_chapters_with_one_title(ask: Ask) -> None:
    (found,) = ask(
        "# Who pays\n\nText.\n", "---\nlang: en\ntitle: Who  Pays\n---\n\nText.\n", code="OCT602"
    )
    assert places([found]) == [("text/2.md", 3, 8)]
    assert found["hints"][0].startswith("the first is at text/1.md:1:1;")


def test_two_headings_with_the_same_words_under_one_heading(ask: Ask) -> None:
    text = "# One\n\n## A\n\n### Results\n\n### Results\n\n## B\n\n### Results\n\nText.\n"
    (found,) = ask(text, code="OCT603")
    assert places([found]) == [("text/1.md", 7, 1)]
    assert found["hints"][0].startswith("the first is at text/1.md:5:1;")
