"""Charts: a fenced ``vega-lite`` block becomes a figure with a drawing and a table of its rows."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from octavo.model.book import Asset
from octavo.model.content import Chart, Figure, Table
from octavo.model.diagnostic import Diagnostic, diagnose
from octavo.model.inlines import Attributes, Image
from octavo.passes.resolve.data.csvfiles import CsvShelf
from octavo.passes.resolve.data.drawing import DrawingEngine, DrawingError
from octavo.passes.resolve.data.drawn import Drawn, what_was_drawn
from octavo.passes.resolve.data.fences import Fence, read_fence
from octavo.passes.resolve.data.formats import chart_locales
from octavo.passes.resolve.data.made import Column, Keys, Made, table_of
from octavo.passes.resolve.data.pictures import clean_svg, size_of
from octavo.passes.resolve.data.probe import probe_of
from octavo.passes.resolve.data.specs import Prepared, prepare
from octavo.passes.resolve.data.style import configuration, restyle
from octavo.passes.resolve.data.tokens import Tokens, read_tokens
from octavo.passes.resolve.images import read_image
from octavo.workspace import Workspace

FOLDER = "charts"
MAXIMUM_SVG = 16 * 2**20
MAXIMUM_TABLE_ROWS = 2000
DEFAULT_WIDTH = "146mm"

_WIDTH = re.compile(r"(\d+(?:\.\d+)?)(%|px|pt|mm|cm|in)?")
_PIXELS = {"px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, None: 1.0}
# Views that stand side by side each have a width of their own.
_COMPOSED = ("concat", "hconcat", "vconcat", "facet", "repeat", "column", "row")
_ROUNDS = 3
# What the engine says of the width that we ask for, not the author.
_ON_ITS_WIDTH = 'Dropping "fit-'
_CUT = "\u2026"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A drawing, the rows in it, and what an author should look at."""

    svg: bytes
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    remarks: tuple[str, ...]


class Charts:
    """Draws the charts of a publication in the look of its design."""

    def __init__(self, workspace: Workspace, design: str, shelf: CsvShelf) -> None:
        """Take the door to files, the name of the design, and the CSV files already read."""
        self.workspace = workspace
        self.shelf = shelf
        self.tokens: Tokens = read_tokens(workspace, design)
        families = self.tokens.families("--face-heads")
        self.engine = DrawingEngine(workspace.font_folders(families), workspace.cache)
        self.width = self.tokens.pixels("--figure-width", DEFAULT_WIDTH)
        self._drawn: dict[str, _Drawn | DrawingError] = {}

    def make(
        self, node: Chart, path: str, chapter: str, lang: str, taken: set[str]
    ) -> Made[Figure]:
        """Return the figure of a chart in the file ``path``.

        ``chapter`` is the chapter's identifier, ``taken`` its keys and the sources of its images.
        Where the chart cannot be drawn, the figure's image has no asset.
        """
        work = _Work(self, read_fence(node, path), lang)
        wanted = node.attributes.get("width") or ""
        drawn = work.draw(self._pixels(wanted))
        keys = Keys(f"{node.key or 'chart'}-data", node.place, taken)
        source = self._source(f"{chapter}-{node.key or 'chart'}", taken)
        asset, data = None, None
        if drawn is not None:
            asset = self._asset(work, source, drawn.svg)
            data = self._table(work, drawn, keys)
        alt = node.attributes.get("fig-alt")
        if alt is None:
            work.tell_missing_alt()
        image = Image(node.place, _image_attributes(wanted, asset, self.width), source, alt=alt)
        figure = Figure(
            node.place,
            _figure_attributes(node.attributes),
            node.key,
            image=image,
            caption=node.caption,
            credit=node.credit,
            origin=node.origin,
            data=data,
        )
        return Made(figure, keys.places, {source: asset}, tuple(work.diagnostics))

    def close(self) -> None:
        """End the engine's process."""
        self.engine.close()

    def _pixels(self, width: str) -> float:
        """Return the width to draw for what an author asks for: 60%, 80mm."""
        match = _WIDTH.fullmatch(width.strip())
        if match is None or not float(match[1]):
            return self.width
        if match[2] == "%":
            return self.width * min(100.0, float(match[1])) / 100
        return min(self.width, float(match[1]) * _PIXELS[match[2]])

    def _source(self, name: str, taken: Collection[str]) -> str:
        plain = re.sub(r"[^\w.-]+", "-", name)
        source, count = posixpath.join(FOLDER, f"{plain}.svg"), 1
        while source in taken or self.workspace.exists(source):
            count += 1
            source = posixpath.join(FOLDER, f"{plain}-{count}.svg")
        return source

    def _asset(self, work: _Work, source: str, svg: bytes) -> Asset | None:
        try:
            return read_image(source, svg)
        except ValueError as error:
            work.tell("OCT266", f"the drawing cannot be used: {error}")
            return None

    def _table(self, work: _Work, drawn: _Drawn, keys: Keys) -> Table | None:
        if not drawn.rows:
            work.tell("OCT269", "the chart draws no row", "look at its filter and its columns")
            return None
        if len(drawn.rows) > MAXIMUM_TABLE_ROWS:
            work.tell(
                "OCT268",
                f"{len(drawn.rows)} marks are too many for a table beside the chart",
                "aggregate the rows, so that readers who do not see the chart get their sense",
            )
            return None
        firsts = [row[0] for row in drawn.rows]
        return table_of(drawn.columns, drawn.rows, keys, row_heads=len(set(firsts)) == len(firsts))

    def drawn(self, prepared: Prepared, width: float, lang: str) -> _Drawn:
        """Return a chart drawn; equal charts are drawn once. Raises ``DrawingError``."""
        known = json.dumps([prepared.spec, width, lang])
        if known not in self._drawn:
            try:
                self._drawn[known] = self._draw(prepared, width, lang)
            except DrawingError as error:
                self._drawn[known] = error
        found = self._drawn[known]
        if isinstance(found, DrawingError):
            raise found
        return found

    def _draw(self, prepared: Prepared, width: float, lang: str) -> _Drawn:
        numbers, times = chart_locales(lang)
        job = {"do": "svg", "numbers": numbers, "times": times}
        drawn = self._what_is_drawn(prepared, times)
        size = self.tokens.pixels("--size-small", "8.5pt")
        remarks = list(restyle(prepared, drawn, width, size))
        answer = self._fitted(prepared, job, width)
        said = [one for one in answer["warnings"] if not one.startswith(_ON_ITS_WIDTH)]
        remarks += [f"the chart engine says: {one}" for one in said]
        if _CUT in answer["svg"] and _CUT not in json.dumps(prepared.spec, ensure_ascii=False):
            remarks.append("a label is too long and was cut; labelLimit gives it more room")
        columns, rows = drawn.table(lang) if drawn else ((), ())
        return _Drawn(clean_svg(answer["svg"]), columns, rows, tuple(dict.fromkeys(remarks)))

    def _what_is_drawn(self, prepared: Prepared, times: dict[str, Any]) -> Drawn | None:
        probe = probe_of(prepared)
        if probe is None:
            return None
        job = {"do": "rows", "spec": probe.spec, "config": probe.config, "times": times}
        return what_was_drawn(probe, self.engine.ask(job)["marks"])

    def _fitted(self, prepared: Prepared, job: dict[str, Any], width: float) -> dict[str, Any]:
        """Draw as wide as asked for. Views side by side are narrowed until they fit."""
        spec, config = prepared.spec, configuration(self.tokens, width)
        encoding = spec.get("encoding")
        parts = {*spec, *(encoding if isinstance(encoding, dict) else ())}
        composed = not parts.isdisjoint(_COMPOSED)
        if any(view.mark == "text" for view in prepared.views):
            # The words of marks at the edge have no room of their own.
            config["padding"] = {**config["padding"], "right": 24}
        if not composed and "width" not in spec:
            # What is around the plot belongs to the width.
            fit = {"type": "fit-x", "contains": "padding"}
            whole = {**spec, "width": round(width), "autosize": spec.get("autosize", fit)}
            return self._ask(job, whole, config)
        inner = [width, width / 2]
        answer: dict[str, Any] = {}
        sizes: list[float] = []
        for number in range(_ROUNDS if composed else 1):
            config["view"] |= {"continuousWidth": inner[number], "discreteWidth": inner[number]}
            config["view"]["continuousHeight"] = round(width * 0.3)
            answer = self._ask(job, spec, config)
            sizes.append(size_of(answer["svg"])[0])
            if sizes[-1] <= width and number > 1:
                break
            if number == 1:
                # The whole grows evenly with each view.
                growth = (sizes[0] - sizes[1]) / (inner[0] - inner[1])
                step = (width - sizes[1]) / growth if growth > 0 else 0.0
                inner.append(max(40.0, float(int(inner[1] + step))))
        return answer

    def _ask(
        self, job: dict[str, Any], spec: dict[str, Any], config: dict[str, Any]
    ) -> dict[str, Any]:
        answer = self.engine.ask({**job, "spec": spec, "config": config})
        if len(answer["svg"]) > MAXIMUM_SVG:
            raise DrawingError("the drawing is too large; aggregate its rows")
        return answer


class _Work:
    """One chart: its fence, its language, and what is wrong with it."""

    def __init__(self, charts: Charts, fence: Fence, lang: str) -> None:
        self.charts = charts
        self.fence = fence
        self.lang = lang
        self.diagnostics: list[Diagnostic] = []

    def tell(self, code: str, message: str, *hints: str) -> None:
        self.diagnostics.append(diagnose(code, message, self.fence.whole, *hints))

    def tell_missing_alt(self) -> None:
        self.tell(
            "OCT204",
            "the chart has no alt text",
            'say what it finds: {.vega-lite fig-alt="Industry holds 245 of 515 seats"}',
        )

    def draw(self, width: float) -> _Drawn | None:
        prepared = prepare(self.fence, self.charts.shelf)
        self.diagnostics += prepared.diagnostics
        if not prepared.drawable:
            return None
        try:
            drawn = self.charts.drawn(prepared, width, self.lang)
        except DrawingError as error:
            span = self._place_of(str(error))
            message = f"the chart cannot be drawn: {error}"
            hint = "compare the keys here with vega.github.io/vega-lite/docs"
            self.diagnostics.append(diagnose("OCT266", message, span, hint))
            return None
        for remark in drawn.remarks:
            self.diagnostics.append(diagnose("OCT268", remark, self._place_of(remark)))
        return drawn

    def _place_of(self, message: str) -> Any:  # noqa: ANN401
        """Return the place of the key or value that the engine speaks of, else of the fence."""
        words = re.findall(r'"([^"]+)"', message) or re.findall(r"[\w-]+", message)
        yaml = self.fence.yaml
        for word in words:
            for keys in yaml.keys:
                if keys and keys[-1] == word:
                    return self.fence.span(keys, of_key=True)
            for keys in yaml.values:
                if keys and _at(yaml.data, keys) == word:
                    return self.fence.span(keys)
        return self.fence.whole


def _at(data: Any, keys: Sequence[str | int]) -> Any:  # noqa: ANN401  (YAML holds anything)
    for key in keys:
        data = data[key]
    return data


def _figure_attributes(attributes: Attributes) -> Attributes:
    classes = tuple(name for name in attributes.classes if name != "vega-lite")
    used = ("fig-alt", "width")
    pairs = tuple(pair for pair in attributes.pairs if pair[0] not in used)
    return Attributes(attributes.identifier, classes, pairs)


def _image_attributes(wanted: str, asset: Asset | None, width: float) -> Attributes:
    """Keep the size of letters: a drawing narrower than the column is not widened to it."""
    if _WIDTH.fullmatch(wanted.strip()):
        return Attributes(pairs=(("width", wanted.strip()),))
    if asset is not None and 0 < asset.width < width - 2:
        return Attributes(pairs=(("width", f"{100 * asset.width / width:.4g}%"),))
    return Attributes()
