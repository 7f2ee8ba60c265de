"""Handles for the last pass, as they reach the editions."""

from __future__ import annotations

import re

import pytest

from tests.passes.template.conftest import MakeManuscript


def classes(xhtml: str) -> list[str]:
    """The element and the classes of everything with classes, without the place of a handle."""
    found = re.findall(r'<(\w+)[^>]* class="([^"]*)"', xhtml)
    return [f"{one} {re.sub(r' handle-[0-9-]+', '', names)}" for one, names in found]


def test_a_handle_around_a_block_is_the_blocks_own(manuscript: MakeManuscript) -> None:
    made = manuscript("One.\n\n::: {.break-before}\nTwo.\n:::\n\nThree.\n")
    assert classes(made.text()) == ["p break-before"]
    assert "<div" not in made.text()
    assert "handle-5-1" in made.text(), "where the handle is written"


def test_around_several_each_gets_what_is_its(manuscript: MakeManuscript) -> None:
    text = "::: {.break-before .tighter .break-after}\nOne.\n\nTwo.\n\nThree.\n:::\n"
    assert classes(manuscript(text).text()) == [
        "p break-before tighter",
        "p tighter",
        "p tighter break-after",
    ]


def test_what_is_kept_together_breaks_neither_in_a_block_nor_between_two(
    manuscript: MakeManuscript,
) -> None:
    text = "::: {.keep-together}\nOne.\n\nTwo.\n:::\n"
    assert classes(manuscript(text).text()) == ["p keep-together keep-with-next", "p keep-together"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Heading {.break-before}\n\nText.", "h2 break-before"),
        (
            '![A caption](well.svg){.keep-with-next fig-alt="A well" #fig-w}\n',
            "figure keep-with-next",
        ),
        (
            "::: {.callout-note .keep-together}\nText.\n:::\n",
            "aside callout callout-note keep-together",
        ),
    ],
)
def test_headings_figures_and_boxes_have_their_own(
    manuscript: MakeManuscript, text: str, found: str
) -> None:
    assert found in classes(manuscript(text).text())


@pytest.mark.parametrize(("edition", "has"), [("screen", False), ("print", True), ("epub", False)])
def test_a_handle_can_be_for_one_edition(
    manuscript: MakeManuscript, edition: str, *, has: bool
) -> None:
    made = manuscript('::: {.break-before when-edition="print"}\nOne.\n:::\n')
    text = made.text(edition)
    assert ("break-before" in text) is has
    assert ("handle-" in text) is has
    assert ">One.</p>" in text


def test_editions_without_pages_have_no_handles(manuscript: MakeManuscript) -> None:
    made = manuscript("::: {.tighter}\nOne.\n:::\n\n## Two {.break-before}\n")
    assert "tighter" not in made.text("epub")
    assert "break-before" not in made.text("epub")


def test_a_division_with_a_name_of_its_own_stays_one(manuscript: MakeManuscript) -> None:
    made = manuscript("::: {.keep-together #both}\nOne.\n:::\n")
    assert '<div id="both" class="keep-together">' in made.text()


def test_handles_within_one_another(manuscript: MakeManuscript) -> None:
    text = ":::: {.keep-together}\n\n::: {.tighter}\nOne.\n:::\n\nTwo.\n\n::::\n"
    found = manuscript(text).text()
    assert classes(found) == ["p tighter keep-together keep-with-next", "p keep-together"]


def test_what_an_edition_hides_takes_no_handle_with_it(manuscript: MakeManuscript) -> None:
    hidden = '::: {.content-visible when-format="epub"}\nHidden.\n:::\n'
    made = manuscript(f":::: {{.break-before}}\n\n{hidden}\nShown.\n\n::::\n")
    assert classes(made.text()) == ["p break-before"]


def test_conditions_of_a_handle_are_not_those_of_what_it_holds(manuscript: MakeManuscript) -> None:
    shown = '::: {.content-visible when-format="pdf"}\nShown.\n:::\n'
    made = manuscript(f':::: {{.tighter when-edition="print"}}\n\n{shown}\n::::\n')
    assert "Shown." in made.text("screen")
    assert "tighter" not in made.text("screen")
    assert "Shown." in made.text("print")


def test_an_author_cannot_write_the_place_of_a_handle(manuscript: MakeManuscript) -> None:
    made = manuscript('::: {.tighter data-handle="x"}\nOne.\n:::\n')
    assert "data-handle" not in made.text()
