"""A publication as it was made: its book, its artefacts, and readers for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from octavo.cache import Cache
from octavo.model.book import Book, TocEntry
from octavo.model.publication import Design
from octavo.model.rendition import Artefact
from octavo.passes.configure import load_design
from octavo.pipeline import Built, Equipment, Options, build, read
from octavo.workspace import Workspace
from tests.reading.epub import EpubFile
from tests.reading.model import ExpectedBook, expected_book
from tests.reading.pdf import Block, PdfFile
from tests.reading.website import Website


class Made:
    """One publication that ``octavo.pipeline.build`` has made."""

    def __init__(self, workspace: Workspace, book: Book, built: Built, design: Design) -> None:
        self.workspace = workspace
        self.book = book
        self.built = built
        self.design = design
        self.artefacts: dict[str, Artefact] = {
            artefact.edition: artefact for artefact, _ in built.artefacts
        }

    @property
    def name(self) -> str:
        return self.built.publication.name

    @cached_property
    def expected(self) -> ExpectedBook:
        """What the editions have to say."""
        return expected_book(self.book, self.workspace)

    @cached_property
    def screen(self) -> PdfFile:
        return PdfFile(self.artefacts["screen"].data)

    @cached_property
    def print(self) -> PdfFile:
        return PdfFile(self.artefacts["print"].data)

    @cached_property
    def epub(self) -> EpubFile:
        return EpubFile(self.artefacts["epub"].data)

    @cached_property
    def web(self) -> Website:
        return Website(self.artefacts["web"])

    @cached_property
    def printed(self) -> Mapping[str, Block]:
        """What each block says in the screen PDF."""
        return self.screen.blocks(set(self.book.spans))

    def place(self, identifier: str) -> str:
        """Return a block's identifier and its place in the manuscript, for messages."""
        return f"{identifier} ({self.book.spans.get(identifier)})"

    def label_of(self, identifier: str) -> str:
        """Return the label of the page that a link to this block leads to; “nowhere” if none."""
        index = self.screen.destinations.get(identifier)
        return "nowhere" if index is None else self.screen.labels[index]

    @property
    def contents_rows(self) -> Iterator[TocEntry]:
        """The rows of the contents, one after the other."""
        waiting = list(reversed(self.book.toc))
        while waiting:
            entry = waiting.pop()
            yield entry
            waiting += reversed(entry.children)


def make(
    root: Path,
    editions: Sequence[str] = (),
    equipment: Equipment | None = None,
    cache: Cache | None = None,
) -> dict[str, Made]:
    """Build the publications of a folder; nothing is written but what ``cache`` keeps."""
    workspace = Workspace(root)
    workspace.cache = cache
    options = Options(editions=tuple(editions))
    found: dict[str, Made] = {}
    manuscripts = {
        manuscript.publication.name: (configuration, manuscript.book)
        for configuration, manuscript in read(workspace, options)
    }
    for built in build(workspace, options, equipment):
        assert not built.failed, built.diagnostics
        name = built.publication.name
        configuration, book = manuscripts[name]
        span = configuration.span("publications", name)
        design = load_design(workspace, built.publication, span)
        found[name] = Made(workspace, book, built, design)
    return found
