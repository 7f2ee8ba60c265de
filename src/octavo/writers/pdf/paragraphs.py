"""Paragraphs set as a whole: justified lines end where total fit says, not where they are full.

WeasyPrint fills one line after the other. Here a justified paragraph is looked at once as a whole,
``totalfit`` chooses its breaks, and each line is then set by the engine without a limit, up to the
byte of the text box at which it is to end. What is wider than its line by that is set with narrower
spaces. A line that comes out otherwise than foretold is set again by the engine alone, and what
follows is planned anew: nothing can be lost or set twice.

Left to the engine, and counted: lines beside floats, boxes other than text and pictures, leaders,
first lines and letters of a style of their own, text whose spaces are kept or that may be cut with
an ellipsis, text from right to left, and words wider than their line.

``layout.inline`` is private to WeasyPrint; it was read in version 70.0. Where it has changed
nothing is replaced, the test of this module fails, and lines are set as WeasyPrint sets them.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from math import inf
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary, WeakSet

from weasyprint.layout import inline
from weasyprint.text.line_break import create_layout, first_line_metrics

from octavo.writers.pdf.justification import hang_of, penalties_of
from octavo.writers.pdf.justified import ATTRIBUTE, Setting
from octavo.writers.pdf.measures import Measures
from octavo.writers.pdf.runs import End, Run, run_of
from octavo.writers.pdf.totalfit import Penalties, best_breaks

# What is replaced: its first parameters, and the functions that call it by that name.
_REPLACED = {
    "split_inline_box": (
        ("context", "box", "position_x", "max_x", "bottom_space", "skip_stack", "containing_block"),
        ("get_next_linebox", "split_inline_level"),
    ),
    "split_text_box": (
        ("context", "box", "available_width", "skip", "is_line_start"),
        ("split_inline_level",),
    ),
    "split_first_line": (
        ("text", "style", "context", "max_width"),
        ("split_text_box",),
    ),
    "text_align": (("context", "line", "available_width", "last"), ("get_next_linebox",)),
}
# A line of words may be this much wider than its room, in pixels, by the errors of adding up.
_NOTHING = 0.01
# The attribute of a planned line box that tells how it ends and how far it hangs out.
_EDGES = "octavo_edges"


@dataclass(slots=True)
class Count:
    """How many paragraphs were planned, and how many were left to the engine."""

    planned: int = 0
    left: int = 0


class _Edges(NamedTuple):
    """Whether a word is divided at a line's end, and how far the line hangs out, in pixels."""

    hyphen: bool
    left: float
    right: float


@dataclass(slots=True)
class _Plan:
    """The lines of a paragraph by the offset of their beginning.

    For each: where it ends, the offset of the next one, and how far it hangs out on the right.
    """

    run: Run
    width: float
    penalties: Penalties
    lines: dict[int, tuple[End | None, int, float]] = field(default_factory=dict)

    def is_true_of(self, box: Any, skip_stack: Any) -> bool:  # noqa: ANN401
        """Tell whether a line box still holds the text of the line that begins there."""
        offset = self.run.offset(skip_stack)
        _, following, _ = self.lines.get(offset, (None, len(self.run.text), 0.0))
        return self.run.is_true_of(box, offset, following)


@cache
def fits() -> bool:
    """Tell whether what is replaced still looks as this module knows it."""
    for name, (parameters, callers) in _REPLACED.items():
        function = getattr(inline, name, None)
        if function is None:
            return False
        if tuple(inspect.signature(function).parameters)[: len(parameters)] != parameters:
            return False
        for caller in callers:
            if f"{name}(" not in inspect.getsource(getattr(inline, caller)):
                return False
    return hasattr(inline, "justify_line") and hasattr(inline, "count_expandable_spaces")


@contextmanager
def set_as_a_whole() -> Iterator[Count]:
    """Set justified paragraphs as a whole while something is laid out."""
    count = Count()
    if not fits():
        yield count
        return
    originals = {name: getattr(inline, name) for name in _REPLACED}
    setter = _Setter(originals, count)
    for name in _REPLACED:
        setattr(inline, name, getattr(setter, name))
    try:
        yield count
    finally:
        for name, original in originals.items():
            setattr(inline, name, original)


class _Setter:
    """Stands in for functions of the engine, under their names."""

    def __init__(self, originals: dict[str, Any], count: Count) -> None:
        self._originals = originals
        self.count = count
        self.measures = Measures()
        # None where a paragraph cannot be planned.
        self.plans: WeakKeyDictionary[Any, _Plan | None] = WeakKeyDictionary()
        self._left: WeakSet[Any] = WeakSet()
        # Where the line at work is to end; then how many bytes of the text at work it takes.
        self._end: End | None = None
        self._cut: tuple[int, bool] | None = None

    def split_inline_box(
        self,
        context: Any,  # noqa: ANN401
        box: Any,  # noqa: ANN401
        position_x: float,
        max_x: float,
        bottom_space: float,
        skip_stack: Any,  # noqa: ANN401
        containing_block: Any,  # noqa: ANN401
        *others: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Set one line; in a planned paragraph up to where it is to end."""

        def split(room_x: float) -> Any:  # noqa: ANN401
            return self._originals["split_inline_box"](
                context, box, position_x, room_x, bottom_space, skip_stack, containing_block,
                *others,
            )  # fmt: skip

        def set_in(room_x: float, end: End | None = None) -> Any:  # noqa: ANN401
            # What is positioned in a line is laid out with it, and has lines of its own.
            outer = self._end, self._cut
            self._end, self._cut = end, None
            try:
                return split(room_x)
            finally:
                self._end, self._cut = outer

        if not (isinstance(box, inline.boxes.LineBox) and _is_justified(box)):
            return split(max_x)
        # The width of a line counts its indent, and its room here does not.
        width = max_x - position_x + box.text_indent
        plan = None
        if _may_be_planned(context, box, containing_block, others):
            plan = self._plan(context, box, containing_block, width, skip_stack)
        if plan is None:
            self.count.left += box not in self._left
            self._left.add(box)
            return set_in(max_x)
        offset = plan.run.offset(skip_stack)
        if offset not in plan.lines:
            _plan_from(plan, offset, max_x - position_x)
        if offset not in plan.lines:
            self.plans[box] = None
            return set_in(max_x)
        lists = [(one, len(one)) for one in others if isinstance(one, list)]
        end, _, right = plan.lines[offset]
        left = plan.run.overhang_at(offset)
        found = set_in(inf, end)
        shrink = plan.penalties.shrink if end else 0.0
        if self._can_be_set(context, found[0], width + left + right, plan.run.space * shrink):
            setattr(found[0], _EDGES, _Edges(end is not None and end.hyphen, left, right))
            return found
        for one, length in lists:
            del one[length:]
        return set_in(max_x)

    def split_text_box(
        self,
        context: Any,  # noqa: ANN401
        box: Any,  # noqa: ANN401
        available_width: float,
        skip: int,
        is_line_start: bool = True,
    ) -> Any:  # noqa: ANN401
        """Set the text of a box in a line; only so much of it as the line is to hold."""
        if self._end is not None and box is self._end.box and self._end.byte > skip:
            self._cut = self._end.byte - skip, self._end.hyphen
        found = self._originals["split_text_box"](
            context, box, available_width, skip, is_line_start
        )
        self._cut = None
        return found

    def split_first_line(
        self,
        text: str,
        style: Any,  # noqa: ANN401
        context: Any,  # noqa: ANN401
        max_width: float,
        *others: Any,  # noqa: ANN401
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Shape the text of a line; without looking for its end where that is known."""
        if self._cut is None:
            return self._originals["split_first_line"](
                text, style, context, max_width, *others, **named
            )
        taken, hyphen = self._cut
        piece = text.encode()[:taken].decode()
        # A box of nothing but a space keeps it; the engine takes it off at the end of the line.
        words = piece if hyphen else piece.rstrip(" ") or piece
        shown = words + style["hyphenate_character"] if hyphen else words
        layout = create_layout(shown, style, context, None, 0)
        # With spacing of words, one space is made two characters.
        layout.text = shown
        line, _ = layout.get_first_line()
        _, _, _, *sizes = first_line_metrics(line, shown, layout, None, False, style)
        return layout, len(words.encode()), taken, *sizes

    def text_align(self, context: Any, line: Any, available_width: float, last: bool) -> Any:  # noqa: ANN401
        """Place a line, and note how it was set; one that is too wide gets narrower spaces."""
        edges = getattr(line, _EDGES, None)
        planned = edges is not None
        if _is_justified(line):
            space = self.measures.width(context, line.style, " ")
            hyphenated = edges.hyphen if edges else _ends_in_hyphen(line)
            setattr(line, ATTRIBUTE, Setting(planned, hyphenated, last, available_width, space))
        if edges is None:
            return self._originals["text_align"](context, line, available_width, last)
        _, left, right = edges
        room = available_width + left + right
        if not last and line.width > room:
            inline.justify_line(context, line, room - line.width)
            return -left
        return self._originals["text_align"](context, line, room, last) - left

    def _plan(
        self,
        context: Any,  # noqa: ANN401
        box: Any,  # noqa: ANN401
        containing_block: Any,  # noqa: ANN401
        width: float,
        skip_stack: Any,  # noqa: ANN401
    ) -> _Plan | None:
        """Return the plan of a paragraph for a width, made anew where its text has changed."""
        known = self.plans.get(box)
        if known is not None and known.is_true_of(box, skip_stack):
            if abs(known.width - width) >= _NOTHING:
                known = self.plans[box] = _Plan(known.run, width, known.penalties)
            return known
        if known is None and box in self.plans:
            return None
        run = run_of(context, box, containing_block, self.measures, hang_of(box.style))
        if run is None:
            self.plans[box] = None
            return None
        self.count.planned += known is None
        plan = self.plans[box] = _Plan(run, width, penalties_of(box.style))
        return plan

    def _can_be_set(self, context: Any, line: Any, width: float, shrink: float) -> bool:  # noqa: ANN401
        """Tell whether a line fits when its spaces are narrowed; False if foretold wrongly.

        A space at its end takes no room; the engine takes it off later.
        """
        spaces, end = inline.count_expandable_spaces(line), line
        while getattr(end, "children", ()):
            end = end.children[-1]
        if isinstance(end, inline.boxes.TextBox) and end.text.endswith(" "):
            spaces, width = spaces - 1, width + self.measures.width(context, end.style, " ")
        return bool(line.width <= width + spaces * shrink + _NOTHING)


def _plan_from(plan: _Plan, offset: int, first_width: float) -> None:
    """Plan the lines from an offset to the end of the paragraph."""
    run = plan.run
    first, breaks = run.breaks_from(offset)
    begin = offset
    chosen = best_breaks(
        breaks, first_width, plan.width, run.space, plan.penalties, overfull=not run.lacks_breaks
    )
    for number in chosen:
        following = run.starts[first + number]
        plan.lines[begin] = run.end(first + number), following, run.overhangs[first + number]
        begin = following


def _is_justified(box: Any) -> bool:  # noqa: ANN401
    return bool(box.style["text_align_all"] == "justify")


def _may_be_planned(
    context: Any,  # noqa: ANN401
    box: Any,  # noqa: ANN401
    containing_block: Any,  # noqa: ANN401
    others: tuple[Any, ...],
) -> bool:
    *_, first_letter_style, first_line_style = others
    is_beside_float = any(
        shape.position_y + shape.margin_height() > box.position_y
        and _narrows(shape, containing_block)
        for shape in context.excluded_shapes
    )
    return (
        box.style["text_align_last"] != "justify"
        and box.style["direction"] == "ltr"
        and containing_block.style["text_overflow"] == "clip"
        and containing_block.style["block_ellipsis"] == "none"
        and not is_beside_float
        and not first_letter_style
        and not first_line_style
    )


def _narrows(shape: Any, containing_block: Any) -> bool:  # noqa: ANN401
    """Tell whether a float takes room from the lines beside it; in the margin it takes none."""
    left = containing_block.content_box_x()
    if shape.style["float"] == "left":
        return bool(shape.position_x + shape.margin_width() > left + _NOTHING)
    return bool(shape.position_x < left + containing_block.width - _NOTHING)


def _ends_in_hyphen(line: Any) -> bool:  # noqa: ANN401
    """Tell whether the engine has divided a word at the end of a line."""
    texts = [box for box in line.descendants() if isinstance(box, inline.boxes.TextBox)]
    hyphen = texts[-1].style["hyphenate_character"] if texts else ""
    return bool(hyphen) and texts[-1].text.endswith(hyphen)
