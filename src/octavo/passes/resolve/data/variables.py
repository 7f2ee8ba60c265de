"""Variables: the YAML, JSON and CSV files whose values the text may name."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from typing import Any

from octavo.model.diagnostic import Diagnostic, OctavoError, Span, diagnose
from octavo.passes.resolve.data.csvfiles import CsvShelf
from octavo.workspace import OutsideError, Workspace
from octavo.yamlplaces import MAXIMUM_DEPTH, load_yaml

# Quarto's file, read where it lies beside octavo.yaml.
QUARTO_FILES = ("_variables.yml", "_variables.yaml")


class Variables:
    """The files that ``variables`` in octavo.yaml names, each read when it is first asked for."""

    def __init__(self, named: Mapping[str, str], workspace: Workspace, shelf: CsvShelf) -> None:
        """Take paths from the root by their names; the empty name is for keys at the top."""
        self.workspace = workspace
        self.shelf = shelf
        self.named = {name: path for name, path in named.items() if name}
        quarto = [path for path in QUARTO_FILES if workspace.exists(path)]
        self.at_the_top = list(dict.fromkeys((*([named[""]] if "" in named else []), *quarto)))
        self._read: dict[str, Any] = {}

    def root(self, name: str, span: Span) -> tuple[object, bool, tuple[Diagnostic, ...]]:
        """Return what the first part of a path names, whether there is such a thing, and findings.

        It is a ``CsvFile``, or what a YAML or JSON file holds.
        """
        if name in self.named:
            value, found = self._file(self.named[name], span)
            return value, value is not None or bool(found), found
        gathered: list[Diagnostic] = []
        for path in self.at_the_top:
            data, found = self._file(path, span)
            gathered += found
            if isinstance(data, dict) and name in data:
                return data[name], True, tuple(gathered)
        return None, bool(gathered), tuple(gathered)

    def names(self) -> list[str]:
        """Return what the first part of a path can be."""
        found = list(self.named)
        for path in self.at_the_top:
            data = self._read.get(path)
            found += list(data) if isinstance(data, dict) else []
        return found

    def _file(self, path: str, span: Span) -> tuple[Any, tuple[Diagnostic, ...]]:
        """Return what a file holds; what is wrong in it is told once."""
        if path.lower().endswith((".csv", ".tsv")):
            file, found = self.shelf.read(posixpath.normpath(path), path, span)
            return file, found
        if path in self._read:
            data = self._read[path]
            return data, () if data is not None else (self._unread(path, span),)
        try:
            if not self.workspace.is_file(path):
                return None, (diagnose("OCT260", f"no data file “{path}”", span, _CONFIGURED),)
            text = self.workspace.read_text(path)
        except OutsideError:
            return None, (
                diagnose("OCT102", f"“{path}” leads out of the publication", span, _CONFIGURED),
            )
        except OctavoError as error:
            self._read[path] = None
            return None, error.diagnostics
        data, diagnostics = _json(text, path) if path.endswith(".json") else _yaml(text, path)
        self._read[path] = data
        return data, diagnostics

    def _unread(self, path: str, span: Span) -> Diagnostic:
        what = f"the data file “{path}” cannot be read, as told above"
        return diagnose("OCT260", what, span, f"mend what is told of {path} first")


_CONFIGURED = "look at `variables` in octavo.yaml; its paths are relative to that file"


def _yaml(text: str, path: str) -> tuple[Any, tuple[Diagnostic, ...]]:
    yaml = load_yaml(text, path)
    data = {} if yaml.data is None and not yaml.diagnostics else yaml.data
    return data, yaml.diagnostics


def _json(text: str, path: str) -> tuple[Any, tuple[Diagnostic, ...]]:
    try:
        data = json.loads(text, parse_constant=lambda name: name)
    except json.JSONDecodeError as error:
        span = Span(path, error.lineno, error.colno)
        hint = "check the commas, the quotes and the brackets"
        return None, (diagnose("OCT002", f"not valid JSON: {error.msg}", span, hint),)
    except (RecursionError, ValueError):
        return None, (_too_deep(path),)
    return (data, ()) if _shallow(data) else (None, (_too_deep(path),))


def _too_deep(path: str) -> Diagnostic:
    hint = f"keep it under {MAXIMUM_DEPTH} levels"
    return diagnose("OCT002", "not valid JSON: nested too deeply", Span(path), hint)


def _shallow(data: object, depth: int = 0) -> bool:
    if depth > MAXIMUM_DEPTH:
        return False
    if isinstance(data, dict):
        return all(_shallow(value, depth + 1) for value in data.values())
    if isinstance(data, list):
        return all(_shallow(value, depth + 1) for value in data)
    return True
