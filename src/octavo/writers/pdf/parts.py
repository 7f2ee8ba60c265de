"""The text boxes and pictures of a line box, in the order of the text, with their widths.

The names used here are private to WeasyPrint and were read in version 70.0.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_percentages
from weasyprint.layout.replaced import inline_replaced_box_layout

from octavo.writers.pdf.measures import Measures

Path = tuple[int, ...]
# What stands for a picture; the engine breaks lines around both in the same way.
PICTURE = "\u2e80"
_LINE_ENDS = re.compile("[\v\f\r\u0085\u2028\u2029]")


@dataclass
class Part:
    """A text box or a picture in a paragraph.

    ``path`` are the numbers of the children that lead to it; ``start`` is where its text begins in
    that of the paragraph; ``before`` and ``after`` are the widths of margins, borders and padding
    that open before it and close after it, in pixels; ``places`` those of its characters, the last
    of its end.
    """

    box: Any
    text: str
    start: int
    path: Path
    places: list[float]
    before: float = 0.0
    after: float = 0.0

    @property
    def end(self) -> int:
        """Where its text ends in that of the paragraph."""
        return self.start + len(self.text)

    def byte(self, index: int) -> int:
        """Return how many bytes stand before a character of its text."""
        return index if self.text.isascii() else self._bytes[index]

    def character(self, byte: int) -> int:
        """Return how many characters stand before a byte of its text."""
        return byte if self.text.isascii() else bisect_right(self._bytes, byte) - 1

    @cached_property
    def _bytes(self) -> list[int]:
        return [0, *accumulate(len(character.encode()) for character in self.text)]

    def is_in(self, line_box: Any) -> bool:  # noqa: ANN401
        """Tell whether a line box still holds it, with the same text."""
        box = line_box
        for index in self.path:
            if index >= len(box.children):
                return False
            box = box.children[index]
        return box is self.box and getattr(box, "text", PICTURE) == self.text


@dataclass
class Gatherer:
    """Gathers the parts of a line box."""

    context: Any
    containing_block: Any
    measures: Measures
    parts: list[Part] = field(default_factory=list)

    def gather(self, parent: Any, path: Path = ()) -> bool:  # noqa: ANN401
        """Gather what stands under a box; False where it holds what cannot be planned."""
        for index, child in enumerate(parent.children):
            here = (*path, index)
            if not child.is_in_normal_flow():
                if child.is_floated():
                    return False
            elif isinstance(child, boxes.TextBox):
                if not self._text(child, here):
                    return False
            elif isinstance(child, boxes.InlineReplacedBox):
                copy = self._resolved(child)
                inline_replaced_box_layout(copy, self.containing_block)
                self._add(child, PICTURE, here, [0.0, float(copy.margin_width())])
            elif type(child) is not boxes.InlineBox or not self._inline(child, here):
                return False
        return True

    def _text(self, box: Any, path: Path) -> bool:  # noqa: ANN401
        style = box.style
        if style["word_break"] == "break-all":
            return False
        if style["white_space"] == "pre-line" and box.text == "\n":
            # A forced break is a box of its own, with nothing but the end of the line in it.
            self._add(box, box.text, path, [0.0, 0.0])
            return True
        if style["white_space"] != "normal" or "\n" in box.text or _LINE_ENDS.search(box.text):
            return False
        if box.text:
            places = self.measures.positions(self.context, style, box.text)
            self._add(box, box.text, path, places)
        return True

    def _inline(self, box: Any, path: Path) -> bool:  # noqa: ANN401
        known = len(self.parts)
        if box.is_leader or box.style["box_decoration_break"] == "clone":
            return False
        if not self.gather(box, path):
            return False
        copy = self._resolved(box)
        left = copy.margin_left + copy.border_left_width + copy.padding_left
        right = copy.margin_right + copy.border_right_width + copy.padding_right
        if len(self.parts) > known:
            self.parts[known].before += left
            self.parts[-1].after += right
        return len(self.parts) > known or not (left or right)

    def _resolved(self, box: Any) -> Any:  # noqa: ANN401
        """Return a copy of a box whose margins, borders and padding are pixels."""
        copy = box.copy()
        resolve_percentages(copy, self.containing_block)
        for side in ("margin_left", "margin_right"):
            if getattr(copy, side) == "auto":
                setattr(copy, side, 0)
        return copy

    def _add(self, box: Any, text: str, path: Path, places: list[float]) -> None:  # noqa: ANN401
        start = self.parts[-1].end if self.parts else 0
        self.parts.append(Part(box, text, start, path, places))


class Ruler:
    """Tells how wide the text before an offset is."""

    def __init__(self, parts: list[Part]) -> None:
        """Take the parts of a paragraph, none of them without text."""
        self.parts = parts
        self._starts = [part.start for part in parts]
        widths = (part.before + part.places[-1] + part.after for part in parts)
        # The width of all that stands before each part.
        self._lefts = [0.0, *accumulate(widths)]

    def number(self, offset: int) -> int:
        """Return the number of the part that holds the character at an offset."""
        return bisect_right(self._starts, offset) - 1

    def end(self, offset: int) -> float:
        """Return the width of a line up to an offset, without what closes right behind it."""
        return self._inside(self.number(offset - 1), offset) if offset else 0.0

    def start(self, offset: int) -> float:
        """Return the width before a line that begins at an offset, without what opens there."""
        number = self.number(offset)
        if offset == self.parts[number].start:
            return self._lefts[number]
        return self._inside(number, offset)

    def width(self, offset: int) -> float:
        """Return how wide the character at an offset is."""
        part = self.parts[self.number(offset)]
        at = offset - part.start
        return part.places[at + 1] - part.places[at]

    def _inside(self, number: int, offset: int) -> float:
        part = self.parts[number]
        return self._lefts[number] + part.before + part.places[offset - part.start]
