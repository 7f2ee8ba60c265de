"""Show how docs/specification.md differs from what Octavo makes of its examples today.

    python scripts/specification.py            show the differences
    python scripts/specification.py --write    write them into the page

Read every line that changes: the page is what the tests believe.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.reading.specification import PAGE, read_page, rewritten  # noqa: E402


def main() -> int:
    """Show or write the differences; return 1 where some are shown."""
    parser = argparse.ArgumentParser(description="Renew the examples of docs/specification.md.")
    parser.add_argument("--write", action="store_true", help="write what has changed")
    write = parser.parse_args().write
    page = read_page()
    before = "".join(line + "\n" for line in page.lines)
    with tempfile.TemporaryDirectory() as folder:
        after = rewritten(page, Path(folder))
    name = PAGE.relative_to(ROOT).as_posix()
    lines = (before.splitlines(keepends=True), after.splitlines(keepends=True))
    sys.stdout.writelines(difflib.unified_diff(*lines, name, f"{name} (now)"))
    if write:
        PAGE.write_text(after, encoding="utf-8")
    return 0 if write or before == after else 1


if __name__ == "__main__":
    sys.exit(main())
