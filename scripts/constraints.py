"""Write constraints.txt: the exact versions of all that Octavo and its tests stand on.

    make constraints PYTHON=python3.11

Resolves pyproject.toml in a fresh virtual environment, so that nothing installed by chance gets
in, and writes name and version of what was chosen. Run it with the oldest Python that Octavo
supports: what is chosen there suits the newer ones, not the other way round. Then run make test.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
LEFT_OUT = ("octavo", "pip", "setuptools", "wheel")
HEAD = """\
# The exact versions that Octavo is built and tested with: names and versions only.
# Written by: make constraints PYTHON=python3.11 (a fresh environment, resolved from
# pyproject.toml). To try newer versions, run that, then make test, then look at the pages.
"""


def main() -> int:
    """Resolve, and write the file; return the exit code."""
    if sys.version_info[:2] != OLDEST_PYTHON:
        sys.stderr.write("Please run: make constraints PYTHON=/path/to/python3.11\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "venv" / "bin" / "python"
        try:
            run(sys.executable, "-m", "venv", str(python.parent.parent))
            run(str(python), "-m", "pip", "install", "-qq", ".[bench,check,test]")
            frozen = run(str(python), "-m", "pip", "freeze", "--all")
        except subprocess.CalledProcessError as error:
            return int(error.returncode)
    chosen = sorted(filter(None, map(name_and_version, frozen.splitlines())))
    lines = "".join(f"{name}=={version}\n" for name, version in chosen)
    (ROOT / "constraints.txt").write_text(HEAD + lines, encoding="utf-8")
    sys.stdout.write(f"constraints.txt: {len(chosen)} packages\n")
    return 0


def run(*command: str) -> str:
    """Run a command in the checkout; return what it printed."""
    done = subprocess.run(  # noqa: S603  (the commands of this file only)
        command, cwd=ROOT, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def name_and_version(line: str) -> tuple[str, str] | None:
    """Return what a line of pip's names, or None for what is no part of the set."""
    name, equal, version = line.partition("==")
    name = re.sub(r"[-_.]+", "-", name).lower()
    return (name, version) if equal and name not in LEFT_OUT else None


if __name__ == "__main__":
    sys.exit(main())
