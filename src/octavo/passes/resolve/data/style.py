"""The look of charts: a configuration of Vega-Lite made of the theme's tokens.

Charts are set in the face of the heads at the size of captions, flat and without a frame. Colours
differ in luminance, so that they can be told apart in grey; where lines and points are told apart
by colour, they are by dashes and shapes too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from octavo.passes.resolve.data.colours import mixed, ramp
from octavo.passes.resolve.data.drawn import Drawn
from octavo.passes.resolve.data.specs import Prepared, View, title_of
from octavo.passes.resolve.data.tokens import Tokens

INK, INK_SOFT, PAPER, RULE, ACCENT = "#1d2430", "#4a5464", "#ffffff", "#aeb9c4", "#8c2f1b"
MAXIMUM_SERIES = 6
# How wide a letter is on average, in its size, and the share of a chart that labels may take.
LETTER = 0.52
LABELS = 0.5

_DASHES = ([1, 0], [6, 3], [2, 2], [10, 3, 2, 3], [12, 4], [5, 2, 1, 2, 1, 2])
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_LINES = ("line", "trail")
_POINTS = ("point",)
_SERIES_CHANNELS = ("color", "fill", "stroke")
_DISCRETE = ("nominal", "ordinal")


def palette(tokens: Tokens) -> list[str]:
    """Return the colours of series, ``--chart-1`` and so on; shades of the accent without them."""
    shades = ramp(tokens.colour("--accent", ACCENT), MAXIMUM_SERIES)
    # Neighbours far apart: dark, light, darker, …
    order = (3, 0, 5, 1, 4, 2)
    return [
        tokens.colour(f"--chart-{number + 1}", shades[order[number]])
        for number in range(MAXIMUM_SERIES)
    ]


def configuration(tokens: Tokens, width: float) -> dict[str, Any]:
    """Return the configuration for charts ``width`` CSS pixels wide."""
    ink, soft = tokens.colour("--ink", INK), tokens.colour("--ink-soft", INK_SOFT)
    paper, rule = tokens.colour("--paper", PAPER), tokens.colour("--rule", RULE)
    colours = palette(tokens)
    shades = ramp(tokens.colour("--accent", ACCENT), 6)
    size = round(tokens.pixels("--size-small", "8.5pt"), 2)
    face = ", ".join(tokens.families("--face-heads")) or "sans-serif"
    words = {"labelFontSize": size, "titleFontSize": size, "labelColor": ink, "titleColor": soft}
    plain = {"titleFontWeight": "normal", "labelFontWeight": "normal"}
    return {
        "aria": False,
        "background": paper,
        "font": face,
        "padding": {"left": 0, "top": 2, "right": 2, "bottom": 0},
        "fieldTitle": "plain",
        "view": {
            "stroke": None,
            "continuousWidth": width,
            "continuousHeight": round(width * 0.42),
            "discreteHeight": {"step": 20},
        },
        "axis": {
            **words,
            **plain,
            "domain": False,
            "ticks": False,
            "gridColor": mixed(rule, paper, 0.45),
            "gridWidth": 0.6,
            "labelPadding": 5,
            "titlePadding": 7,
            "labelLimit": round(width * LABELS),
            "labelFlush": False,
        },
        "axisBand": {"grid": False, "domain": True, "domainColor": soft, "domainWidth": 0.8},
        "axisPoint": {"grid": False},
        "axisX": {"titleAnchor": "end", "tickCount": {"signal": "ceil(width / 70)"}},
        "axisXTemporal": {
            "grid": False,
            "domain": True,
            "ticks": True,
            "domainColor": soft,
            "tickColor": soft,
            "tickSize": 4,
        },
        # The title of the vertical axis lies flat above it: nobody has to turn their head.
        "axisY": {
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "end",
            "titleBaseline": "bottom",
            "titleX": 0,
            "titleY": -7,
        },
        "axisYBand": {"titleAlign": "right", "titleX": -5},
        "axisYPoint": {"titleAlign": "right", "titleX": -5, "grid": True},
        "legend": {
            **words,
            **plain,
            "orient": "top",
            "titleOrient": "left",
            "titlePadding": 8,
            "direction": "horizontal",
            "offset": 24,
            "columnPadding": 14,
            "rowPadding": 4,
            "symbolSize": 70,
            "symbolStrokeWidth": 1.8,
            "labelLimit": round(width * LABELS),
        },
        "header": {**words, **plain, "labelFontWeight": "bold", "labelPadding": 24},
        "title": {"anchor": "start", "fontSize": size, "color": ink, "fontWeight": "bold"},
        "range": {
            "category": colours,
            "ordinal": shades,
            "ramp": shades,
            "heatmap": ramp(tokens.colour("--accent", ACCENT), 6, 1.2),
            "symbol": list(_SHAPES),
        },
        "mark": {"color": colours[0]},
        # White between segments: two greys side by side are seen as two.
        "bar": {"stroke": paper, "strokeWidth": 0.8},
        "arc": {"stroke": paper, "strokeWidth": 1},
        "rect": {"stroke": paper, "strokeWidth": 1},
        "line": {"strokeWidth": 1.8},
        "rule": {"color": soft, "strokeWidth": 0.9},
        "tick": {"thickness": 1.6},
        "point": {"filled": True, "size": 55, "opacity": 1},
        "circle": {"size": 55, "opacity": 1},
        "square": {"size": 55, "opacity": 1},
        "text": {"color": ink, "fontSize": size},
    }


def restyle(prepared: Prepared, drawn: Drawn | None, width: float, size: float) -> Iterator[str]:
    """Change a specification so that it reads in grey; yield what an author should look at.

    ``drawn`` is what its marks say, where that is known; ``width`` is that of the chart, ``size``
    that of its letters, in CSS pixels.
    """
    for view in prepared.views:
        for channel in ("x", "y"):
            _plain_years(view, channel)
        _level_labels(view, drawn, width, size)
        for definition in _definitions(view):
            if definition.get("aggregate") == "count" and not title_of(definition):
                definition["title"] = "n"
        series = _series(view)
        if series is None:
            continue
        names = _values(series, view, drawn)
        if len(names) > MAXIMUM_SERIES and not _own_range(series):
            yield (
                f"“{series.get('field')}” has {len(names)} values, and {MAXIMUM_SERIES} colours "
                "can be told apart in grey"
            )
        _fitting_legend(series, names, width - _left_of_plot(view, drawn, width, size), size)
        if view.mark in _LINES and isinstance(series["legend"], dict):
            # Long enough to see how a line is broken.
            series["legend"].setdefault("symbolType", "stroke")
            series["legend"].setdefault("symbolSize", 500)
        own = view.spec.setdefault("encoding", {})
        more: dict[str, Any] = {}
        if view.mark in _LINES and "strokeDash" not in view.channels:
            more["strokeDash"] = _beside(series, list(map(list, _DASHES)))
        if view.mark in _POINTS and "shape" not in view.channels:
            more["shape"] = _beside(series, list(_SHAPES))
        if isinstance(own, dict):
            own.update(more)
            view.channels.update(more)


def _plain_years(view: View, channel: str) -> None:
    """Let a scale of years be labelled 2026, not 2,026."""
    definition = view.channels.get(channel)
    if not isinstance(definition, dict) or definition.get("type") != "quantitative":
        return
    name = definition.get("field")
    if "aggregate" in definition or not isinstance(name, str) or not view.rows.years(name):
        return
    axis = definition.setdefault("axis", {})
    if isinstance(axis, dict):
        axis.setdefault("format", "d")
        if channel == "x":
            axis.setdefault("grid", False)
    scale = definition.setdefault("scale", {})
    if isinstance(scale, dict):
        scale.setdefault("zero", False)


def _level_labels(view: View, drawn: Drawn | None, width: float, size: float) -> None:
    """Let the labels under a chart lie flat where there is room for them."""
    definition = view.channels.get("x")
    if not isinstance(definition, dict) or definition.get("type", "nominal") not in _DISCRETE:
        return
    names = _values(definition, view, drawn)
    room = width - _left_of_plot(view, drawn, width, size)
    if max(map(len, names), default=0) * size * LETTER * len(names) > room * 0.9:
        return
    axis = definition.setdefault("axis", {})
    if isinstance(axis, dict):
        axis.setdefault("labelAngle", 0)


def _definitions(view: View) -> Iterator[dict[str, Any]]:
    for definition in view.channels.values():
        for one in definition if isinstance(definition, list) else (definition,):
            if isinstance(one, dict):
                yield one


def _series(view: View) -> dict[str, Any] | None:
    """Return the definition by which a view tells series apart in colour, or None."""
    for channel in _SERIES_CHANNELS:
        definition = view.channels.get(channel)
        if not isinstance(definition, dict) or "field" not in definition:
            continue
        if definition.get("type", "nominal") in _DISCRETE:
            return definition
    return None


def _values(definition: Mapping[str, Any], view: View, drawn: Drawn | None) -> list[str]:
    """Return the values that a channel shows."""
    if drawn is not None:
        return drawn.values(definition)
    name = str(definition.get("field")).replace("\\", "")
    found = (row.get(name) for row in view.rows.values)
    return list(dict.fromkeys(str(value) for value in found if value is not None))


def _own_range(series: Mapping[str, Any]) -> bool:
    scale = series.get("scale")
    return isinstance(scale, dict) and ("range" in scale or "scheme" in scale)


def _left_of_plot(view: View, drawn: Drawn | None, width: float, size: float) -> float:
    """Return about how much of the width the labels of the vertical axis take."""
    definition = view.channels.get("y")
    if not isinstance(definition, dict) or definition.get("type", "nominal") not in _DISCRETE:
        return 4 * size
    longest = max(map(len, _values(definition, view, drawn)), default=0)
    return min(longest * size * LETTER, width * LABELS) + 8


def _fitting_legend(series: dict[str, Any], names: list[str], room: float, size: float) -> None:
    """Set a legend in as many columns as there is room for, its title above where it must be."""
    legend = series.setdefault("legend", {})
    if not isinstance(legend, dict) or not names or "orient" in legend:
        return
    entry = max(map(len, names)) * size * LETTER + 34
    title = len(title_of(series) or str(series["field"])) * size * LETTER + 8
    if title + entry * len(names) > room:
        legend.setdefault("titleOrient", "top")
        title = 0.0
    legend.setdefault("columns", min(len(names), max(1, int((room - title) / entry))))


def _beside(series: Mapping[str, Any], values: list[Any]) -> dict[str, Any]:
    """Return a second channel that tells the same series apart as colour does."""
    kept = {
        key: series[key] for key in ("field", "type", "sort", "title", "legend") if key in series
    }
    scale = series.get("scale")
    domain = {"domain": scale["domain"]} if isinstance(scale, dict) and "domain" in scale else {}
    return {"type": "nominal", **kept, "scale": {**domain, "range": values}}
