"""Style attributes become classes: the pages' policy allows no style but that of files."""

from __future__ import annotations

import tinycss2
from lxml import etree
from lxml.etree import _Element

from octavo.documents.xhtml import drop_attributes


class Styles:
    """The style attributes of all pages, each as a class; numbered as they first come."""

    def __init__(self) -> None:
        """Begin without any."""
        self._names: dict[str, str] = {}

    def move(self, body: _Element) -> None:
        """Give every element with a style attribute the class that says the same."""
        for element in body.iter(etree.Element):
            style = element.get("style")
            if style is None:
                continue
            drop_attributes(element, "style")
            if declarations := _declarations(style):
                name = self._names.setdefault(declarations, f"style-{len(self._names) + 1}")
                element.set("class", f"{element.get('class', '')} {name}".strip())

    def css(self) -> str:
        """Return the rules of all classes that were given."""
        # Thrice: an attribute goes before every rule of the stylesheet, and so does this.
        return "".join(f"{f'.{name}' * 3} {{ {style} }}\n" for style, name in self._names.items())


def _declarations(style: str) -> str:
    """Return the declarations of an attribute; what is none is left out."""
    found = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return "; ".join(
        f"{one.name}: {tinycss2.serialize(one.value).strip()}{' !important' * one.important}"
        for one in found
        if one.type == "declaration"
    )
