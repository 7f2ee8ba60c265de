"""What a build depends on, at a glance: the size and the times of every file, and no content.

It is a look at the surroundings, not the proof that nothing changed: it holds as far as a file
system notes when something is written. On POSIX the time of the last change of status counts too,
which no program can set back.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from octavo.workspace import Workspace

# More files than a publication has; looking at them would take longer than to be worth it.
MAXIMUM_FILES = 30_000
# What tools keep beside a manuscript. Other folders with a dot may hold a figure.
UNREAD_FOLDERS = frozenset(
    ".git .hg .svn .jj .venv venv .tox .nox .cache .idea .vscode .mypy_cache .ruff_cache "
    ".pytest_cache .ipynb_checkpoints .quarto node_modules __pycache__".split()
)
# Where systems keep Pango with what it needs, and fonts that it may fall back on. Installing
# something changes the time of the folder.
_OF_THE_SYSTEM = (
    *("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib", "/etc/fonts"),
    *("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "~/Library/Fonts"),
    *("~/.fonts", "~/.local/share/fonts", "~/.config/fontconfig"),
)
# What the engines look at, besides our own; PATH only for the programs that are found by it.
_VARIABLES = ("SOURCE_DATE_EPOCH", "LD_LIBRARY_PATH", "WEASYPRINT_DLL_DIRECTORIES", "XDG_DATA_HOME")
_OF_FONTS = ("FONTCONFIG_", "PANGO", "XDG_DATA_HOME", "LD_LIBRARY_PATH", "DYLD_")
_PREFIXES = ("OCTAVO_", "FONTCONFIG_", "PANGO", "DYLD_")

# Times of files are this exact: a few milliseconds, or two seconds where they are whole seconds.
_TICK, _COARSE_TICK = 0.02, 2.0

Row = tuple[str, ...]


class _TooManyError(Exception):
    """There are more files than are looked at."""


def fingerprint(workspace: Workspace) -> str | None:
    """Return a digest of all that a build of a workspace depends on, as hexadecimal.

    It is to be taken before anything is read, so that a change in the middle of a build makes it
    another one. None where it is not known: too many files, or some that cannot be looked at.
    """
    digest = sha256()
    newest = 0
    try:
        for row, changed in _everything(workspace):
            digest.update("\0".join(row).encode("utf-8", "surrogatepass") + b"\n")
            newest = max(newest, changed)
    except (OSError, _TooManyError):
        return None
    _wait_until_older(newest)
    return digest.hexdigest()


def _everything(workspace: Workspace) -> Iterator[tuple[Row, int]]:
    """Yield rows about everything, each with the time at which it changed, in nanoseconds."""
    build = str(workspace.build_folder)
    tops = {
        "publication": workspace.root,
        "templates": workspace.theme / "templates",
        "styles": workspace.theme / "styles",
        "code": Path(__file__).parent,
    }
    count = 0
    for name, top in tops.items():
        for path, about in files_below(top, lambda place, base: place == build or _unread(base)):
            count += 1
            if count > MAXIMUM_FILES:
                raise _TooManyError
            yield (name, path, *_seen(about)), max(about.st_mtime_ns, about.st_ctime_ns)
    yield from ((row, 0) for row in (*software(), *_variables(workspace)))


def software() -> Iterator[Row]:
    """Yield rows about what else makes a build what it is: Python, packages, the system."""
    yield "python", sys.version, platform.machine()
    yield from _packages()
    yield from _system()


def _unread(name: str) -> bool:
    return name in UNREAD_FOLDERS


def _seen(about: os.stat_result) -> Row:
    return str(about.st_mode), str(about.st_size), str(about.st_mtime_ns), str(about.st_ctime_ns)


def files_below(
    top: Path, skipped: Callable[[str, str], bool]
) -> Iterator[tuple[str, os.stat_result]]:
    """Yield what is below a folder but folders, with its path from there, in a fixed order.

    ``skipped`` is asked for each folder by its path and its name. A link counts as what it leads
    to and, if that is a folder below ``top``, is followed; no folder is gone through twice. Raises
    ``OSError``.
    """
    real_top = os.path.realpath(top)
    waiting, visited = [("", real_top)], set()
    while waiting:
        inner, place = waiting.pop()
        real = os.path.realpath(place)
        if real in visited or not (real + os.sep).startswith(real_top.rstrip(os.sep) + os.sep):
            continue
        visited.add(real)
        with os.scandir(real) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            path = inner + entry.name
            if entry.is_symlink():
                yield f"{path} → {Path(entry).readlink()}", entry.stat(follow_symlinks=False)
            if _is_folder(entry):
                if not skipped(entry.path, entry.name):
                    waiting.append((path + "/", entry.path))
            elif (about := _behind(entry)) is not None:
                yield path, about


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell what is a folder, or a link to one; links in a circle are none."""
    return Path(entry).is_dir() if entry.is_symlink() else entry.is_dir()


def _behind(entry: os.DirEntry[str]) -> os.stat_result | None:
    """Return what is known of a file, None where a link leads nowhere."""
    try:
        return entry.stat()
    except OSError:
        if entry.is_symlink():
            return None
        raise


def _packages() -> Iterator[Row]:
    """Yield the installed packages of every folder of them, by the names of their records."""
    for folder in sys.path:
        place = Path(folder)
        names = sorted(path.name for path in place.glob("*.dist-info"))
        if names:
            yield "packages", folder, _time_of(place), *names


def _system() -> Iterator[Row]:
    """Yield what comes from elsewhere: libraries, fonts, and the programs that are run."""
    # Unlike that of Path, this one knows what to do where there is no home.
    places = [Path(os.path.expanduser(folder)) for folder in _OF_THE_SYSTEM]  # noqa: PTH111
    places += sorted(Path("/usr/lib").glob("*-linux-*"))
    if program := shutil.which("pandoc"):
        places.append(Path(program))
    for place in places:
        yield "system", os.path.realpath(place), _time_of(place)
        if "font" in str(place):
            # Those in folders of their own change only the time of these.
            for folder, _, _ in os.walk(place):
                yield "fonts", folder, _time_of(Path(folder))


def _time_of(place: Path) -> str:
    """Return when a file or folder changed, in nanoseconds; nothing where there is none."""
    try:
        return str(place.stat().st_mtime_ns)
    except OSError:
        return ""


def _variables(workspace: Workspace) -> Iterable[Row]:
    return (
        ("variable", name, value)
        for name, value in sorted(workspace.environment.items())
        if name in _VARIABLES or name.startswith(_PREFIXES)
    )


def font_variables(workspace: Workspace) -> Iterable[Row]:
    """Return the variables by which fonts and the libraries of the engine are found."""
    return (row for row in _variables(workspace) if row[1].startswith(_OF_FONTS))


def _wait_until_older(newest: int) -> None:
    """Wait until a file that is written from now on gets another time than the newest one has."""
    tick = _TICK if newest % 10**9 else _COARSE_TICK
    age = time.time() - newest / 10**9
    if 0 <= age < tick:
        time.sleep(tick - age)
