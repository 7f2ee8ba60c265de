"""Fonts: just the characters that pages hold, the licences kept, the same bytes everywhere."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont

from octavo.workspace import Workspace
from octavo.writers.web.faces import Style, read_faces
from octavo.writers.web.fonts import Fonts, characters_of, web_fonts
from octavo.writers.web.subsets import FontShelf

from .opened import characters_in, features_in, font_of, kerning, width

ROOT = Path(__file__).resolve().parents[3]
THEME = (ROOT / "styles/fonts.css").read_text(encoding="utf-8")
NOTO = (
    "@font-face { font-family: Varying; font-weight: 100 900;"
    ' src: url("https://fonts.octavo.invalid/noto-sans/NotoSans%5Bwdth%2Cwght%5D.ttf") }'
)

TEXT = ("Spectral", "Noto Sans", "serif")
HEADS = ("Fira Sans", "Noto Sans", "sans-serif")
CODE = ("IBM Plex Mono", "monospace")


def made(workspace: Workspace, used: dict[Style, str], css: str = THEME) -> Fonts:
    shelf = FontShelf(read_faces(css), workspace)
    return web_fonts(shelf, {style: frozenset(text) for style, text in used.items()})


def only_font(fonts: Fonts) -> TTFont:
    (data,) = (data for name, data in fonts.files if name.endswith(".woff2"))
    return font_of(data)


def original(family: str, stem: str) -> TTFont:
    (path,) = (one.path for one in fontpkg.families()[family].files if one.path.stem == stem)
    return TTFont(path)


def licences(fonts: Fonts) -> str:
    return dict(fonts.files)["fonts/LICENSES.txt"].decode()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, {})


def test_a_subset_holds_the_characters_of_the_text_and_no_others(workspace: Workspace) -> None:
    text = "“Who sits?” – 39 boards, naïve façade…\u00a0"
    font = only_font(made(workspace, {Style(TEXT): text}))
    assert characters_in(font) == set(text)


def test_line_ends_are_no_characters_of_a_font(workspace: Workspace) -> None:
    css = NOTO  # whose font has a glyph for the carriage return
    assert "\r" in characters_in(original("noto-sans", "NotoSans[wdth,wght]"))
    font = only_font(made(workspace, {Style(("Varying",)): "a\r\n\tb"}, css))
    assert characters_in(font) == {"a", "b"}


def test_kerning_and_ligatures_survive_and_hints_do_not(workspace: Workspace) -> None:
    font = only_font(made(workspace, {Style(TEXT): "AVATo fi"}))
    whole = original("spectral", "Spectral-Regular")
    for pair in ("AV", "VA", "AT", "To"):
        assert kerning(font, pair) == kerning(whole, pair) != 0, pair
    assert "liga" in features_in(font, "GSUB")
    assert "fpgm" in whole
    assert not {"fpgm", "prep", "cvt "} & set(font.keys())


def test_features_are_kept_where_a_style_asks_for_them(workspace: Workspace) -> None:
    plain = only_font(made(workspace, {Style(TEXT): "abc 123"}))
    asked = only_font(
        made(workspace, {Style(TEXT, features=frozenset({"smcp", "onum"})): "abc 123"})
    )
    assert not {"smcp", "onum", "c2sc", "frac"} & features_in(plain, "GSUB")
    assert features_in(asked, "GSUB") >= {"smcp", "onum"}
    assert len(asked.getGlyphOrder()) > len(plain.getGlyphOrder())


def test_fractions_come_with_the_fraction_slash(workspace: Workspace) -> None:
    font = only_font(made(workspace, {Style(TEXT): "1\u20442"}))
    assert "frac" in features_in(font, "GSUB")


def test_scripts_whose_letters_join_keep_what_joins_them(workspace: Workspace) -> None:
    text = "नमस्ते"
    font = only_font(made(workspace, {Style(TEXT): text}))
    assert characters_in(font) == set(text)
    assert "half" in features_in(font, "GSUB")  # the form of a letter before another: स्
    assert len(font.getGlyphOrder()) > len(set(text)) + 1


def test_styles_of_one_face_share_its_file(workspace: Workspace) -> None:
    small_capitals = Style(TEXT, features=frozenset({"smcp"}))
    font = only_font(made(workspace, {Style(TEXT): "ab", small_capitals: "cd"}))
    assert characters_in(font) == set("abcd")
    assert "smcp" in features_in(font, "GSUB")


def test_every_face_has_its_rule_with_a_digest_of_its_file(workspace: Workspace) -> None:
    styles = {Style(TEXT): "a", Style(TEXT, 600): "b", Style(TEXT, italic=True): "c"}
    fonts = made(workspace, styles)
    rules = re.findall(
        r"font-style: (\w+);\s+font-weight: (\d+);\s+font-display: swap;\s+src: url\(\"([^\"]+)",
        fonts.css,
    )
    assert [rule[:2] for rule in rules] == [("normal", "400"), ("italic", "400"), ("normal", "600")]
    files = dict(fonts.files)
    for _, _, name in rules:
        digest = hashlib.sha256(files[name]).hexdigest()[:8]
        assert re.fullmatch(rf"fonts/spectral-\d00(-italic)?-{digest}\.woff2", name)
    assert set(files) == {name for *_, name in rules} | {"fonts/LICENSES.txt"}


def test_a_fallback_holds_what_the_first_family_lacks_and_says_so(workspace: Workspace) -> None:
    fonts = made(workspace, {Style(TEXT): "abकख", Style(HEADS, 600): "cग"})
    files = dict(fonts.files)
    (name,) = (name for name in files if "noto-sans" in name)
    assert characters_in(font_of(files[name])) == set("कखग")
    assert fonts.css.count("unicode-range") == 1
    assert "unicode-range: U+915-917;" in fonts.css


def test_a_sign_that_nobody_sees_needs_no_fallback(workspace: Workspace) -> None:
    lacking = "\u2061\ufe0f"
    assert not set(lacking) & characters_in(original("spectral", "Spectral-Regular"))
    fonts = made(workspace, {Style(TEXT): f"a{lacking}"})
    assert characters_in(only_font(fonts)) == {"a"}


def test_nothing_is_made_of_what_nobody_uses(workspace: Workspace) -> None:
    assert made(workspace, {Style(("Georgia", "serif")): "abc"}).files == ()
    assert made(workspace, {Style(TEXT): ""}).files == ()


def test_a_variable_font_is_fixed_at_the_weights_that_are_used(workspace: Workspace) -> None:
    styles = {Style(("Varying",), weight): "m" for weight in (300, 700)}
    fonts = made(workspace, styles, NOTO)
    light, bold = (font_of(data) for name, data in fonts.files if name.endswith(".woff2"))
    for font, weight in ((light, 300), (bold, 700)):
        assert not {"fvar", "gvar", "STAT"} & set(font.keys())
        assert font["OS/2"].usWeightClass == weight
        assert f"font-weight: {weight};" in fonts.css
    assert width(light, "m") < width(original("noto-sans", "NotoSans[wdth,wght]"), "m")
    assert width(bold, "m") > width(original("noto-sans", "NotoSans[wdth,wght]"), "m")


def test_a_reserved_font_name_is_not_used(workspace: Workspace) -> None:
    fonts = made(workspace, {Style(CODE): "x = 1"})
    font = only_font(fonts)
    ours = fonts.names["IBM Plex Mono"]
    assert f'font-family: "{ours}";' in fonts.css
    for entry in (1, 4, 6):
        name = font["name"].getDebugName(entry)
        assert name.replace(" ", "").startswith(ours.replace(" ", ""))
        assert "plex" not in name.lower()
    assert not any("plex" in name for name, _ in fonts.files)
    assert "plex" not in fonts.css.lower()
    assert f"IBM Plex Mono, here under the name {ours}" in licences(fonts)
    assert 'Reserved Font Name "Plex"' in licences(fonts)


def test_the_notices_stay_in_the_font_and_lie_beside_it(workspace: Workspace) -> None:
    fonts = made(workspace, {Style(TEXT): "a", Style(HEADS): "b"})
    for file, family, stem in (
        ("spectral", "spectral", "Spectral-Regular"),
        ("fira", "fira-sans", "FiraSans-Regular"),
    ):
        (data,) = (data for name, data in fonts.files if name.startswith(f"fonts/{file}"))
        for entry in (0, 13, 14):
            whole = original(family, stem)["name"].getDebugName(entry)
            assert font_of(data)["name"].getDebugName(entry) == whole
            assert whole
    text = licences(fonts)
    assert text.count("SIL OPEN FONT LICENSE Version 1.1") == 2
    assert original("fira-sans", "FiraSans-Regular")["name"].getDebugName(0) in text
    assert fonts.names == {}


def test_a_font_of_the_publication_tells_its_own_licence(tmp_path: Path) -> None:
    own = original("spectral", "Spectral-Regular")
    own["name"].setName("© Ada Example, with Reserved Font Name Brand.", 0, 3, 1, 0x409)
    own["name"].setName("SIL Open Font License 1.1", 13, 3, 1, 0x409)
    (tmp_path / "styles/brand").mkdir(parents=True)
    own.save(tmp_path / "styles/brand/text.ttf")
    css = '@font-face { font-family: Brand Text; src: local("Brand"), url(brand/text.ttf) }'
    fonts = made(Workspace(tmp_path, {}), {Style(("Brand Text",)): "a"}, css)
    assert "© Ada Example, with Reserved Font Name Brand.\n\nSIL Open" in licences(fonts)
    assert only_font(fonts)["name"].getDebugName(1) == fonts.names["Brand Text"]


def test_the_first_source_that_is_a_font_is_taken_and_others_are_told(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/text.ttf").write_bytes(b"no font")
    spectral = "https://fonts.octavo.invalid/spectral/Spectral-Regular.ttf"
    css = (
        f'@font-face {{ font-family: A; src: url(text.ttf), url("{spectral}") }}'
        "@font-face { font-family: B; src: url(https://example.org/b.ttf), url(none.ttf) }"
    )
    fonts = made(Workspace(tmp_path, {}), {Style(("B", "A")): "a"}, css)
    assert characters_in(only_font(fonts)) == {"a"}
    assert fonts.unread == ("https://example.org/b.ttf",)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_a_damaged_font_is_told(tmp_path: Path, share: float) -> None:
    (family,) = (one for one in fontpkg.families().values() if one.name == "Spectral")
    data = family.files[0].path.read_bytes()
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/text.ttf").write_bytes(data[: int(len(data) * share)])
    fonts = made(
        Workspace(tmp_path, {}),
        {Style(("A",)): "a"},
        "@font-face { font-family: A; src: url(text.ttf) }",
    )
    assert fonts.unread == ("https://theme.octavo.invalid/styles/text.ttf",)
    assert fonts.files == ()


def test_what_a_rule_says_of_its_lines_is_kept(workspace: Workspace) -> None:
    css = NOTO.replace("src:", "size-adjust: 98%; unicode-range: U+61-62; font-stretch: 75%; src:")
    fonts = made(workspace, {Style(("Varying",)): "abc"}, css)
    assert "size-adjust: 98%;" in fonts.css
    assert "font-stretch: 75%;" in fonts.css
    assert characters_in(only_font(fonts)) == {"a", "b"}
    wide = only_font(made(workspace, {Style(("Varying",)): "ab"}, NOTO))
    assert width(only_font(fonts), "b") < width(wide, "b")


def test_characters_of_xhtml() -> None:
    found = characters_of(["<p class='q'>a &amp; b&#x2026;</p>", "e\u0301<br/>"])
    assert found == set("a& b…e\u0301é")


def test_our_own_essays_load_at_most_45_kilobytes(workspace: Workspace) -> None:
    figures = frozenset({"lnum", "onum", "pnum", "tnum"})
    for folder in ("essays", "report"):
        files = sorted((ROOT / "content" / folder).glob("*.md"))
        characters = characters_of(file.read_text(encoding="utf-8") for file in files)
        page = [
            Style(TEXT, 400, features=figures),
            Style(TEXT, 400, italic=True, features=figures),
            Style(TEXT, 600, features=figures),
            Style(HEADS, 500, features=frozenset({"lnum"})),
            Style(HEADS, 600, features=frozenset({"lnum"})),
        ]
        fonts = web_fonts(FontShelf(read_faces(THEME), workspace), dict.fromkeys(page, characters))
        sizes = {name: len(data) for name, data in fonts.files if name.endswith(".woff2")}
        assert len(sizes) == 5
        assert sum(sizes.values()) <= 45_000, sizes


ONCE = """
import hashlib, pathlib, sys, time
time.time = lambda: float(sys.argv[1])
from octavo.workspace import Workspace
from octavo.writers.web.fonts import web_fonts
from octavo.writers.web.faces import Style, read_faces
from octavo.writers.web.subsets import FontShelf
css = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
text = frozenset("Who sits? naïve क ЖΩ 123")
used = {Style(("Spectral", "Noto Sans")): text, Style(("IBM Plex Mono",)): text}
fonts = web_fonts(FontShelf(read_faces(css), Workspace(pathlib.Path("."), {})), used)
print(hashlib.sha256(repr((fonts.css, fonts.files)).encode()).hexdigest())
"""


def test_the_bytes_depend_on_no_clock_zone_folder_or_hash(tmp_path: Path) -> None:
    def digest(now: str, zone: str, seed: str) -> str:
        surroundings = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", ONCE, now, str(ROOT / "styles/fonts.css")]
        folder = tmp_path / seed
        folder.mkdir()
        return subprocess.run(
            command, env=surroundings, cwd=folder, check=True, capture_output=True, text=True
        ).stdout

    first = digest("1000000000", "UTC", "1")
    assert len(first.strip()) == 64
    assert digest("2000000000", "Asia/Kathmandu", "2") == first
