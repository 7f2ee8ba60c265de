"""The YAML or JSON of a fenced block, with the places that its keys and values have in Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from octavo.model.content import Chart, DataRecords, DataTable
from octavo.model.diagnostic import Diagnostic, Place, Span
from octavo.yamlplaces import KeyPath, Yaml, load_yaml

_JSON = re.compile(r"\s*\{")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block as read; ``yaml`` has the places of the Markdown file ``path``."""

    path: str
    place: Place
    lines: tuple[str, ...]
    yaml: Yaml

    def span(self, keys: KeyPath = (), *, of_key: bool = False, offset: int = 0) -> Span:
        """Return the place of a key or a value, or of a character at ``offset`` in a value."""
        if not keys:
            return self.whole
        place = self.yaml.place(keys, of_key=of_key)
        name = str(keys[-1])
        if of_key:
            return Span(self.path, *place, width=len(name))
        written = self._written(place)
        if offset:
            # The offset is one into the text, which begins after a quotation mark.
            return Span(
                self.path, place.line, place.column + offset + written.startswith(("'", '"'))
            )
        return Span(self.path, *place, width=max(1, len(written)))

    @property
    def whole(self) -> Span:
        """Return the place of the fence itself."""
        return Span(self.path, *self.place, width=3)

    def _written(self, place: Place) -> str:
        """Return what is written at a place, as far as it is one word or one quoted text."""
        row, column = place.line - self.place.line - 1, place.column - self.place.column
        line = self.lines[row] if 0 <= row < len(self.lines) else ""
        match = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,\]}]+").match(line, max(0, column))
        return match[0] if match else ""


def read_fence(node: Chart | DataRecords | DataTable, path: str) -> Fence:
    """Read the text of a fenced block of the file ``path``; mistakes are in ``yaml``."""
    text = node.text
    if _JSON.match(text):
        # JSON may be indented with tabs, YAML may not; inside its strings there are none.
        text = text.replace("\t", " ")
    yaml = load_yaml(text, path, first_line=node.place.line + 1)
    return Fence(path, node.place, tuple(text.split("\n")), _moved(yaml, node.place.column - 1))


def _moved(yaml: Yaml, columns: int) -> Yaml:
    """Move all places to the right, as a fence in a list or a quotation stands."""
    if not columns:
        return yaml

    def moved(place: Place) -> Place:
        return Place(place.line, place.column + columns)

    return Yaml(
        yaml.data,
        {keys: moved(place) for keys, place in yaml.keys.items()},
        {keys: moved(place) for keys, place in yaml.values.items()},
        tuple(_moved_finding(finding, columns) for finding in yaml.diagnostics),
    )


def _moved_finding(finding: Diagnostic, columns: int) -> Diagnostic:
    from dataclasses import replace

    if finding.span is None:
        return finding
    span = finding.span._replace(column=finding.span.column + columns)
    return replace(finding, span=span)
