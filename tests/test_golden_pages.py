"""The pages look as they did when somebody looked at them.

``make golden`` renews the pictures of the pages that have changed; see ``tests/reading/golden.py``
for what is told and what is not.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from octavo.pipeline import Options, build
from octavo.workspace import Workspace
from tests.reading.golden import (
    GOLDEN,
    MADE_WITH,
    PAGES,
    Difference,
    Page,
    difference,
    drawn,
    golden_picture,
    pages_of,
    save,
    shown,
    versions,
)

# All pictures together, so that the repository stays small.
MOST_BYTES = 1_000_000


def told(name: str, page: Page, folder: Path) -> str:
    """Return what is wrong with a page, and write the pictures that show it; "" where nothing is.

    ``folder`` is where the pictures go.
    """
    golden = golden_picture(name, page)
    if golden is None:
        return f"{name}, page {page.label} ({page.edition}): no picture yet"
    found = difference(page, golden)
    if not found:
        return ""
    save(page.picture, folder / name / page.name)
    save(shown(page, found), folder / name / f"difference-{page.name}")
    return f"{name}, page {page.label} ({page.edition}): {found}"


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_look_as_their_pictures(name: str, tmp_path: Path) -> None:
    wrong = [line for page in pages_of(name) if (line := told(name, page, tmp_path))]
    made_with = MADE_WITH.read_text(encoding="utf-8").strip()
    assert not wrong, "\n".join(
        [
            *wrong,
            f"The pages as they are, and what differs in red: {tmp_path / name}",
            f"Pictures made with: {made_with}",
            f"Here: {versions()}",
            "If the pages are right, renew the pictures: make golden",
        ]
    )


def test_every_publication_and_every_picture_is_of_a_page() -> None:
    named = {
        f"{name}/{edition}-{label}.png"
        for name, editions in PAGES.items()
        for edition, labels in editions.items()
        for label in labels
    }
    assert {place.relative_to(GOLDEN).as_posix() for place in GOLDEN.glob("*/*.png")} == named
    assert {place.parent.name for place in GOLDEN.glob("*/octavo.yaml")} == set(PAGES)


def test_the_pictures_are_small() -> None:
    assert sum(place.stat().st_size for place in GOLDEN.rglob("*.png")) < MOST_BYTES


# ------------------------------------------------------------ planted differences

PLANTED = {
    "a line moved by a point": ("table", ".table-source { position: relative; top: 1pt }"),
    "a line moved by a point to the side": (
        "table",
        ".table-notes p + p { position: relative; left: 1pt }",
    ),
    "a hairline missing": (
        "table",
        "tbody tr:nth-child(2) > * { border-bottom-color: #fff !important }",
    ),
    "another colour of two words": ("table", "caption .label { color: #1f4e79 !important }"),
    "another face": ("table", '.table-source { font-family: "Noto Sans" !important }'),
    "another size, by a fifth of a point": (
        "table",
        ".table-notes { font-size: 8.3pt !important }",
    ),
    "another weight": ("table", "tbody th { font-weight: 400 !important }"),
    "figures that do not line up": (
        "table",
        "table { font-variant-numeric: oldstyle-nums !important }",
    ),
    "a tint missing": ("boxes", ":root { --tint: #fff } .callout { background: #fff !important }"),
    "a folio missing": ("boxes", "@page :right { @bottom-right { color: #fff !important } }"),
}


@pytest.mark.parametrize(("name", "css"), PLANTED.values(), ids=PLANTED)
def test_what_an_eye_would_see_is_told(name: str, css: str, tmp_path: Path) -> None:
    """The publication's own ``tokens.css`` plants the difference."""
    folder = tmp_path / name
    shutil.copytree(GOLDEN / name, folder)
    (folder / "styles").mkdir()
    (folder / "styles" / "tokens.css").write_text(css, encoding="utf-8")
    wrong = [line for page in pages_of(name, folder) if (line := told(name, page, tmp_path))]
    assert wrong
    assert wrong[0].startswith(f"{name}, page 5 (screen): ")
    assert (tmp_path / name / "screen-5.png").is_file()
    assert (tmp_path / name / "difference-screen-5.png").is_file()


@pytest.fixture(scope="module")
def data() -> Mapping[str, bytes]:
    """Publications as PDF: small text, rules of all widths, tints and pictures."""
    found = {}
    for name in ("boxes", "essay", "figures", "table"):
        (built,) = build(Workspace(GOLDEN / name, {}), Options(editions=("screen",)))
        found[name] = built.artefacts[0][0].data
    return found


def shifted(
    data: Mapping[str, bytes], name: str, label: str, shift: tuple[float, float]
) -> Difference:
    """Return how a page differs that lies some points to the right and further down."""
    (page,) = drawn(data[name], "screen", (label,), shift)
    golden = golden_picture(name, page)
    assert golden
    return difference(page, golden)


@pytest.mark.parametrize("shift", [(0, 0.05), (0.125, 0.125), (0.2, -0.25)])
def test_a_quarter_of_a_point_is_not_told(
    data: Mapping[str, bytes], shift: tuple[float, float]
) -> None:
    assert not shifted(data, "table", "5", shift)
    assert not shifted(data, "boxes", "5", shift)
    assert not shifted(data, "figures", "5", shift)
    assert not shifted(data, "essay", "2", shift)


@pytest.mark.parametrize("shift", [(0.6, 0), (0, 0.6)])
def test_more_than_half_a_point_is_told(
    data: Mapping[str, bytes], shift: tuple[float, float]
) -> None:
    assert shifted(data, "essay", "2", shift).pixels > 200


def test_another_size_of_the_page_is_told(data: Mapping[str, bytes]) -> None:
    (page,) = drawn(data["essay"], "screen", ("2",))
    golden = golden_picture("table", Page("screen", "5", page.fine))
    assert golden
    assert difference(page, golden).pixels == page.picture.width * page.picture.height
