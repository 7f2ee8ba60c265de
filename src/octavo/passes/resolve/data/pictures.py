"""The SVG that the engine draws, made the same wherever and whenever it is drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_GEOMETRY = frozenset("d transform x y x1 x2 y1 y2 dx dy r width height points".split())
_LONG = re.compile(r"(-?\d+\.\d{2})\d+")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SIZE = re.compile(r'<svg[^>]*?\swidth="([\d.]+)"[^>]*?\sheight="([\d.]+)"')
_RECTANGLE = re.compile(r"M0,0h([\d.]+)v([\d.]+)h-[\d.]+Z")
_SVG = "{http://www.w3.org/2000/svg}"
_DECLARATIONS = ("clip-path", "fill", "stroke", "mask")


def size_of(svg: str) -> tuple[float, float]:
    """Return width and height of a drawing in CSS pixels."""
    match = _SIZE.search(svg)
    return (float(match[1]), float(match[2])) if match else (0.0, 0.0)


def clean_svg(svg: str) -> bytes:
    """Return a drawing with short numbers and identifiers counted from 1.

    The engine counts its identifiers through all drawings of its process.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(svg.encode("utf-8"), parser)
    names: dict[str, str] = {}
    for element in root.iter():
        if isinstance(element.tag, str) and (name := element.get("id")):
            names.setdefault(name, f"part-{len(names) + 1}")
    for element in root.iter():
        if isinstance(element.tag, str):
            _clean(element, names)
            _as_rectangle(element)
    return etree.tostring(root, encoding="utf-8")


def _as_rectangle(element: _Element) -> None:
    """Make a rectangle of a path that is one: WeasyPrint loses the gradients of paths."""
    match = _RECTANGLE.fullmatch(element.get("d", ""))
    if match and element.tag == _SVG + "path" and element.get("fill", "").startswith("url("):
        element.tag = _SVG + "rect"
        del element.attrib["d"]
        element.set("width", match[1])
        element.set("height", match[2])


def _clean(element: _Element, names: dict[str, str]) -> None:
    for key, value in element.items():
        name, text = str(key), str(value)
        if name == "id":
            element.set(name, names[text])
        elif name in _DECLARATIONS and "url(" in text:
            element.set(
                name, _REFERENCE.sub(lambda found: f"url(#{names.get(found[1], '')})", text)
            )
        elif name.rpartition("}")[2] == "href" and text.startswith("#"):
            element.set(name, "#" + names.get(text[1:], ""))
        elif name in _GEOMETRY:
            element.set(name, _LONG.sub(r"\1", text))
        elif name == "pointer-events":
            del element.attrib[name]
