"""Which changes are told, and which never: the real watcher on a real folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from octavo.model.diagnostic import OctavoError
from octavo.preview import Changes
from octavo.workspace import Workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("octavo.yaml", "content/one.md", "content/two.md", "build/seats.pdf", ".git/HEAD"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before", encoding="utf-8")
    return tmp_path.resolve()


def write(path: Path, text: str = "after") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def started(root: Path) -> Iterator[tuple[str, ...]]:
    """Return the changes of a folder that is being watched already."""
    changes = Changes(Workspace(root))
    write(root / "content/one.md", "first")  # seen, though the watch has not begun
    found = iter(changes)
    assert next(found) == ("content/one.md",)
    return found


def test_what_is_saved_before_the_watch_begins_is_not_lost(root: Path) -> None:
    """The first build takes a while; files that are saved meanwhile are not in it."""
    changes = Changes(Workspace(root))
    write(root / "content/one.md", "another text")
    (root / "content/two.md").unlink()
    assert next(iter(changes)) == ("content/one.md", "content/two.md")


def test_what_was_told_at_once_is_not_told_again(root: Path) -> None:
    """The files are compared once with what they were before the watch began."""
    found = iter(Changes(Workspace(root)))
    Timer(0.3, write, (root / "content/one.md", "saved at once")).start()
    assert next(found) == ("content/one.md",)
    Timer(1.5, write, (root / "content/two.md",)).start()
    assert next(found) == ("content/two.md",)


def test_what_changes_meanwhile_is_gathered(root: Path) -> None:
    found = started(root)
    for name in ("content/one.md", "content/two.md", "content/new/three.md", "octavo.yaml"):
        write(root / name)
    write(root / "content/one.md", "saved twice")
    told: set[str] = set()
    while len(told & {"content/one.md", "content/two.md", "octavo.yaml"}) < 3:
        told |= set(next(found))


def test_an_editor_that_writes_beside_the_file_and_renames_is_told_once(root: Path) -> None:
    found = started(root)
    for name in ("content/4913", "content/sedX3qaCb", "content/.one.md.swp", "content/one.md~"):
        write(root / name)
    (root / "content/4913").unlink()
    (root / "content/one.md~").replace(root / "content/one.md")
    assert next(found) == ("content/one.md",)


def test_what_is_built_or_hidden_is_not_told(root: Path) -> None:
    found = started(root)
    for name in ("build/seats.pdf", "build/web/index.html", ".git/HEAD", "node_modules/a/b.js"):
        write(root / name)
    write(root / "octavo.yaml")
    assert next(found) == ("octavo.yaml",)


@pytest.mark.parametrize(
    ("path", "is_watched"),
    [
        ("octavo.yaml", True),
        ("content/one.md", True),
        ("content/4913.md", True),
        ("data/seats.csv", True),
        ("figures/map.png", True),
        ("styles/tokens.css", True),
        ("build/web/index.html", False),
        (".octavo/x", False),
        ("content/.one.md.swp", False),
        ("content/.#one.md", False),
        ("content/#one.md#", False),
        ("content/one.md~", False),
        ("content/4913", False),
        ("content/one.md___jb_tmp___", False),
        ("node_modules/a/index.js", False),
        ("content/__pycache__/x.pyc", False),
    ],
)
def test_what_is_watched(root: Path, path: str, is_watched: bool) -> None:
    assert Changes(Workspace(root)).is_watched(root / path) is is_watched


def test_the_theme_is_watched_where_it_lies_elsewhere(root: Path) -> None:
    workspace = Workspace(root)
    changes = Changes(workspace)
    assert changes.is_watched(workspace.theme / "styles/text.css")
    assert changes.is_watched(workspace.theme / "templates/web/frame.html")
    assert not changes.is_watched(workspace.theme / "pyproject.toml")


def test_a_folder_that_cannot_be_watched_is_told(root: Path) -> None:
    changes = Changes(Workspace(root))
    shutil.rmtree(root)
    with pytest.raises(OctavoError) as told:
        next(iter(changes))
    assert told.value.diagnostics[0].code == "OCT506"
    assert told.value.exit_code == 3
