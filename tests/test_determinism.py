"""The same input gives the same bytes: in any folder, time zone and hash seed, at any time.

Each book is built twice by the command line, in processes of their own whose surroundings differ
in everything that could get into a file by mistake.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from tests.reading.made import Made

ROOT = Path(__file__).resolve().parents[1]

# Fourteen hours east of Greenwich it is another day than eleven hours west of it.
SURROUNDINGS = (
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
    {"TZ": "Pacific/Midway", "PYTHONHASHSEED": "4242", "LC_ALL": "C", "COLUMNS": "40"},
)


# Python reads this file as it starts: its clocks go wrong by days, those of the second process by
# more. (What asks the system for the time by another way is caught by the time zones.)
CLOCK = """\
import time

def off(clock):
    return lambda *given: clock(*given) if given else clock(now())

real = time.time

def now():
    return real() + {days} * 86_399

time.time = now
time.localtime, time.gmtime = off(time.localtime), off(time.gmtime)
"""


def environment(number: int, home: Path) -> dict[str, str]:
    """Return the environment of a process, the first or the second."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "sitecustomize.py").write_text(CLOCK.format(days=400 * number + 1), encoding="utf-8")
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("SOURCE_DATE_EPOCH", "LANG", "LANGUAGE")
    }
    path = os.pathsep.join([str(home), str(ROOT), str(ROOT / "src")])
    return inherited | SURROUNDINGS[number] | {"HOME": str(home), "PYTHONPATH": path}


def in_both(folders: tuple[Path, Path], *arguments: str) -> None:
    """Run Python in both folders at once, each in its own surroundings."""
    runs = [
        subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment(number, folder.parent / "home"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for number, folder in enumerate(folders)
    ]
    for run in runs:
        said, _ = run.communicate()
        assert run.returncode == 0, said


def two_folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return two folders whose paths have nothing in common, not even their length."""
    one, other = tmp_path / "a" / "book", tmp_path / "b" / "somewhere" / "quite else" / "Bücher"
    for folder in (one, other):
        folder.mkdir(parents=True)
    return one, other


def files(folder: Path) -> Mapping[str, str]:
    """Return the checksum of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def built(folder: Path) -> dict[str, str]:
    """What was built. What is kept for the next build is sealed for this machine, and no output."""
    kept = (".cache/made/", ".cache/unchanged.json")
    return {
        path: checksum
        for path, checksum in files(folder / "build").items()
        if not path.startswith(kept)
    }


def test_a_book_is_the_same_bytes_wherever_it_is_made(tmp_path: Path) -> None:
    """A stress book of some 40 pages, every artefact and the manifest; the generator too.

    Its text is justified, so that paragraphs are set as a whole.
    """
    one, other = folders = two_folders(tmp_path)
    in_both(folders, "-m", "tests.stress", ".", "--pages", "40", "--chapters", "6", "--seed", "7")
    assert files(one) == files(other)
    for folder in folders:
        (folder / "styles").mkdir(exist_ok=True)
        with (folder / "styles/tokens.css").open("a", encoding="utf-8") as tokens:
            tokens.write(":root { --align-text: justify }\n")
    in_both(folders, "-m", "octavo", "build")
    assert '"justified"' in (one / "build/manifest.json").read_text(encoding="utf-8")
    made = built(one)
    names = {name for name in made if not name.startswith((".", "web/"))}
    assert names == {"manifest.json", "stress.pdf", "stress-print.pdf", "stress.epub"}
    web = {name for name in made if name.startswith("web/")}
    assert {"web/index.html", "web/stress/index.html", "web/downloads/stress.pdf"} < web
    assert made == built(other)


def test_our_own_publications_are_the_same_bytes_elsewhere(
    own: Mapping[str, Made], tmp_path: Path
) -> None:
    """What this process made in the checkout, another one makes in a copy of it."""
    copy = tmp_path / "copy of it"
    copy.mkdir()
    shutil.copy(ROOT / "octavo.yaml", copy)
    shutil.copytree(ROOT / "content", copy / "content")
    run = subprocess.run(
        [sys.executable, "-m", "octavo", "build"],
        cwd=copy,
        env=environment(1, tmp_path / "home"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    for made in own.values():
        for artefact in made.artefacts.values():
            place = copy / "build" / artefact.path
            if not artefact.files:
                assert place.read_bytes() == artefact.data, artefact.path
            for path, data in artefact.files:
                assert (place.parent / path).read_bytes() == data, path
