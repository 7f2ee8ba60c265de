"""YAML with the place of every key and value, safe against files made to hurt.

PyYAML's loader forgets places when it constructs; here the node tree is walked once and gives
plain data together with a map from key paths such as ``("publications", "report", "date")`` to
places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import ReaderError

from octavo.characters import printable
from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose
from octavo.yamlplaces.mistakes import mistake_of

MAXIMUM_VALUES = 100_000
MAXIMUM_DEPTH = 50

# The reader in C, several times as fast, which PyYAML has on nearly every machine.
_FAST: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# It calls itself for every level, without a limit of its own; each level needs one of these marks.
_NESTING = "[{-?:"
_SHALLOW = 500
# Where it differs: it takes tabs behind values, and drops marks of byte order within the text.
_UNLIKE = ("\t", "\ufeff")

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Yaml:
    """Data as read, the places of its keys and of its values, and what was wrong."""

    data: Any = None
    keys: dict[KeyPath, Place] = field(default_factory=dict)
    values: dict[KeyPath, Place] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def place(self, path: KeyPath, *, of_key: bool = False) -> Place:
        """Return the place of the value (or key) at ``path``, or of what encloses it."""
        tables = (self.keys, self.values) if of_key else (self.values, self.keys)
        while path:
            for table in tables:
                if path in table:
                    return table[path]
            path = path[:-1]
        return self.values.get((), Place(1, 1))


class _RefusalError(Exception):
    """The file is too large or too deep to be meant."""


class _Reader:
    """Construct plain data from PyYAML's nodes and note the places on the way."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.keys: dict[KeyPath, Place] = {}
        self.values: dict[KeyPath, Place] = {}
        self.diagnostics: list[Diagnostic] = []
        self.count = 0

    def place(self, mark: yaml.Mark) -> Place:
        return Place(mark.line + self.first_line, mark.column + 1)

    def read(self, node: yaml.Node, path: KeyPath, loader: yaml.SafeLoader) -> Any:  # noqa: ANN401
        # Aliases are read again at each use, so what one can multiply is counted here.
        self.count += 1
        if self.count > MAXIMUM_VALUES or len(path) > MAXIMUM_DEPTH:
            raise _RefusalError
        self.values[path] = self.place(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, loader)
        if isinstance(node, yaml.SequenceNode):
            return [
                self.read(child, (*path, index), loader) for index, child in enumerate(node.value)
            ]
        try:
            value = loader.construct_object(node)
            # YAML's escapes can make what no file could hold.
            return printable(value) if isinstance(value, str) else value
        except (ValueError, yaml.YAMLError):
            # A date such as 2020-13-45: keep the text, and let validation say what is wrong.
            return str(node.value)

    def _mapping(
        self, node: yaml.MappingNode, path: KeyPath, loader: yaml.SafeLoader
    ) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            place = self.place(key_node.start_mark)
            if key in data:
                self.diagnostics.append(
                    diagnose(
                        "OCT007",
                        f"the key “{key}” is given twice",
                        Span(self.path, *place, width=len(key)),
                        "keep one of the two",
                    )
                )
            self.keys[(*path, key)] = place
            data[key] = self.read(value_node, (*path, key), loader)
        return data


def load_yaml(text: str, path: str, *, first_line: int = 1, code: str = "OCT002") -> Yaml:
    """Read YAML text of the file ``path`` that begins at line ``first_line`` of it.

    Mistakes come back as diagnostics of ``code``; the data is then None.
    """
    if _is_for_fast(text):
        try:
            return _read(_FAST, text, path, first_line)
        except (yaml.YAMLError, ReaderError, UnicodeEncodeError, _RefusalError):
            pass  # What the reader in Python says decides, and is told.
    try:
        return _read(yaml.SafeLoader, text, path, first_line)
    except (yaml.MarkedYAMLError, ReaderError) as error:
        mistake = mistake_of(error, text)
        span = Span(path, mistake.line + first_line, mistake.column + 1)
        told = diagnose(code, f"not valid YAML: {mistake.message}", span, mistake.hint)
        return Yaml(diagnostics=(told,))
    except (yaml.YAMLError, _RefusalError, RecursionError):
        told = diagnose(
            code,
            "not valid YAML: too large or nested too deeply",
            Span(path, first_line),
            f"keep it under {MAXIMUM_VALUES} values and {MAXIMUM_DEPTH} levels",
        )
        return Yaml(diagnostics=(told,))


def _is_for_fast(text: str) -> bool:
    """Tell whether the reader in C can be asked: what is valid must not depend on the machine."""
    if any(mark in text for mark in _UNLIKE):
        return False
    return sum(map(text.count, _NESTING)) < _SHALLOW


def _read(loader_class: type[yaml.SafeLoader], text: str, path: str, first_line: int) -> Yaml:
    """Read YAML with one of PyYAML's loaders, which raises what is wrong."""
    reader = _Reader(path, first_line)
    loader = loader_class(text)
    try:
        node = loader.get_single_node()
        data = None if node is None else reader.read(node, (), loader)
    finally:
        loader.dispose()
    return Yaml(data, reader.keys, reader.values, tuple(reader.diagnostics))
