"""The rows of a chart as they are drawn: aggregated, filtered and in its order.

The engine describes each mark to screen readers by the titles and values of its channels. Here it
is given marks in place of the titles, so that what it says can be taken apart without a doubt.
"""

from __future__ import annotations

import copy
import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from octavo.passes.resolve.data.formats import FormatError, date_text, group_all, number_text
from octavo.passes.resolve.data.made import Column
from octavo.passes.resolve.data.specs import GUIDES, Prepared, View, title_of

# Characters of the private use area, which text has no reason to hold.
_MARKED = re.compile("\ue000(\\d+)\ue001: ")
_NUMBER = re.compile(r"[\u2212-]?\d+(?:\.\d+)?")
_PERCENT = re.compile(r"[\u2212-]?\d+(?:\.\d+)?%")
_D3_PERCENT = re.compile(r"\.?(\d*)%")
# What the engine writes for a value that is not there.
_NOTHING = ("null", "NaN", "undefined")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Lines and areas are one mark for many rows.
_JOINED = ("line", "area", "trail")
_FACETS = ("row", "column", "facet")
_UNSAID = ("href", "url", "description", "key", "order", "tooltip", "time")
_SERIES = (
    "color",
    "fill",
    "stroke",
    "strokeDash",
    "shape",
    "xOffset",
    "yOffset",
    "detail",
    *_FACETS,
)
_POSITIONS = ("x", "y", "theta", "radius", "size", "text")
_DISCRETE = ("nominal", "ordinal")
_UNNAMED = {"x": "y", "y": "x"}


@dataclass(frozen=True, slots=True)
class Said:
    """A column of a chart: its title, how its values are printed, and what it does."""

    title: str
    channel: str
    temporal: bool = False
    discrete: bool = False
    years: bool = False
    percent: int | None = None
    order: tuple[str, ...] = ()
    titled: bool = False
    as_they_come: bool = False


@dataclass
class Probe:
    """A specification whose marks describe themselves, and the columns that they speak of."""

    spec: dict[str, Any]
    columns: list[Said] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    horizontal: bool = False

    @property
    def config(self) -> dict[str, Any]:
        """Return the configuration to draw it with."""
        return {"timeFormat": "%Y-%m-%d", "normalizedNumberFormat": ".1%"}


def probe_of(prepared: Prepared) -> Probe | None:
    """Return the probe of a specification, or None where it cannot be asked for its rows."""
    if any(key in _keys(prepared.spec) for key in ("repeat",)):
        return None
    twin = copy.deepcopy(prepared)
    probe = Probe(twin.spec)
    marked: set[int] = set()
    for view in twin.views:
        y = view.channels.get("y")
        if isinstance(y, dict) and _is_discrete(y):
            probe.horizontal = True
        _mark_view(probe, view, marked)
    return probe if probe.columns else None


def _keys(node: object) -> Iterable[str]:
    if isinstance(node, dict):
        yield from node
        for value in node.values():
            yield from _keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from _keys(value)


def _is_discrete(definition: Mapping[str, Any]) -> bool:
    if definition.get("bin"):
        return True
    if "aggregate" in definition:
        return False
    return definition.get("type", "nominal") in _DISCRETE


def _mark_view(probe: Probe, view: View, marked: set[int]) -> None:
    mark = view.spec.get("mark")
    if view.mark in _JOINED:
        view.spec["mark"] = {**(mark if isinstance(mark, dict) else {}), "type": "point"}
    for channel, definition in view.channels.items():
        for one in definition if isinstance(definition, list) else (definition,):
            if isinstance(one, dict) and id(one) not in marked:
                marked.add(id(one))
                if "field" in one or "aggregate" in one:
                    _mark_channel(probe, one, channel, view)
    own = view.spec.setdefault("encoding", {})
    if isinstance(own, dict):
        _with_facets(own, view.channels)


def _mark_channel(probe: Probe, definition: dict[str, Any], channel: str, view: View) -> None:
    """Give a channel the number of its column for a title."""
    identity = identity_of(definition)
    said = _said(definition, channel, view)
    # Two channels of one column, such as colour and dashes, are one.
    number = probe.numbers.setdefault(identity, len(probe.columns))
    if number == len(probe.columns):
        probe.columns.append(said)
    elif not probe.columns[number].titled and said.titled:
        probe.columns[number] = replace(probe.columns[number], title=said.title, titled=True)
    definition["title"] = f"\ue000{number}\ue001"
    for guide in GUIDES:
        definition.pop(guide, None)


def identity_of(definition: Mapping[str, Any]) -> str:
    """Return what tells the column of one channel from that of another."""
    return repr([definition.get(key) for key in ("field", "aggregate", "bin", "timeUnit")])


def _with_facets(encoding: dict[str, Any], channels: Mapping[str, Any]) -> None:
    """Let the marks of small multiples speak of the multiple that they stand in."""
    detail = encoding.get("detail", [])
    detail = list(detail) if isinstance(detail, list) else [detail]
    kept = ("field", "type", "title", "bin", "timeUnit")
    for channel in _FACETS:
        facet = channels.get(channel)
        if isinstance(facet, dict) and "field" in facet:
            detail.append({key: facet[key] for key in kept if key in facet})
    for channel in _UNSAID:
        encoding.pop(channel, None)
    if detail:
        encoding["detail"] = detail


def _said(definition: Mapping[str, Any], channel: str, view: View) -> Said:
    name = str(definition.get("field", "")).replace("\\", "")
    years = bool(name) and "aggregate" not in definition and view.rows.years(name)
    percent = None
    for guide in (definition, *(definition.get(key) for key in GUIDES)):
        form = guide.get("format") if isinstance(guide, dict) else None
        if isinstance(form, str) and (match := _D3_PERCENT.fullmatch(form)):
            percent = int(match[1][:2] or 0)
    title = title_of(definition)
    return Said(
        title or name or "n",
        channel,
        definition.get("type") == "temporal" and "timeUnit" not in definition,
        _is_discrete(definition),
        years,
        percent,
        _order(definition),
        bool(title),
        "sort" in definition and definition["sort"] is None,
    )


def _order(definition: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the values of a channel in the order that an author gives them, if any."""
    scale = definition.get("scale")
    domain = scale.get("domain") if isinstance(scale, dict) else None
    order = next((one for one in (definition.get("sort"), domain) if isinstance(one, list)), [])
    return tuple(map(str, order))


# ----------------------------------------------------------------- the answer


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
    if probe.columns[series].channel not in _FACETS and len(names) > 8:
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
