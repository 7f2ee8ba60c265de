"""Blocks that are read line by line: line blocks and the definitions of abbreviations."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

_LINE = re.compile(r"\|(?:[ \t]|$)")
_ABBREVIATION = re.compile(r"\*\[([^\[\]\n]+)\]:[ \t]*(\S.*?)[ \t]*$")

ABBREVIATIONS = "abbreviations"


def line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read ``| lines`` that keep their ends and their indentation.

    A line that begins with a space goes on with the line before.
    """
    if silent or state.is_code_block(start) or not _LINE.match(_text(state, start)):
        return False
    lines: list[str] = []
    continued: set[int] = set()
    line = start
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        text = _text(state, line)
        if _LINE.match(text):
            words = text[1:].removeprefix(" ")
            indent = len(words) - len(words.lstrip(" "))
            lines.append("\u00a0" * indent + words.strip() or "\u00a0")
        elif state.sCount[line] > state.blkIndent and not text.startswith("|"):
            lines.append(text.strip())
            continued.add(len(lines) - 1)
        else:
            break
        line += 1
    if all(text.endswith("|") for text in lines):
        # A table without its line of dashes.
        return False
    token = state.push("line_block", "", 0)
    token.map = [start, line]
    token = state.push("inline", "", 0)
    # Two spaces at the end of a line keep its end.
    token.content = lines[0] + "".join(
        ("\n" if number in continued else "  \n") + text for number, text in enumerate(lines[1:], 1)
    )
    token.map = [start, line]
    token.children = []
    state.line = line
    return True


def abbreviation(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read ``*[HTML]: the long form``, which prints nothing where it stands."""
    if state.is_code_block(start):
        return False
    match = _ABBREVIATION.match(_text(state, start))
    if match is None:
        return False
    if not silent:
        state.env.setdefault(ABBREVIATIONS, {})[match[1].strip()] = match[2]
        state.line = start + 1
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
