"""The rows of a CSV file that a block shows: which, in what order, and what is wrong with that.

``data`` names the file, ``filter`` chooses, ``order`` sorts, ``limit`` says how many at most.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, ValidationError

from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.fields import Model, Name, Words
from octavo.naming import plain_letters
from octavo.passes.resolve.data.csvfiles import CsvFile, CsvShelf, unknown_column
from octavo.passes.resolve.data.fences import Fence
from octavo.passes.resolve.data.filters import Cells, FilterError, parse_filter
from octavo.yamlplaces import KeyPath, explain

Known = Mapping[tuple[str | int, ...], list[str]]


def column_named(value: object) -> object:
    """Take the name of a column alone for an entry that says nothing else."""
    return {"column": value} if isinstance(value, (str, int, float)) else value


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Choice(Model):
    """What every block that shows rows of a file says of them."""

    data: Name
    filter: Words = ""
    order: Annotated[tuple[Words, ...], BeforeValidator(_one_or_more)] = ()
    limit: Annotated[int, Field(ge=1)] | None = None


Choice_ = TypeVar("Choice_", bound=Choice)


class Chooser:
    """Reads what one block says, chooses the rows, and gathers what is wrong."""

    def __init__(self, fence: Fence, shelf: CsvShelf) -> None:
        """Take the block as read and the files of the publication."""
        self.fence = fence
        self.shelf = shelf
        self.diagnostics: list[Diagnostic] = list(fence.yaml.diagnostics)

    def tell(self, code: str, message: str, span: Span, *hints: str) -> None:
        """Note what is wrong."""
        self.diagnostics.append(diagnose(code, message, span, *hints))

    def said(self, model: type[Choice_], known: Known) -> tuple[Choice_ | None, bool]:
        """Return what the block says as far as it can be read, and whether that is all of it.

        ``known`` are the keys that there are, for those that are not.
        """
        data = self.fence.yaml.data
        if data is None and self.fence.yaml.diagnostics:
            return None, False
        if not isinstance(data, dict):
            self.tell(
                "OCT004",
                "what to show of a data file is said by keys and values",
                self.fence.whole,
                "name the file: data: data/numbers.csv",
            )
            return None, False
        try:
            return model.model_validate(data), True
        except ValidationError as error:
            self.diagnostics += explain(error, self.fence.yaml, self.fence.path, known=known)
            return _rest(model, data, error), False

    def file(self, choice: Choice) -> CsvFile | None:
        """Return the file that the block names."""
        file, found = self.shelf.find(choice.data, self.fence.span(("data",)))
        self.diagnostics += found
        return file

    def column(self, name: str, file: CsvFile, span: Span, *hints: str) -> int | None:
        """Return the index of a column that stands at a place; told where there is none."""
        index = file.column(name)
        if index is None:
            self.diagnostics.append(unknown_column(name, file.heads, span, *hints))
        return index

    def rows(self, choice: Choice, file: CsvFile) -> list[Cells] | None:
        """Return the rows that are chosen, in their order; None where filter or order are wrong."""
        rows, order = self._filtered(choice, file), self._order(choice, file)
        if rows is None or order is None:
            return None
        for index, downwards in reversed(order):
            rows = _sorted(rows, index, file, downwards)
        return rows[: choice.limit]

    def can_show(self, rows: Sequence[Cells], choice: Choice, most: int, what: str) -> bool:
        """Tell whether so many rows can be shown, at ``most`` in ``what``; none is told."""
        if len(rows) > most:
            self.tell(
                "OCT266",
                f"“{choice.data}” has {len(rows)} rows to show; {what} at most {most}",
                self.fence.span(("data",)),
                "choose rows with `filter` or `limit`",
            )
            return False
        if not rows:
            self.tell(
                "OCT269",
                f"no row of “{choice.data}” is left to show",
                self.fence.span(("filter",) if choice.filter else ("data",)),
                "look at the values of the columns that the filter compares",
            )
        return True

    def _filtered(self, choice: Choice, file: CsvFile) -> list[Cells] | None:
        if not choice.filter:
            return list(file.rows)
        try:
            test = parse_filter(choice.filter, file)
        except FilterError as error:
            span = self.fence.span(("filter",), offset=error.offset)
            self.diagnostics.append(filter_diagnostic(error, file, span))
            return None
        return [cells for cells in file.rows if test(cells)]

    def _order(self, choice: Choice, file: CsvFile) -> list[tuple[int, bool]] | None:
        """Return the columns to sort by, and whether from high to low."""
        found: list[tuple[int, bool]] = []
        is_list = isinstance(self.fence.yaml.data.get("order"), list)
        for number, entry in enumerate(choice.order):
            name = entry if file.column(entry) is not None else entry.removeprefix("-")
            keys: KeyPath = ("order", number) if is_list else ("order",)
            hint = "-name orders from high to low"
            index = self.column(name, file, self.fence.span(keys), hint)
            if index is not None:
                found.append((index, name != entry))
        return found if len(found) == len(choice.order) else None


def _rest(model: type[Choice_], data: dict[str, Any], error: ValidationError) -> Choice_ | None:
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
        return model.model_validate(rest)
    except ValidationError:
        return None


def filter_diagnostic(error: FilterError, file: CsvFile, span: Span) -> Diagnostic:
    """Return what is wrong with a filter, at its place."""
    if error.column is not None:
        return unknown_column(
            error.column, file.heads, span._replace(width=len(error.column)), error.hint
        )
    return diagnose("OCT263", f"the filter is not understood: {error.message}", span, error.hint)


def _sorted(rows: list[Cells], index: int, file: CsvFile, downwards: bool) -> list[Cells]:
    """Order rows by a column, numbers before text; rows with nothing in it come last."""
    filled = [row for row in rows if row[index]]
    filled.sort(key=lambda row: _order_key(row[index], file), reverse=downwards)
    return filled + [row for row in rows if not row[index]]


def _order_key(text: str, file: CsvFile) -> tuple[int, Decimal, str, str]:
    number = file.number(text)
    if number is not None:
        return (0, number, "", "")
    return (1, Decimal(), (plain_letters(text) or text).casefold(), text)
