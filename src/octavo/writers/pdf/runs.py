"""The words of a paragraph as one run: where its lines may end, and how wide its pieces are.

Reads WeasyPrint's inline boxes; the names used here are private to it and were read in version
70.0.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_percentages
from weasyprint.layout.replaced import inline_replaced_box_layout
from weasyprint.text.line_break import get_log_attrs

from octavo.writers.pdf.measures import Measures
from octavo.writers.pdf.totalfit import Break

_WORD = re.compile(r"[^\W\d_]+(?:\u00ad[^\W\d_]+)*")
_SOFT_HYPHEN = "\u00ad"
# What stands for a picture; the engine breaks lines around both in the same way.
_PICTURE = "\u2e80"
_EXPANDABLE = (" ", "\u00a0")


class End(NamedTuple):
    """Where a line ends: behind so many bytes of a text box, with a hyphen or without."""

    box: Any
    byte: int
    hyphen: bool


@dataclass(slots=True)
class Run:
    """The text of a paragraph, and the breaks in it.

    ``breaks`` are counted from the beginning of the paragraph; ``starts`` are the offsets at which
    the line after each begins; ``ends`` say where the engine has to end the line, None where it
    does so by itself: at the end of the paragraph and at forced breaks.
    """

    text: str
    space: float
    breaks: list[Break] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[End | None] = field(default_factory=list)
    # The offset in the text at which the text box at a path of child numbers begins.
    _boxes: dict[tuple[int, ...], tuple[int, str]] = field(default_factory=dict)

    def offset(self, skip_stack: Any) -> int:  # noqa: ANN401
        """Return the offset of the first character of a line that begins at a skip stack."""
        path: list[int] = []
        while skip_stack is not None:
            ((index, skip_stack),) = skip_stack.items()
            path.append(index)
        offset = self._at(tuple(path))
        while offset < len(self.text) and self.text[offset] == " ":
            offset += 1
        return offset

    def _at(self, path: tuple[int, ...]) -> int:
        if not path:
            return 0
        box = self._boxes.get(path[:-1])
        if box is not None:
            start, text = box
            return start + len(text.encode()[: path[-1]].decode("utf-8", "ignore"))
        # A box that is not text: its first text begins there.
        later = [start for one, (start, _) in self._boxes.items() if one[: len(path)] >= path]
        return min(later, default=len(self.text))

    def breaks_from(self, offset: int) -> tuple[int, Sequence[Break]]:
        """Return the breaks after an offset at which a line begins, counted from there.

        The number before them is that of the first of them in ``breaks``.
        """
        number = bisect_right(self.starts, offset)
        if not number:
            return 0, self.breaks
        _, width, _, spaces, *_ = self.breaks[number - 1]
        return number, [
            Break(
                one.end - width, one.start - width, one.spaces - spaces,
                one.start_spaces - spaces, one.extra, one.hyphen, one.forced,
            )
            for one in self.breaks[number:]
        ]  # fmt: skip


@dataclass(slots=True)
class _Part:
    """A text box or a picture in the run.

    Where its text begins, the widths of margins, borders and padding that open before it and close
    after it, and the places of its characters, the last of its end.
    """

    box: Any
    text: str
    start: int
    before: float = 0.0
    after: float = 0.0
    places: list[float] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def run_of(
    context: Any,  # noqa: ANN401
    line_box: Any,  # noqa: ANN401
    containing_block: Any,  # noqa: ANN401
    measures: Measures,
) -> Run | None:
    """Return a paragraph as a run, or None where it holds what cannot be planned."""
    gatherer = _Gatherer(context, containing_block, measures)
    if not gatherer.gather(line_box, ()):
        return None
    parts = gatherer.parts
    text = "".join(part.text for part in parts)
    if not text.strip():
        return None
    run = Run(text, measures.width(context, line_box.style, " "), _boxes=gatherer.paths)
    hyphens = _hyphens(parts, measures)
    attributes = get_log_attrs(text, line_box.style["lang"])
    begin = len(text) - len(text.lstrip(" "))
    places = {at for at in range(begin + 1, len(text)) if attributes[at].is_line_break}
    counts = [0, *accumulate(character in _EXPANDABLE for character in text)]
    ruler = _Ruler(parts)
    origin, before = ruler.start(begin), counts[begin]
    for at in sorted({*places, *hyphens, len(text)}):
        part = ruler.part(at - 1)
        forced = text[at - 1] == "\n"
        if at < len(text) and part.text == _PICTURE:
            continue
        end, start = _around(text, at, begin)
        style = part.box.style
        extra = (
            measures.width(context, style, style["hyphenate_character"]) if at in hyphens else 0.0
        )
        run.breaks.append(
            Break(
                ruler.end(end) - origin, ruler.start(start) - origin, counts[end] - before,
                counts[start] - before, extra, at in hyphens, forced,
            )
        )  # fmt: skip
        run.starts.append(start)
        byte = len(part.text[: at - part.start].encode())
        is_told = at < len(text) and not forced
        run.ends.append(End(part.box, byte, at in hyphens) if is_told else None)
    return run


def _around(text: str, at: int, begin: int) -> tuple[int, int]:
    """Return where the words before a break end, and where those after it begin."""
    end = start = at
    while end > begin and text[end - 1] in " \n":
        end -= 1
    while start < len(text) and text[start] == " ":
        start += 1
    return end, start


class _Gatherer:
    """Gathers the text boxes and pictures of a line box."""

    def __init__(self, context: Any, containing_block: Any, measures: Measures) -> None:  # noqa: ANN401
        self.context = context
        self.measures = measures
        self.containing_block = containing_block
        self.parts: list[_Part] = []
        self.paths: dict[tuple[int, ...], tuple[int, str]] = {}

    def gather(self, parent: Any, path: tuple[int, ...]) -> bool:  # noqa: ANN401
        """Gather what stands under a box; False where something else takes room in the line."""
        for index, child in enumerate(parent.children):
            here = (*path, index)
            if not child.is_in_normal_flow():
                if child.is_floated():
                    return False
            elif isinstance(child, boxes.TextBox):
                if not self._text(child, here):
                    return False
            elif isinstance(child, boxes.InlineReplacedBox):
                self._picture(child, here)
            elif (
                type(child) is not boxes.InlineBox
                or child.is_leader
                or not self._inline(child, here)
            ):
                return False
        return True

    def _text(self, box: Any, path: tuple[int, ...]) -> bool:  # noqa: ANN401
        style = box.style
        if style["word_break"] == "break-all" or style["hyphenate_limit_zone"].value:
            return False
        white_space = style["white_space"]
        # A forced break is a box of its own, with nothing but the end of the line in it.
        is_break = white_space == "pre-line" and box.text == "\n"
        if not is_break and (white_space != "normal" or "\n" in box.text):
            return False
        places = [0.0, 0.0]
        if not is_break:
            places = self.measures.positions(self.context, style, box.text)
        self._add(_Part(box, box.text, self._end, places=places), path)
        return True

    def _picture(self, box: Any, path: tuple[int, ...]) -> None:  # noqa: ANN401
        copy = box.copy()
        resolve_percentages(copy, self.containing_block)
        for side in ("left", "right"):
            if getattr(copy, f"margin_{side}") == "auto":
                setattr(copy, f"margin_{side}", 0)
        inline_replaced_box_layout(copy, self.containing_block)
        places = [0.0, float(copy.margin_width())]
        self._add(_Part(box, _PICTURE, self._end, places=places), path)

    def _inline(self, box: Any, path: tuple[int, ...]) -> bool:  # noqa: ANN401
        known = len(self.parts)
        if not self.gather(box, path):
            return False
        left, right = _decoration(box)
        if len(self.parts) > known:
            self.parts[known].before += left
            self.parts[-1].after += right
        return len(self.parts) > known or not (left or right)

    @property
    def _end(self) -> int:
        return self.parts[-1].end if self.parts else 0

    def _add(self, part: _Part, path: tuple[int, ...]) -> None:
        self.parts.append(part)
        self.paths[path] = part.start, part.text


def _decoration(box: Any) -> tuple[float, float]:  # noqa: ANN401
    """Return the widths of margin, border and padding at the sides of an inline box."""
    sides = []
    for side in ("left", "right"):
        width = float(box.style[f"border_{side}_width"])
        for name in ("margin", "padding"):
            value = box.style[f"{name}_{side}"]
            width += float(getattr(value, "value", 0.0) or 0.0)
        sides.append(width)
    return sides[0], sides[1]


class _Ruler:
    """Tells how wide the text before an offset is; asked from the left to the right."""

    def __init__(self, parts: list[_Part]) -> None:
        self.parts = [part for part in parts if part.text]
        self.offsets = [part.start for part in self.parts]
        # The width of all before each part, and of all before its first character.
        self.lefts: list[float] = []
        width = 0.0
        for part in parts:
            if part.text:
                self.lefts.append(width)
            width += part.before + part.places[-1] + part.after

    def part(self, offset: int) -> _Part:
        """Return the part that holds the character at an offset."""
        return self.parts[bisect_right(self.offsets, offset) - 1]

    def end(self, offset: int) -> float:
        """Return the width of a line up to an offset, without what closes right behind it."""
        if not offset:
            return 0.0
        number = bisect_right(self.offsets, offset - 1) - 1
        part = self.parts[number]
        return self.lefts[number] + part.before + part.places[offset - part.start]

    def start(self, offset: int) -> float:
        """Return the width before a line that begins at an offset, without what opens there."""
        number = min(bisect_right(self.offsets, offset), len(self.parts)) - 1
        part = self.parts[number]
        if offset == part.start:
            return self.lefts[number]
        return self.lefts[number] + part.before + part.places[offset - part.start]


def _hyphens(parts: list[_Part], measures: Measures) -> set[int]:
    """Return the offsets at which a word may be hyphenated."""
    found: set[int] = set()
    for part in parts:
        style = part.box.style
        if style["hyphens"] == "none":
            continue
        for match in _WORD.finditer(part.text):
            word, start = match[0], part.start + match.start()
            if _SOFT_HYPHEN in word:
                marks = (at for at, letter in enumerate(word) if letter == _SOFT_HYPHEN)
                found.update(start + at + 1 for at in marks)
            else:
                found.update([start + at for at in measures.hyphenation(style, word)])
    return found
