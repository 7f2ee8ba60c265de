"""The look of charts: made of the theme's tokens, and readable in grey."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from octavo.passes.resolve.data.colours import (
    WHITE,
    contrast,
    luminance,
    mixed,
    ramp,
    with_contrast,
)
from octavo.passes.resolve.data.style import configuration, palette
from octavo.passes.resolve.data.tokens import Tokens, read_tokens
from octavo.workspace import Workspace
from tests.passes.resolve.data.conftest import Answers, Ask
from tests.passes.resolve.data.test_charts import LONG, block, drawing

ROOT = Path(__file__).parents[4]


@pytest.fixture(params=["report", "anthology"])
def tokens(request: pytest.FixtureRequest, tmp_path: Path) -> Tokens:
    return read_tokens(Workspace(tmp_path, {}), request.param)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("wanted", [1.5, 3.0, 8.0, 15.0])
def test_a_colour_is_brought_to_a_contrast(wanted: float) -> None:
    for colour in ("#8c2f1b", "#0055ff", "#ffff00", "#777777"):
        assert contrast(with_contrast(colour, wanted), WHITE) == pytest.approx(wanted, rel=0.05)


def test_series_can_be_told_apart_in_grey_and_from_the_page(tokens: Tokens) -> None:
    colours = palette(tokens)
    paper = tokens.colour("--paper", WHITE)
    assert all(contrast(colour, paper) >= 3 for colour in colours)
    by_light = sorted(colours, key=luminance)
    assert all(contrast(one, other) >= 1.3 for one, other in pairwise(by_light))
    # Neighbours in a stack are further apart.
    assert all(contrast(one, other) >= 1.8 for one, other in pairwise(colours))


def test_a_brand_without_colours_for_series_gets_shades_of_its_accent() -> None:
    colours = palette(Tokens({"--accent": "#006644"}))
    assert all(contrast(colour, WHITE) >= 2.9 for colour in colours)
    by_light = sorted(colours, key=luminance)
    assert all(contrast(one, other) >= 1.25 for one, other in pairwise(by_light))


def test_a_ramp_darkens_evenly() -> None:
    shades = ramp("#8c2f1b", 6, 1.2)
    steps = [contrast(one, other) for one, other in pairwise(shades)]
    assert max(steps) - min(steps) < 0.25
    assert [luminance(shade) for shade in shades] == sorted(map(luminance, shades), reverse=True)


def test_tokens_of_the_design_go_before_those_of_the_theme(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, {})
    assert read_tokens(workspace, "report").families("--face-heads")[0] == "Fira Sans"
    assert read_tokens(workspace, "anthology").families("--face-heads")[0] == "Spectral"


def test_the_tokens_of_the_publication_go_before_all(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "tokens.css").write_text(
        ":root { --brand: #abc; --chart-1: var(--brand); --a: var(--b); --b: var(--a)var(--a) }",
        encoding="utf-8",
    )
    tokens = read_tokens(Workspace(tmp_path, {}), "report")
    assert tokens.colour("--chart-1", WHITE) == "#aabbcc"
    assert len(tokens.text("--a")) < 5000


def test_what_is_no_colour_or_length_is_left_to_the_default() -> None:
    tokens = Tokens({"--ink": "rgb(0 0 0)", "--size-small": "small"})
    assert tokens.colour("--ink", "#123456") == "#123456"
    assert tokens.pixels("--size-small", "9pt") == 12


@pytest.mark.parametrize("design", ["report", "anthology"])
def test_figures_are_as_wide_as_the_design_sets_them(design: str, tmp_path: Path) -> None:
    css = (ROOT / "styles" / "designs" / f"{design}.css").read_text(encoding="utf-8")
    page = re.search(r"@page \{\s*size: ([\d.]+)mm [\d.]+mm;\s*margin: ([^;]+);", css)
    assert page
    _, right, _, left = (float(side.removesuffix("mm")) for side in page[2].split()[:4])
    outdent = re.search(r"--outdent: ([\d.]+)mm", css)
    width = float(page[1]) - left - right + (float(outdent[1]) if outdent else 0)
    tokens = read_tokens(Workspace(tmp_path, {}), design)
    assert tokens.text("--figure-width") == f"{width:g}mm"


def test_letters_have_8_to_9_points(tokens: Tokens) -> None:
    axis = configuration(tokens, 500)["axis"]
    assert 8 <= axis["labelFontSize"] * 72 / 96 <= 9


def series(ask: Ask, mark: str) -> Answers:
    text = (
        f"data: n.csv\nmark: {mark}\nencoding:\n"
        "  x: {field: year, type: quantitative}\n"
        "  y: {field: n, aggregate: sum, type: quantitative}\n"
        "  color: {field: kind, type: nominal}\n"
    )
    answers = ask(block(text), {"n.csv": LONG})
    assert not answers.told
    return answers


def test_lines_told_apart_by_colour_are_by_dashes_too(ask: Ask) -> None:
    svg = drawing(series(ask, "line"))
    lines = svg.findall(".//{*}g[@class='mark-line role-mark marks']/{*}path")
    assert len(lines) == 2
    assert len({line.get("stroke-dasharray") for line in lines}) == 2


def test_points_told_apart_by_colour_are_by_shape_too(ask: Ask) -> None:
    points = drawing(series(ask, "point")).findall(
        ".//{*}g[@class='mark-symbol role-mark marks']/{*}path"
    )
    shapes = {(point.get("fill"), point.get("d")) for point in points}
    assert len({fill for fill, _ in shapes}) == len(shapes) == 2


def test_marks_have_three_to_one_against_the_page(ask: Ask) -> None:
    svg = drawing(series(ask, "bar"))
    bars = svg.findall(".//{*}g[@class='mark-rect role-mark marks']/{*}path")
    assert bars
    assert all(contrast(bar.get("fill", ""), WHITE) >= 3 for bar in bars)


def test_colours_mix() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


@pytest.mark.parametrize("design", ["report", "anthology"])
def test_the_publications_own_tokens_go_before_those_of_its_design(
    tmp_path: Path, design: str
) -> None:
    (tmp_path / "styles").mkdir()
    own = ":root { --figure-width: 99mm; --cover-paper: #123456 }"
    (tmp_path / "styles/tokens.css").write_text(own, encoding="utf-8")
    found = read_tokens(Workspace(tmp_path, {}), design)
    assert found.text("--figure-width") == "99mm"
    assert found.text("--cover-paper") == "#123456"
