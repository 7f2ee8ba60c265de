"""EPUBCheck 5.3 finds nothing: no fatal error, no error, no warning, no usage note."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import stress
from tests.reading.made import Made

from .conftest import Publication, made_of, publication_in
from .opened import Finding, Opened, epubcheck
from .paging import paged

BARE = "chapter: chapter\nstylesheets: []\n"
ARABIC = "# باب\n\nنص.[^1]\n\n[^1]: حاشية\n"


def long_book(folder: Path) -> Opened:
    stress.write_stress_book(folder, stress.Plan(words=60_000, seed=3))
    publication = publication_in(folder)
    return publication.epub(paged(publication.rendition(), every=1100))


def bare_book(folder: Path) -> Opened:
    """Neither cover nor pages, no section of contents, and another direction."""
    files = {"text/1.md": ARABIC, "templates/designs/bare.yaml": BARE}
    return made_of(folder, files, title="كتاب", lang="ar", design="bare").epub(cover=False)


@pytest.fixture(scope="module")
def books(
    own: Mapping[str, Made],
    hard: Publication,
    every: Publication,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Opened]:
    return {
        **{name: Opened(made.artefacts["epub"].data) for name, made in own.items()},
        "hard": hard.epub(paged(hard.rendition(), every=150)),
        "every": every.epub(paged(every.rendition(), every=300)),
        "long": long_book(tmp_path_factory.mktemp("long")),
        "bare": bare_book(tmp_path_factory.mktemp("bare")),
    }


@pytest.fixture(scope="module")
def findings(
    books: Mapping[str, Opened], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Finding]]:
    """What EPUBCheck finds in each book; it is asked about all of them at once."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        asked: dict[str, Future[list[Finding]]] = {
            name: pool.submit(epubcheck, opened.data, tmp_path_factory.mktemp(name))
            for name, opened in books.items()
        }
        return {name: future.result() for name, future in asked.items()}


@pytest.mark.parametrize("name", ["report", "anthology", "hard", "every", "long", "bare"])
def test_nothing_is_found(findings: dict[str, list[Finding]], name: str) -> None:
    assert findings[name] == []


def test_the_books_are_what_they_are_meant_to_be(books: dict[str, Opened]) -> None:
    assert books["report"].navigation("page-list")
    assert books["anthology"].navigation("page-list")
    assert len(books["hard"].breaks()) > 20
    assert len(books["long"].breaks()) > 200
    assert books["bare"].spine == ["nav.xhtml", "chapter-1.xhtml"]
