"""The attribution travels with the data: on the imprint, under each table, beside the CSV."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from octavo.model.book import Book
from octavo.model.content import Block, Figure, Table, nodes_of, plain_text
from octavo.model.inlines import Link, Node
from tests.content.record import CONTENT

CREATORS = "MSI Integrity and the Duke Human Rights Center at the Kenan Institute for Ethics"
DATABASE = "https://msi-database.org/database"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
XHTML = "{http://www.w3.org/1999/xhtml}"


def made_from_data(book: Book) -> dict[str, tuple[Node, ...]]:
    """What stands under each table and figure of a book as its origin, by its label."""
    found: dict[str, tuple[Node, ...]] = {}
    for resolved in book.chapters:
        for block in nodes_of((Table, Figure), resolved.chapter.blocks):
            assert isinstance(block, Block)
            if block.key.startswith(("tbl-", "fig-")):
                found[block.key] = block.origin  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(("publication", "count"), [("report", 21), ("anthology", 2)])
def test_under_every_table_and_chart(books: dict[str, Book], publication: str, count: int) -> None:
    origins = made_from_data(books[publication])
    assert len(origins) == count
    for label, origin in origins.items():
        words = plain_text(origin)
        assert CREATORS in words, label
        assert "MSI Database" in words, label
        assert re.search("recoded and counted|restated|drawn up by the editors", words), (
            label
        )  # what was changed
        assert "not endorsed by its makers" in words, label
        assert {DATABASE, LICENCE} <= {link.href for link in nodes_of((Link,), origin)}, label


@pytest.mark.parametrize("publication", ["report", "anthology"])
def test_on_the_imprint(books: dict[str, Book], publication: str) -> None:
    imprint = books[publication].imprint
    assert imprint is not None
    words = plain_text(imprint.chapter.blocks)
    assert CREATORS in words
    assert "MSI Database, 2020 edition, features as recorded in 2016" in words
    assert "Changed by the editors" in words
    assert "No endorsement is implied" in words
    assert "not by MSI Integrity" in words
    links = {link.href for link in nodes_of((Link,), imprint.chapter.blocks)}
    assert {DATABASE, LICENCE} <= links


def test_beside_the_data_file() -> None:
    words = " ".join((CONTENT / "data" / "README.md").read_text(encoding="utf-8").split())
    assert CREATORS in words
    assert DATABASE in words
    assert LICENCE in words
    assert "What we changed." in words
    assert "No endorsement." in words
    assert "`board_all`" in words


def test_every_caption_of_a_count_says_when_it_was_recorded(books: dict[str, Book]) -> None:
    """Tables of words and our own excepted; in those heads or captions say it too."""
    words_only = {"tbl-criteria", "tbl-features", "tbl-may"}
    for book in books.values():
        for resolved in book.chapters:
            for block in nodes_of((Table, Figure), resolved.chapter.blocks):
                if block.key.startswith(("tbl-", "fig-")) and block.key not in words_only:
                    assert "2016" in plain_text(block.caption), block.key


@pytest.mark.parametrize("name", ["report", "anthology"])
def test_it_is_there_in_what_was_built(name: str) -> None:
    """The EPUB that ``make`` built shows the source line of every table and figure, with links."""
    path = Path(CONTENT.parent / "build" / f"{name}.epub")
    shown = 0
    with zipfile.ZipFile(path) as book:
        for entry in book.namelist():
            if not entry.endswith(".xhtml"):
                continue
            for link in etree.fromstring(book.read(entry)).iter(XHTML + "a"):
                shown += link.get("href") == LICENCE
    assert shown >= (22 if name == "report" else 3)
