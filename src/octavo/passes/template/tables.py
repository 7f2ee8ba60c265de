"""Tables as XHTML: heads, rows, numbers whose digits line up, notes and the source line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from octavo.locales import locale_of
from octavo.model.content import Cell, Row, Table, plain_text
from octavo.model.inlines import Node, Text
from octavo.passes.template.core import safe
from octavo.passes.template.inlines import InlineWriter

# Tables of so many rows, with so many characters, stay on one page.
SHORT = 12
SHORT_TEXT = 900

FIGURE_SPACE, PUNCTUATION_SPACE = "\u2007", "\u2008"
_NUMBER = re.compile(r"[+\-\u2212\u2013~≈<>≤≥]?\s*\d[\d.,'’ \u00a0\u202f\u2009]*")


@cache
def decimal_mark(lang: str) -> str:
    """Return the decimal mark of a language (Unicode CLDR), the point for an unknown one."""
    return str(locale_of(lang).number_symbols.get("latn", {}).get("decimal", "."))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: whether its cells are set as numbers, and the longest run of decimals."""

    numeric: bool
    decimals: int


class TableWriter(InlineWriter):
    """Writes tables."""

    def _table(self, node: Node, *, letter: str = "") -> str:
        assert isinstance(node, Table)
        has_head = any(cell.children for cell in node.head.cells)
        head = (node.head,) if has_head else ()
        columns = self._columns(node)
        return self._standing(
            "table",
            identifier=self._identifier(node.key),
            classes=self._classes(node.attributes),
            is_short=_is_short(node),
            is_landscape="landscape" in node.attributes.classes,
            number="" if letter else self.resolved.numbers.get(node.key, ""),
            letter=letter,
            caption=safe(self._inlines(node.caption)),
            widths=_widths(node),
            head=safe("".join(self._row(row, columns, is_head=True) for row in head)),
            body=safe("".join(self._row(row, columns) for row in node.rows)),
            notes=safe(self._blocks(node.notes)),
            origin=safe(self._inlines(node.origin)),
        )

    def _row(self, row: Row, columns: Sequence[_Column], *, is_head: bool = False) -> str:
        attributes = self._attributes(row.attributes, key=row.key)
        if self.phrasing:
            cells = " · ".join(self._inlines(cell.children) for cell in row.cells)
            return self._wrap("tr", attributes, cells)
        cells = "".join(
            self._cell(cell, columns[place] if place < len(columns) else None, is_head=is_head)
            for place, cell in enumerate(row.cells)
        )
        return f"<tr{attributes}>{cells}</tr>\n"

    def _cell(self, cell: Cell, column: _Column | None, *, is_head: bool) -> str:
        is_number = column is not None and column.numeric and not cell.heads_row
        align = (f"align-{cell.align}",) if cell.align else ()
        names = ("number", *align) if is_number else align
        attributes = self._attributes(cell.attributes, classes=names)
        # A head without words heads nothing.
        element = "th" if (is_head or cell.heads_row) and cell.children else "td"
        if element == "th":
            attributes += ' scope="row"' if cell.heads_row and not is_head else ' scope="col"'
        if is_number and cell.numeric and column is not None and not is_head:
            content = self._number(cell, column.decimals)
        else:
            content = self._inlines(cell.children)
        return f"<{element}{attributes}>{content}</{element}>"

    # -------------------------------------------------------------- numbers

    def _columns(self, table: Table) -> list[_Column]:
        """Tell which columns hold numbers: those with as many numbers as other words."""
        width = max((len(row.cells) for row in (table.head, *table.rows)), default=0)
        columns: list[_Column] = []
        for place in range(width):
            cells = [row.cells[place] for row in table.rows if place < len(row.cells)]
            numbers = [cell for cell in cells if cell.numeric]
            words = [cell for cell in cells if cell.children and not cell.numeric]
            decimals = max((self._decimals(cell) for cell in numbers), default=-1)
            columns.append(_Column(bool(numbers) and len(numbers) >= len(words), decimals))
        return columns

    def _decimals(self, cell: Cell) -> int:
        """Return how many digits stand behind the decimal mark of a number, -1 without a mark."""
        match = _NUMBER.match(plain_text(cell.children).strip())
        if match is None:
            return -1
        _, mark, decimals = match[0].rstrip().rpartition(decimal_mark(self.resolved.lang))
        return sum(character.isdigit() for character in decimals) if mark else -1

    def _number(self, cell: Cell, decimals: int) -> str:
        """Return a number with the room of the decimals that others of its column have.

        The room stands between the number and what follows it, a unit or a per cent sign.
        """
        missing = decimals - max(self._decimals(cell), 0)
        padding = FIGURE_SPACE * missing
        if decimals > 0 and self._decimals(cell) < 0:
            padding = PUNCTUATION_SPACE + padding
        if decimals <= 0 or not padding:
            return self._inlines(cell.children)
        room = f'<span class="room">{padding}</span>'
        if len(cell.children) == 1 and isinstance(text := cell.children[0], Text):
            match = _NUMBER.match(text.text)
            end = len(match[0].rstrip()) if match else len(text.text)
            return (
                self._inlines((Text(text=text.text[:end]),))
                + room
                + self._inlines((Text(text=text.text[end:]),))
            )
        return self._inlines(cell.children) + room


def _is_short(table: Table) -> bool:
    """Tell whether a table is so low that little of a page is lost where it is not divided."""
    if len(table.rows) > SHORT:
        return False
    return sum(len(plain_text(row.cells)) for row in table.rows) <= SHORT_TEXT


def _widths(table: Table) -> tuple[str, ...]:
    """Return the widths that an author gives the columns (``tbl-colwidths="[60, 40]"``)."""
    numbers = re.findall(r"\d{1,4}(?:\.\d{1,3})?", table.attributes.get("tbl-colwidths") or "")
    widths = [float(number) for number in numbers]
    columns = max((len(row.cells) for row in (table.head, *table.rows)), default=0)
    if len(widths) != columns or not sum(widths):
        return ()
    return tuple(f"{width / sum(widths) * 100:.4g}%" for width in widths)
