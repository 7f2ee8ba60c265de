"""Values of CSV files: a cell by its row and column, or an aggregate of a column."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal

from octavo.model.diagnostic import diagnose
from octavo.naming import ascii_slug
from octavo.passes.resolve.data.asked import Segment
from octavo.passes.resolve.data.choosing import filter_diagnostic
from octavo.passes.resolve.data.csvfiles import CsvFile, unknown_column
from octavo.passes.resolve.data.filters import FilterError, parse_filter
from octavo.passes.resolve.data.questions import AGGREGATES, Question, WrongError, near_name


class CsvQuestion:
    """A value from a CSV file: a cell by its row and column, or an aggregate of a column."""

    def __init__(self, question: Question, file: CsvFile) -> None:
        """Take the shortcode and the file that the first part of its path names."""
        self.question = question
        self.file = file

    def text(self, path: Sequence[Segment]) -> str:
        """Return the words for the rest of the path. Raises ``WrongError``."""
        options = self.question.asked.options
        asked = [name for name in AGGREGATES if name in options]
        if len(asked) > 1:
            message = f"“{asked[0]}” and “{asked[1]}” cannot both be answered"
            self.question.refuse(message, asked[1], "write a shortcode for each")
        if asked:
            return self._aggregate(asked[0], path)
        if "where" in options:
            message = "“where” chooses rows for sum, mean, min, max or count"
            self.question.refuse(message, "where", "add one of them: file.column sum where=…")
        if len(path) != 2:
            raise WrongError(
                diagnose(
                    "OCT264",
                    "a value of a CSV file has a row and a column",
                    self.question.whole,
                    "write file.row.column (the row by its first cell), or file.column sum",
                )
            )
        return self._cell(*path)

    def _cell(self, row: Segment, column: Segment) -> str:
        index = self._column(column)
        names = self.file.cells(0)
        found = [number for number, name in enumerate(names) if name == row.name]
        wanted = ascii_slug(row.name)
        if not found and wanted:
            found = [number for number, name in enumerate(names) if ascii_slug(name) == wanted]
        if len(found) > 1:
            lines = ", ".join(str(self.file.lines[number]) for number in found[:5])
            raise WrongError(
                diagnose(
                    "OCT264",
                    f"{len(found)} rows are called “{row.name}”",
                    self.question.span(row),
                    f"they are in lines {lines} of {self.file.path}; give the first cell of "
                    "each row a name of its own",
                )
            )
        if not found:
            slugs = [ascii_slug(name) for name in names]
            near = near_name(row.name, names) or near_name(wanted, slugs)
            hint = near or f"rows are named by “{self.file.heads[0]}”"
            what = f"no row “{row.name}” in {self.file.path}"
            raise WrongError(diagnose("OCT264", what, self.question.span(row), hint))
        cell = self.file.rows[found[0]][index]
        number = self.file.number(cell)
        if number is not None:
            return self.question.number(number)
        if not cell:
            line = self.file.lines[found[0]]
            hint = f"the row is in line {line} of {self.file.path}"
            raise WrongError(diagnose("OCT264", "this cell is empty", self.question.whole, hint))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
            try:
                return self.question.single(datetime.date.fromisoformat(cell))
            except ValueError:
                pass
        return self.question.single(cell)

    def _column(self, segment: Segment) -> int:
        index = self.file.column(segment.name)
        if index is not None:
            return index
        slug = ascii_slug(segment.name)
        for number, head in enumerate(self.file.heads):
            if slug and ascii_slug(head) == slug:
                return number
        raise WrongError(unknown_column(segment.name, self.file.heads, self.question.span(segment)))

    def _aggregate(self, name: str, path: Sequence[Segment]) -> str:
        rows = self._rows()
        if not path and name == "count":
            return self.question.number(Decimal(len(rows)))
        if len(path) != 1:
            raise WrongError(
                diagnose(
                    "OCT264",
                    f"“{name}” takes one column",
                    self.question.whole,
                    f"write file.column {name}",
                )
            )
        index = self._column(path[0])
        cells = [row[index] for row in rows if row[index]]
        if name == "count":
            return self.question.number(Decimal(len(cells)))
        numbers = [number for cell in cells if (number := self.file.number(cell)) is not None]
        if len(numbers) < len(cells):
            cell = next(cell for cell in cells if self.file.number(cell) is None)
            message = f"“{name}” needs numbers, and “{cell[:40]}” is none"
            hint = f"look for it in {self.file.path}; a number there is written like 1234.5"
            self.question.refuse(message, name, hint)
        if not numbers and name != "sum":
            hint = "look at the values of the columns that “where” compares"
            self.question.refuse(f"no row is left for “{name}”", name, hint)
        return self.question.number(_aggregated(name, numbers))

    def _rows(self) -> Sequence[tuple[str, ...]]:
        where = self.question.asked.options.get("where")
        if where is None:
            return self.file.rows
        try:
            test = parse_filter(where.name, self.file)
        except FilterError as error:
            span = self.question.span(Segment(" ", where.offset + error.offset))
            raise WrongError(filter_diagnostic(error, self.file, span)) from None
        return [row for row in self.file.rows if test(row)]


def _aggregated(name: str, numbers: Sequence[Decimal]) -> Decimal:
    match name:
        case "sum":
            return sum(numbers, Decimal())
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
    mean = round(sum(numbers, Decimal()) / len(numbers), 2).normalize()
    # 1E+1 is 10.
    return mean.quantize(Decimal(1)) if mean == mean.to_integral_value() else mean
