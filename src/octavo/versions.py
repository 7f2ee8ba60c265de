"""What besides a publication decides what comes out: our own code, the libraries, the system."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from octavo.inputs import software


@cache
def versions() -> str:
    """Return a checksum of our own code, and of the software around it.

    Everything that is kept between builds is kept for it.
    """
    found = sha256()
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        found.update(path.relative_to(package).as_posix().encode() + b"\0")
        found.update(path.read_bytes())
    for row in software():
        found.update("\0".join(row).encode("utf-8", "surrogatepass") + b"\n")
    return found.hexdigest()
