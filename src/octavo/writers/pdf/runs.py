"""The words of a paragraph as one run: where its lines may end, and how wide its pieces are.

Reads WeasyPrint's inline boxes through ``parts``; what it uses of the engine is private and was
read in version 70.0.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from weasyprint.text.line_break import get_log_attrs

from octavo.writers.pdf.hanging import share_at_beginning, share_at_end
from octavo.writers.pdf.measures import Measures
from octavo.writers.pdf.parts import PICTURE, Gatherer, Part, Ruler
from octavo.writers.pdf.totalfit import Break

_WORD = re.compile(r"[^\W\d_]+(?:\u00ad[^\W\d_]+)*")
_SOFT_HYPHEN = "\u00ad"
_EXPANDABLE = (" ", "\u00a0")


class End(NamedTuple):
    """Where a line ends: behind so many bytes of a text box, with a hyphen or without."""

    box: Any
    byte: int
    hyphen: bool


class Run:
    """The text of a paragraph, and the breaks in it.

    ``space`` is the width of its face's own space, in pixels. ``breaks`` are counted from the
    beginning of the paragraph; ``starts`` are the offsets at which the line after each begins.
    ``begin`` is the offset of its first word; ``lacks_breaks`` tells whether the engine knows
    breaks that it cannot be told. ``hang`` says how far punctuation hangs out of the lines, 1
    being at most; ``overhangs`` how far each break's line hangs out on the right, in pixels. Breaks
    are counted without what hangs out.
    """

    def __init__(self, parts: list[Part], space: float, hang: float = 0.0) -> None:
        """Take the parts of a paragraph; its breaks are added."""
        self.text = "".join(part.text for part in parts)
        self.space = space
        self.hang = hang
        self.breaks: list[Break] = []
        self.overhangs: list[float] = []
        self.starts: list[int] = []
        self._offsets: list[int] = []
        self.lacks_breaks = False
        self.ruler = Ruler(parts)
        self._counts = [0, *accumulate(character in _EXPANDABLE for character in self.text)]
        self.begin = len(self.text) - len(self.text.lstrip(" "))
        self._paths = [part.path for part in parts]
        self._origin = self.ruler.start(self.begin) + self.overhang_at(self.begin) if parts else 0.0
        self._before = self._counts[self.begin]

    # ------------------------------------------------------------- its places

    def offset(self, skip_stack: Any) -> int:  # noqa: ANN401
        """Return the offset of the first character of a line that begins at a skip stack."""
        path: list[int] = []
        while skip_stack is not None:
            ((index, skip_stack),) = skip_stack.items()
            path.append(index)
        return self._after_spaces(self._at(tuple(path)))

    def _at(self, path: tuple[int, ...]) -> int:
        parts = self.ruler.parts
        number = bisect_left(self._paths, path[:-1])
        if path and number < len(parts) and parts[number].path == path[:-1]:
            # The last number is that of a byte in a text box.
            return parts[number].start + parts[number].character(path[-1])
        # A box that is not text: its first text begins there.
        number = bisect_left(self._paths, path)
        return parts[number].start if number < len(parts) else len(self.text)

    def _after_spaces(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset] == " ":
            offset += 1
        return offset

    def is_true_of(self, line_box: Any, begin: int, end: int) -> bool:  # noqa: ANN401
        """Tell whether a line box still holds the text between two offsets.

        The engine makes boxes anew where what they print was not known before, as page numbers.
        """
        first, last = self.ruler.number(begin), self.ruler.number(max(begin, end - 1))
        return all(part.is_in(line_box) for part in self.ruler.parts[first : last + 1])

    # -------------------------------------------------------------- its breaks

    def breaks_from(self, offset: int) -> tuple[int, Sequence[Break]]:
        """Return the breaks after an offset at which a line begins, counted from there.

        The number before them is that of the first of them in ``breaks``.
        """
        number = bisect_right(self.starts, offset)
        width = self.ruler.start(offset) + self.overhang_at(offset) - self._origin
        spaces = self._counts[offset] - self._before
        if not number and not width and not spaces:
            return 0, self.breaks
        return number, [
            Break(
                one.end - width, one.start - width, one.spaces - spaces,
                one.start_spaces - spaces, one.extra, one.hyphen, one.forced,
            )
            for one in self.breaks[number:]
        ]  # fmt: skip

    def overhang_at(self, offset: int) -> float:
        """Return how far a line that begins at an offset hangs out on the left, in pixels."""
        if not self.hang or offset >= len(self.text):
            return 0.0
        share = share_at_beginning(self.text[offset])
        return share * self.hang * self.ruler.width(offset) if share else 0.0

    def _overhang_before(self, end: int, hyphen_width: float) -> float:
        if not self.hang or not end:
            return 0.0
        if hyphen_width:
            return share_at_end("\u2010") * self.hang * hyphen_width
        share = share_at_end(self.text[end - 1])
        return share * self.hang * self.ruler.width(end - 1) if share else 0.0

    def end(self, number: int) -> End | None:
        """Return where the engine has to end a line at a break.

        None where it does so by itself: at the end of the paragraph and at forced breaks.
        """
        at, one = self._offsets[number], self.breaks[number]
        if at == len(self.text) or one.forced:
            return None
        part = self.ruler.parts[self.ruler.number(at - 1)]
        return End(part.box, part.byte(at - part.start), one.hyphen)

    def add_break(self, at: int, extra: float, *, hyphen: bool) -> None:
        """Let a line end at an offset, with a hyphen of a width or without."""
        part = self.ruler.parts[self.ruler.number(at - 1)]
        is_end, forced = at == len(self.text), self.text[at - 1] == "\n"
        start = self._after_spaces(at)
        # Two breaks before one word are one; behind a picture, and where an inline box closes
        # with a border or the like, the engine cannot be told to end a line.
        cannot = part.text == PICTURE or (part.after and at == part.end)
        if not (is_end or forced) and (cannot or self.starts[-1:] == [start]):
            self.lacks_breaks |= bool(cannot)
            return
        end = at
        while end > self.begin and self.text[end - 1] in " \n":
            end -= 1
        origin, counted = self._origin, self._before
        out = self._overhang_before(end, extra)
        self.overhangs.append(out)
        self.breaks.append(
            Break(
                self.ruler.end(end) - origin - out,
                self.ruler.start(start) + self.overhang_at(start) - origin,
                self._counts[end] - counted, self._counts[start] - counted, extra, hyphen, forced,
            )
        )  # fmt: skip
        self.starts.append(start)
        self._offsets.append(at)


def run_of(
    context: Any,  # noqa: ANN401
    line_box: Any,  # noqa: ANN401
    containing_block: Any,  # noqa: ANN401
    measures: Measures,
    hang: float = 0.0,
) -> Run | None:
    """Return a paragraph as a run, or None where it holds what cannot be planned."""
    gatherer = Gatherer(context, containing_block, measures)
    if not gatherer.gather(line_box):
        return None
    run = Run(gatherer.parts, measures.width(context, line_box.style, " "), hang)
    if not run.text.strip():
        return None
    hyphens = dict(_hyphens(context, gatherer.parts, measures))
    attributes = get_log_attrs(run.text, line_box.style["lang"])
    places = {at for at in range(run.begin + 1, len(run.text)) if attributes[at].is_line_break}
    for at in sorted({*places, *hyphens, len(run.text)}):
        run.add_break(at, hyphens.get(at, 0.0), hyphen=at in hyphens)
    return run


def _hyphens(
    context: Any,  # noqa: ANN401
    parts: list[Part],
    measures: Measures,
) -> Iterator[tuple[int, float]]:
    """Yield the offsets at which a word may be hyphenated, with the width of the hyphen."""
    for part in parts:
        style = part.box.style
        if style["hyphens"] == "none" or part.text == PICTURE:
            continue
        width = measures.width(context, style, style["hyphenate_character"])
        for match in re.finditer(_SOFT_HYPHEN, part.text):
            yield part.start + match.end(), width
        for match in _WORD.finditer(part.text):
            if _SOFT_HYPHEN not in match[0]:
                for at in measures.hyphenation(style, match[0]):
                    yield part.start + match.start() + at, width
