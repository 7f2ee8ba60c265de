"""Images: their alt texts, their sizes, and whether the text speaks of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.checks.conftest import Ask, places

Put = Callable[[str, int, int], None]


@pytest.fixture(autouse=True)
def wall(picture: Put) -> None:
    picture("wall.png", 2000, 1000)


def test_alt_text_that_repeats_the_caption(ask: Ask) -> None:
    found = ask('# One\n\n![A red wall.](wall.png){fig-alt="A red wall"}\n', code="OCT608")
    assert places(found) == [("text/1.md", 3, 1)]


def test_the_caption_that_serves_as_alt_text_is_not_said_to_repeat_itself(ask: Ask) -> None:
    assert not ask("# One\n\n![A red wall.](wall.png)\n", code="OCT608")


@pytest.mark.parametrize("alt", ["IMG_1234", "wall.png", "red-wall", "photo 12", "DSC00017.JPG"])
def test_alt_text_that_is_the_name_of_a_file(ask: Ask, picture: Put, alt: str) -> None:
    picture("red-wall.png", 2000, 1000)
    (found,) = ask(f'# One\n\n![A caption.](red-wall.png){{fig-alt="{alt}"}}\n', code="OCT609")
    assert found["message"] == f"the alt text “{alt}” is the name of a file"


@pytest.mark.parametrize("alt", ["Image of a wall", "A picture of a wall", "Image d’un mur"])
def test_alt_text_that_says_it_is_an_image(ask: Ask, alt: str) -> None:
    assert ask(f'# One\n\n![A caption.](wall.png){{fig-alt="{alt}"}}\n', code="OCT610")


def test_alt_text_that_is_too_long(ask: Ask) -> None:
    (found,) = ask(f'# One\n\n![Bricks.](wall.png){{fig-alt="{"a " * 140}"}}\n', code="OCT611")
    assert found["message"] == "the alt text has 279 characters"


def test_a_good_alt_text_is_not_asked_about(ask: Ask) -> None:
    text = '# One\n\n![What the vote left.](wall.png){fig-alt="A red brick wall, half fallen"}\n'
    assert not ask(text)


@pytest.mark.parametrize(
    ("attributes", "dots"),
    [("", "137"), (" width=100%", "137"), (" width=120mm", None), (" width=50%", None)],
)
def test_an_image_too_small_for_its_width(
    ask: Ask, picture: Put, attributes: str, dots: str | None
) -> None:
    """The report's figures are 146 mm wide."""
    picture("small.png", 790, 500)
    text = f'# One\n\n![What it shows.](small.png){{fig-alt="A red wall"{attributes}}}\n'
    found = ask(text, code="OCT614")
    assert len(found) == (1 if dots else 0)
    if dots:
        assert found[0]["message"].endswith(f"is printed 146 mm wide: {dots} dots per inch")
        assert found[0]["hints"] == [
            "take one of 862 pixels or more, or give it a smaller width: width=133mm"
        ]


def test_an_image_over_the_edges_is_as_wide_as_the_page(ask: Ask, picture: Put) -> None:
    picture("small.png", 1200, 500)
    text = '# One\n\n![What it shows.](small.png){.full-bleed fig-alt="A red wall"}\n'
    (found,) = ask(text, code="OCT614")
    assert found["message"].endswith("is printed 210 mm wide: 145 dots per inch")
    assert not ask(text.replace(".full-bleed ", ""), code="OCT614")


def test_figures_side_by_side_share_the_width(ask: Ask, picture: Put) -> None:
    picture("small.png", 500, 300)
    figure = '![What it shows.](small.png){fig-alt="A red wall"}\n'
    assert ask(f"# One\n\n{figure}", code="OCT614")
    pair = f"::: {{#fig-pair layout-ncol=2}}\n\n{figure}\n{figure}\nA pair.\n\n:::\n"
    assert not ask(f"# One\n\n{pair}\n@fig-pair\n", code="OCT614")


def test_the_type_area_is_the_design_s(ask: Ask, picture: Put) -> None:
    picture("small.png", 790, 500)
    text = '# One\n\n![What it shows.](small.png){fig-alt="A red wall"}\n'
    assert not ask(text, code="OCT614", more="    design: anthology\n")  # 110 mm


def test_a_tall_image_is_printed_as_wide_as_the_page_is_high(ask: Ask, picture: Put) -> None:
    picture("tall.png", 700, 2100)
    text = '# One\n\n![What it shows.](tall.png){fig-alt="A tower"}\n'
    assert not ask(text, code="OCT614")


def test_a_figure_and_a_table_never_referred_to(ask: Ask) -> None:
    text = (
        '# One\n\n![Bricks.](wall.png){#fig-wall fig-alt="A red wall"}\n\n'
        "| a | b |\n| - | - |\n| 1 | 2 |\n\n: Walls {#tbl-walls}\n"
    )
    found = ask(text, code="OCT612")
    assert [finding["message"] for finding in found] == [
        "the figure “fig-wall” is never referred to",
        "the table “tbl-walls” is never referred to",
    ]
    assert places(found) == [("text/1.md", 3, 1), ("text/1.md", 5, 1)]
    other = "# Two\n\nSee @fig-wall and [the table](1.md#tbl-walls).\n"
    assert not ask(text, other, code="OCT612")
