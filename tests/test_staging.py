"""What is written appears whole, or everything stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from octavo.model.diagnostic import OctavoError
from octavo.staging import Piece, write_together


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def piece(path: str, text: str, whole: str = "") -> Piece:
    return Piece(whole or path, path, text.encode())


BEFORE = {"a.txt": "old", "web/one/kept.html": "old", "web/one/renamed.html": "old"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in BEFORE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_takes_the_place_of_the_whole_one(folder: Path) -> None:
    write_together(folder, [piece("web/one/kept.html", "new", "web/one"), piece("b.txt", "new")])
    assert files(folder) == {"a.txt": "old", "b.txt": "new", "web/one/kept.html": "new"}


def test_what_is_gone_is_taken_away(folder: Path) -> None:
    write_together(folder, [piece("b.txt", "new")], ["a.txt", "web/one", "never/there"])
    assert files(folder) == {"b.txt": "new"}


@pytest.mark.parametrize("fails_at", range(1, 7))
def test_where_moving_fails_everything_is_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Whichever of the moves it is: the disk is full, a folder may not be written to."""
    rename, calls = Path.rename, 0

    def failing(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    pieces = [
        piece("a.txt", "new"),
        piece("web/one/kept.html", "new", "web/one"),
        piece("b/c.txt", "new"),
    ]
    monkeypatch.setattr(Path, "rename", failing)
    if fails_at <= 5:
        with pytest.raises(OctavoError, match="No space left on device"):
            write_together(folder, pieces)
        assert files(folder) == BEFORE
    else:
        write_together(folder, pieces)
        assert files(folder)["b/c.txt"] == "new"


def test_nothing_of_a_failed_attempt_is_left(folder: Path) -> None:
    def pieces() -> Iterator[Piece]:
        yield piece("a.txt", "new")
        raise OSError(28, "No space left on device")

    with pytest.raises(OctavoError, match="No space left"):
        write_together(folder, pieces())
    assert files(folder) == BEFORE
    assert not list(folder.glob(".octavo-*"))
