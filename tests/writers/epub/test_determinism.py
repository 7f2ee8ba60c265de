"""The same input gives the same bytes, wherever and however it is written."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ebooklib import epub

from .conftest import Publication
from .paging import paged

SCRIPT = """
import hashlib, sys
from pathlib import Path
from tests.writers.epub.conftest import publication_in
from tests.writers.epub.paging import paged
book = publication_in(Path(sys.argv[1]))
data = book.epub(paged(book.rendition(), every=200)).data
print(hashlib.sha256(data).hexdigest())
"""
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("seed", "zone", "folder"), [("1", "Pacific/Auckland", "/"), ("77", "UTC", "")]
)
def test_bytes_depend_on_the_content_alone(
    hard: Publication, tmp_path: Path, seed: str, zone: str, folder: str
) -> None:
    surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(hard.workspace.root)],
        capture_output=True,
        text=True,
        env=surroundings,
        cwd=folder or tmp_path,
    )
    data = hard.epub(paged(hard.rendition(), every=200)).data
    assert done.stdout.strip() == hashlib.sha256(data).hexdigest(), done.stderr


def test_the_identifier_stays_and_follows_what_the_book_is(hard: Publication) -> None:
    once, again = (hard.epub(cover=cover).metadata("dc:identifier") for cover in (True, False))
    assert once == again == ["https://doi.org/10.1234/a(b)%3Cc%3E"]


def test_a_uuid_is_made_from_the_publication(publication: object) -> None:
    make = publication
    identifiers = [
        make({"text/1.md": text}, **facts).epub().metadata("dc:identifier")  # type: ignore[operator]
        for text, facts in (
            ("# One\n\nText.\n", {}),
            ("# One\n\nOther text.\n", {}),
            ("# One\n\nText.\n", {"title": "Another book"}),
            ("# One\n\nText.\n", {"date": "2027-02-03"}),
        )
    ]
    assert identifiers[0] == identifiers[1]
    assert len({one for (one,) in identifiers}) == 3
    assert identifiers[0][0].startswith("urn:uuid:")


def test_ebooklib_still_has_what_the_package_replaces() -> None:
    replaced = {"write", "_write_opf", "_get_ncx"}
    used = {"_write_container", "_write_opf_manifest", "_write_opf_spine", "_write_opf_file",
            "_write_items"}  # fmt: skip
    assert replaced | used <= set(vars(epub.EpubWriter))
