"""What was changed in the manuscript, its data and the theme, gathered while nobody asked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from watchfiles import Change, watch

from octavo.model.diagnostic import OctavoError, diagnose
from octavo.workspace import IGNORED_FOLDERS, Workspace

# In milliseconds: how long nothing must change until a change is told, how long it waits for that
# at most, and how long for a first change until it asks whether to end.
QUIET = 30
PATIENCE = 1000
WAIT = 500

# What editors write beside a file while they save it: Vim tries a folder with 4913, and
# ``sed -i`` writes sedXXXXXX.
_BESIDE = ("~", ".swp", ".swx", ".tmp", ".bak", "___jb_tmp___", "___jb_old___")
_TRIES = re.compile("4913|sed[A-Za-z0-9]{6}")

Stamps = Mapping[str, tuple[int, int]]


class Changes:
    """Watches a publication's folder, and the theme where that lies elsewhere."""

    def __init__(self, workspace: Workspace) -> None:
        """Note how the files are now: what changes from here on is told."""
        theme = [workspace.theme / name for name in ("templates", "styles")]
        outside = [folder for folder in theme if not folder.is_relative_to(workspace.root)]
        self.root = workspace.root
        self.folders = (workspace.root, *(folder for folder in outside if folder.is_dir()))
        self._before: Stamps | None = self._stamps()

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield the paths that changed, again and again; relative to the publication's folder.

        What changes while the caller is busy comes with the next. Raises ``OctavoError`` (exit
        code 3) where the system does not let it watch.
        """
        try:
            watched = watch(
                *self.folders,
                watch_filter=self._is_told,
                debounce=PATIENCE,
                step=QUIET,
                rust_timeout=WAIT,
                yield_on_timeout=True,
            )
            for found in watched:
                paths = {path for _, path in found} | self._unseen()
                if paths:
                    yield tuple(sorted(map(self._named, paths)))
        except OSError as error:
            raise OctavoError(
                diagnose(
                    "OCT506",
                    f"the files cannot be watched: {error.strerror or error}",
                    None,
                    "the system may have a limit: raise fs.inotify.max_user_watches, or move "
                    "folders that do not belong to the publication out of it",
                ),
                exit_code=3,
            ) from None

    def _unseen(self) -> set[str]:
        """Return what changed after it was noted and before the watch began; asked once."""
        before, self._before = self._before, None
        if before is None:
            return set()
        return {path for path, _ in before.items() ^ self._stamps().items()}

    def _stamps(self) -> Stamps:
        found: dict[str, tuple[int, int]] = {}
        for top in self.folders:
            for folder, folders, files in os.walk(top):
                folders[:] = [name for name in folders if self.is_watched(Path(folder, name))]
                for path in (Path(folder, name) for name in files):
                    if self.is_watched(path) and (stamp := _stamp(path)):
                        found[str(path)] = stamp
        return found

    def _is_told(self, _change: Change, path: str) -> bool:
        return self.is_watched(Path(path))

    def is_watched(self, path: Path) -> bool:
        """Tell whether a build may read this file: no output, hidden one or an editor's own."""
        top = next((folder for folder in self.folders if path.is_relative_to(folder)), None)
        if top is None:
            return False
        parts = path.relative_to(top).parts
        if any(part.startswith((".", "#")) or part in IGNORED_FOLDERS for part in parts):
            return False
        return not (_TRIES.fullmatch(path.name) or path.name.endswith(_BESIDE))

    def _named(self, path: str) -> str:
        place = Path(path)
        return (
            place.relative_to(self.root).as_posix()
            if place.is_relative_to(self.root)
            else place.name
        )


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:  # it was taken away in the meantime
        return None
    return found.st_mtime_ns, found.st_size
