"""Blocks as a compositor sets them: on the line, in even lines, and where there is room.

Three things that WeasyPrint does not do, each asked for by a token of a stylesheet:

``--baseline-grid: 1``  The text of a block begins on a line of the page, with 0.5 half a line
below one: what stands before it (a figure, a title) may have any height, and facing pages still
end on the same line.
``--balance: 1``  The lines of a title are all about as long, instead of a last one of one word.
``--may-wait: 1``  A figure for which a page has no room waits, and the paragraphs behind it go on
in its place, as LaTeX and Typst let figures float. It passes no heading, no list, and nothing
where a colon leads up to it.

``layout.block`` is private to WeasyPrint; it was read in version 70.0. Where it has changed
nothing is replaced, and the test of this module fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from octavo.writers.pdf.tokens import number

# What is replaced: its parameters, and the function that calls it by that name.
_REPLACED = {
    "block_container_layout": (
        "context box bottom_space skip_stack page_is_empty absolute_boxes fixed_boxes "
        "adjoining_margins first_letter_style first_line_style discard max_lines",
        "block_box_layout",
    ),
    "_in_flow_layout": (
        "context box index child new_children page_is_empty absolute_boxes fixed_boxes "
        "adjoining_margins bottom_space position_y skip_stack first_letter_style "
        "first_line_style discard next_page max_lines",
        "block_container_layout",
    ),
}
_CONTAINER = inspect.signature(block.block_container_layout)
# The attribute of a page's layout that holds where its text begins, in pixels from the top.
_TOP = "octavo_top"
# The attribute of a box that has waited, the page on which it began to: it stands behind what
# follows it in the manuscript. How many pages later it waits no more, and what lets nothing pass.
WAITED = "octavo_waited"
_MOST_PAGES = 1
# How wide a letter is at most on the average, in sizes of its face.
_WIDE_LETTER = 0.55
_KEPT = frozenset({"keep-together", "keep-with-next"})
# The class of what calls a note that stands at the end of its chapter or of the book.
_NOTE_CALL = "noteref"
# What a block is pulled up rather than pushed down by the rest of a line, in lines.
_PULLED = 0.15
# Pixels that are no distance.
_NOTHING = 0.05
# Lines of a title that are balanced at most, and how often a narrower width is tried.
_MOST_LINES, _TRIALS = 6, 9
# Less room at the foot of a page is not worth a move, in lines; or, of what has moved, another.
_LEAST_ROOM, _MORE_ROOM = 2.5, 1.9
# What leads up to what follows.
_COLONS = (":", "：")


@cache
def fits() -> bool:
    """Tell whether what is replaced still looks as this module knows it."""
    for name, (parameters, caller) in _REPLACED.items():
        function = getattr(block, name, None)
        if function is None or list(inspect.signature(function).parameters) != parameters.split():
            return False
        if f"{name}(" not in inspect.getsource(getattr(block, caller)):
            return False
    return True


@contextmanager
def set_by_hand() -> Iterator[None]:
    """Let blocks keep to the tokens while something is laid out."""
    if not fits():
        yield
        return
    originals = {name: getattr(block, name) for name in _REPLACED}
    setter = _Setter(originals)
    block.block_container_layout = setter.container
    block._in_flow_layout = setter.in_flow
    try:
        yield
    finally:
        for name, function in originals.items():
            setattr(block, name, function)


class _Setter:
    """Stands in the place of the engine's functions."""

    def __init__(self, originals: dict[str, Any]) -> None:
        self._container = originals["block_container_layout"]
        self._in_flow = originals["_in_flow_layout"]

    def container(self, context: Any, box: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        """Lay out a block, on the grid or balanced where its tokens ask for it."""
        # Most calls name nothing; to bind a call takes longer than all else that is done here.
        arguments = [*given] if not named else _bound(context, box, given, named)
        if box.element_tag == "html":
            setattr(context, _TOP, box.position_y)
        elif arguments[1] is None and box.children and box.is_in_normal_flow():  # it begins here
            if number(box.style, "balance"):
                _balance(self._container, context, box, arguments)
            if offset := number(box.style, "baseline-grid"):
                _put_on_grid(context, box, arguments[5], offset)
        return self._container(context, box, *arguments)

    def in_flow(self, context: Any, box: Any, index: int, *arguments: Any) -> Any:  # noqa: ANN401
        """Lay out a child, or what follows it where it has to wait."""
        child, new_children, *others = arguments
        # The engine goes through the children as they were before any of them waited.
        current = box.children[index]
        if current is not child:
            current.position_x, current.position_y = child.position_x, child.position_y
        while new_children and (behind := _waits_behind(context, box, index)):
            if _has_room(context, box, index, others):
                break
            following = box.children[behind]
            since = getattr(current, WAITED, context.current_page)
            if since < context.current_page and not _is_short(context, following, box, others):
                break  # its rest would keep the head of yet another page
            following.position_x, following.position_y = current.position_x, current.position_y
            _let_pass(context, box, index, behind)
            current = following
        return self._in_flow(context, box, index, current, new_children, *others)


def _bound(
    context: Any,  # noqa: ANN401
    box: Any,  # noqa: ANN401
    given: tuple[Any, ...],
    named: dict[str, Any],
) -> list[Any]:
    """Return the arguments of a call in their order, without the first two."""
    return [*_CONTAINER.bind(context, box, *given, **named).arguments.values()][2:]


# -------------------------------------------------------------------- the grid


def _put_on_grid(context: Any, box: Any, adjoining_margins: Any, offset: float) -> None:  # noqa: ANN401
    """Make the margin above a block so large that its first line stands on the grid of its page.

    The step is the line height of the block, the offset a share of it.
    """
    top = getattr(context, _TOP, None)
    step = _line_height(box)
    if top is None or not step:
        return
    margin = block.collapse_margin([*(adjoining_margins or ()), box.margin_top])
    inside = box.content_box_y() - box.position_y - box.margin_top
    off = (box.position_y + margin + inside - top - offset * step) % step
    if off <= _PULLED * step:
        # A line of a face with long descenders is higher by a little, which is no line.
        box.margin_top = min(box.margin_top, margin) - off
    elif off < step - _NOTHING:
        box.margin_top = margin + step - off


def _line_height(box: Any) -> float:  # noqa: ANN401
    height = box.style["line_height"]
    return float(height.value) if getattr(height, "unit", "") == "px" else 0.0


# -------------------------------------------------------------------- balance


def _balance(container: Any, context: Any, box: Any, arguments: Any) -> None:  # noqa: ANN401
    """Make a block as narrow as it can be without another line."""
    if not isinstance(box.children[0], boxes.LineBox):
        return
    width, margin = box.width, box.margin_right
    wanted = _lines(container, context, box, arguments)
    if not 1 < wanted <= _MOST_LINES:
        return
    low, high = width / wanted * 0.8, width
    for _ in range(_TRIALS):
        box.width = (low + high) / 2
        if _lines(container, context, box, arguments) == wanted:
            high = box.width
        else:
            low = box.width
    spare = width - high
    box.width, box.margin_right = high, margin + spare
    if box.style["text_align_all"] == "center":
        box.margin_left += spare / 2
        box.margin_right -= spare / 2


def _lines(container: Any, context: Any, box: Any, arguments: Any) -> int:  # noqa: ANN401
    """Return how many lines a block would have; 0 where it does not end on its page."""
    bottom_space, skip, is_empty, _, _, margins, *styles = arguments
    x, y = box.position_x, box.position_y
    tried = container(context, box, bottom_space, skip, is_empty, [], [], [*margins], *styles)
    box.position_x, box.position_y = x, y
    if tried[0] is None or tried[1] is not None:
        return 0
    return sum(isinstance(child, boxes.LineBox) for child in tried[0].children)


# -------------------------------------------------------------------- waiting


def _waits_behind(context: Any, box: Any, index: int) -> int:  # noqa: ANN401
    """Return the number of the paragraph behind which a child may stand; 0 for none.

    Of several that follow one another, none comes to stand before another.
    """
    children = box.children
    # What is inside a figure inherits the token, but waits for nothing.
    if number(box.style, "may-wait") or not _may_wait(context, children, index):
        return 0
    behind = index + 1
    while behind < len(children) and number(children[behind].style, "may-wait"):
        if _stays(children[behind]):
            return 0
        behind += 1
    if behind == len(children) or children[behind].element_tag != "p":
        return 0
    following = children[behind]
    breaks = following.style["break_before"], following.style["break_after"]
    leads_up = _text(following).rstrip().endswith(_COLONS)
    return 0 if breaks != ("auto", "auto") or leads_up or _is_kept(following) else behind


def _may_wait(context: Any, children: Any, index: int) -> bool:  # noqa: ANN401
    child = children[index]
    if not number(child.style, "may-wait") or child.style["break_before"] != "auto":
        return False
    since = getattr(child, WAITED, None)
    if since is not None and context.current_page - since > _MOST_PAGES:
        return False
    if _stays(child):
        return False
    before = children[index - 1] if index else None
    return before is None or not (_is_kept(before) or _text(before).rstrip().endswith(_COLONS))


def _stays(box: Any) -> bool:  # noqa: ANN401
    """Tell whether a figure has to stay: with others, or because notes are counted in order."""
    return _is_kept(box) or any(
        one.footnote is not None or _NOTE_CALL in _classes(one) for one in box.descendants()
    )


def _is_kept(box: Any) -> bool:  # noqa: ANN401
    """Tell whether an author has said that a block stays with others."""
    return not _KEPT.isdisjoint(_classes(box))


def _classes(box: Any) -> list[str]:  # noqa: ANN401
    names: str = box.element.get("class", "") if box.element is not None else ""
    return names.split()


def _is_short(context: Any, paragraph: Any, box: Any, arguments: Any) -> bool:  # noqa: ANN401
    """Tell whether a paragraph surely has room on its page, by the number of its letters."""
    _, _, _, _, bottom_space, position_y, *_ = arguments
    letters_in_a_line = box.width / (paragraph.style["font_size"] * _WIDE_LETTER)
    lines = 1 + len(_text(paragraph)) / letters_in_a_line
    return bool(lines * _line_height(box) <= context.page_bottom - bottom_space - position_y)


def _let_pass(context: Any, box: Any, index: int, behind: int) -> None:  # noqa: ANN401
    children = list(box.children)
    for child in children[index:behind]:
        if not hasattr(child, WAITED):
            setattr(child, WAITED, context.current_page)
    children.insert(index, children.pop(behind))
    box.children = tuple(children)


def _has_room(context: Any, box: Any, index: int, arguments: Any) -> bool:  # noqa: ANN401
    """Tell whether a child fits on the page, or leaves so little room that it may as well move."""
    _, _, _, margins, bottom_space, position_y, _, *styles = arguments
    child = box.children[index]
    room = context.page_bottom - bottom_space - position_y
    least = _MORE_ROOM if hasattr(child, WAITED) else _LEAST_ROOM
    if room < least * _line_height(box):
        return True
    x, y = child.position_x, child.position_y
    *first_styles, discard, _, most = styles
    aside: list[Any] = []
    tried, resume_at, *_ = block.block_level_layout(
        *(context, child, bottom_space, None, box, False, aside, aside, [*margins]),
        *(*first_styles, discard, most),
    )
    child.position_x, child.position_y = x, y
    if tried is None or resume_at is not None:
        return False
    end = tried.border_box_y() + tried.border_height()
    return not context.overflows_page(bottom_space, end)


def _text(box: Any) -> str:  # noqa: ANN401
    return "".join(one.text for one in box.descendants() if isinstance(one, boxes.TextBox))
