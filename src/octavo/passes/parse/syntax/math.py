"""Formulas: ``$…$`` in a line, ``$$…$$`` on lines of their own."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from octavo.passes.parse.syntax.attributes import NO_BRACES, read_braces

# Pandoc's rule: no space inside the dollars, no digit after the closing one.
_INLINE = re.compile(r"\$(?![\s$])((?:\\.|[^\\$])*?(?<!\s))\$(?!\d)", re.DOTALL)
_DOUBLE = re.compile(r"\$\$((?:\\.|[^\\$])+)\$\$", re.DOTALL)
_CLOSING = re.compile(r"(?:\\.|[^\\$]|\$(?!\$))*?\$\$", re.DOTALL)


def formula(state: StateInline, silent: bool) -> bool:
    """Read a formula in a line; a dollar without a partner stays a character."""
    pattern = _DOUBLE if state.src.startswith("$$", state.pos) else _INLINE
    match = pattern.match(state.src, state.pos, state.posMax)
    if match is None or not match[1].strip():
        return _lone_dollar(state, silent)
    if not silent:
        state.push("formula", "", 0).content = " ".join(match[1].split())
    state.pos = match.end()
    return True


def _lone_dollar(state: StateInline, silent: bool) -> bool:
    """Note a dollar that looks as if it began a formula, which a price does not."""
    if state.src.startswith("$$", state.pos):
        return _lone_dollars(state, silent)
    following = state.src[state.pos + 1 : state.pos + 2]
    before = state.src[state.pos - 1 : state.pos]
    if not (following.isalpha() or following == "\\") or not (before == "" or before.isspace()):
        return False
    if not silent:
        state.push("lone_dollar", "", 0).content = "$"
    state.pos += 1
    return True


def _lone_dollars(state: StateInline, silent: bool) -> bool:
    """Note two dollars at the head of a line that nothing closes."""
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    if before not in ("", "\n") or state.src.startswith("$", state.pos + 2):
        return False
    if not silent:
        state.push("lone_dollar", "", 0).content = "$$"
    state.pos += 2
    return True


def display_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read ``$$ … $$ {#eq-x}``; it begins a line, and its text has no empty line."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", position) or state.is_code_block(start):
        return False
    last = start
    while last + 1 < end and not state.isEmpty(last + 1) and not _closes(state, start, last):
        if state.sCount[last + 1] < state.blkIndent:
            break
        last += 1
    text = state.getLines(start, last + 1, state.blkIndent, False).strip()
    match = _CLOSING.match(text, 2)
    if match is None or not text[2 : match.end() - 2].strip():
        return False
    rest = text[match.end() :]
    padding = len(rest) - len(rest.lstrip())
    braces = read_braces(rest, padding)
    if rest.strip() and (braces is None or rest[braces.end :].strip()):
        return False
    if silent:
        return True
    token = state.push("display_formula", "", 0)
    token.content = text[2 : match.end() - 2].strip()
    token.map = [start, last + 1]
    token.meta["braces"] = braces or NO_BRACES
    state.line = last + 1
    return True


def _closes(state: StateBlock, start: int, line: int) -> bool:
    """Tell whether the closing dollars stand in this line."""
    begin = state.bMarks[line] + state.tShift[line] + (2 if line == start else 0)
    return "$$" in state.src[begin : state.eMarks[line]]
