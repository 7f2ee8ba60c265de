"""Fenced divisions: ``::: {.class #id key=value}`` … ``:::``."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from octavo.model.inlines import Attributes
from octavo.passes.parse.syntax.attributes import Braces, read_braces
from octavo.passes.parse.syntax.block_parser import closes_division, is_closing, open_divisions

# The class of the division that holds the notes of the table before it.
TABLE_NOTES = "table-notes"
_FENCE = re.compile(r":{3,}[ \t]*")
_NAME = re.compile(r"[^\s{}:]+")
_REST = re.compile(r"[ \t]*:*[ \t]*")
_EMPTY = re.compile(r"\{[ \t]*\}")


def division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a division, or a line of colons that closes nothing."""
    if state.is_code_block(start):
        return False
    if is_closing(state, start):
        if not silent:
            token = state.push("stray_closing", "", 0)
            token.map = [start, start + 1]
            state.line = start + 1
        return True
    braces = _opening(state, start)
    if braces is None:
        return False
    if silent:
        return True
    token = state.push("division_open", "div", 1)
    token.map = [start, start + 1]
    line_start = state.src.rfind("\n", 0, state.bMarks[start]) + 1
    token.meta["braces"] = braces
    token.meta["column"] = -line_start
    levels = open_divisions(state)
    levels.append(state.level)
    outer, state.parentType = state.parentType, "division"
    state.md.block.tokenize(state, start + 1, end)
    state.parentType = outer
    closed = state.line < end and closes_division(state, state.line)
    levels.pop()
    token.meta["closed"] = closed
    closing = state.push("division_close", "div", -1)
    closing.meta["table_notes"] = TABLE_NOTES in braces.attributes.classes
    state.line = max(start + 1, state.line + closed)
    token.map[1] = state.line
    return True


def _opening(state: StateBlock, line: int) -> Braces | None:
    """Read the attributes or the one class name after the colons."""
    source, end = state.src, state.eMarks[line]
    fence = _FENCE.match(source, state.bMarks[line] + state.tShift[line], end)
    if fence is None:
        return None
    position = fence.end()
    braces = read_braces(source, position, end)
    if braces is None:
        if match := _EMPTY.match(source, position, end):
            braces = Braces(end=match.end())
        elif match := _NAME.match(source, position, end):
            braces = Braces(Attributes(classes=(match[0],)), end=match.end())
        else:
            return None
    return braces if _REST.fullmatch(source, braces.end, end) else None
