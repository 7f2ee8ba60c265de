"""Notes that run over pages: WeasyPrint keeps a note whole, here a long one is divided.

Where the note that a line calls does not fit under it, ``layout.block._linebox_layout`` sends the
line to the next page, and a note that is longer than a page is lost. Here the note's box is cut in
two where its page ends: what fits stays, and the rest is handed to the engine as a note for the
foot of the next page, before all others and without a number. Both are boxes like those of any
note, so that all else is the engine's own work. How short a part may be, the style says
(``orphans``, ``widows``). A note that calls notes stays whole. Where a picture or a row of a table
does not fit above the rest of a note, the rest waits for the page after; where a line calls a note
that does not fit under it, the text does.

``LayoutContext``, ``_linebox_layout`` and ``make_page`` are private; they were read in WeasyPrint
70.0. Where they have changed nothing is replaced, the test of this module fails, and the check of
every layout (``placing.py``) tells what cannot be placed.
"""

from __future__ import annotations

import copy
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext, block, page

# What the rest of a note leaves to the text of its page at least, in pixels: three lines.
LEAST_TEXT = 58.0
_REPLACED = ("layout_footnote", "unlayout_footnote", "overflows_page")
_PARAMETERS = ("context", "root_box", "page_type", "resume_at", "page_number", "page_state")


def fits() -> bool:
    """Tell whether what is replaced still looks as this module knows it."""
    lines = getattr(block, "_linebox_layout", None)
    names = (*_REPLACED, "_update_footnote_area")
    if lines is None or not all(hasattr(LayoutContext, name) for name in names):
        return False
    if tuple(inspect.signature(page.make_page).parameters) != _PARAMETERS:
        return False
    source = inspect.getsource(lines)
    return (
        "overflow = context.layout_footnote(footnote)" in source
        and "context.overflows_page(bottom_space, new_position_y + offset_y))" in source
    )


@contextmanager
def divided() -> Iterator[None]:
    """Divide long notes while something is laid out."""
    if not fits():
        yield
        return
    originals = {name: getattr(LayoutContext, name) for name in _REPLACED}
    make_page = page.make_page
    divider = _Divider(originals, make_page)
    for name in _REPLACED:
        setattr(LayoutContext, name, _method(getattr(divider, name)))
    page.make_page = divider.make_page
    try:
        yield
    finally:
        page.make_page = make_page
        for name, original in originals.items():
            setattr(LayoutContext, name, original)


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that is given the object that it is called on."""

    def method(context: Any, *others: Any) -> Any:  # noqa: ANN401  (WeasyPrint is not typed)
        return function(context, *others)

    return method


class _Divider:
    """Stands in for functions of the engine, under their names."""

    def __init__(self, originals: dict[str, Any], make_page: Callable[..., Any]) -> None:
        self._originals = originals
        self._make_page = make_page
        # What was left over for the page at work; the engine goes through this very list.
        self._left_over: list[Any] = []
        # All rests, by identity.
        self._rests: dict[int, Any] = {}
        self._least = LEAST_TEXT
        # The note that the line at work calls.
        self._called: Any = None
        # By the identity of a divided note: itself, what stays and the rest.
        self._parts: dict[int, tuple[Any, Any, Any]] = {}

    def layout_footnote(self, context: Any, note: Any) -> bool:  # noqa: ANN401
        """Add a note to the page and tell whether it is too much for it."""
        overflows = bool(self._originals["layout_footnote"](context, note))
        is_called = sys._getframe(2).f_code is block._linebox_layout.__code__
        self._called = note if is_called else None
        return overflows if is_called else self._add_left_over(context, note) or overflows

    def _add_left_over(self, context: Any, note: Any) -> bool:  # noqa: ANN401
        """Divide what was left over of a note where it is again too long; True if it cannot be."""
        top = context.current_footnote_area.page.content_box_y()
        excess = top + self._least - context.page_bottom
        if excess <= 0:
            return False
        if not self._divide(context, note, excess):
            return True
        rest = context.reported_footnotes.pop()
        self._left_over.insert(self._left_over.index(note) + 1, rest)
        return False

    def unlayout_footnote(self, context: Any, note: Any) -> None:  # noqa: ANN401
        """Take a note from the page, with the rest of it."""
        if id(note) in self._parts:
            self._unite(context, note)
        self._originals["unlayout_footnote"](context, note)

    def overflows_page(self, context: Any, bottom_space: float, position_y: float) -> bool:  # noqa: ANN401
        """Tell whether a line is too low; the note that it calls may be divided to make room."""
        overflows = self._originals["overflows_page"]
        note, self._called = self._called, None
        if not overflows(context, bottom_space, position_y):
            return False
        if note is None or note not in context.current_page_footnotes:
            return True
        excess = position_y - (context.page_bottom - bottom_space)
        if not self._divide(context, note, excess):
            return True
        if overflows(context, bottom_space, position_y):
            self._unite(context, note)
            return True
        return False

    def make_page(
        self,
        context: Any,  # noqa: ANN401
        root_box: Any,  # noqa: ANN401
        page_type: Any,  # noqa: ANN401
        resume_at: Any,  # noqa: ANN401
        page_number: int,
        page_state: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Make a page; text and what was left over stand on pages of their own where they must."""

        def made(root: Any = root_box) -> Any:  # noqa: ANN401
            self._left_over = context.reported_footnotes
            return self._make_page(context, root, page_type, resume_at, page_number, page_state)

        left_over = list(context.reported_footnotes)
        if not left_over or page_type.blank:
            return made()
        before = _Before(context, page_state)
        found = made()
        if _is_overprinted(found[0]):
            # What was left over waits.
            before.restore(context, page_number)
            context.reported_footnotes = []
            found = made()
            context.reported_footnotes = [*left_over, *context.reported_footnotes]
        elif any(id(note) not in self._rests for note in context.reported_footnotes):
            # Not even the first line can have its note under what was left over: the text waits.
            before.restore(context, page_number)
            self._least, least = 0.0, self._least
            alone, *_ = made(root_box.copy_with_children([]))
            self._least = least
            return alone, resume_at, {"break": "any", "page": page_type.name}
        return found

    def _divide(self, context: Any, note: Any, excess: float) -> bool:  # noqa: ANN401
        """Divide a note so that the notes of its page become lower by ``excess`` pixels.

        False where it cannot be divided there.
        """
        area, notes = context.current_footnote_area, context.current_page_footnotes
        if notes[-1] is not note or context.in_column:
            return False
        uncut, trial = (build.create_anonymous_boxes(area.deepcopy()) for _ in range(2))
        limit = area.position_y + area.margin_height() - excess
        laid, resume_at, *_ = block.block_level_layout(
            context, trial, context.page_bottom - limit, None, area.page
        )
        number = len(notes) - 1
        if laid is None or not resume_at or resume_at.get(number) is None:
            return False
        first, rest = _cut(uncut.children[number], resume_at[number], _last_hyphen(laid))
        if not first or not rest:
            return False
        notes[-1] = first[0]
        context.reported_footnotes.append(rest[0])
        self._parts[id(note)] = (note, first[0], rest[0])
        self._rests[id(rest[0])] = rest[0]
        context._update_footnote_area()
        return True

    def _unite(self, context: Any, note: Any) -> None:  # noqa: ANN401
        """Make a note whole again."""
        _, first, rest = self._parts.pop(id(note))
        notes = context.current_page_footnotes
        if first in notes:
            notes[notes.index(first)] = note
        if rest in context.reported_footnotes:
            context.reported_footnotes.remove(rest)
        context._update_footnote_area()


class _Before:
    """What making a page changes, as it was before."""

    def __init__(self, context: Any, page_state: Any) -> None:  # noqa: ANN401
        self._page_state, self._state = page_state, copy.deepcopy(page_state)
        self._footnotes = list(context.footnotes)
        self._left_over = list(context.reported_footnotes)
        self._broken = dict(context.broken_out_of_flow)

    def restore(self, context: Any, page_number: int) -> None:  # noqa: ANN401
        """Make all as it was."""
        for mutable, before in zip(self._page_state, self._state, strict=True):
            mutable.clear()
            (mutable.update if isinstance(mutable, dict) else mutable.extend)(before)
        for pages in context.running_elements.values():
            pages.pop(page_number, None)
        context.footnotes, context.reported_footnotes = self._footnotes, self._left_over
        context.broken_out_of_flow = self._broken


def _is_overprinted(page_box: Any) -> bool:  # noqa: ANN401
    """Tell whether the text of a page reaches into its notes."""
    root, area, *_ = page_box.children
    return bool(area.children) and any(
        box.position_y + box.margin_height() > area.position_y + 1
        for box in root.descendants()
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox)
    )


def _last_hyphen(laid: Any) -> str:  # noqa: ANN401
    """Return the hyphen that the engine has set behind the last line; "" where it has none."""
    texts = [box for box in laid.descendants() if isinstance(box, boxes.TextBox)]
    hyphen = str(texts[-1].style["hyphenate_character"]) if texts else ""
    return hyphen if hyphen and texts[-1].text.endswith(hyphen) else ""


def _cut(box: Any, place: dict[int, Any], hyphen: str) -> tuple[list[Any], list[Any]]:  # noqa: ANN401
    """Return a box up to a place and from there on, each in a list that may be empty.

    ``place`` names the child to begin with, in it the next one, and last the byte of a text.
    """
    ((at, inner),) = place.items()
    if isinstance(box, boxes.TextBox):
        return _cut_text(box, at, hyphen)
    before, behind = list(box.children[:at]), list(box.children[at:])
    if inner is not None:
        first, rest = _cut(behind[0], inner, hyphen)
        before, behind = [*before, *first], [*rest, *behind[1:]]
    return _opened(box, before), _opened(box, behind)


def _cut_text(box: Any, byte: int, hyphen: str) -> tuple[list[Any], list[Any]]:  # noqa: ANN401
    data = box.text.encode()
    # The end of a line of code ends the part anyway.
    before, behind = data[:byte].decode().removesuffix("\n"), data[byte:].decode()
    if hyphen and not before.endswith(hyphen):
        before += hyphen
    first, rest = ([box.copy_with_text(text)] if text else [] for text in (before, behind))
    return first, rest


def _opened(box: Any, children: list[Any]) -> list[Any]:  # noqa: ANN401
    """Return a copy of a box with other children, without lines, as it was before its layout.

    The engine makes lines of what stands in a block; it takes none that are there already.
    """
    found: list[Any] = []
    for child in children:
        if isinstance(child, boxes.LineBox):
            found += child.children
        elif getattr(child, "children", None):
            found += _opened(child, list(child.children))
        else:
            found.append(child)
    return [box.copy_with_children(found)] if found else []
