"""Drawings that bring the fonts of their text."""

from __future__ import annotations

import re
import time
from base64 import b64decode
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from octavo.workspace import Workspace
from octavo.writers.web.charts import with_fonts
from octavo.writers.web.faces import Style, read_faces
from octavo.writers.web.subsets import FontShelf
from octavo.writers.web.svgtext import characters_by_style

from .opened import characters_in, font_of

ROOT = Path(__file__).resolve().parents[3]
FACES = read_faces((ROOT / "styles/fonts.css").read_text(encoding="utf-8"))
FIGURES = sorted((ROOT / "content/figures").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"

RULE = re.compile(
    r"font-family: \"([^\"]+)\";\s+font-style: (\w+);\s+font-weight: (\d+);[^}]*?"
    r"base64,([A-Za-z0-9+/=]+)"
)


def svg(content: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{content}</svg>'.encode()


def fonts_in(data: bytes) -> dict[tuple[str, str, int], TTFont]:
    """The fonts in a drawing by family, slope and weight."""
    css = "".join(str(one.text) for one in etree.fromstring(data).iter(f"{SVG}style"))
    return {
        (family, slope, int(weight)): font_of(b64decode(font))
        for family, slope, weight, font in RULE.findall(css)
    }


@pytest.fixture
def shelf(tmp_path: Path) -> FontShelf:
    return FontShelf(FACES, Workspace(tmp_path, {}))


@pytest.mark.parametrize("figure", FIGURES, ids=[figure.stem for figure in FIGURES])
def test_our_own_figures_hold_the_characters_of_their_text(figure: Path, shelf: FontShelf) -> None:
    before = etree.fromstring(figure.read_bytes())
    text = {"".join(map(str, one.itertext())) for one in before.iter(f"{SVG}text")}
    after = with_fonts(figure.read_bytes(), shelf)
    fonts = fonts_in(after)
    assert ("Fira Sans", "normal", 400) in fonts
    assert set().union(*map(characters_in, fonts.values())) == set().union(*text)
    root = etree.fromstring(after)
    assert root[0].tag == f"{SVG}title"
    assert root[1].tag == f"{SVG}style"
    root.remove(root[1])
    assert etree.tostring(root) == etree.tostring(before)


def test_each_face_holds_what_is_set_in_it(shelf: FontShelf) -> None:
    text = (
        '<text>ab<tspan font-weight="bold">cd</tspan>e</text><text font-style="italic">f</text>'
        '<text font-family="Spectral">gक</text>'
    )
    after = with_fonts(svg(text, 'font-family="Fira Sans, Noto Sans, serif"'), shelf)
    assert {key: characters_in(font) for key, font in fonts_in(after).items()} == {
        ("Fira Sans", "normal", 400): set("abe"),
        ("Fira Sans", "normal", 700): set("cd"),
        ("Fira Sans", "italic", 400): set("f"),
        ("Spectral", "normal", 400): set("g"),
    }


def test_a_character_that_the_first_family_lacks_is_brought_by_the_next(
    shelf: FontShelf,
) -> None:
    after = with_fonts(svg('<text font-family="Fira Sans, Noto Sans">aक</text>'), shelf)
    assert characters_in(fonts_in(after)["Noto Sans", "normal", 400]) == {"क"}


@pytest.mark.parametrize(
    "drawing",
    [
        svg('<text font-family="DejaVu Sans">a</text>'),
        svg('<rect width="1"/>', 'font-family="Fira Sans"'),
        svg('<title>Fira Sans</title><text font-family="serif">a</text>'),
        svg('<text font-family="Fira Sans Condensed">a</text>'),
        svg("<text>Fira Sans</text>"),
        b'<?xml version="1.0"?>\n<!-- a -->\n' + svg("<text>a</text>"),
    ],
)
def test_other_drawings_stay_as_they_are(drawing: bytes, shelf: FontShelf) -> None:
    assert with_fonts(drawing, shelf) == drawing


def test_a_reserved_name_is_replaced_wherever_text_asks_for_it(shelf: FontShelf) -> None:
    drawing = svg(
        "<style>.c { font: 9px 'IBM Plex Mono' }</style>"
        '<text font-family="IBM Plex Mono, monospace">a</text>'
        "<text style=\"fill: red; font-family: 'IBM Plex Mono'\">b</text><text class='c'>c</text>"
    )
    after = with_fonts(drawing, shelf)
    ((family, _, _),) = fonts_in(after)
    assert characters_in(fonts_in(after)[family, "normal", 400]) == set("abc")
    assert b"Plex" not in after
    root = etree.fromstring(after)
    own, embedded = (str(one.text) for one in reversed(list(root.iter(f"{SVG}style"))))
    assert own == f'.c {{ font: 9px "{family}" }}'
    assert f'font-family: "{family}";' in embedded
    first, second, _ = root.iter(f"{SVG}text")
    assert first.get("font-family") == f'"{family}", monospace'
    assert second.get("style") == f'fill: red; font-family: "{family}"'


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("<text font-family=\"A, 'B C'\">x</text>", Style(("A", "B C"))),
        ('<g font-weight="600"><text>x</text></g>', Style((), 600)),
        ('<text style="font-weight: bold; font-style: oblique">x</text>', Style((), 700, True)),
        ('<text font-weight="300" style="font-weight: 500">x</text>', Style((), 500)),
        ('<g font-weight="600"><text font-weight="bolder">x</text></g>', Style((), 900)),
        ('<g font-weight="600"><text font-weight="lighter">x</text></g>', Style((), 400)),
        ('<g font-style="italic"><text font-style="normal">x</text></g>', Style(())),
        ('<text style="font: italic 600 12px/1.5 A B, C">x</text>', Style(("A B", "C"), 600, True)),
        ('<g font-weight="bold"><text style="font: 12px A">x</text></g>', Style(("A",))),
        ('<text font-family="A"><a><tspan font-family="B">x</tspan></a></text>', Style(("B",))),
    ],
)
def test_the_style_of_a_text(text: str, style: Style) -> None:
    found = characters_by_style(etree.fromstring(svg(text)))
    assert {key for key, characters in found.items() if characters == {"x"}} == {style}


def test_titles_and_comments_are_not_set() -> None:
    drawing = svg("<text>a<title>b</title>c<!-- d --></text><desc>e</desc>")
    assert set().union(*characters_by_style(etree.fromstring(drawing)).values()) == set("ac")


def test_what_a_stylesheet_says_holds_for_every_text() -> None:
    drawing = svg(
        "<style>@media screen { .a { font-family: A } } .b { font-weight: 700 }</style>"
        '<text font-family="B">x</text>'
    )
    found = characters_by_style(etree.fromstring(drawing))
    for family in ("A", "B"):
        for weight in (400, 700):
            assert found[Style((family,), weight)] == {"x"}


def test_the_same_bytes_at_any_time(shelf: FontShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = FIGURES[0].read_bytes()
    first = with_fonts(drawing, shelf)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert with_fonts(drawing, shelf) == first


def test_drawings_share_the_fonts_that_are_open(tmp_path: Path) -> None:
    read: list[str] = []

    class Watched(Workspace):
        def fetch(self, address: str) -> bytes:
            read.append(address)
            return super().fetch(address)

    shelf = FontShelf(FACES, Watched(tmp_path, {}))
    for text in ("ab", "cd"):
        after = with_fonts(svg(f'<text font-family="Fira Sans">{text}</text>'), shelf)
        assert characters_in(fonts_in(after)["Fira Sans", "normal", 400]) == set(text)
    assert read == ["https://fonts.octavo.invalid/fira-sans/FiraSans-Regular.ttf"]
