"""Text handed over on the shorter way is set as the engine sets it."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.layout import inline
from weasyprint.text import line_break

from octavo.writers.pdf.textshortcuts import fits, text_shortened

WORDS = "Office difficult 1/2 fjord affliction 0123 waffle " * 6
PAGE = f"""
<html lang=en-GB><body>
<p>{WORDS}</p><p class=features>{WORDS}</p><p class=spaced>{WORDS}</p>
<p class=features><span class=spaced>{WORDS}</span></p><p class=breaking>{"x" * 300}</p>
<p lang=de>{WORDS}<em>{WORDS}</em></p><p lang=tr class=caps>{WORDS}</p>
<p dir=rtl>{WORDS}</p><p class=underlined>{WORDS}</p><p class=override>{WORDS}</p>
<p class=justified>{WORDS}</p><p class=letter>{WORDS}</p><pre>tab\tand\ttab</pre>
<p class=tall>{WORDS}</p><p style="font-size: 0">{WORDS}</p>
<svg xmlns="http://www.w3.org/2000/svg" width=200 height=30><text y=20>Picture</text></svg>
</body></html>
"""
STYLE = """
@page { size: 400px 500px; margin: 20px } p { hyphens: auto }
.features { font-feature-settings: 'liga' 0, 'onum'; font-variant-numeric: oldstyle-nums }
.spaced { letter-spacing: 1px; word-spacing: 3px } .breaking { overflow-wrap: anywhere }
.caps { font-variant-caps: small-caps; font-kerning: none }
.underlined { text-decoration: underline } .override { font-language-override: 'TRK' }
.justified { text-align: justify; font-variant-ligatures: none }
.letter::first-letter { font-size: 300%; float: left } .letter::first-line { color: red }
.tall { line-height: 2.5; vertical-align: super }
"""


def document() -> Any:
    return HTML(string=PAGE).render(stylesheets=[CSS(string=STYLE)])


def texts(box: Any) -> list[tuple[object, ...]]:
    """Return every text with its place, in the order of the page."""
    if hasattr(box, "text"):
        names = ("text", "position_x", "position_y", "width", "height", "baseline")
        return [tuple(getattr(box, name, None) for name in names)]
    return [found for child in getattr(box, "children", ()) for found in texts(child)]


def test_the_engine_still_has_what_is_replaced() -> None:
    assert fits()


def test_every_text_is_where_the_engine_sets_it() -> None:
    plain = [texts(page._page_box) for page in document().pages]
    with text_shortened():
        assert [texts(page._page_box) for page in document().pages] == plain
    assert sum(map(len, plain)) > 100


def test_the_file_is_the_same() -> None:
    plain = sha256(document().write_pdf()).hexdigest()
    with text_shortened():
        assert sha256(document().write_pdf()).hexdigest() == plain


def test_a_style_asks_pango_for_a_context_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    create = line_break.pango.pango_font_map_create_context

    class Counting:
        def __getattr__(self, name: str) -> object:
            return getattr(pango, name)

        def pango_font_map_create_context(self, font_map: object) -> object:
            made.append(font_map)
            return create(font_map)

    pango = line_break.pango
    monkeypatch.setattr(line_break, "pango", Counting())
    monkeypatch.setattr("octavo.writers.pdf.textshortcuts.pango", Counting())
    document()
    long_way = len(made)
    made.clear()
    with text_shortened():
        document()
    assert len(made) < long_way / 3


def test_afterwards_all_is_the_engines_again() -> None:
    before = line_break.Layout.setup, line_break.line_size, inline.strut
    with text_shortened():
        assert line_break.Layout.setup is not before[0]
    assert (line_break.Layout.setup, line_break.line_size, inline.strut) == before


def test_where_the_engine_has_changed_nothing_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("octavo.writers.pdf.textshortcuts.fits", lambda: False)
    before = line_break.Layout.setup
    with text_shortened():
        assert line_break.Layout.setup is before
