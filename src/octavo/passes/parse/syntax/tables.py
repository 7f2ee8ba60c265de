"""Pipe tables, with the column of every cell."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# The beginning of a caption.
CAPTION = re.compile(r"(?:Table)?:\s+")
_BAR = re.compile(r"(?<!\\)\|")
# A row may be shorter than the head; without an end, two short lines could fill the memory.
_MOST_EMPTY_CELLS = 65536


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table of GitHub Flavored Markdown; cells beyond the head's are kept."""
    if start + 2 > end or not _is_delimiter_line(state, start + 1) or state.is_code_block(start):
        return False
    head = _cells(state, start)
    aligns = [_align(mark) for mark in _line(state, start + 1)[0].strip().strip("|").split("|")]
    if "|" not in _line(state, start)[0] or len(head) != len(aligns):
        return False
    if silent:
        return True
    outer, state.parentType = state.parentType, "table"
    opened = state.push("table_open", "table", 1)
    _row(state, start, head, aligns, "th")
    line, empty = start + 2, 0
    endings = state.md.block.ruler.getRules("blockquote")
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if _is_caption(state, line):
            break
        if state.is_code_block(line) or any(rule(state, line, end, True) for rule in endings):
            break
        cells = _cells(state, line)
        empty += max(0, len(head) - len(cells))
        if empty > _MOST_EMPTY_CELLS:
            break
        _row(state, line, cells, aligns, "td")
        line += 1
    state.push("table_close", "table", -1)
    opened.map = [start, line]
    state.parentType = outer
    state.line = line
    return True


def _is_caption(state: StateBlock, line: int) -> bool:
    """Tell whether a caption stands right under the rows, with no empty line before it."""
    text, _ = _line(state, line)
    return CAPTION.match(text) is not None and "|" not in text


def _is_delimiter_line(state: StateBlock, line: int) -> bool:
    position = state.bMarks[line] + state.tShift[line]
    if state.src[position : position + 1] not in ("|", "-", ":") or state.is_code_block(line):
        return False
    if state.sCount[line] < state.blkIndent:
        return False
    # A hyphen and a space begin a list.
    return not state.src.startswith(("- ", "-\t"), position) and bool(
        _DELIMITERS.fullmatch(state.src, position, state.eMarks[line])
    )


def _align(mark: str) -> str:
    mark = mark.strip()
    if mark.endswith(":"):
        return "center" if mark.startswith(":") else "right"
    return "left" if mark.startswith(":") else ""


def _line(state: StateBlock, line: int) -> tuple[str, int]:
    """Return the text of a line without its indentation, and its column in the source."""
    begin = state.bMarks[line] + state.tShift[line]
    column = begin - (state.src.rfind("\n", 0, begin) + 1)
    return state.src[begin : state.eMarks[line]].rstrip(), column


def _cells(state: StateBlock, line: int) -> list[tuple[str, int]]:
    """Return the cells of a line as they are written, with the column where each begins."""
    text, column = _line(state, line)
    cells: list[tuple[str, int]] = []
    begin = 0
    for bar in _BAR.finditer(text):
        cells.append((text[begin : bar.start()], column + begin))
        begin = bar.end()
    cells.append((text[begin:], column + begin))
    if len(cells) > 1 and not cells[0][0].strip() and text.startswith("|"):
        cells.pop(0)
    if len(cells) > 1 and not cells[-1][0]:
        cells.pop()
    return cells


def _row(
    state: StateBlock, line: int, cells: list[tuple[str, int]], aligns: list[str], element: str
) -> None:
    opened = state.push("tr_open", "tr", 1)
    opened.map = [line, line + 1]
    opened.meta["begin"] = _line(state, line)[1]
    for index, (written, column) in enumerate(cells):
        text = written.strip(" \t")
        token = state.push("inline", "", 0)
        token.map = [line, line + 1]
        token.children = []
        token.content = text.replace("\\|", "|")
        token.tag = element
        token.meta["column"] = column + len(written) - len(written.lstrip(" \t"))
        token.meta["align"] = aligns[index] if index < len(aligns) else ""
        if "\\|" in text:
            token.meta["escaped"] = [
                match.start() - count for count, match in enumerate(re.finditer(r"\\\|", text))
            ]
    state.push("tr_close", "tr", -1)
