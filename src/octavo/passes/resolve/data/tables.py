"""Tables from CSV: a fenced ``csv-table`` block says what to show of a file.

    data: data/msis.csv
    columns: [name, {column: seats, head: Seats on the board, format: "#,##0"}]
    filter: seats >= 10
    order: [-seats, name]

Numbers are written as the language of the chapter writes them.
"""

from __future__ import annotations

import copy
from collections.abc import Container, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from octavo.model.content import Cell, DataTable, Row, Table
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.fields import Model, Name, Words
from octavo.model.inlines import Omission
from octavo.naming import plain_letters
from octavo.passes.resolve.data.csvfiles import CsvFile, CsvShelf, unknown_column
from octavo.passes.resolve.data.fences import Fence, read_fence
from octavo.passes.resolve.data.filters import FilterError, parse_filter
from octavo.passes.resolve.data.formats import FormatError, group_all, number_text
from octavo.passes.resolve.data.made import Column, Keys, Made, table_of
from octavo.yamlplaces import explain

# A hundred pages: more is a file for readers to have rather than a table to read.
MAXIMUM_ROWS = 5_000


def _named(value: object) -> object:
    return {"column": value} if isinstance(value, (str, int, float)) else value


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class ShownColumn(Model):
    """A column of the file as the table shows it."""

    column: Name
    head: Words | None = None
    format: Words = ""
    align: Literal["left", "center", "right"] | None = None
    total: Literal["sum"] | None = None


class Shown(Model):
    """What a ``csv-table`` block says."""

    data: Name
    columns: Annotated[
        tuple[Annotated[ShownColumn, BeforeValidator(_named)], ...], Field(min_length=1)
    ] = ()
    filter: Words = ""
    order: Annotated[tuple[Words, ...], BeforeValidator(_one_or_more)] = ()
    limit: Annotated[int, Field(ge=1)] | None = None
    row_heads: bool = True
    total: Words = ""


_KNOWN: dict[tuple[str | int, ...], list[str]] = {
    (): [name.replace("_", "-") for name in Shown.model_fields],
    ("columns", "*"): list(ShownColumn.model_fields),
}


def make_table(
    node: DataTable, path: str, lang: str, shelf: CsvShelf, taken: Container[str]
) -> Made[Table]:
    """Return the table that a block of the file ``path`` asks for, in its language.

    Where that cannot be, the table keeps its caption and holds a placeholder. ``taken`` are the
    keys that the chapter has.
    """
    keys = Keys(node.key or "table", node.place, taken)
    work = _Work(read_fence(node, path), lang, shelf)
    made = work.table(keys) or _placeholder(node, keys)
    table = replace(
        made,
        attributes=node.attributes,
        key=node.key,
        caption=node.caption,
        notes=node.notes,
        origin=node.origin,
    )
    return Made(table, keys.places, diagnostics=tuple(work.diagnostics))


def _placeholder(node: DataTable, keys: Keys) -> Table:
    left_out = Omission(node.place, what="table")
    row = Row(node.place, key=keys.key(("",)), cells=(Cell(node.place, children=(left_out,)),))
    return Table(node.place, rows=(row,))


class _Work:
    """Makes one table and gathers what is wrong."""

    def __init__(self, fence: Fence, lang: str, shelf: CsvShelf) -> None:
        self.fence = fence
        self.lang = lang
        self.shelf = shelf
        self.diagnostics: list[Diagnostic] = list(fence.yaml.diagnostics)

    def table(self, keys: Keys) -> Table | None:
        shown, is_whole = self._shown()
        if shown is None:
            return None
        file, found = self.shelf.find(shown.data, self.fence.span(("data",)))
        self.diagnostics += found
        if file is None:
            return None
        before = len(self.diagnostics)
        columns = self._columns(shown, file)
        rows = self._filtered(shown, file)
        order = self._order(shown, file)
        if len(self.diagnostics) > before or not is_whole:
            return None
        for index, downwards in reversed(order):
            rows = _sorted(rows, index, file, downwards)
        rows = rows[: shown.limit]
        if len(rows) > MAXIMUM_ROWS:
            self._tell(
                "OCT266",
                f"“{shown.data}” has {len(rows)} rows to show; a table has at most {MAXIMUM_ROWS}",
                self.fence.span(("data",)),
                "choose rows with `filter` or `limit`",
            )
            return None
        if not rows:
            keys_of_filter = ("filter",) if shown.filter else ("data",)
            self._tell(
                "OCT269",
                f"no row of “{shown.data}” is left to show",
                self.fence.span(keys_of_filter),
                "look at the values of the columns that the filter compares",
            )
        return self._built(shown, file, columns, rows, keys)

    def _shown(self) -> tuple[Shown | None, bool]:
        """Return what the block says as far as it can be read, and whether that is all of it."""
        data = self.fence.yaml.data
        if data is None and self.fence.yaml.diagnostics:
            return None, False
        if not isinstance(data, dict):
            self._tell(
                "OCT004",
                "a table from data is described by keys and values",
                self.fence.whole,
                "name the file: data: data/numbers.csv",
            )
            return None, False
        try:
            return Shown.model_validate(data), True
        except ValidationError as error:
            self.diagnostics += explain(error, self.fence.yaml, self.fence.path, known=_KNOWN)
            return _rest(data, error), False

    def _tell(self, code: str, message: str, span: Span, *hints: str) -> None:
        self.diagnostics.append(diagnose(code, message, span, *hints))

    # ------------------------------------------------------ what is asked for

    def _columns(self, shown: Shown, file: CsvFile) -> list[int]:
        if not shown.columns:
            return list(range(len(file.heads)))
        found = []
        raw = self.fence.yaml.data["columns"]
        for number, entry in enumerate(shown.columns):
            index = file.column(entry.column)
            if index is None:
                inner = ("column",) if isinstance(raw[number], dict) else ()
                span = self.fence.span(("columns", number, *inner))
                self.diagnostics.append(unknown_column(entry.column, file.heads, span))
            else:
                found.append(index)
        return found

    def _filtered(self, shown: Shown, file: CsvFile) -> list[tuple[str, ...]]:
        if not shown.filter:
            return list(file.rows)
        try:
            test = parse_filter(shown.filter, file)
        except FilterError as error:
            span = self.fence.span(("filter",), offset=error.offset)
            self.diagnostics.append(filter_diagnostic(error, file, span))
            return []
        return [cells for cells in file.rows if test(cells)]

    def _order(self, shown: Shown, file: CsvFile) -> list[tuple[int, bool]]:
        found = []
        for number, entry in enumerate(shown.order):
            name = entry if file.column(entry) is not None else entry.removeprefix("-")
            index = file.column(name)
            if index is None:
                keys = ("order", number) if isinstance(self._raw("order"), list) else ("order",)
                span = self.fence.span(keys)
                self.diagnostics.append(
                    unknown_column(name, file.heads, span, "-name orders from high to low")
                )
            else:
                found.append((index, name != entry))
        return found

    def _raw(self, key: str) -> Any:  # noqa: ANN401  (YAML holds anything)
        return self.fence.yaml.data.get(key)

    # -------------------------------------------------------------- the table

    def _built(
        self,
        shown: Shown,
        file: CsvFile,
        indexes: Sequence[int],
        rows: Sequence[tuple[str, ...]],
        keys: Keys,
    ) -> Table | None:
        entries = shown.columns or tuple(ShownColumn(column=head or "-") for head in file.heads)
        columns: list[Column] = []
        printed: list[list[str]] = []
        totals: list[str] = []
        for number, (entry, index) in enumerate(zip(entries, indexes, strict=True)):
            cells = [row[index] for row in rows]
            numeric = file.is_numeric(index)
            head = file.heads[index] if entry.head is None else entry.head
            columns.append(Column(head, entry.align or "", numeric))
            values = [file.number(cell) for cell in cells]
            total = sum((value for value in values if value is not None), Decimal())
            try:
                summed = [total] if entry.total else []
                printed.append(self._cells(cells, values, entry.format, summed))
                totals += self._cells([""], summed, entry.format, values) if summed else [""]
            except FormatError as error:
                span = self.fence.span(("columns", number, "format"))
                self._tell("OCT265", str(error), span, error.hint)
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

    def _cells(
        self,
        cells: Sequence[str],
        values: Sequence[Decimal | None],
        pattern: str,
        more: Sequence[Decimal | None] = (),
    ) -> list[str]:
        """Return cells as printed: numbers as the language writes them, all else as it is."""
        grouped = group_all(value for value in (*values, *more) if value is not None)
        return [
            cell if value is None else number_text(value, self.lang, pattern, grouped=grouped)
            for cell, value in zip(cells, values, strict=True)
        ]


def _rest(data: dict[str, Any], error: ValidationError) -> Shown | None:
    """Return what a block says without what is wrong in it, to look at the rest of it."""
    rest = copy.deepcopy(data)
    for item in error.errors(include_url=False):
        key, inner = str(item["loc"][0]), item["loc"][1:]
        if item["type"] == "too_short" and item["input"]:
            continue  # only follows from an entry that is wrong
        if item["type"] != "extra_forbidden" or len(inner) != 2:
            rest.pop(key, None)
        elif key in rest:
            rest[key][inner[0]].pop(inner[1], None)
    try:
        return Shown.model_validate(rest)
    except ValidationError:
        return None


def filter_diagnostic(error: FilterError, file: CsvFile, span: Span) -> Diagnostic:
    """Return what is wrong with a filter, at its place."""
    if error.column is not None:
        return unknown_column(
            error.column, file.heads, replace(span, width=len(error.column)), error.hint
        )
    return diagnose("OCT263", f"the filter is not understood: {error.message}", span, error.hint)


def _sorted(
    rows: list[tuple[str, ...]], index: int, file: CsvFile, downwards: bool
) -> list[tuple[str, ...]]:
    """Order rows by a column, numbers before text; rows with nothing in it come last."""
    filled = [row for row in rows if row[index]]
    filled.sort(key=lambda row: _order_key(row[index], file), reverse=downwards)
    return filled + [row for row in rows if not row[index]]


def _order_key(text: str, file: CsvFile) -> tuple[int, Decimal, str, str]:
    number = file.number(text)
    if number is not None:
        return (0, number, "", "")
    return (1, Decimal(), (plain_letters(text) or text).casefold(), text)
