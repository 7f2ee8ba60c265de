"""Tables from CSV: a fenced ``csv-table`` block says what to show of a file.

    data: data/msis.csv
    columns: [name, {column: seats, head: Seats on the board, format: "#,##0"}]
    filter: seats >= 10
    order: [-seats, name]

Numbers are written as the language of the chapter writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from octavo.model.content import Cell, DataTable, Row, Table
from octavo.model.fields import Model, Name, Words
from octavo.model.inlines import Omission
from octavo.passes.resolve.data.choosing import Choice, Chooser, Known, column_named
from octavo.passes.resolve.data.csvfiles import CsvFile, CsvShelf
from octavo.passes.resolve.data.fences import read_fence
from octavo.passes.resolve.data.filters import Cells
from octavo.passes.resolve.data.formats import FormatError, cell_texts
from octavo.passes.resolve.data.made import Column, Keys, Made, table_of

# A hundred pages: more is a file for readers to have rather than a table to read.
MAXIMUM_ROWS = 5_000


class ShownColumn(Model):
    """A column of the file as the table shows it."""

    column: Name
    head: Words | None = None
    format: Words = ""
    align: Literal["left", "center", "right"] | None = None
    total: Literal["sum"] | None = None


class Shown(Choice):
    """What a ``csv-table`` block says."""

    columns: Annotated[
        tuple[Annotated[ShownColumn, BeforeValidator(column_named)], ...], Field(min_length=1)
    ] = ()
    row_heads: bool = True
    total: Words = ""


_KNOWN: Known = {
    (): [name.replace("_", "-") for name in Shown.model_fields],
    ("columns", "*"): list(ShownColumn.model_fields),
}


def make_table(
    node: DataTable, path: str, lang: str, shelf: CsvShelf, taken: set[str]
) -> Made[Table]:
    """Return the table that a block of the file ``path`` asks for, in its language.

    Where that cannot be, the table keeps its caption and holds a placeholder. ``taken`` are the
    keys that the chapter has.
    """
    keys = Keys(node.key or "table", node.place, taken)
    chooser = Chooser(read_fence(node, path), shelf)
    made = _Work(chooser, lang).table(keys) or _placeholder(node, keys)
    table = replace(
        made,
        attributes=node.attributes,
        key=node.key,
        caption=node.caption,
        notes=node.notes,
        origin=node.origin,
    )
    return Made(table, keys.places, diagnostics=tuple(chooser.diagnostics))


def _placeholder(node: DataTable, keys: Keys) -> Table:
    left_out = Omission(node.place, what="table")
    row = Row(node.place, key=keys.key(("",)), cells=(Cell(node.place, children=(left_out,)),))
    return Table(node.place, rows=(row,))


class _Work:
    """Makes one table."""

    def __init__(self, chooser: Chooser, lang: str) -> None:
        self.chooser = chooser
        self.lang = lang

    def table(self, keys: Keys) -> Table | None:
        shown, is_whole = self.chooser.said(Shown, _KNOWN)
        file = self.chooser.file(shown) if shown else None
        if shown is None or file is None:
            return None
        columns, rows = self._columns(shown, file), self.chooser.rows(shown, file)
        if columns is None or rows is None or not is_whole:
            return None
        if not self.chooser.can_show(rows, shown, MAXIMUM_ROWS, "a table has"):
            return None
        return self._built(shown, file, columns, rows, keys)

    def _columns(self, shown: Shown, file: CsvFile) -> list[int] | None:
        if not shown.columns:
            return list(range(len(file.heads)))
        fence = self.chooser.fence
        raw = fence.yaml.data["columns"]
        found = []
        for number, entry in enumerate(shown.columns):
            inner = ("column",) if isinstance(raw[number], dict) else ()
            span = fence.span(("columns", number, *inner))
            index = self.chooser.column(entry.column, file, span)
            if index is not None:
                found.append(index)
        return found if len(found) == len(shown.columns) else None

    def _built(
        self,
        shown: Shown,
        file: CsvFile,
        indexes: Sequence[int],
        rows: Sequence[Cells],
        keys: Keys,
    ) -> Table | None:
        entries = shown.columns or tuple(ShownColumn(column=head or "-") for head in file.heads)
        columns: list[Column] = []
        printed: list[list[str]] = []
        totals: list[str] = []
        for number, (entry, index) in enumerate(zip(entries, indexes, strict=True)):
            cells = [row[index] for row in rows]
            head = file.heads[index] if entry.head is None else entry.head
            columns.append(Column(head, entry.align or "", file.is_numeric(index)))
            values = [file.number(cell) for cell in cells]
            total = sum((value for value in values if value is not None), Decimal())
            summed = [total] if entry.total else []
            try:
                printed.append(cell_texts(cells, values, self.lang, entry.format, summed))
                totals += (
                    cell_texts([""], summed, self.lang, entry.format, values) if summed else [""]
                )
            except FormatError as error:
                span = self.chooser.fence.span(("columns", number, "format"))
                self.chooser.tell("OCT265", str(error), span, error.hint)
                return None
        if any(totals) and not totals[0]:
            totals[0] = shown.total
        return table_of(
            columns,
            list(zip(*printed, strict=True)),
            keys,
            row_heads=shown.row_heads,
            total=totals if any(entry.total for entry in entries) else (),
        )
