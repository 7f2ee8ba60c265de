"""The faces of a stylesheet, and which of them a browser takes for a text.

CSS Fonts 4, sections 4 (``@font-face``) and 5.2 (matching), https://www.w3.org/TR/css-fonts-4/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urljoin

import tinycss2

from octavo.workspace import STYLE_ADDRESS

_WEIGHTS = {"normal": 400, "bold": 700}
_WIDTHS = {
    "ultra-condensed": 50.0,
    "extra-condensed": 62.5,
    "condensed": 75.0,
    "semi-condensed": 87.5,
    "normal": 100.0,
    "semi-expanded": 112.5,
    "expanded": 125.0,
    "extra-expanded": 150.0,
    "ultra-expanded": 200.0,
}
# Descriptors that a subset leaves as they are.
_KEPT = (
    "ascent-override",
    "descent-override",
    "font-display",
    "font-feature-settings",
    "line-gap-override",
    "size-adjust",
)
_RANGE = re.compile(r"u\+([0-9a-f]{1,6}|[0-9a-f]{0,5}\?{1,6})(?:-([0-9a-f]{1,6}))?", re.IGNORECASE)


class Style(NamedTuple):
    """How a text is set: the families in their order, weight (1 to 1000), slope.

    ``features`` are the OpenType features that its stylesheet turns on beyond those that a browser
    applies by itself: ``smcp`` for small capitals, ``lnum``, ``onum``, ``pnum`` and ``tnum`` for
    figures, ``sups`` for ``font-variant-position``.
    """

    families: tuple[str, ...]
    weight: int = 400
    italic: bool = False
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FontFace:
    """An ``@font-face`` rule.

    ``addresses`` are its sources, absolute, in their order; ``weights`` the range that it is for,
    ``width`` in percent; ``slope`` is ``normal``, ``italic`` or ``oblique``; ``characters`` the
    ranges of code points that it is for, empty for all; ``descriptors`` what a subset keeps.
    """

    family: str
    addresses: tuple[str, ...]
    weights: tuple[int, int] = (400, 400)
    slope: str = "normal"
    width: float = 100.0
    characters: tuple[tuple[int, int], ...] = ()
    descriptors: tuple[tuple[str, str], ...] = ()

    def allows(self, character: str) -> bool:
        """Tell whether the rule is for a character."""
        code = ord(character)
        return not self.characters or any(low <= code <= high for low, high in self.characters)

    def weight_for(self, wanted: int) -> int:
        """Return the weight of this face that is nearest to what is wanted."""
        low, high = self.weights
        return min(max(wanted, low), high)


def read_faces(css: str) -> tuple[FontFace, ...]:
    """Return the ``@font-face`` rules of stylesheets that have a family and a source."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    faces = (
        _face(rule)
        for rule in rules
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face" and rule.content
    )
    return tuple(face for face in faces if face is not None)


def faces_for(faces: Iterable[FontFace], family: str, style: Style) -> tuple[FontFace, ...]:
    """Return the faces of a family that a style is set in, the one looked into first at the head.

    There are several where rules differ in their characters only: the last rule comes first.
    """
    name = family.casefold()
    found = [face for face in faces if face.family.casefold() == name]
    if not found:
        return ()
    width = min(abs(face.width - 100) for face in found)
    found = [face for face in found if abs(face.width - 100) == width]
    slopes = ("italic", "oblique", "normal") if style.italic else ("normal", "oblique", "italic")
    slope = min((face.slope for face in found), key=slopes.index)
    found = [face for face in found if face.slope == slope]
    best = min(_farness(face.weight_for(style.weight), style.weight) for face in found)
    found = [f for f in found if _farness(f.weight_for(style.weight), style.weight) == best]
    return tuple(reversed(found))


def family_names(value: Iterable[Any]) -> tuple[str, ...]:
    """Return the families of a value of ``font-family``, without quotation marks.

    A name is a string, or identifiers with spaces between them.
    """
    names: list[list[str]] = [[]]
    for part in value:
        if part == ",":
            names.append([])
        elif part.type in ("string", "ident"):
            names[-1].append(part.value)
    return tuple(" ".join(words) for words in names if words)


def _farness(weight: int, wanted: int) -> tuple[int, int]:
    """Order weights by how soon a browser takes them (CSS Fonts 4, 5.2, step 4.3)."""
    if weight == wanted:
        return 0, 0
    if 400 <= wanted <= 500:
        if wanted < weight <= 500:
            return 1, weight
        return (2, -weight) if weight < wanted else (3, weight)
    lighter = weight < wanted
    first = lighter if wanted < 400 else not lighter
    return 1 if first else 2, -weight if lighter else weight


def _face(rule: Any) -> FontFace | None:  # noqa: ANN401  (tinycss2 has no types)
    nodes = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    values: Mapping[str, Sequence[Any]] = {
        node.lower_name: [part for part in node.value if part.type != "whitespace"]
        for node in nodes
        if node.type == "declaration"
    }
    families = family_names(values.get("font-family", ()))
    addresses = tuple(_addresses(values.get("src", ())))
    if not families or not addresses:
        return None
    slope = next((p.lower_value for p in values.get("font-style", ()) if p.type == "ident"), "")
    return FontFace(
        families[0],
        addresses,
        _weights(values.get("font-weight", ())),
        slope if slope in ("italic", "oblique") else "normal",
        _width(values.get("font-stretch") or values.get("font-width") or ()),
        tuple(_ranges(tinycss2.serialize(values.get("unicode-range", ())))),
        tuple(
            (name, " ".join(tinycss2.serialize([part]) for part in values[name]))
            for name in _KEPT
            if name in values
        ),
    )


def _addresses(value: Sequence[Any]) -> Iterable[str]:
    for part in value:
        if part.type == "url":
            yield urljoin(STYLE_ADDRESS, part.value)
        elif part.type == "function" and part.lower_name == "url":
            yield urljoin(STYLE_ADDRESS, "".join(family_names(part.arguments)))


def _weights(value: Sequence[Any]) -> tuple[int, int]:
    numbers = [
        int(part.value) if part.type == "number" else _WEIGHTS.get(part.lower_value, 400)
        for part in value
        if part.type in ("number", "ident")
    ] or [400]
    return min(numbers), max(numbers)


def _width(value: Sequence[Any]) -> float:
    """Return the width in percent; of a range the part nearest to the normal width."""
    widths = [
        float(part.value) if part.type == "percentage" else _WIDTHS.get(part.lower_value, 100.0)
        for part in value
        if part.type in ("percentage", "ident")
    ] or [100.0]
    return min(max(100.0, min(widths)), max(widths))


def _ranges(value: str) -> Iterable[tuple[int, int]]:
    for match in _RANGE.finditer(value):
        low, high = match[1].replace("?", "0"), match[2] or match[1].replace("?", "F")
        yield int(low, 16), int(high, 16)
