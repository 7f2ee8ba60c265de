"""The theme's tokens: the custom properties that its stylesheets set on ``:root``.

Charts read the same tokens as the pages, so that a brand is set once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import tinycss2

from octavo.customproperties import root_properties
from octavo.workspace import Workspace
from octavo.yamlplaces import load_yaml

TOKENS = "styles/tokens.css"

_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|in|pt|pc|px)")
_PIXELS = {"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72, "pc": 16.0, "px": 1.0}
_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
MAXIMUM_REFERENCES = 10
MAXIMUM_VALUE = 1000


class Tokens:
    """The tokens of a publication's design by their names."""

    def __init__(self, properties: Mapping[str, str]) -> None:
        """Take custom properties as declared."""
        self._properties = properties

    def text(self, name: str, default: str = "") -> str:
        """Return the value of a token with the tokens that it refers to filled in."""
        value = self._properties.get(name, default)
        for _ in range(MAXIMUM_REFERENCES):
            if "var(" not in value or len(value) > MAXIMUM_VALUE:
                break
            value = _REFERENCE.sub(
                lambda match: self._properties.get(match[1], match[2] or "").strip(), value
            )
        return value.strip()

    def colour(self, name: str, default: str) -> str:
        """Return a colour as ``#rrggbb``; the default where it is written in any other way."""
        value = self.text(name, default)
        if not _HEX.fullmatch(value):
            return default
        if len(value) == 4:
            value = "#" + "".join(2 * digit for digit in value[1:])
        return value.lower()

    def pixels(self, name: str, default: str) -> float:
        """Return a length in CSS pixels."""
        match = _LENGTH.fullmatch(self.text(name, default)) or _LENGTH.fullmatch(default)
        return float(match[1]) * _PIXELS[match[2]] if match else 0.0

    def families(self, name: str) -> tuple[str, ...]:
        """Return the families of a face, without quotation marks."""
        names = (part.strip().strip("\"'") for part in self.text(name).split(","))
        return tuple(name for name in names if name)


def read_tokens(workspace: Workspace, design: str) -> Tokens:
    """Return the tokens of ``styles/tokens.css`` and of the stylesheets of a design after it."""
    paths = [TOKENS]
    described = workspace.theme_file(f"templates/designs/{design}.yaml")
    if described is not None:
        data = load_yaml(described, design).data
        names = data.get("stylesheets") if isinstance(data, dict) else None
        paths += [f"styles/{name}" for name in names or () if isinstance(name, str)]
    properties: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        if not path.startswith("styles/") or ".." in path:
            continue
        properties |= _root_properties(workspace.stylesheet(path.removeprefix("styles/")) or "")
    return Tokens(properties | _root_properties(workspace.own_tokens()))


def _root_properties(css: str) -> dict[str, str]:
    if ":root" not in css:
        return {}  # as in most stylesheets, which take long to read
    return root_properties(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
