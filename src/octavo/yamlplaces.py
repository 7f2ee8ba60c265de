"""YAML with the place of every key and value, safe against files made to hurt.

PyYAML's loader forgets places when it constructs; here the node tree is walked once and gives
plain data together with a map from key paths such as ``("publications", "report", "date")`` to
places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import ValidationError

from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose

MAXIMUM_VALUES = 100_000
MAXIMUM_DEPTH = 50

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
            return loader.construct_object(node)
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
    reader = _Reader(path, first_line)
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        data = None if node is None else reader.read(node, (), loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = reader.place(mark) if mark else Place(first_line, 1)
        problem = error.problem or "it cannot be read"
        diagnostic = diagnose(
            code, f"not valid YAML: {problem}", Span(path, *place), _yaml_hint(problem)
        )
        return Yaml(diagnostics=(diagnostic,))
    except (yaml.YAMLError, _RefusalError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else "too large or nested too deeply"
        return Yaml(
            diagnostics=(diagnose(code, f"not valid YAML: {reason}", Span(path, first_line)),)
        )
    finally:
        loader.dispose()
    return Yaml(data, reader.keys, reader.values, tuple(reader.diagnostics))


def _yaml_hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'put quotes around a value that holds a colon: title: "One: two"'
    if "'\\t'" in problem or "found character" in problem:
        return "indent with spaces, and put quotes around values that begin with @, ` or %"
    return "check the indentation, the quotes and the brackets"


def explain(
    error: ValidationError, source: Yaml, path: str, *, known: dict[KeyPath, list[str]]
) -> list[Diagnostic]:
    """Tell pydantic's findings at their places in ``source``.

    ``known`` lists, for a prefix of a key path (``*`` stands for any part), the keys that exist
    there, to answer an unknown one with "did you mean".
    """
    found: dict[tuple[Place, str], Diagnostic] = {}
    for item in error.errors(include_url=False):
        keys = _real_path(item["loc"], source)
        if item["type"] == "extra_forbidden":
            name = str(item["loc"][-1])
            place = source.place(keys, of_key=True)
            near = get_close_matches(name, known.get(_pattern(keys[:-1], known), []), n=1)
            hint = (
                f"did you mean “{near[0]}”?" if near else "remove it, or see docs/configuration.md"
            )
            diagnostic = diagnose(
                "OCT003", f"unknown key “{name}”", Span(path, *place, width=len(name)), hint
            )
        elif item["type"] == "missing":
            place = source.place(keys[:-1], of_key=True)
            diagnostic = diagnose(
                "OCT004",
                f"the key “{item['loc'][-1]}” is missing",
                Span(path, *place),
                f"add “{item['loc'][-1]}: …” here",
            )
        else:
            place = source.place(keys)
            message = str(item["msg"]).removeprefix("Value error, ")
            label = ".".join(str(key) for key in keys)
            diagnostic = diagnose("OCT004", f"{label}: {message}", Span(path, *place))
        found.setdefault((place, diagnostic.message), diagnostic)
    return list(found.values())


def _real_path(location: tuple[str | int, ...], source: Yaml) -> KeyPath:
    """Leave out of pydantic's location what is not a key or an index of the data."""
    path: KeyPath = ()
    for position, part in enumerate(location):
        last = position == len(location) - 1
        for candidate in (part, {"authors": "author"}.get(str(part), part)):
            if (*path, candidate) in source.values or (last and candidate == part):
                path = (*path, candidate)
                break
    return path


def _pattern(path: KeyPath, known: dict[KeyPath, list[str]]) -> KeyPath:
    """Return the entry of ``known`` that fits ``path``."""
    for pattern in known:
        if len(pattern) == len(path) and all(
            part in ("*", key) for part, key in zip(pattern, path, strict=True)
        ):
            return pattern
    return ()
