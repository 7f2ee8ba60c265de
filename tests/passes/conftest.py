"""A publication in a temporary folder, read as far as a Book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.model.book import Book, Chapter, Source
from octavo.model.diagnostic import Diagnostic
from octavo.model.publication import Publication
from octavo.passes.draw import draw
from octavo.passes.parse import parse
from octavo.passes.parse.fragment import parse_inlines
from octavo.passes.resolve import Surroundings, resolve
from octavo.words import Words
from octavo.workspace import Workspace

MakeBook = Callable[..., tuple[Book, list[Diagnostic]]]


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    """Makes a book of texts by their paths, with options of the publication."""

    def make(texts: dict[str, str], **options: object) -> tuple[Book, list[Diagnostic]]:
        facts = {"name": "book", "title": "A book", "date": "2026-01-15", "contents": ["."]}
        publication = Publication.model_validate({**facts, **options})
        chapters: list[Chapter] = []
        diagnostics: list[Diagnostic] = []
        for path, text in texts.items():
            found, findings = parse(Source(path, text))
            chapters += found
            diagnostics += findings
        workspace = Workspace(tmp_path, {})
        surroundings = Surroundings(workspace, lambda lang: Words(workspace, lang), parse_inlines)
        book, findings = resolve(publication, tuple(chapters), None, surroundings)
        book, undrawn = draw(book)
        findings += undrawn
        return book, [*diagnostics, *findings]

    return make
