"""The rows that a chart draws, and the columns that its transforms make of them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from octavo.passes.resolve.data.csvfiles import CsvFile
from octavo.passes.resolve.data.formats import printable
from octavo.passes.resolve.data.vocabulary import MADE_BY_DEFAULT


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that a view draws: its columns (None where they are not known) and its file."""

    columns: tuple[str, ...] | None = None
    file: CsvFile | None = None
    values: tuple[Mapping[str, Any], ...] = ()

    def years(self, name: str) -> bool:
        """Tell whether a column holds nothing but years, which are never grouped as 2,026."""
        found = [row.get(name) for row in self.values]
        filled = [value for value in found if value not in (None, "")]
        return bool(filled) and all(_is_year(value) for value in filled)


def _is_year(value: object) -> bool:
    if isinstance(value, str):
        return len(value) == 4 and value.isdecimal() and value >= "1000"
    return isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 2999


def plain(data: Any) -> Any:  # noqa: ANN401  (YAML holds anything)
    """Return a copy of what YAML holds as what JSON can hold."""
    match data:
        case dict():
            return {printable(str(key)): plain(value) for key, value in data.items()}
        case list():
            return [plain(value) for value in data]
        case str():
            return printable(data)
        case datetime.date():
            return data.isoformat()
        case float() if not math.isfinite(data):
            return None
        case bool() | int() | float() | None:
            return data
        case _:
            return printable(str(data))


def known_rows(values: object) -> Rows:
    """Return the rows of values that stand in the specification."""
    if not isinstance(values, list) or not values:
        return Rows()
    if not all(isinstance(value, dict) for value in values):
        return Rows(("data",))
    columns = dict.fromkeys(str(key) for value in values for key in value)
    return Rows(tuple(columns), None, tuple(values))


def typed_rows(file: CsvFile, as_text: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file as the engine takes them: numbers, text, or nothing."""
    numeric = [
        file.is_numeric(index) and head not in as_text for index, head in enumerate(file.heads)
    ]
    for row in file.rows:
        yield {
            head: _number(file, cell) if is_number else cell
            for head, cell, is_number in zip(file.heads, row, numeric, strict=True)
        }


def _number(file: CsvFile, cell: str) -> float | None:
    value = file.number(cell)
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def temporal_fields(node: object) -> Iterator[str]:
    """Yield the columns that are used as times: their cells stay text, which the engine reads."""
    if isinstance(node, dict):
        name = node.get("field")
        if isinstance(name, str) and (node.get("type") == "temporal" or "timeUnit" in node):
            yield name
        for value in node.values():
            yield from temporal_fields(value)
    elif isinstance(node, list):
        for value in node:
            yield from temporal_fields(value)


def made_columns(transform: Mapping[str, Any]) -> Iterator[str]:
    """Yield the columns that a transform makes."""
    named = transform.get("as")
    if named is None:
        for kind, names in MADE_BY_DEFAULT.items():
            if kind in transform:
                yield from names
        for key in ("regression", "loess", "on", "flatten", "groupby"):
            value = transform.get(key)
            yield from map(str, value if isinstance(value, list) else [value] if value else [])
        source = transform.get("from")
        if isinstance(source, dict) and isinstance(source.get("fields"), list):
            yield from map(str, source["fields"])
    elif isinstance(named, list):
        yield from map(str, named)
    else:
        yield str(named)
    for key in ("aggregate", "joinaggregate", "window"):
        parts = transform.get(key)
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and "as" in part:
                yield str(part["as"])
