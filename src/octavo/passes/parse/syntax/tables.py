"""Pipe tables, with the column of every cell."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from markdown_it.rules_block import StateBlock

from octavo.passes.parse.syntax.block_parser import PlacedBlocks

_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# The beginning of a caption.
CAPTION = re.compile(r"(?:Table)?:\s+")
_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\\|")
# A row may be shorter than the head; without an end, two short lines could fill the memory.
_MOST_EMPTY_CELLS = 65536


class WrittenCell(NamedTuple):
    """A cell as it was written: its Markdown, and the column where it begins, from 0.

    ``escaped`` are the offsets before which a backslash stood that kept a bar in the cell.
    """

    text: str
    column: int
    escaped: tuple[int, ...] = ()


class WrittenRow(NamedTuple):
    """A row as it was written: its line, counted from 0, the column where it begins, its cells."""

    line: int
    column: int
    cells: list[WrittenCell]


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table of GitHub Flavored Markdown; cells beyond the head's are kept.

    It becomes one token, with ``WrittenRow``s, the head first, as ``meta["rows"]`` and the
    alignments of the columns as ``meta["aligns"]``.
    """
    if start + 2 > end or not _is_delimiter_line(state, start + 1) or state.is_code_block(start):
        return False
    head = _row(state, start)
    aligns = [_align(mark) for mark in _line(state, start + 1)[0].strip().strip("|").split("|")]
    if "|" not in _line(state, start)[0] or len(head.cells) != len(aligns):
        return False
    if silent:
        return True
    outer, state.parentType = state.parentType, "table"
    rows = [head]
    line, empty = start + 2, 0
    blocks = state.md.block
    assert isinstance(blocks, PlacedBlocks)
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if _is_caption(state, line):
            break
        if state.is_code_block(line) or blocks.ends("table", state, line, end):
            break
        row = _row(state, line)
        empty += max(0, len(head.cells) - len(row.cells))
        if empty > _MOST_EMPTY_CELLS:
            break
        rows.append(row)
        line += 1
    token = state.push("table", "table", 0)
    token.meta = {"rows": rows, "aligns": aligns}
    token.map = [start, line]
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


def _row(state: StateBlock, line: int) -> WrittenRow:
    """Return the row in a line."""
    text, column = _line(state, line)
    if "\\" in text:
        marks = [0, *(bar.end() for bar in _BAR.finditer(text)), len(text) + 1]
        pieces = [text[begin : end - 1] for begin, end in pairwise(marks)]
    else:
        pieces = text.split("|")
    cells: list[WrittenCell] = []
    last, at = len(pieces) - 1, column
    for number, piece in enumerate(pieces):
        # The bars around the row are no cells.
        if number == 0 < last and text.startswith("|"):
            pass
        elif number < last or piece or not cells:
            cells.append(_cell(piece, at))
        at += len(piece) + 1
    return WrittenRow(line, column, cells)


def _cell(written: str, column: int) -> WrittenCell:
    text = written.strip(" \t")
    column += len(written) - len(written.lstrip(" \t"))
    if "\\|" not in text:
        return WrittenCell(text, column)
    escaped = (match.start() - count for count, match in enumerate(_ESCAPED.finditer(text)))
    return WrittenCell(text.replace("\\|", "|"), column, tuple(escaped))
