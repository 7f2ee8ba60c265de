"""The words of Vega-Lite (version 6) that a chart may use, for “did you mean”.

Its engine ignores what it does not know; an author's mistyped option must not silently do nothing.
What a page cannot do (links, tooltips, pictures from elsewhere) is not in these lists or is told.
"""

from __future__ import annotations

VIEW = frozenset(
    """$schema align autosize background bounds center columns concat config data datasets
    description encoding facet hconcat height layer mark name padding params projection repeat
    resolve spacing spec title transform usermeta vconcat view width""".split()
)
MARKS = frozenset(
    """arc area bar boxplot circle errorband errorbar geoshape line point rect rule square text
    tick trail""".split()
)
CHANNELS = frozenset(
    """angle color column description detail facet fill fillOpacity key latitude latitude2
    longitude longitude2 opacity order radius radius2 row shape size stroke strokeDash
    strokeOpacity strokeWidth text theta theta2 time tooltip x x2 xError xError2 xOffset y y2
    yError yError2 yOffset""".split()
)
DEFINITION = frozenset(
    """aggregate align axis band bandPosition bin bounds center columns condition datum field
    format formatType header impute legend scale sort spacing stack timeUnit title type
    value""".split()
)
TYPES = frozenset(("quantitative", "temporal", "ordinal", "nominal", "geojson"))
AGGREGATES = frozenset(
    """argmax argmin average ci0 ci1 count distinct exponential exponentialb max mean median min
    missing product q1 q3 stderr stdev stdevp sum valid values variance variancep""".split()
)
# Keys of a view that hold views, and of a view that repeats one.
SEVERAL = ("layer", "concat", "hconcat", "vconcat")

# Names that a transform makes where it does not say `as`.
MADE_BY_DEFAULT = {
    "fold": ("key", "value"),
    "density": ("value", "density"),
    "quantile": ("prob", "value"),
}
