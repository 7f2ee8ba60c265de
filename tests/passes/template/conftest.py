"""Chapters as XHTML: a manuscript goes in, and what an edition says of it comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from octavo.model.book import Book
from octavo.model.diagnostic import Span
from octavo.model.rendition import PageMap, Rendition
from octavo.passes.configure import load_design, load_editions
from octavo.passes.template import template
from octavo.workspace import Workspace
from tests.passes.conftest import MakeBook

# Identifiers that were made from the text of a block.
_MADE = re.compile(r' id="[\w-]+-[0-9a-f]{6}(-\d+)?"')

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect/></svg>'
CSV = "well,days\nMill,100\nSchool,65.5\n"


class Manuscript:
    """A publication of texts, and its editions as XHTML."""

    def __init__(self, folder: Path, book: Book) -> None:
        self.workspace = Workspace(folder, {})
        self.book = book

    def rendition(
        self, edition: str = "screen", pages: Mapping[str, str] | None = None
    ) -> Rendition:
        design = load_design(self.workspace, self.book.publication, Span("octavo.yaml"))
        chosen = load_editions(self.workspace)[edition]
        page_map = PageMap((), pages or {})
        return template(self.book, design, chosen, self.workspace, page_map)

    def section(
        self, name: str, edition: str = "screen", pages: Mapping[str, str] | None = None
    ) -> str:
        """The XHTML of a section by its identifier."""
        sections = {one.identifier: one for one in self.rendition(edition, pages).sections}
        return _MADE.sub("", sections[name].xhtml)

    def sections(self, edition: str = "screen") -> list[str]:
        """The kinds of the sections of an edition."""
        return [section.kind for section in self.rendition(edition).sections]

    def text(self, edition: str = "screen", pages: Mapping[str, str] | None = None) -> str:
        """What stands under the title of the first chapter, without made identifiers."""
        name = self.book.chapters[0].identifier
        xhtml = self.section(name, edition, pages)
        return xhtml.partition("</header>\n")[2].removesuffix("</section>").strip()


MakeManuscript = Callable[..., Manuscript]


@pytest.fixture
def manuscript(make_book: MakeBook, tmp_path: Path) -> MakeManuscript:
    """Makes a manuscript of one text, or of texts by their paths; mistakes are not expected."""

    def make(text: str | dict[str, str], **options: object) -> Manuscript:
        (tmp_path / "well.svg").write_text(SVG, encoding="utf-8")
        (tmp_path / "wells.csv").write_text(CSV, encoding="utf-8")
        texts = {"one.md": f"# One\n\n{text}"} if isinstance(text, str) else text
        book, diagnostics = make_book(texts, **options)
        assert not [finding for finding in diagnostics if finding.is_error], diagnostics
        return Manuscript(tmp_path, book)

    return make


@pytest.fixture
def design(tmp_path: Path) -> None:
    """A design ``bare`` of the publication's own, with nothing around the chapters."""
    place = tmp_path / "templates" / "designs"
    place.mkdir(parents=True)
    (place / "bare.yaml").write_text("chapter: chapter\nstylesheets: []\n", encoding="utf-8")
