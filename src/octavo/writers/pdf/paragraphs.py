"""Paragraphs set as a whole: justified lines end where total fit says, not where they are full.

WeasyPrint fills one line after the other. Here each line of a justified paragraph is offered the
room that its words need, as ``totalfit`` has chosen them, instead of the room that there is: the
engine then ends it at that place by itself, with its own hyphens, notes, links and boxes. What is
wider than its line by that is set with narrower spaces. So nothing can be lost or set twice: where
a width was foretold wrongly, a line ends elsewhere, and the rest is planned anew.

Left to the engine, and counted: paragraphs with pictures or other boxes in a line, forced breaks,
floats, first lines and letters of a style of their own, text whose spaces are kept, and text from
right to left.

``layout.inline`` is private to WeasyPrint; it was read in version 70.0. Where it has changed
nothing is replaced, the test of this module fails, and lines are set as WeasyPrint sets them.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weasyprint.layout import inline

from octavo.writers.pdf.runs import Measures, Run, run_of
from octavo.writers.pdf.totalfit import SHRINK, best_breaks

_PARAMETERS = ["context", "box", "position_x", "max_x", "bottom_space", "skip_stack"]
# The most by which a line is offered more than it needs, in pixels.
_TOLERANCE = 2.0


@dataclass(slots=True)
class Count:
    """How many paragraphs were planned, and how many were left to the engine."""

    planned: int = 0
    left: int = 0


@dataclass(slots=True)
class _Plan:
    """Where the lines of a paragraph begin, and the room that each is offered."""

    run: Run
    width: float
    rooms: dict[int, float] = field(default_factory=dict)


def fits() -> bool:
    """Tell whether what is replaced still looks as this module knows it."""
    split = getattr(inline, "split_inline_box", None)
    align = getattr(inline, "text_align", None)
    if split is None or align is None or not hasattr(inline, "justify_line"):
        return False
    return (
        list(inspect.signature(split).parameters)[:6] == _PARAMETERS
        and list(inspect.signature(align).parameters)
        == ["context", "line", "available_width", "last"]
        and "split_inline_box(" in inspect.getsource(inline.get_next_linebox)
        and "text_align(" in inspect.getsource(inline.get_next_linebox)
    )


@contextmanager
def set_as_a_whole() -> Iterator[Count]:
    """Set justified paragraphs as a whole while something is laid out."""
    count = Count()
    if not fits():
        yield count
        return
    split, align = inline.split_inline_box, inline.text_align
    setter = _Setter(split, align, count)
    inline.split_inline_box, inline.text_align = setter.split, setter.align
    try:
        yield count
    finally:
        inline.split_inline_box, inline.text_align = split, align


class _Setter:
    """Stands in for two functions of the engine."""

    def __init__(self, split: Any, align: Any, count: Count) -> None:  # noqa: ANN401
        self._split = split
        self._align = align
        self.count = count
        self.measures = Measures()
        # The plan of each line box, kept as long as the box is.
        self.plans: dict[int, tuple[Any, _Plan | None]] = {}

    def split(
        self,
        context: Any,  # noqa: ANN401
        box: Any,  # noqa: ANN401
        position_x: float,
        max_x: float,
        bottom_space: float,
        skip_stack: Any,  # noqa: ANN401
        *others: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Set one line; in a planned paragraph in the room that it was given."""

        def set_in(room_x: float) -> Any:  # noqa: ANN401
            return self._split(context, box, position_x, room_x, bottom_space, skip_stack, *others)

        if not _may_be_planned(context, box, others):
            return set_in(max_x)
        width = max_x - position_x + box.text_indent
        plan = self._plan(context, box, width)
        if plan is None:
            return set_in(max_x)
        offset = plan.run.offset(skip_stack)
        if offset not in plan.rooms:
            self._plan_from(plan, offset, max_x - position_x)
        if offset not in plan.rooms:
            return set_in(max_x)
        lists = [(one, len(one)) for one in others if isinstance(one, list)]
        found = set_in(position_x + plan.rooms[offset])
        if not _can_be_set(found[0], max_x - position_x, plan.run.space):
            for one, length in lists:
                del one[length:]
            return set_in(max_x)
        return found

    def align(self, context: Any, line: Any, available_width: float, last: bool) -> Any:  # noqa: ANN401
        """Place a line; one that is too wide gets narrower spaces."""
        is_justified = line.style["text_align_all"] == "justify"
        if is_justified and not last and line.width > available_width:
            spaces = inline.count_expandable_spaces(line)
            missing = line.width - available_width
            if spaces and missing <= spaces * self.measures.space(context, line.style) * 0.3:
                inline.justify_line(context, line, -missing)
                return 0
        return self._align(context, line, available_width, last)

    def _plan(self, context: Any, box: Any, width: float) -> _Plan | None:  # noqa: ANN401
        known = self.plans.get(id(box))
        if known is not None and known[0] is box:
            plan = known[1]
            if plan is None or abs(plan.width - width) < 0.01:
                return plan
            plan = _Plan(plan.run, width)
        else:
            run = run_of(context, box, self.measures)
            plan = _Plan(run, width) if run is not None else None
            if plan is None:
                self.count.left += 1
            else:
                self.count.planned += 1
        self.plans[id(box)] = box, plan
        return plan

    def _plan_from(self, plan: _Plan, offset: int, first_width: float) -> None:
        """Plan the lines from an offset to the end of the paragraph."""
        run = plan.run
        places, breaks = run.breaks_from(offset)
        chosen = best_breaks(breaks, first_width, plan.width, run.space)
        if chosen is None:
            return
        begin, before = offset, None
        for number in chosen:
            here = breaks[number]
            natural = here.end + here.extra - (before.start if before else 0.0)
            if number == len(breaks) - 1:
                room = max(plan.width if before else first_width, natural)
            else:
                after = breaks[number + 1]
                more = after.end + after.extra - here.end - here.extra
                room = natural + max(0.05, min(_TOLERANCE, more / 2))
            plan.rooms[begin] = room
            begin, before = places[number], here


def _may_be_planned(context: Any, box: Any, others: tuple[Any, ...]) -> bool:  # noqa: ANN401
    *_, first_letter_style, first_line_style = others
    return (
        isinstance(box, inline.boxes.LineBox)
        and box.style["text_align_all"] == "justify"
        and box.style["direction"] == "ltr"
        and not context.excluded_shapes
        and not first_letter_style
        and not first_line_style
    )


def _can_be_set(line: Any, width: float, space: float) -> bool:  # noqa: ANN401
    """Tell whether a line fits when its spaces are narrowed; False where it was foretold wrongly.

    A space at its end takes no room; the engine takes it off later.
    """
    spaces, end = inline.count_expandable_spaces(line), line
    while getattr(end, "children", ()):
        end = end.children[-1]
    at_end = int(isinstance(end, inline.boxes.TextBox) and end.text.endswith(" "))
    return bool(line.width - at_end * space <= width + (spaces - at_end) * space * SHRINK)
