"""The text of a drawing: its characters, by the style that they are set in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

import tinycss2

from octavo.writers.web.faces import Style, family_names

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG = "{http://www.w3.org/2000/svg}"

_PROPERTIES = ("font-family", "font-weight", "font-style")
_SLOPES = ("italic", "oblique")
_INITIAL = Style(())

Declaration = tuple[str, list[Any]]


def characters_by_style(root: _Element) -> dict[Style, frozenset[str]]:
    """Return the characters of an SVG's text by the style that they are set in.

    Attributes and ``style`` attributes are read as they are inherited. What ``style`` elements say
    of fonts is taken to hold for every text: too much then, never too little.
    """
    found: dict[Style, set[str]] = defaultdict(set)
    _gather(root, _INITIAL, found, is_text=False)
    everywhere = _of_stylesheets(root)
    for style, characters in list(found.items()):
        for families, weights, slopes in everywhere:
            for weight, italic in product({*weights, style.weight}, {*slopes, style.italic}):
                found[Style(families or style.families, weight, italic)] |= characters
    return {style: frozenset(characters) for style, characters in found.items()}


def _gather(
    element: _Element, style: Style, found: dict[Style, set[str]], *, is_text: bool
) -> None:
    """Add the text of an element and of what is in it; ``style`` is that of its parent."""
    for name, value in _declarations(element):
        style = _with(style, name, value)
    is_text = is_text or element.tag == f"{SVG}text"
    if is_text:
        found[style].update(element.text or "")
    for child in element.iterchildren():
        if isinstance(child.tag, str) and child.tag not in (f"{SVG}title", f"{SVG}desc"):
            _gather(child, style, found, is_text=is_text)
        if is_text:
            found[style].update(child.tail or "")


def _declarations(element: _Element) -> Iterator[Declaration]:
    """Yield what an element says of its font; a ``style`` attribute goes before the others."""
    for name in _PROPERTIES:
        if value := element.get(name):
            yield name, tinycss2.parse_component_value_list(str(value))
    if css := element.get("style"):
        yield from _declared(tinycss2.parse_blocks_contents(str(css)))


def _declared(nodes: Iterable[Any]) -> Iterator[Declaration]:
    for node in nodes:
        if node.type == "declaration" and node.lower_name in (*_PROPERTIES, "font"):
            yield node.lower_name, node.value


def _with(style: Style, name: str, value: list[Any]) -> Style:
    """Return a style in which a property has a value (CSS Fonts 4, 2)."""
    if name == "font":
        return _with_shorthand(style, value)
    if name == "font-family":
        return style._replace(families=family_names(value) or style.families)
    for part in value:
        if part.type == "ident" and name == "font-style":
            return style._replace(italic=part.lower_value in _SLOPES)
        if name == "font-weight" and part.type in ("ident", "number"):
            return style._replace(weight=_weight(part, style.weight))
    return style


def _with_shorthand(style: Style, value: list[Any]) -> Style:
    """Read ``font``: slope and weight stand before the size, the families behind it."""
    sizes = [place for place, one in enumerate(value) if one.type in ("dimension", "percentage")]
    if not sizes:
        return style
    style = style._replace(weight=400, italic=False)
    for part in value[: sizes[0]]:
        if part.type == "ident" and part.lower_value in _SLOPES:
            style = style._replace(italic=True)
        elif part.type in ("ident", "number"):
            style = style._replace(weight=_weight(part, style.weight))
    families = value[sizes[0] + 1 :]
    line_heights = [place for place, one in enumerate(families) if one == "/"]
    if line_heights:
        behind = [one for one in families[line_heights[0] + 1 :] if one.type != "whitespace"]
        families = behind[1:]
    return style._replace(families=family_names(families) or style.families)


def _weight(part: Any, inherited: int) -> int:  # noqa: ANN401  (tinycss2 has no types)
    """Return a weight (CSS Fonts 4, 2.2, with the table of relative weights)."""
    if part.type == "number":
        return int(part.value)
    if part.lower_value == "bolder":
        return 400 if inherited < 350 else 700 if inherited < 550 else 900
    if part.lower_value == "lighter":
        return 100 if inherited < 550 else 400 if inherited < 750 else 700
    return {"normal": 400, "bold": 700}.get(part.lower_value, inherited)


def _of_stylesheets(root: _Element) -> list[tuple[tuple[str, ...], set[int], set[bool]]]:
    """Return the families, weights and slopes that rules name, the families one after another."""
    weights: set[int] = set()
    slopes: set[bool] = set()
    families: dict[tuple[str, ...], None] = {}
    for element in root.iter(f"{SVG}style"):
        for name, value in _in_rules("".join(map(str, element.itertext()))):
            style = _with(_INITIAL, name, value)
            if style.families:
                families[style.families] = None
            weights.add(style.weight)
            slopes.add(style.italic)
    return [(one, weights, slopes) for one in ((), *families)] if weights else []


def _in_rules(css: str) -> Iterator[Declaration]:
    rules = list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
    for rule in rules:
        if rule.type in ("qualified-rule", "at-rule") and rule.content:
            nodes = tinycss2.parse_blocks_contents(rule.content)
            yield from _declared(nodes)
            rules += [node for node in nodes if node.type in ("qualified-rule", "at-rule")]
