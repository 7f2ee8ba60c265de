"""Faces that a piece uses but does not embed, and glyphs that mean the same in every piece.

Two names private to WeasyPrint are wrapped, as they were read in version 70.0:
``weasyprint.pdf.build_fonts_dictionary``, which cuts fonts down and embeds them, and
``weasyprint.pdf.fonts.Font.get_unused_glyph_id``, which numbers the characters that a font lacks in
the order of their appearance. The test of this module fails where their shape has changed.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.pdf.fonts import Font

from octavo.writers.pdf.pieces import FACE, Typeface
from octavo.writers.pdf.typefaces import unite

_LAST_GLYPH = 0xFFFF
# No character of the Basic Multilingual Plane is numbered like these (Unicode 16, 3.8).
_SURROGATES = range(0xD800, 0xE000)


@dataclass(slots=True)
class Faces:
    """The faces of a piece, in the order of their first use, and their files by checksum."""

    typefaces: tuple[Typeface, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, fonts: list[Any]) -> None:
        """Take what the piece used of its fonts."""
        for font in fonts:
            self.files[sha256(font.file_content).hexdigest()] = font.file_content
        self.typefaces = unite(map(_typeface, fonts))


def fits() -> bool:
    """Tell whether the wrapped functions still have the shape that this module knows."""
    build = getattr(weasyprint.pdf, "build_fonts_dictionary", None)
    number = getattr(Font, "get_unused_glyph_id", None)
    return (
        build is not None
        and list(inspect.signature(build).parameters)
        == ["pdf", "fonts", "compress", "subset", "options"]
        and number is not None
        and list(inspect.signature(number).parameters) == ["self", "codepoint"]
    )


@contextmanager
def left_out() -> Iterator[Faces]:
    """Leave the fonts out of the PDF that is written, and tell what it uses of them.

    Bitmap fonts are not left out: their glyphs are drawn one by one.
    """
    faces = Faces()
    build, number = weasyprint.pdf.build_fonts_dictionary, Font.get_unused_glyph_id

    def stubs(pdf: Any, fonts: dict[Any, Any], *arguments: Any) -> Any:  # noqa: ANN401
        drawn = {key: font for key, font in fonts.items() if font.bitmap}
        outlined = [font for font in fonts.values() if not font.bitmap]
        faces.add(outlined)
        found = build(pdf, drawn, *arguments)
        for name in dict.fromkeys(font.hash for font in outlined):
            stub = pydyf.Dictionary({"Type": "/Font", FACE[1:]: pydyf.String(name)})
            pdf.add_object(stub)
            found[name] = stub.reference
        return found

    weasyprint.pdf.build_fonts_dictionary = stubs
    Font.get_unused_glyph_id = _unused_glyph
    try:
        yield faces
    finally:
        weasyprint.pdf.build_fonts_dictionary = build
        Font.get_unused_glyph_id = number


def _unused_glyph(font: Any, codepoint: int) -> int:  # noqa: ANN401
    """Return a number that no glyph of the font has, the same wherever the character appears.

    Two characters may get the same one, of different planes of Unicode: only the first of them can
    be copied from the page then.
    """
    found: int = codepoint & _LAST_GLYPH
    if found < font.glyph_count:
        found = _SURROGATES[found % len(_SURROGATES)]
    if found < font.glyph_count:
        found = _LAST_GLYPH
    font.missing[codepoint] = found
    return found


def _typeface(font: Any) -> Typeface:  # noqa: ANN401
    return Typeface(
        resource=font.hash,
        file=sha256(font.file_content).hexdigest(),
        index=font.index,
        name=font.name.decode("utf-8", "replace").removeprefix("/"),
        family=font.family,
        weight=int(font.weight),
        style=int(font.style),
        size=float(font.font_size),
        variations=tuple(sorted(font.variations.items())),
        ascent=font.ascent,
        descent=font.descent,
        flags=font.flags,
        widths=tuple(sorted(font.widths.items())),
        letters=tuple(sorted(font.to_unicode.items())),
        missing=tuple(sorted(set(font.missing.values()))),
        is_drawn=bool(font.png or font.svg or font.colr),
    )
