"""A build with nothing to do: what the last one told is told again, and no engine is loaded.

After a build a record says what was asked, what it depended on (``inputs``), what lies in the
build folder, and everything that was told. It counts while all of that is as it was. A record is
data from disk: what is not of its form counts as none. Nobody can send one along with a
publication, for it depends on times that only this machine's file system gives.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from octavo import inputs
from octavo.cache import CACHE, write_whole
from octavo.model.codes import CODES
from octavo.model.diagnostic import Diagnostic, Severity, Span
from octavo.model.options import Options
from octavo.workspace import Workspace

VERSION = 1
RECORD = "unchanged.json"
MAXIMUM_RECORD = 64 * 2**20
MAXIMUM_OUTPUT = 2 * 2**30
# Of so many ways to ask, what they told is kept.
MAXIMUM_ASKED = 16


@dataclass(frozen=True, slots=True)
class Line:
    """The line of something that was made: its path in the build folder, its size in bytes."""

    path: str
    pages: int | None
    size: int


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a publication, or of the page to download from, whose name is empty."""

    publication: str
    lines: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...]


def remembered(workspace: Workspace, asked: Options, seen: str | None) -> tuple[Told, ...] | None:
    """Return what was told when the same was built; None where there is something to do.

    ``seen`` is what ``inputs.fingerprint`` returns now.
    """
    record = _read(workspace)
    if seen is None or record.get("inputs") != seen:
        return None
    try:
        kept = record["builds"][_name_of(asked)]
        if not _lies_there(workspace.build_folder, kept["outputs"]):
            return None
        return tuple(_told(one) for one in kept["told"])
    except (KeyError, TypeError, ValueError):
        return None


def remember(workspace: Workspace, asked: Options, seen: str | None, told: Iterable[Told]) -> None:
    """Keep what was told, once everything is written; errors of a file system are no errors here.

    ``seen`` is what ``inputs.fingerprint`` returned before the build.
    """
    outputs = _outputs(workspace.build_folder) if seen is not None else None
    if outputs is None:
        return
    before = _read(workspace)
    builds = before.get("builds") if before.get("inputs") == seen else None
    others = builds if isinstance(builds, dict) else {}
    name = _name_of(asked)
    kept = {key: one for key, one in others.items() if key != name}
    latest = dict([*kept.items()][1 - MAXIMUM_ASKED :])
    latest[name] = {"outputs": outputs, "told": [_written(one) for one in told]}
    _write(workspace, {"version": VERSION, "inputs": seen, "builds": latest})


# ------------------------------------------------------------------ the record


def _place(workspace: Workspace) -> Path:
    return workspace.build_folder / CACHE / RECORD


def _read(workspace: Workspace) -> dict[str, Any]:
    """Return the record; nothing where there is none that can be read."""
    place = _place(workspace)
    try:
        if not place.is_file() or place.stat().st_size > MAXIMUM_RECORD:
            return {}
        record = json.loads(place.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    is_ours = isinstance(record, dict) and record.get("version") == VERSION
    return record if is_ours else {}


def _write(workspace: Workspace, record: Mapping[str, Any]) -> None:
    place = _place(workspace)
    if place.parent.is_symlink():  # it may lead out of the publication
        return
    with contextlib.suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        write_whole(place, json.dumps(record).encode())


def _name_of(asked: Options) -> str:
    how = [name for name in ("draft", "strict") if getattr(asked, name)]
    return json.dumps([asked.publications, asked.editions, how])


# ------------------------------------------------------------- the build folder


def _outputs(folder: Path) -> dict[str, list[Any]] | None:
    """Return size, time and checksum of all files of a build folder.

    None where one cannot be read, or where there is more than is worth reading.
    """
    try:
        found = dict(_files(folder))
        if sum(about.st_size for about in found.values()) > MAXIMUM_OUTPUT:
            return None
        return {
            path: [about.st_size, about.st_mtime_ns, _checksum(folder / path)]
            for path, about in found.items()
        }
    except OSError:
        return None


def _lies_there(folder: Path, outputs: Mapping[str, list[Any]]) -> bool:
    """Tell whether a build folder holds what it held, and nothing else.

    A file that was written again counts by what it holds: other builds write the same.
    """
    count = 0
    try:
        for path, about in _files(folder):
            size, time, checksum = outputs[path]
            if about.st_size != size:
                return False
            if about.st_mtime_ns != time and _checksum(folder / path) != checksum:
                return False
            count += 1
    except OSError:
        return False
    return count == len(outputs)


def _files(folder: Path) -> Iterable[tuple[str, os.stat_result]]:
    """Yield what was built: everything but hidden files, and of ours the places of blocks.

    Raises ``OSError``.
    """
    cache = os.path.realpath(folder) + os.sep + CACHE

    def is_passed_over(place: str, name: str) -> bool:
        return place.startswith(cache + os.sep) or (name.startswith(".") and place != cache)

    for path, about in inputs.files_below(folder, is_passed_over):
        if not path.startswith(".") or path.endswith(".places.json"):
            yield path, about


def _checksum(place: Path) -> str:
    with place.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


# ------------------------------------------------------------- what was told


def _written(told: Told) -> dict[str, Any]:
    return {
        "publication": told.publication,
        "lines": [[line.path, line.pages, line.size] for line in told.lines],
        "diagnostics": [
            [one.severity.value, one.code, one.message, one.span, one.hints]
            for one in told.diagnostics
        ],
    }


def _told(data: Mapping[str, Any]) -> Told:
    """Return what was told. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for other data."""
    lines = tuple(_line(*row) for row in data["lines"])
    found = tuple(_diagnostic(*row) for row in data["diagnostics"])
    return Told(_text(data["publication"]), lines, found)


def _line(path: object, pages: object, size: object) -> Line:
    return Line(_text(path), None if pages is None else _number(pages), _number(size))


def _diagnostic(
    severity: object,
    code: object,
    message: object,
    span: Any,  # noqa: ANN401  (not looked at yet)
    hints: Any,  # noqa: ANN401
) -> Diagnostic:
    if code not in CODES:
        raise ValueError(code)
    place = None
    if span is not None:
        path, *numbers = span
        line, column, width = map(_number, numbers)
        place = Span(_text(path), line, column, width)
    return Diagnostic(
        Severity(severity), _text(code), _text(message), place, tuple(map(_text, hints))
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
