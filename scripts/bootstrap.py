"""Install what Octavo needs, and nothing that is there already.

    python3 scripts/bootstrap.py           what building needs
    python3 scripts/bootstrap.py --test    what the tests need, too

System packages through apt, dnf or brew, as the tables below say; then a virtual environment in
``.venv``; then Octavo in it, editable, with the versions of constraints.txt. One line is printed
for each thing that is done. Where something cannot be installed, the exact command is named and
the exit code is 1. Only the standard library is used. ``make`` calls this.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "octavo-installed.json"
OLDEST_PYTHON = (3, 11)


class CannotInstallError(Exception):
    """Something is missing and stays missing; the text says what to do."""


# ----------------------------------------------------------- what is needed


@dataclass(frozen=True)
class Need:
    """Something the system must have, how to see that it is there, and its packages."""

    name: str
    is_met: Callable[[], bool]
    packages: Mapping[str, tuple[str, ...]]


def library(*names: tuple[str, int]) -> Callable[[], bool]:
    """Return a test whether these libraries (name, number of the interface) can be loaded."""

    def loads(name: str, number: int) -> bool:
        for file in (f"lib{name}.so.{number}", f"lib{name}.{number}.dylib"):
            try:
                ctypes.CDLL(file)
            except OSError:
                continue
            return True
        return False

    return lambda: all(loads(*name) for name in names)


def program(name: str, *arguments: str) -> Callable[[], bool]:
    """Return a test whether this program is there and runs.

    It has to be run: macOS has a ``java`` that only says that there is no Java.
    """
    nowhere = subprocess.DEVNULL

    def runs() -> bool:
        path = shutil.which(name)
        return path is not None and run((path, *arguments), stdout=nowhere, stderr=nowhere)

    return runs


def browser() -> bool:
    """Tell whether a browser that the tests can drive is there and runs."""
    return any(program(name, "--version")() for name in BROWSERS)


def environment_can_be_made() -> bool:
    """Tell whether this Python can make virtual environments.

    Debian and Ubuntu keep the module ensurepip in a package of its own.
    """
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


# Chromium and what is made of it, the first that is there. tests/reading/browser.py has the same.
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

THIS_PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"

FOR_BUILDING = (
    Need(
        "Pango",
        library(
            ("gobject-2.0", 0),
            ("pango-1.0", 0),
            ("pangoft2-1.0", 0),
            ("harfbuzz", 0),
            ("fontconfig", 1),
        ),
        {
            "apt-get": ("libpango-1.0-0", "libpangoft2-1.0-0"),
            "dnf": ("pango",),
            "brew": ("pango",),
        },
    ),
    Need(
        "HarfBuzz-Subset",
        library(("harfbuzz-subset", 0)),
        {"apt-get": ("libharfbuzz-subset0",), "dnf": ("harfbuzz",), "brew": ("harfbuzz",)},
    ),
    Need(
        "virtual environments for Python",
        environment_can_be_made,
        {"apt-get": (f"{THIS_PYTHON}-venv",)},
    ),
)

FOR_TESTS = (
    Need(
        "a Java runtime",
        program("java", "-version"),
        {"apt-get": ("default-jre-headless",), "dnf": ("java-headless",), "brew": ("openjdk",)},
    ),
    Need(
        "qpdf",
        program("qpdf", "--version"),
        {"apt-get": ("qpdf",), "dnf": ("qpdf",), "brew": ("qpdf",)},
    ),
    Need(
        "poppler",
        program("pdftoppm", "-v"),
        {"apt-get": ("poppler-utils",), "dnf": ("poppler-utils",), "brew": ("poppler",)},
    ),
    # Not through Homebrew: macOS refuses its Chromium, and Chrome is for the Mac's owner to choose.
    Need("Chromium or Chrome", browser, {"apt-get": ("chromium",), "dnf": ("chromium",)}),
)


# ------------------------------------------------------- system packages


@dataclass(frozen=True)
class Manager:
    """A package manager: how it installs, how it renews its lists first, and who may call it."""

    program: str
    install: tuple[str, ...]
    refresh: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    for_root: bool = True


MANAGERS = (
    Manager(
        "apt-get",
        install=("install", "-y", "--no-install-recommends"),
        refresh=("update",),
        options=("-q", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"),
    ),
    Manager("dnf", install=("install", "-y")),
    Manager("brew", install=("install",), for_root=False),
)


def install_system_packages(needs: Sequence[Need]) -> None:
    """Install the packages of every need that is not met; then name what nothing here installs."""
    missing = unmet(needs)
    manager = package_manager()
    packaged = tuple(need for need in missing if manager and manager.program in need.packages)
    if manager and packaged:
        install_with(manager, packaged)
    left = tuple(need for need in missing if need not in packaged)
    if left:
        raise CannotInstallError(
            f"missing: {names_of(left)}\n"
            "Install it in the way of your system, then run make again. Octavo itself can use\n"
            "apt-get, dnf or (on macOS) Homebrew, where they have it. Another Python:\n"
            "make PYTHON=/path/to/python3"
        )


def install_with(manager: Manager, missing: Sequence[Need]) -> None:
    """Install the packages of these needs, all of which the manager has; see that they are met."""
    names = names_of(missing)
    packages = packages_of(missing, manager)
    by_hand = command_by_hand(manager, packages)
    prefix = rights(manager)
    if prefix is None:
        raise CannotInstallError(
            f"missing: {names}\n"
            "This account may not install it: it is not root, and sudo is missing or needs a\n"
            f"password. Run this (or have it run), then run make again:\n\n    {by_hand}"
        )
    say(f"installing {names}: {manager.program} {' '.join((*manager.install, *packages))}")
    silence = ("env", "DEBIAN_FRONTEND=noninteractive") if manager.for_root else ()
    start = (*prefix, *silence, manager.program, *manager.options)
    if manager.refresh and not run_silently((*start, *manager.refresh)):
        say("the lists of packages could not be renewed; going on with those that are there")
    if not run_silently((*start, *manager.install, *packages)):
        raise CannotInstallError(
            f"could not be installed: {names}\n"
            f"See above why; this is the command to try again:\n\n    {by_hand}"
        )
    still = unmet(missing)
    if still:
        raise CannotInstallError(
            f"installed, but not found: {names_of(still)}\n"
            f"If {sys.executable} is not the system's own Python, try that:\n"
            "make PYTHON=/usr/bin/python3"
        )


def unmet(needs: Sequence[Need]) -> tuple[Need, ...]:
    """Return the needs that are not met."""
    return tuple(need for need in needs if not need.is_met())


def names_of(needs: Sequence[Need]) -> str:
    """Return the names of needs, for people."""
    return ", ".join(need.name for need in needs)


def package_manager() -> Manager | None:
    """Return this system's package manager: brew on macOS, apt-get or dnf elsewhere."""
    on_mac = sys.platform == "darwin"
    for manager in MANAGERS:
        if (manager.program == "brew") == on_mac and shutil.which(manager.program):
            return manager
    return None


def packages_of(needs: Sequence[Need], manager: Manager) -> tuple[str, ...]:
    """Return what this manager calls the packages of these needs."""
    return tuple(
        dict.fromkeys(package for need in needs for package in need.packages[manager.program])
    )


def command_by_hand(manager: Manager, packages: Sequence[str]) -> str:
    """Return what a person would type to install these packages."""
    sudo = ("sudo",) if manager.for_root and os.geteuid() != 0 and shutil.which("sudo") else ()
    steps = (manager.refresh, (*manager.install, *packages))
    return " && ".join(shlex.join((*sudo, manager.program, *step)) for step in steps if step)


def rights(manager: Manager) -> tuple[str, ...] | None:
    """Return what goes before a command so that it may install, or None where nothing helps."""
    if not manager.for_root or os.geteuid() == 0:
        return ()
    if sys.stdin.isatty() and shutil.which("sudo"):
        return ("sudo",)
    # Without a terminal nobody can type a password.
    nowhere = subprocess.DEVNULL
    asks_nothing = run(("sudo", "-n", "true"), stdout=nowhere, stderr=nowhere)
    return ("sudo", "-n") if asks_nothing else None


# ------------------------------------------------ the virtual environment


def install_python_packages(extra: str) -> None:
    """Make ``.venv`` and install Octavo in it, where what it stands on has changed.

    The stamp remembers what was installed. An environment that was moved with its folder, or was
    made with another Python, is made anew.
    """
    wanted = {"folder": str(ROOT), "python": THIS_PYTHON, "extra": extra, "digest": digest()}
    found = read_stamp()
    is_ours = all(found.get(key, wanted[key]) == wanted[key] for key in ("folder", "python"))
    works = is_ours and run((str(VENV_PYTHON), "-c", "import pip"), stderr=subprocess.DEVNULL)
    if works and found in (wanted, {**wanted, "extra": "test"}):
        return
    STAMP.unlink(missing_ok=True)
    if not works:
        say(f"making the virtual environment .venv with {THIS_PYTHON}")
        if not run((sys.executable, "-m", "venv", "--clear", str(VENV))):
            raise CannotInstallError(f"{sys.executable} could not make the environment {VENV}")
    purpose = " for the tests" if extra == "test" else ""
    say(f"installing Octavo and its Python packages in .venv{purpose}")
    command = (
        *("-m", "pip", "install", "-qq", "--disable-pip-version-check"),
        *("--constraint", "constraints.txt", "--editable", f".[{extra}]"),
    )
    if not run((str(VENV_PYTHON), *command)):
        raise CannotInstallError(
            "the Python packages could not be installed\n"
            "See above why; this is the command to try again:\n\n    "
            + shlex.join((".venv/bin/python", *command))
        )
    STAMP.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")


def fetch_commonmark() -> None:
    """Fetch the examples of the CommonMark specification into ``.venv/commonmark``.

    They come with the sources of markdown-it-py, in whose tests they are run, too. Without them
    one test says that it has checked nothing; nothing else needs them.
    """
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    parser = next(line for line in lines if line.startswith("markdown-it-py=="))
    folder = VENV / "commonmark"
    version = parser.partition("==")[2]
    if list(folder.glob(f"*-{version}.tar.gz")):
        return
    say("fetching the examples of the CommonMark specification")
    command = ("-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-deps")
    source = ("--no-binary", "markdown-it-py", "--dest", str(folder), parser)
    if not run((str(VENV_PYTHON), *command, *source)):
        say("they could not be fetched; the test that needs them will say so")


def read_stamp() -> dict[str, str]:
    """Return what was installed last, or nothing."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def digest() -> str:
    """Return a checksum of the files that say what is to be installed."""
    files = (ROOT / "pyproject.toml", ROOT / "constraints.txt")
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


# ------------------------------------------------------------------ tools


def run(
    command: Sequence[str],
    *,
    stdout: IO[str] | int | None = None,
    stderr: int | None = None,
    hidden: Sequence[str] = ("PIP_USER",),
) -> bool:
    """Run a command in the checkout, without input; tell whether it went well.

    ``hidden`` variables are taken out of its environment; an environment of Python's has no place
    for a user's own packages.
    """
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    try:
        done = subprocess.run(  # noqa: S603  (the commands of this file only)
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            check=False,
        )
    except OSError as error:
        if stderr is None:
            say(f"{command[0]}: {error.strerror}")
        return False
    return done.returncode == 0


def run_silently(command: Sequence[str]) -> bool:
    """Run a command of a package manager; show what it said only where it fails.

    It does not see TMPDIR: apt works as a user of its own, who cannot enter a private folder.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        done = run(command, stdout=output, stderr=subprocess.STDOUT, hidden=("TMPDIR",))
        if not done:
            output.seek(0)
            say(output.read().rstrip())
    return done


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Install what is missing; return the exit code."""
    parser = argparse.ArgumentParser(description="Install what Octavo needs.")
    parser.add_argument("--test", action="store_true", help="what the tests need, too")
    for_tests = parser.parse_args().test
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise CannotInstallError(
                f"Octavo needs Python 3.11 or newer; {sys.executable} is "
                f"{sys.version.split()[0]}. Name another: make PYTHON=/path/to/python3"
            )
        install_system_packages((*FOR_BUILDING, *(FOR_TESTS if for_tests else ())))
        # Our own publications cite.
        install_python_packages("test" if for_tests else "citations")
        if for_tests:
            fetch_commonmark()
    except CannotInstallError as error:
        sys.stdout.flush()
        sys.stderr.write(f"octavo: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
