"""Our own publications, read as far as a Book, and the record behind them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from octavo.model.book import Book
from octavo.pipeline import Options, read
from octavo.workspace import Workspace
from tests.content.record import CONTENT, Record


@pytest.fixture(scope="session")
def record() -> Record:
    return Record()


@pytest.fixture(scope="session")
def books() -> dict[str, Book]:
    found: Iterator[Book] = (
        manuscript.book for _, manuscript in read(Workspace(CONTENT.parent), Options())
    )
    return {book.publication.name: book for book in found}
