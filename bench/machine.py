"""What the figures were measured on, and with which versions."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from peers import browser, vivliostyle

from octavo.passes.resolve.citations.citeproc import find_pandoc

PACKAGES = ("octavo", "weasyprint", "pikepdf", "typst")


def machine() -> str:
    """Return cores, processor, memory and system in one line."""
    cores = os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores, {_processor()}, {memory:.0f} GB of memory, {_system()}"


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        told = ""
    found = re.search(r"^model name\s*:\s*(.+)$", told, re.M)
    return found[1] if found else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform(terse=True)


def versions() -> Iterator[tuple[str, str]]:
    """Yield each program that takes part and its version, or that it is not installed."""
    yield "Python", platform.python_version()
    for package in PACKAGES:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            yield package, "not installed"
    program = find_pandoc()
    yield "Pandoc", _said([program, "--version"]) if program else "not installed"
    node = vivliostyle()
    yield "Vivliostyle CLI", _said([str(node), "--version"]) if node else "not installed"
    chromium = browser()
    yield "Chromium", _said([chromium, "--version"]) if chromium else "not installed"


def _said(command: Sequence[str]) -> str:
    """Return the numbers in the first lines of what a program says of its version."""
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, timeout=60
    )
    return ", ".join(re.findall(r"\d+(?:\.\d+)+", " ".join(done.stdout.splitlines()[:2])))


if __name__ == "__main__":
    sys.stdout.write(machine() + "\n" + "\n".join(map(str, versions())) + "\n")
