"""Widths of text as WeasyPrint shapes it, and where its dictionaries hyphenate.

The names used here are private to WeasyPrint and were read in version 70.0.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import pyphen
from weasyprint.text.ffi import FROM_UNITS, ffi
from weasyprint.text.line_break import create_layout, line_size

_GLYPH_SIZE = ffi.sizeof("PangoGlyphInfo")
_NUMBERS_IN_GLYPH = _GLYPH_SIZE // 4


class Measures:
    """Widths of text, in pixels, and hyphenation points of words, each looked up once."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        # By the identity of a style, which is kept so that no other gets its number.
        self._widths: dict[tuple[str, int], tuple[Any, float]] = {}
        self._hyphenators: dict[tuple[Any, ...], Any] = {}
        self._points: dict[tuple[Any, ...], list[int]] = {}

    def width(self, context: Any, style: Any, text: str) -> float:  # noqa: ANN401
        """Return the width of a short text that is asked for often, such as a space."""
        key = text, id(style)
        if key not in self._widths:
            layout = create_layout(text, style, context, None, 0)
            line, _ = layout.get_first_line()
            self._widths[key] = style, line_size(line, style)[0]
        return self._widths[key][1]

    def hyphenation(self, style: Any, word: str) -> list[int]:  # noqa: ANN401
        """Return after which letters a word may be hyphenated."""
        total, left, right = style["hyphenate_limit_chars"]
        if len(word) < total or style["hyphens"] != "auto" or not style["lang"]:
            return []
        key = word, style["lang"], left, right
        if key not in self._points:
            self._points[key] = self._hyphenated(*key)
        return self._points[key]

    def _hyphenated(self, word: str, lang: str, left: int, right: int) -> list[int]:
        lang = pyphen.language_fallback(lang)
        if not lang:
            return []
        key = lang, left, right
        if key not in self._hyphenators:
            self._hyphenators[key] = pyphen.Pyphen(lang=lang, left=left, right=right)
        # Where a word is spelt otherwise when it is divided, the engine alone can do it.
        return [int(at) for at in self._hyphenators[key].positions(word) if not at.data]

    def positions(self, context: Any, style: Any, text: str) -> list[float]:  # noqa: ANN401
        """Return the place of every character of a text on one line, and of its end, in pixels.

        All letters of a ligature but the first stand where it ends.
        """
        data = text.encode()
        widths = [0] * len(data)
        layout = create_layout(text, style, context, None, 0)
        line, _ = layout.get_first_line()
        run = line.runs
        while run != ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            count = glyphs.num_glyphs
            numbers = memoryview(ffi.buffer(glyphs.glyphs, count * _GLYPH_SIZE)).cast("i")
            # The second number of each glyph is its width.
            for cluster, width in zip(
                ffi.unpack(glyphs.log_clusters, count), numbers[1::_NUMBERS_IN_GLYPH], strict=True
            ):
                # With spacing of words the engine makes two characters of a space that is alone.
                widths[min(item.offset + cluster, len(data) - 1)] += width
            run = run.next
        found = [0.0, *(place * FROM_UNITS for place in accumulate(widths))]
        if len(data) == len(text):
            return found
        # Bytes that go on with a character begin with the bits 10.
        inner = (place for place, byte in zip(found, data, strict=False) if byte & 0xC0 != 0x80)
        return [*inner, found[-1]]
