"""Finds in the pages that are written the places of their page numbers.

While a page is drawn, text with a page number is tried with each of the ten digits, once in every
style; what differs are the places of the digits and their glyphs. They are marked in the page by
a comment, by which they are found in the finished file.

``weasyprint.draw.text.draw_first_line`` is private; it was read in WeasyPrint 70.0. Where its
shape has changed nothing is marked, every section is laid out with its own numbers, and the test
of this module fails.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint import Document
from weasyprint.draw import text as weasyprint_text

from octavo.writers.pdf.pagenumbers import Number, page_numbers
from octavo.writers.pdf.sectionpages import Slot

_PARAMETERS = ["stream", "textbox", "text_overflow", "block_ellipsis", "matrix"]
_MARK = re.compile(rb"%octavo ([0-9]+)\n")
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
_CODES = re.compile(rb"[0-9a-f]{4}")
_DIGITS = "0123456789"
# What of a style decides how digits stand beside each other.
_STYLE = (
    *("font_family", "font_size", "font_weight", "font_style", "font_stretch", "font_kerning"),
    *("font_variant_numeric", "font_variant_caps", "font_variant_position", "letter_spacing"),
    *("font_feature_settings", "font_variation_settings", "lang"),
)
# All ways in which two digits can stand side by side.
_PAIRS = "".join(one + other for one in _DIGITS for other in _DIGITS)


def fits() -> bool:
    """Tell whether the wrapped function still has the shape that this module knows."""
    draw = getattr(weasyprint_text, "draw_first_line", None)
    return draw is not None and list(inspect.signature(draw).parameters) == _PARAMETERS


class _UnevenError(Exception):
    """The digits of a face are not equally wide, or change what stands beside them."""


class _Pattern(NamedTuple):
    """Which of the glyphs of a text are the digits of its numbers, and those of the ten digits.

    There are such places and glyphs for every number.
    """

    places: tuple[range, ...]
    glyphs: tuple[tuple[str, ...], ...]


class _Place(NamedTuple):
    """Where in what is written a number stands, and the glyphs of the ten digits there."""

    number: Number
    offsets: tuple[int, ...]
    glyphs: tuple[str, ...]


class Marks:
    """What was marked while pages were drawn; ``is_uneven`` where that could not be done."""

    def __init__(self, document: Document, start: int | None, digits: Sequence[int]) -> None:
        """Take the pages to be drawn, and the number of the first where folios are marked.

        ``digits`` is how many digits each page number of the text has.
        """
        found = page_numbers(document, start)
        self.numbers = found.boxes
        self.places: list[list[_Place]] = []
        self.is_uneven = found.is_mixed or not found.have(digits)
        # Texts with other digits, by their style: what was found of one holds for all.
        self.patterns: dict[tuple[object, ...], _Pattern] = {}

    def slots(self, data: bytes) -> Iterator[Slot]:
        """Yield where in the finished file the numbers stand."""
        for found in _MARK.finditer(data):
            for number, offsets, glyphs in self.places[int(found[1])]:
                places = tuple(found.end() + offset for offset in offsets)
                yield Slot(number.is_folio, number.which, places, glyphs)


@contextmanager
def marked(document: Document, start: int | None, digits: Sequence[int]) -> Iterator[Marks]:
    """Mark the page numbers of a document while it is written.

    ``start`` is the number of its first page, None where folios are drawn as they are; ``digits``
    how many digits each page number of the text has.
    """
    marks = Marks(document, start, digits)
    if not fits():
        marks.is_uneven = True
        yield marks
        return
    original = weasyprint_text.draw_first_line

    def draw(stream: Any, textbox: Any, *arguments: Any) -> Any:  # noqa: ANN401
        numbers = marks.numbers.get(textbox)
        if not numbers or marks.is_uneven:
            return original(stream, textbox, *arguments)
        return _Drawing(original, stream, textbox, arguments).draw(numbers, marks)

    weasyprint_text.draw_first_line = draw
    try:
        yield marks
    finally:
        weasyprint_text.draw_first_line = original


class _Drawing:
    """Draws one text box, as it is and with other digits."""

    def __init__(self, original: Any, stream: Any, textbox: Any, arguments: Any) -> None:  # noqa: ANN401
        self.original = original
        self.stream = stream
        self.textbox = textbox
        self.arguments = arguments
        self.font = stream._current_font

    def draw(self, numbers: list[Number], marks: Marks) -> Any:  # noqa: ANN401
        """Draw the box with a mark before it; only draw it where its digits are uneven."""
        text = self.textbox.pango_layout.text
        begin = len(self.stream.stream)
        try:
            pattern = self._pattern(text, numbers, marks)
            emojis = self._draw(text)
            written = b"\n".join(self.stream.stream[begin:])
            places = list(_places(pattern, written, numbers))
            if emojis or _with_digits(written, places, text) != written:
                raise _UnevenError
        except _UnevenError:
            marks.is_uneven = True
            del self.stream.stream[begin:]
            return self._draw(text)
        self.stream.stream.insert(begin, b"%%octavo %d" % len(marks.places))
        marks.places.append(places)
        return emojis

    def _pattern(self, text: str, numbers: list[Number], marks: Marks) -> _Pattern:
        """Return where the digits are among the glyphs of a text. Raises ``_UnevenError``."""
        style = tuple(self.textbox.style[name] for name in _STYLE)
        key = (*style, _with(text, numbers, "0"))
        if key not in marks.patterns:
            _check_pairs(self._try(_PAIRS))
            drawn = [self._try(_with(text, numbers, digit)) for digit in _DIGITS]
            marks.patterns[key] = _pattern_of(drawn, numbers)
        return marks.patterns[key]

    def _draw(self, text: str) -> Any:  # noqa: ANN401
        layout = self.textbox.pango_layout
        layout.text = text
        layout.reactivate(layout.style)
        self.stream._current_font = self.font
        return self.original(self.stream, self.textbox, *self.arguments)

    def _try(self, text: str) -> bytes:
        """Return what is written for a text in the style of the box, which is not drawn."""
        begin = len(self.stream.stream)
        self._draw(text)
        written = b"\n".join(self.stream.stream[begin:])
        del self.stream.stream[begin:]
        return written


def _with(text: str, numbers: list[Number], digit: str) -> str:
    """Return a text with this digit in the place of all digits of its page numbers."""
    for number in numbers:
        length = number.end - number.begin
        text = text[: number.begin] + digit * length + text[number.end :]
    return text


def _check_pairs(written: bytes) -> None:
    """Raise ``_UnevenError`` where a digit is moved by the one beside it."""
    runs = list(_GLYPHS.finditer(written))
    glyphs = written[runs[0].start() : runs[-1].end()] if runs else b""
    if len(set(_CODES.sub(b"#", glyphs).split(b"#")[1:-1])) > 1:
        raise _UnevenError


def _pattern_of(drawn: list[bytes], numbers: list[Number]) -> _Pattern:
    """Return where digits stand among the glyphs of what is written with each of the ten digits.

    Raises ``_UnevenError`` where anything else differs.
    """
    found = [list(_codes(written)) for written in drawn]
    rest = {_without(written, codes) for written, codes in zip(drawn, found, strict=True)}
    if len(rest) > 1:
        raise _UnevenError
    codes = [tuple(one[0].decode() for one in each) for each in zip(*found, strict=True)]
    changing = [place for place, each in enumerate(codes) if len(set(each)) > 1]
    if len(changing) != sum(number.end - number.begin for number in numbers):
        raise _UnevenError
    places: list[range] = []
    for number in numbers:
        length = number.end - number.begin
        digits, changing = changing[:length], changing[length:]
        places.append(range(digits[0], digits[-1] + 1))
        if len({codes[place] for place in digits}) > 1 or len(places[-1]) != length:
            raise _UnevenError
    return _Pattern(tuple(places), tuple(codes[one[0]] for one in places))


def _places(pattern: _Pattern, written: bytes, numbers: list[Number]) -> Iterator[_Place]:
    """Yield where the digits of numbers stand in what is written."""
    offsets = [one.start() for one in _codes(written)]
    for number, places, glyphs in zip(numbers, pattern.places, pattern.glyphs, strict=True):
        if places.stop > len(offsets):
            raise _UnevenError
        yield _Place(number, tuple(offsets[place] for place in places), glyphs)


def _codes(written: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the glyphs in what is written, each of four hexadecimal digits."""
    for run in _GLYPHS.finditer(written):
        yield from _CODES.finditer(written, run.start(1), run.end(1))


def _without(written: bytes, codes: list[re.Match[bytes]]) -> bytes:
    """Return what is written without its glyphs."""
    text = bytearray(written)
    for code in codes:
        text[code.start() : code.end()] = b"####"
    return bytes(text)


def _with_digits(written: bytes, places: list[_Place], text: str) -> bytes:
    """Return what is written with the digits that the text has."""
    changed = bytearray(written)
    for number, offsets, glyphs in places:
        for offset, digit in zip(offsets, text[number.begin : number.end], strict=True):
            changed[offset : offset + 4] = glyphs[int(digit)].encode()
    return bytes(changed)
