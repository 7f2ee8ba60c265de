"""What stands where on the pages: gathered at the build, true of the finished file."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from octavo.model.places import Box, Fragment, Places
from octavo.model.rendition import Artefact
from octavo.pipeline import Options, build
from octavo.workspace import Workspace

TEXT = """# One

The first paragraph.[^1]

- an item

| left | right |
|------|------:|
| a    | 12    |

: A table {#tbl-a}

| a | b |
|---|---|
| c | d |

: Wide {#tbl-wide .landscape}

[^1]: A note.
"""
CONFIGURATION = """publications:
  book: {title: A book, date: 2026-02-03, contents: [one.md], design: report}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Artefact]:
    folder = tmp_path_factory.mktemp("places")
    (folder / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "one.md").write_text(TEXT, encoding="utf-8")
    (built,) = build(Workspace(folder, {}), Options(editions=("screen", "print")))
    return {artefact.edition: artefact for artefact, _ in built.artefacts}


@pytest.fixture(params=["screen", "print"])
def artefact(request: pytest.FixtureRequest, made: Mapping[str, Artefact]) -> Artefact:
    return made[request.param]


def places_of(artefact: Artefact) -> Places:
    assert artefact.places is not None
    return artefact.places


def close(one: Box, other: Box) -> bool:
    return all(abs(a - b) < 0.02 for a, b in zip(one, other, strict=True))


def fragments(places: Places, kind: str) -> list[Fragment]:
    return [one for page in places.pages for one in page.fragments if one.kind == kind]


def test_every_page_has_its_label_and_its_trim(artefact: Artefact) -> None:
    places = places_of(artefact)
    assert places.for_press == (artefact.edition == "print")
    with pikepdf.open(BytesIO(artefact.data)) as pdf:
        assert [str(page.label) for page in pdf.pages] == [page.label for page in places.pages]
        trims = [Box(*(float(value) for value in page.trimbox)) for page in pdf.pages]
    assert all(close(page.trim, trim) for page, trim in zip(places.pages, trims, strict=True))


def test_blocks_are_named_by_their_line_and_kind(artefact: Artefact) -> None:
    found = places_of(artefact)
    told = [
        (one.kind, one.span.line)
        for page in found.pages
        if page.kind == "chapter"
        for one in page.fragments
        if one.span is not None
    ]
    assert told == [
        ("heading", 1),
        ("paragraph", 3),
        ("item", 5),
        ("caption", 7),
        ("cell", 7),
        ("cell", 7),
        ("cell", 9),
        ("cell", 9),
        ("note", 19),
        ("caption", 13),
        ("cell", 13),
        ("cell", 13),
        ("cell", 15),
        ("cell", 15),
    ]


def test_the_words_of_a_block_are_in_its_box(artefact: Artefact) -> None:
    """Read by another way than the check takes: the text of a part of the page."""
    words = {
        "heading": ["One"],
        "item": ["an item"],
        "caption": ["Table 1 A table", "Table 2 Wide"],
        "cell": ["left", "right", "a", "12", "a", "b", "c", "d"],
        "note": ["1 A note."],
    }
    found: dict[str, list[str]] = {}
    with pypdfium2.PdfDocument(artefact.data) as document:
        for page, here in zip(document, places_of(artefact).pages, strict=True):
            textpage = page.get_textpage()
            for one in here.fragments if here.kind == "chapter" else ():
                left, bottom, right, top = one.box
                text = textpage.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
                found.setdefault(one.kind, []).append(" ".join(text.split()))
    for kind, expected in words.items():
        assert [text.lstrip("• ") for text in found[kind]] == expected


def test_the_parts_of_a_table_know_it(artefact: Artefact) -> None:
    cells = fragments(places_of(artefact), "cell")
    captions = fragments(places_of(artefact), "caption")
    assert {one.within for one in captions} == {one.within for one in cells}
    assert len({one.within for one in cells}) == 2
    assert {one.align for one in cells} == {"left", "right"}


def test_the_type_area_takes_in_what_the_design_sets_out(artefact: Artefact) -> None:
    """The report's text is set in by 22 mm; its titles begin at the edge of the type area."""
    (page, *_) = (one for one in places_of(artefact).pages if one.kind == "chapter")
    heading, paragraph = (
        next(one.box for one in page.fragments if one.kind == kind)
        for kind in ("heading", "paragraph")
    )
    assert abs(paragraph.left - heading.left - 22 * 72 / 25.4) < 0.1
    assert abs(page.area.left - heading.left) < 0.1
    assert abs(page.area.right - paragraph.right) < 0.1


def test_running_heads_and_folios_stand_outside_it(artefact: Artefact) -> None:
    for page in places_of(artefact).pages:
        for one in page.fragments:
            if one.kind == "running" and not page.is_turned:
                assert one.box.bottom >= page.area.top or one.box.top <= page.area.bottom


def test_pages_set_upright_and_blanks_say_so(made: Mapping[str, Artefact]) -> None:
    screen, press = places_of(made["screen"]), places_of(made["print"])
    assert sum(page.is_turned for page in press.pages) == 1
    assert not any(page.is_turned or page.is_blank for page in screen.pages)
    for page in press.pages:
        assert page.is_blank == (page.kind == "blank")
        assert not (page.is_blank and page.fragments)


def test_the_same_build_gives_the_same_places(made: Mapping[str, Artefact], tmp_path: Path) -> None:
    (tmp_path / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "one.md").write_text(TEXT, encoding="utf-8")
    (built,) = build(Workspace(tmp_path, {}), Options(editions=("screen",)))
    assert built.artefacts[0][0].places == made["screen"].places
