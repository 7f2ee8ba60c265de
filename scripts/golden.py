"""Show which golden pages look otherwise today, or renew their pictures.

    python scripts/golden.py            tell what differs
    python scripts/golden.py --write    renew the pictures of what differs

Look at every picture that changes: they are what the tests believe.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.reading.golden import (  # noqa: E402
    GOLDEN,
    MADE_WITH,
    PAGES,
    difference,
    golden_picture,
    pages_of,
    save,
    versions,
)


def main() -> int:
    """Tell what differs, or renew it; return 1 where something is told only."""
    parser = argparse.ArgumentParser(description="Renew the pictures of tests/golden.")
    parser.add_argument("--write", action="store_true", help="write what has changed")
    write = parser.parse_args().write
    changed = [line for name in PAGES for line in _pages(name, write=write)]
    changed += _left_over(write=write)
    if changed and write:
        MADE_WITH.write_text(versions() + "\n", encoding="utf-8")
    sys.stdout.writelines(f"{line}\n" for line in changed)
    return 0 if write or not changed else 1


def _pages(name: str, *, write: bool) -> list[str]:
    """Return a line for each page that has no picture or another one."""
    told = []
    for page in pages_of(name):
        picture = golden_picture(name, page)
        found = difference(page, picture) if picture else None
        if picture and not found:
            continue
        place = GOLDEN / name / page.name
        told.append(f"{place.relative_to(ROOT).as_posix()}: {found or 'new'}")
        if write:
            save(page.picture, place)
    return told


def _left_over(*, write: bool) -> list[str]:
    """Return a line for each picture that is of no page any more."""
    wanted = {
        GOLDEN / name / f"{edition}-{label}.png"
        for name, editions in PAGES.items()
        for edition, labels in editions.items()
        for label in labels
    }
    told = []
    for place in sorted(set(GOLDEN.glob("*/*.png")) - wanted):
        told.append(f"{place.relative_to(ROOT).as_posix()}: of no page")
        if write:
            place.unlink()
    return told


if __name__ == "__main__":
    sys.exit(main())
