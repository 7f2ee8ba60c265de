"""The rows of a chart as they are drawn: aggregated, filtered and in its order."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from octavo.passes.resolve.data.formats import FormatError, date_text, group_all, number_text
from octavo.passes.resolve.data.made import Column
from octavo.passes.resolve.data.probe import CLOSING, FACETS, OPENING, Probe, Said, identity_of

_MARKED = re.compile(rf"{OPENING}(\d+){CLOSING}: ")
_NUMBER = re.compile(r"[\u2212-]?\d+(?:\.\d+)?")
_PERCENT = re.compile(r"[\u2212-]?\d+(?:\.\d+)?%")
# What the engine writes for a value that is not there.
_NOTHING = ("null", "NaN", "undefined")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SERIES = frozenset(
    ("color", "fill", "stroke", "strokeDash", "shape", "xOffset", "yOffset", "detail", *FACETS)
)
MAXIMUM_WIDE = 8


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the marks of a chart say: a record for each, its values by the numbers of columns."""

    probe: Probe
    records: tuple[Mapping[int, str], ...]

    def values(self, definition: Mapping[str, Any]) -> list[str]:
        """Return the values of the column that a channel shows, each once."""
        number = self.probe.numbers.get(identity_of(definition), -1)
        return list(dict.fromkeys(one[number] for one in self.records if number in one))

    def table(self, lang: str) -> tuple[list[Column], list[list[str]]]:
        """Return columns and rows as they are printed in a language.

        A measure of several series has a column for each of them.
        """
        columns = self.probe.columns
        used = [number for number in range(len(columns)) if any(number in r for r in self.records)]
        used.sort(key=lambda number: _rank(columns[number]))
        wide = _wide(self.probe, used, self.records)
        if wide is not None:
            return _printed(*wide, lang)
        said = [columns[number] for number in used]
        rows = [[one.get(number, "") for number in used] for one in self.records]
        return _printed(said, rows, lang)


def what_was_drawn(probe: Probe, marks: Sequence[Sequence[Any]]) -> Drawn:
    """Return what marks say of themselves, in the order of the chart.

    A mark is a description, its position across and down, and the number of its group.
    """
    across = 2 if probe.horizontal else 1
    ordered = sorted(
        (mark for mark in marks if _MARKED.match(str(mark[0]))),
        key=lambda mark: (_position(mark[across]), _position(mark[3 - across])),
    )
    return Drawn(probe, tuple(_merged([(_record(str(mark[0])), int(mark[3])) for mark in ordered])))


def _position(value: object) -> float:
    return round(float(value), 1) if isinstance(value, (int, float)) else 0.0


def _record(description: str) -> dict[int, str]:
    parts = _MARKED.split(description)[1:]
    record: dict[int, str] = {}
    for number, value in zip(parts[::2], parts[1::2], strict=True):
        record.setdefault(int(number), value.removesuffix("; ").strip())
    return record


def _merged(said: Sequence[tuple[dict[int, str], int]]) -> list[dict[int, str]]:
    """Return the records of marks, once where the marks of several layers say the same.

    Left out is what another record says too, and more. Equal marks of one group stay.
    """
    counts: dict[tuple[tuple[int, str], ...], Counter[int]] = {}
    for record, group in said:
        counts.setdefault(tuple(sorted(record.items())), Counter())[group] += 1
    found = [dict(items) for items in counts]
    shapes = list(dict.fromkeys(frozenset(record) for record in found))
    richer: dict[frozenset[int], set[tuple[tuple[int, str], ...]]] = {}
    for shape in shapes:
        # What the richer records say of these columns.
        richer[shape] = {
            tuple(sorted((number, one[number]) for number in shape))
            for one in found
            if shape < frozenset(one)
        }
    return [
        dict(items)
        for items, groups in counts.items()
        if items not in richer[frozenset(dict(items))]
        for _ in range(max(groups.values()))
    ]


def _rank(said: Said) -> int:
    """Order columns: what the rows are, then series, then measures."""
    if said.channel in ("x", "y") and (said.discrete or said.temporal or said.years):
        return 0
    if said.channel in _SERIES:
        return 1
    return 2


def _wide(
    probe: Probe, used: Sequence[int], records: Sequence[Mapping[int, str]]
) -> tuple[list[Said], list[list[str]]] | None:
    """Return a row for each key and a column for each series, where a chart is of that kind."""
    if len(used) != 3:
        return None
    ranks = [_rank(probe.columns[number]) for number in used]
    if ranks[0] == 2 or ranks[1] != 1 or ranks[2] != 2:
        return None
    key, series, measure = used
    names = _series_names(probe.columns[series], records, series)
    if probe.columns[series].channel not in FACETS and len(names) > MAXIMUM_WIDE:
        return None
    cells: dict[str, dict[str, str]] = {}
    for one in records:
        row = cells.setdefault(one.get(key, ""), {})
        if one.get(series, "") in row:
            return None
        row[one.get(series, "")] = one.get(measure, "")
    first, measured = probe.columns[key], probe.columns[measure]
    heads = [
        Said(f"{first.title} ({measured.title})", first.channel, first.temporal, True, first.years),
        *(Said(name, "y", percent=measured.percent, years=measured.years) for name in names),
    ]
    return heads, [[name, *(row.get(one, "") for one in names)] for name, row in cells.items()]


def _series_names(said: Said, records: Sequence[Mapping[int, str]], number: int) -> list[str]:
    """Return the series in the order of the legend: the author's, else that of the alphabet."""
    found = list(dict.fromkeys(one.get(number, "") for one in records))
    given = {name: place for place, name in enumerate(said.order)}
    if not given and not said.as_they_come:
        return sorted(found)
    return sorted(found, key=lambda name: given.get(name, len(given)))


def _printed(
    columns: Sequence[Said], rows: Sequence[Sequence[str]], lang: str
) -> tuple[list[Column], list[list[str]]]:
    heads: list[Column] = []
    printed: list[list[str]] = []
    grouped = _grouped(columns, rows)
    for index, said in enumerate(columns):
        cells = ["" if row[index] in _NOTHING else row[index] for row in rows]
        numeric = not said.temporal and all(
            _NUMBER.fullmatch(cell) or _PERCENT.fullmatch(cell) for cell in cells if cell
        )
        numeric = numeric and not (said.discrete and index == 0) and any(cells)
        heads.append(Column(said.title, numeric=numeric))
        printed.append(_cells(cells, said, numeric, grouped, lang))
    return heads, [list(row) for row in zip(*printed, strict=True)]


def _grouped(columns: Sequence[Said], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the digits of a table's numbers are grouped; those of years never are."""
    return group_all(
        Decimal(cell.replace("\u2212", "-"))
        for row in rows
        for said, cell in zip(columns, row, strict=True)
        if not said.years and _NUMBER.fullmatch(cell)
    )


def _cells(cells: Sequence[str], said: Said, numeric: bool, grouped: bool, lang: str) -> list[str]:
    if said.temporal:
        return [_day(cell, lang, years=said.years) for cell in cells]
    if not numeric:
        return list(cells)
    plain = [cell.replace("\u2212", "-") for cell in cells]
    return [_number(cell, said, grouped and not said.years, lang) for cell in plain]


def _number(cell: str, said: Said, grouped: bool, lang: str) -> str:
    if not cell:
        return ""
    if cell.endswith("%"):
        share = Decimal(cell[:-1].removesuffix(".0")) / 100
        return number_text(share, lang, "0.#%")
    value = Decimal(cell)
    if said.percent is not None:
        pattern = "0." + "0" * said.percent + "%" if said.percent else "0%"
        return number_text(value, lang, pattern)
    if -int(value.as_tuple().exponent) > 3:
        # What was counted out, such as a mean, has more digits than anybody measured.
        value = round(value, 3)
    return number_text(value, lang, grouped=grouped)


def _day(cell: str, lang: str, *, years: bool) -> str:
    if not _DAY.fullmatch(cell):
        return cell
    if years:
        return cell[:4]
    try:
        return date_text(datetime.date.fromisoformat(cell), lang, "medium")
    except (ValueError, FormatError):
        return cell
