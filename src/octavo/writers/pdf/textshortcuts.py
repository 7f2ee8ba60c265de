"""Text handed to Pango on a shorter way than WeasyPrint's.

For every line, and for every trial of one, ``Layout.setup`` makes a context, a description of the
font and a list of its features, from a dozen properties of the style. They are the same as long as
the style is; here each style has them made once. So are the height of a line (``strut``), and the
rectangle into which a line's extents are written. The lists of features are given back, too, which
the engine keeps until the process ends: some hundred bytes for each line and each trial of one.

These functions are private to WeasyPrint; they were read in version 70.0. Where they have changed
nothing is replaced, and the test of this module fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p

# Where a style keeps what was made of it; a copy of the style, which may be changed, has none.
_FONT, _STRUT = "octavo_font", "octavo_strut"
_SETUP_LINES = (
    "pango.pango_context_set_round_glyph_positions(pango_context, False)",
    "PANGO_DIRECTION[style['direction']]",
    "if style['font_language_override'] != 'normal':",
    "font_description = get_font_description(style)",
    "pango.pango_layout_set_auto_dir(self.layout, False)",
    "if text_decoration != 'none':",
    "features = ','.join(",
    "pango.pango_layout_set_attributes(self.layout, attr_list)",
)
_SIZE_LINES = (
    "pango.pango_layout_line_get_extents(line, ffi.NULL, logical_extents)",
    "if style['letter_spacing'] != 'normal':",
)


@cache
def fits() -> bool:
    """Tell whether what is replaced still looks as this module knows it."""
    layout = getattr(line_break, "Layout", None)
    size = getattr(line_break, "line_size", None)
    if layout is None or size is None or not hasattr(inline, "strut"):
        return False
    setup, measure = inspect.getsource(layout.setup), inspect.getsource(size)
    return all(line in setup for line in _SETUP_LINES) and all(
        line in measure for line in _SIZE_LINES
    )


@contextmanager
def text_shortened() -> Iterator[None]:
    """Hand text over on the shorter way while something is laid out and written."""
    if not fits():
        yield
        return
    setup, size, strut = line_break.Layout.setup, line_break.line_size, inline.strut
    line_break.Layout.setup = _set_up(setup)
    line_break.line_size = _line_size()
    inline.strut = _kept_strut(strut)
    try:
        yield
    finally:
        line_break.Layout.setup, line_break.line_size, inline.strut = setup, size, strut


class _Font(NamedTuple):
    """What a style asks of Pango; ``features`` of the font, empty where it asks for none."""

    context: Any
    language: Any
    description: Any
    features: bytes


def _set_up(original: Any) -> Any:  # noqa: ANN401  (WeasyPrint is not typed)
    contexts: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def setup(layout: Any, style: Any) -> None:  # noqa: ANN401
        kept = style.__dict__
        if _FONT not in kept:
            kept[_FONT] = _font_of(style, contexts)
        font = kept[_FONT]
        if font is None:
            original(layout, style)
            return
        context, layout.language, description, features = font
        layout.style = style
        layout.first_line_direction = 0
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        made = layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(made, False)
        pango.pango_layout_set_font_description(made, description)
        if features:
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(features))
            pango.pango_layout_set_attributes(made, attributes)
            pango.pango_attr_list_unref(attributes)  # it is the layout's now

    return setup


def _font_of(style: Any, contexts: dict[tuple[Any, ...], tuple[Any, Any]]) -> _Font | None:  # noqa: ANN401
    """Return what a style asks of Pango; None where it asks for more than most do."""
    if style["text_decoration_line"] != "none" or style["font_language_override"] != "normal":
        return None
    key = (style.font_config.font_map, style["lang"], style["direction"])
    if key not in contexts:
        contexts[key] = _context(*key)
    return _Font(*contexts[key], line_break.get_font_description(style), _features(style))


def _context(font_map: Any, lang: str, direction: str) -> tuple[Any, Any]:  # noqa: ANN401
    """Return a context of Pango with its language."""
    context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[direction])
    if not lang:
        return context, pango.pango_language_get_default()
    pointer, _name = unicode_to_char_p(lang)  # the name lives as long as it is pointed to
    language = pango.pango_language_from_string(pointer)
    pango.pango_context_set_language(context, language)
    return context, language


def _features(style: Any) -> bytes:  # noqa: ANN401
    """Return the features of the font as Pango reads them."""
    features = line_break.font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    return ",".join(f"{name} {value}" for name, value in features.items()).encode()


def _line_size() -> Any:  # noqa: ANN401
    extents = ffi.new("PangoRectangle *")

    def line_size(line: Any, style: Any) -> tuple[float, float]:  # noqa: ANN401
        pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
        width = extents.width * FROM_UNITS
        height = extents.height * FROM_UNITS
        spacing = style["letter_spacing"]
        return (width if spacing == "normal" else width + spacing), height

    return line_size


def _kept_strut(original: Any) -> Any:  # noqa: ANN401
    def strut(style: Any) -> Any:  # noqa: ANN401
        kept = style.__dict__
        if _STRUT not in kept:
            kept[_STRUT] = original(style)
        return kept[_STRUT]

    return strut
