"""Files are written together or not at all.

They are written under temporary names first and then moved into their places; where that fails
half-way, what was there before is put back.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from octavo.model.diagnostic import OctavoError, diagnose


class Piece(NamedTuple):
    """Something to be written: its path in the build folder, and what is in it.

    It is moved into its place with ``whole``: itself, or the folder that it is in.
    """

    whole: str
    path: str
    data: bytes


def write_together(folder: Path, pieces: Iterable[Piece], gone: Iterable[str] = ()) -> None:
    """Write pieces into a folder; what is ``gone`` is taken away with them.

    A folder that is moved takes the place of the whole one that is there. Raises ``OctavoError``
    (exit code 3), and then everything is as it was.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".octavo-", dir=folder))
        try:
            moved: dict[str, None] = {}
            for whole, path, data in pieces:
                moved[whole] = None
                place = staging / "new" / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            _exchange(folder, staging, moved, gone)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise OctavoError(
            diagnose(
                "OCT501",
                f"cannot write to {folder}: {error.strerror or error}",
                None,
                "look at its permissions and at the space that is left",
            ),
            exit_code=3,
        ) from None


def _exchange(folder: Path, staging: Path, moved: Iterable[str], gone: Iterable[str]) -> None:
    """Move what is staged into its place, and what was there aside; undo it where that fails."""
    undo: list[tuple[Path, Path | None]] = []
    try:
        for number, name in enumerate((*moved, *gone)):
            place, new = folder / name, staging / "new" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            aside = None
            if place.exists() or place.is_symlink():
                aside = staging / f"old-{number}"
                place.rename(aside)
            undo.append((place, aside))
            if new.exists():
                new.rename(place)
    except BaseException:
        for place, aside in reversed(undo):
            _put_back(place, aside)
        raise


def _put_back(place: Path, aside: Path | None) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    if aside is not None:
        aside.rename(place)
