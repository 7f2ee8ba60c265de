"""Pandoc's simple and multiline tables, which are not read: told apart from rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What ends a line of dashes, after the marks of quotations and lists.
_DASHES = re.compile(r"-[- ]*$")
_GAP = re.compile(r"(?<=-) +(?=-)")
# A table of so many lines comes from a CSV file.
_LONGEST = 400


def parting_dashes(lines: Sequence[str], line: int) -> str:
    """Return the dashes of a rule that parts the columns of a table; nothing for other rules.

    They stand in groups, a row follows at once, and no word of it stands between two groups; nor
    do those of the head, or without one the same dashes end the table. ``- - -`` is a rule.
    """
    match = _DASHES.search(_rest(lines, line, 0))
    if match is None or "--" not in match[0]:
        return ""
    gaps = [found.span() for found in _GAP.finditer(match[0])]
    row = _rest(lines, line + 1, match.start())
    head = _rest(lines, line - 1, match.start()) if line else ""
    if not gaps or not row.strip() or not _leaves_free(row, gaps):
        return ""
    is_table = _leaves_free(head, gaps) if head.strip() else _ends(lines, line, match)
    return match[0] if is_table else ""


def _rest(lines: Sequence[str], line: int, column: int) -> str:
    return lines[line].rstrip()[column:] if line < len(lines) else ""


def _leaves_free(text: str, gaps: Sequence[tuple[int, int]]) -> bool:
    """Tell whether each gap between the dashes has a space in the text, or nothing any more."""
    return all(begin >= len(text) or " " in text[begin:end] for begin, end in gaps)


def _ends(lines: Sequence[str], line: int, dashes: re.Match[str]) -> bool:
    """Tell whether the same dashes follow right under a row, with nothing under them."""
    for number in range(line + 2, min(len(lines), line + _LONGEST)):
        if _rest(lines, number, dashes.start()) == dashes[0]:
            row, after = (_rest(lines, at, dashes.start()) for at in (number - 1, number + 1))
            return bool(row.strip()) and not after.strip()
    return False
