"""Where a file that an author named and that is not there may be, as the author would write it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from octavo.nearest import nearest
from octavo.workspace import CONFIGURATION, OutsideError, Workspace


def nearby(workspace: Workspace, path: str, manuscript: str) -> str:
    """Return a path from the folder of ``manuscript`` to a file like the one at ``path``, or "".

    ``path`` is from the root. The file may lie at the same path from the root or from a folder
    between, or have nearly the same name, or the same one in another case, in the same folder.
    """
    folder = posixpath.dirname(manuscript)
    found = next((one for one in _elsewhere(path, folder) if workspace.exists(one)), "")
    found = found or _alike(workspace, path)
    return posixpath.relpath(found, folder or ".") if found else ""


def _elsewhere(path: str, folder: str) -> Iterable[str]:
    """Yield the paths that are meant where the author wrote one from a folder further up."""
    written = posixpath.relpath(path, folder or ".")
    while written.startswith("../"):
        written = written[3:]
    while folder:
        folder = posixpath.dirname(folder)
        yield posixpath.join(folder, written)


def _alike(workspace: Workspace, path: str) -> str:
    folder = _as_it_is(workspace, posixpath.dirname(path))
    name = posixpath.basename(path)
    names = [one for one in _names(workspace, folder) if one != CONFIGURATION]
    same = (one for one in names if one.casefold() == name.casefold())
    near = next(same, "") or nearest(name, names)
    return posixpath.join(folder, near) if near else ""


def _as_it_is(workspace: Workspace, folder: str) -> str:
    """Return a folder with its names in the case in which they exist."""
    found = ""
    for part in filter(None, folder.split("/")):
        names = _names(workspace, found)
        same = [one for one in names if one.casefold() == part.casefold()]
        found = posixpath.join(found, part if part in names or not same else same[0])
    return found


def _names(workspace: Workspace, folder: str) -> list[str]:
    try:
        return sorted(entry.name for entry in workspace.locate(folder).iterdir())
    except (OutsideError, OSError):
        return []
