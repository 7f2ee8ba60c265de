"""Drawings that bring the fonts of their text.

An SVG that a page shows as an image is a document of its own: neither the fonts of the page nor
any other file can be used in it (SVG 2, 2.7.1, secure static mode,
https://www.w3.org/TR/SVG2/conform.html). What it needs has to be in it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING

from octavo.writers.web.familynames import renamed
from octavo.writers.web.fonts import font_face, public_names
from octavo.writers.web.subsets import FontShelf, Subset
from octavo.writers.web.svgtext import SVG, characters_by_style

if TYPE_CHECKING:
    from lxml.etree import _Element


def with_fonts(svg: bytes, shelf: FontShelf) -> bytes:
    """Return an SVG with subsets of the faces that its text is set in.

    ``shelf`` has the faces of the theme. An SVG without text in any of their families is returned
    as it is, byte for byte.
    """
    from lxml import etree

    text = svg.decode("utf-8", "replace").casefold()
    if not any(face.family.casefold() in text for face in shelf.faces):
        return svg
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(svg, parser)
    subsets = shelf.subsets(characters_by_style(root))
    if not subsets:
        return svg
    _rename(root, subsets)
    _insert(root, "".join(font_face(subset, _address(subset)) for subset in subsets))
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)


def _address(subset: Subset) -> str:
    return f"data:font/woff2;base64,{b64encode(subset.data).decode('ascii')}"


def _insert(root: _Element, css: str) -> None:
    """Put a stylesheet into a drawing, behind its title, which has to be the first element."""
    from lxml import etree

    style = etree.Element(f"{SVG}style")
    style.text = css
    place = 0
    while place < len(root) and root[place].tag in (f"{SVG}title", f"{SVG}desc"):
        place += 1
    root.insert(place, style)


def _rename(root: _Element, subsets: Iterable[Subset]) -> None:
    """Let text ask for families by the names that their subsets go by."""
    names = public_names(subsets)
    if not names:
        return
    for element in root.iter("{*}*"):
        for name, prop in (("font-family", "font-family"), ("style", "")):
            if value := element.get(name):
                element.set(name, renamed(value, names, prop))
        if element.tag == f"{SVG}style":
            element.text = renamed("".join(map(str, element.itertext())), names)
