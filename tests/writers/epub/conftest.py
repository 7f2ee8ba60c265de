"""Publications made into EPUBs, without a layout: pages are made up where a test asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from PIL import Image

from octavo.model.book import Book
from octavo.model.publication import Design, Edition
from octavo.model.rendition import PageMap, Rendition
from octavo.passes.configure import editions_of, load_design, load_editions
from octavo.passes.template import template
from octavo.pipeline import Options, read
from octavo.workspace import Workspace
from octavo.writers.epub import write_epub

from .opened import Opened

FACTS = {
    "title": "A book",
    "date": "2026-02-03",
    "lang": "en-GB",
    "publisher": "A house",
    "design": "anthology",
    "contents": ["text"],
}


def jpeg() -> bytes:
    """A cover, as it is made from the page of the PDF."""
    out = BytesIO()
    Image.new("RGB", (600, 900), (29, 36, 48)).save(out, "JPEG")
    return out.getvalue()


def png(**options: object) -> bytes:
    """A small image."""
    out = BytesIO()
    Image.new("RGB", (8, 8), (200, 30, 30)).save(out, "PNG", **options)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication as far as its EPUB rendition."""

    workspace: Workspace
    book: Book
    design: Design
    editions: Mapping[str, Edition]

    def rendition(self, edition: str = "epub") -> Rendition:
        edition_ = self.editions[edition]
        return template(self.book, self.design, edition_, self.workspace, PageMap())

    def epub(self, page_map: PageMap | None = None, *, cover: bool = True) -> Opened:
        data = write_epub(
            self.book,
            self.rendition(),
            self.workspace,
            page_map or PageMap(),
            jpeg() if cover else None,
        )
        return Opened(data)


def publication_in(folder: Path) -> Publication:
    """Read the only publication of a folder."""
    workspace = Workspace(folder, {})
    ((configuration, manuscript),) = read(workspace, Options())
    publication, book = manuscript.publication, manuscript.book
    span = configuration.span("publications", publication.name)
    editions = editions_of(publication, load_editions(workspace), configuration)
    design = load_design(workspace, publication, span)
    return Publication(workspace, book, design, {one.name: one for one in editions})


def made_of(folder: Path, files: Mapping[str, str | bytes], **facts: object) -> Publication:
    """Write files and a configuration with these facts into a folder, and read it."""
    configuration = yaml.safe_dump({"publications": {"book": {**FACTS, **facts}}})
    for path, content in {"octavo.yaml": configuration, **files}.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return publication_in(folder)


MakePublication = Callable[..., Publication]


@pytest.fixture
def publication(tmp_path: Path) -> MakePublication:
    """Makes a publication of files by their paths, with facts of its configuration."""

    return partial(made_of, tmp_path)


def copied(name: str, folder: Path) -> Path:
    """Copy a publication that lies beside this file, and return the folder."""
    origin = Path(__file__).parent / name
    for source in sorted(origin.rglob("*")):
        if source.is_file():
            place = folder / source.relative_to(origin)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(source.read_bytes())
    return folder


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The publication in ``hard``: everything that has ever made an EPUB invalid."""
    folder = copied("hard", tmp_path_factory.mktemp("hard"))
    (folder / "images" / "dot.png").write_bytes(png())
    return publication_in(folder)


@pytest.fixture(scope="session")
def every(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """The publication in ``every``: every construct of the manuscript."""
    return publication_in(copied("every", tmp_path_factory.mktemp("every")))
