"""A chart's specification, checked at its places in Markdown, with its data put in.

What comes out draws without a file or a network: rows of CSV files stand in it as ``datasets``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.nearest import nearest
from octavo.passes.resolve.data.csvfiles import CsvShelf, unknown_column
from octavo.passes.resolve.data.fences import Fence
from octavo.passes.resolve.data.rows import (
    Rows,
    known_rows,
    made_columns,
    plain,
    temporal_fields,
    typed_rows,
)
from octavo.passes.resolve.data.vocabulary import (
    AGGREGATES,
    CHANNELS,
    DEFINITION,
    MARKS,
    SEVERAL,
    TYPES,
    VIEW,
)
from octavo.yamlplaces import KeyPath

MAXIMUM_ROWS = 20_000
MAXIMUM_VIEWS_DEPTH = 10

# The keys of a channel that hold what is drawn beside the marks.
GUIDES = ("axis", "legend", "header")

_NO_INTERACTION = "a page cannot be clicked: leave out `select` and `bind`"


@dataclass(frozen=True, slots=True)
class View:
    """A view that draws marks: its part of the specification, all its channels, and its rows."""

    spec: dict[str, Any]
    mark: str
    channels: dict[str, Any]
    rows: Rows


@dataclass
class Prepared:
    """A specification that can be drawn, and its views with marks in their order."""

    spec: dict[str, Any]
    views: list[View] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def drawable(self) -> bool:
        """Whether nothing is wrong with it that would falsify the chart."""
        return not any(finding.is_error for finding in self.diagnostics)


def prepare(fence: Fence, shelf: CsvShelf) -> Prepared:
    """Check the specification in a fence and put its data in."""
    data = fence.yaml.data
    prepared = Prepared({}, diagnostics=list(fence.yaml.diagnostics))
    if not isinstance(data, dict):
        if data is not None or not prepared.diagnostics:
            hint = "begin with data:, mark: and encoding:"
            finding = diagnose("OCT266", "a chart is described by keys", fence.whole, hint)
            prepared.diagnostics.append(finding)
        return prepared
    prepared.spec = plain(data)
    _Check(fence, shelf, prepared).whole()
    return prepared


class _Check:
    """Walks through the views of a specification and changes them in place."""

    def __init__(self, fence: Fence, shelf: CsvShelf, prepared: Prepared) -> None:
        self.fence = fence
        self.shelf = shelf
        self.prepared = prepared
        self.datasets: dict[str, Any] = {}
        self.temporal = set(temporal_fields(prepared.spec))

    def whole(self) -> None:
        spec = self.prepared.spec
        for key in ("$schema", "usermeta"):
            spec.pop(key, None)
        own = spec.get("datasets")
        self.datasets = own if isinstance(own, dict) else {}
        self._view(spec, (), Rows(), {})
        if self.datasets:
            spec["datasets"] = self.datasets
        if not self.prepared.views and self.prepared.drawable:
            self._tell("OCT266", "the chart has no mark", self.fence.whole, "add mark: bar")

    def _tell(self, code: str, message: str, span: Span, *hints: str) -> None:
        self.prepared.diagnostics.append(diagnose(code, message, span, *hints))

    def _near(
        self, what: str, name: object, keys: KeyPath, known: Iterable[str], *, of_key: bool = True
    ) -> None:
        """Tell a word that is not one of the known."""
        shown = str(name)[:40]
        ordered = sorted(known)
        same = (word for word in ordered if word.casefold() == shown.casefold())
        near = next(same, "") or nearest(shown, ordered)
        hint = f"did you mean “{near}”?" if near else "see the documentation of Vega-Lite"
        code = "OCT003" if of_key and what == "key" else "OCT266"
        self._tell(code, f"unknown {what} “{shown}”", self.fence.span(keys, of_key=of_key), hint)

    # ------------------------------------------------------------------ views

    def _view(
        self, spec: dict[str, Any], keys: KeyPath, rows: Rows, channels: Mapping[str, Any]
    ) -> None:
        if len(keys) > 2 * MAXIMUM_VIEWS_DEPTH:
            self._tell("OCT266", "views are nested too deeply", self.fence.whole)
            return
        for key in list(spec):
            if key not in VIEW:
                self._near("key", key, (*keys, key), VIEW)
        if "data" in spec:
            rows = self._data(spec, (*keys, "data"))
        rows = self._transforms(spec, keys, rows)
        self._params(spec, keys)
        encoding = spec.get("encoding", {})
        if isinstance(encoding, dict):
            self._encoding(encoding, (*keys, "encoding"), rows)
            channels = {**channels, **encoding}
        else:
            self._tell(
                "OCT266",
                "`encoding` holds channels such as x and y",
                self.fence.span((*keys, "encoding")),
            )
        if "mark" in spec:
            self._mark(spec, keys, channels, rows)
        self._facets(spec, keys, rows)
        for key in SEVERAL:
            children = spec.get(key)
            for number, child in enumerate(children if isinstance(children, list) else ()):
                if isinstance(child, dict):
                    self._view(child, (*keys, key, number), rows, channels)
        if isinstance(spec.get("spec"), dict):
            self._view(spec["spec"], (*keys, "spec"), rows, channels)

    def _mark(
        self, spec: dict[str, Any], keys: KeyPath, channels: Mapping[str, Any], rows: Rows
    ) -> None:
        mark, place = spec["mark"], (*keys, "mark")
        if isinstance(mark, dict):
            mark, place = mark.get("type"), (*place, "type")
        if mark == "image":
            hint = "put pictures beside the chart, as figures"
            self._tell("OCT267", "a chart cannot hold pictures", self.fence.span(place), hint)
        elif not isinstance(mark, str) or mark not in MARKS:
            self._near("mark", mark, place, MARKS, of_key=False)
        else:
            self.prepared.views.append(View(spec, mark, dict(channels), rows))

    def _facets(self, spec: Mapping[str, Any], keys: KeyPath, rows: Rows) -> None:
        facet = spec.get("facet")
        if isinstance(facet, dict):
            for name, definition in {"": facet, **facet}.items():
                if isinstance(definition, dict) and "field" in definition:
                    place = (*keys, "facet", *((name,) if name else ()))
                    self._field(definition, (*place, "field"), rows)
        repeat = spec.get("repeat")
        named = {"": repeat} if isinstance(repeat, list) else repeat
        for name, fields in named.items() if isinstance(named, dict) else ():
            for number, entry in enumerate(fields if isinstance(fields, list) else ()):
                place = (*keys, "repeat", *((name,) if name else ()), number)
                if name != "layer" or isinstance(entry, str):
                    self._known_field(entry, place, rows)

    def _params(self, spec: Mapping[str, Any], keys: KeyPath) -> None:
        params = spec.get("params")
        for number, param in enumerate(params if isinstance(params, list) else ()):
            for key in ("select", "bind"):
                if isinstance(param, dict) and key in param:
                    span = self.fence.span((*keys, "params", number, key), of_key=True)
                    self._tell(
                        "OCT267", "the chart wants to be used by hand", span, _NO_INTERACTION
                    )

    # ------------------------------------------------------------------- data

    def _data(self, holder: dict[str, Any], keys: KeyPath) -> Rows:
        """Put the rows of a view's data into the datasets; return them."""
        data = holder["data"]
        if data is None:
            return Rows()
        source, place = (data, keys) if isinstance(data, str) else (None, keys)
        if isinstance(data, dict) and "url" in data:
            source, place = data["url"], (*keys, "url")
        if isinstance(source, str):
            return self._file(holder, source, data, place)
        if isinstance(data, dict) and "values" in data:
            return known_rows(data["values"])
        if isinstance(data, dict) and isinstance(data.get("name"), str) and len(data) == 1:
            return known_rows(self.datasets.get(data["name"]))
        self._tell(
            "OCT267",
            "a chart draws rows of a CSV file, or `values` that stand in it",
            self.fence.span(keys),
            "name a file of the publication: data: data/numbers.csv",
        )
        return Rows()

    def _file(self, holder: dict[str, Any], source: str, data: object, keys: KeyPath) -> Rows:
        if source.lower().endswith((".json", ".topojson", ".geojson", ".arrow", ".parquet")):
            hint = "save its rows as CSV"
            self._tell("OCT267", f"“{source}” is not a CSV file", self.fence.span(keys), hint)
            return Rows()
        file, found = self.shelf.find(source, self.fence.span(keys))
        self.prepared.diagnostics += found
        if file is None:
            return Rows()
        if len(file.rows) > MAXIMUM_ROWS:
            self._tell(
                "OCT266",
                f"“{source}” has {len(file.rows)} rows; a chart draws at most {MAXIMUM_ROWS}",
                self.fence.span(keys),
                "make a smaller file with the rows that the chart shows",
            )
            return Rows()
        form = data.get("format") if isinstance(data, dict) else None
        parse = form.get("parse") if isinstance(form, dict) else None
        parse = parse if isinstance(parse, dict) else {}
        rows = Rows(file.heads, file, tuple(typed_rows(file, self.temporal | set(map(str, parse)))))
        name = f"file {file.path}" + ("" if not parse else f" {sorted(parse)}")
        self.datasets[name] = list(rows.values)
        holder["data"] = {"name": name, **({"format": {"parse": parse}} if parse else {})}
        return rows

    def _transforms(self, spec: Mapping[str, Any], keys: KeyPath, rows: Rows) -> Rows:
        """Return the rows with the columns that a view's transforms make."""
        transforms = spec.get("transform")
        columns = rows.columns
        for number, transform in enumerate(transforms if isinstance(transforms, list) else ()):
            if not isinstance(transform, dict):
                continue
            made = list(made_columns(transform))
            source = transform.get("from")
            if isinstance(source, dict) and "data" in source:
                place = (*keys, "transform", number, "from", "data")
                other = self._data(source, place)
                made += other.columns or ()
            if isinstance(source, dict) and "param" in source:
                span = self.fence.span((*keys, "transform", number, "from", "param"), of_key=True)
                self._tell("OCT267", "the chart wants to be used by hand", span, _NO_INTERACTION)
            if columns is not None:
                # What pivot makes depends on the rows.
                columns = None if "pivot" in transform else (*columns, *made)
        return Rows(columns, rows.file, rows.values)

    # -------------------------------------------------------------- encodings

    def _encoding(self, encoding: dict[str, Any], keys: KeyPath, rows: Rows) -> None:
        for channel, definition in encoding.items():
            if channel in ("href", "url"):
                span = self.fence.span((*keys, channel), of_key=True)
                hint = "put links and pictures into the text"
                self._tell("OCT267", f"a drawn chart has no `{channel}`", span, hint)
            elif channel not in CHANNELS:
                self._near("channel", channel, (*keys, channel), CHANNELS)
            several = isinstance(definition, list)
            for number, one in enumerate(definition if several else [definition]):
                place = (*keys, channel, *((number,) if several else ()))
                if isinstance(one, dict):
                    self._definition(one, place, rows)
        encoding.pop("tooltip", None)

    def _definition(self, definition: dict[str, Any], keys: KeyPath, rows: Rows) -> None:
        for key in definition:
            if key not in DEFINITION:
                self._near("key", key, (*keys, key), DEFINITION)
        kind = definition.get("type")
        if kind is not None and kind not in TYPES:
            self._near("type", kind, (*keys, "type"), TYPES, of_key=False)
        aggregate = definition.get("aggregate")
        if isinstance(aggregate, str) and aggregate not in AGGREGATES:
            self._near("aggregate", aggregate, (*keys, "aggregate"), AGGREGATES, of_key=False)
        if "field" in definition:
            self._field(definition, (*keys, "field"), rows)
        for inner in ("sort", "condition"):
            part = definition.get(inner)
            for number, one in enumerate(part if isinstance(part, list) else [part]):
                if isinstance(one, dict) and "field" in one:
                    place = (*keys, inner, *((number,) if isinstance(part, list) else ()))
                    self._field(one, (*place, "field"), rows)

    def _field(self, holder: dict[str, Any], keys: KeyPath, rows: Rows) -> None:
        name = holder["field"]
        self._known_field(name, keys, rows)
        if isinstance(name, str) and name in (rows.columns or ()):
            # A point or a bracket in a head would be read as a path.
            holder["field"] = "".join("\\" + mark if mark in ".[]" else mark for mark in name)

    def _known_field(self, name: object, keys: KeyPath, rows: Rows) -> None:
        if rows.columns is None or not isinstance(name, str) or name in rows.columns:
            return
        if rows.file is None and any(mark in name for mark in ".[\\"):
            # A path into values that are nested.
            return
        plain = name.replace("\\", "")
        if plain not in rows.columns:
            self.prepared.diagnostics.append(
                unknown_column(name, rows.columns, self.fence.span(keys))
            )


def title_of(definition: Mapping[str, Any]) -> str:
    """Return the title that an author gives a channel, "" without one."""
    for guide in (definition, *(definition.get(key) for key in GUIDES)):
        title = guide.get("title") if isinstance(guide, dict) else None
        if isinstance(title, list):
            title = " ".join(map(str, title))
        if isinstance(title, str) and title.strip():
            return " ".join(title.split())
    return ""
