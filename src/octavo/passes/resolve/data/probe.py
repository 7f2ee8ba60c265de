"""Asking the chart engine for the rows that it draws.

The engine describes each mark to screen readers by the titles and values of its channels. A probe
is given numbers in place of the titles, so that what it says can be taken apart without a doubt.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from octavo.passes.resolve.data.specs import GUIDES, Prepared, View, title_of

# What a column's number stands between: characters that text has no reason to hold.
OPENING, CLOSING = "\ue000", "\ue001"
FACETS = ("row", "column", "facet")

_D3_PERCENT = re.compile(r"\.?(\d*)%")
# Lines and areas are one mark for many rows.
_JOINED = ("line", "area", "trail")
_UNSAID = ("href", "url", "description", "key", "order", "tooltip", "time")
_DISCRETE = ("nominal", "ordinal")


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
    # The rows, which may be many, are not changed.
    shared = [*(view.rows for view in prepared.views), *prepared.spec.get("datasets", {}).values()]
    twin = copy.deepcopy(prepared, {id(one): one for one in shared})
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
    definition["title"] = f"{OPENING}{number}{CLOSING}"
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
    for channel in FACETS:
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
