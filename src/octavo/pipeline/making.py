"""The editions of one book, made in their order: the others take the pages of the first PDF."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from octavo.model.book import Book
from octavo.model.diagnostic import Diagnostic, Severity
from octavo.model.options import Options
from octavo.model.publication import Design, Edition, Project, Publication
from octavo.model.rendition import Artefact, PageMap, Rendition, tree_sha256
from octavo.model.site import WEB
from octavo.pipeline.equipment import Equipment
from octavo.pipeline.paging import Paging, Pdf, same_pages
from octavo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Built:
    """The artefacts of one publication with the seconds that each took, and what was found."""

    publication: Publication
    artefacts: tuple[tuple[Artefact, float], ...]
    diagnostics: tuple[Diagnostic, ...]
    rounds: int = 0

    @property
    def failed(self) -> bool:
        """Whether errors kept the artefacts from being made."""
        return not self.artefacts


def promoted(found: Iterable[Diagnostic], *, strict: bool) -> tuple[Diagnostic, ...]:
    """Return the findings, warnings turned into errors where ``strict`` asks for it."""
    return tuple(
        replace(finding, severity=Severity.ERROR) if strict else finding for finding in found
    )


class Maker:
    """Makes the editions of one book. The screen PDF comes first: the others take its pages."""

    def __init__(
        self,
        workspace: Workspace,
        book: Book,
        design: Design,
        project: Project,
        options: Options,
        equipment: Equipment,
    ) -> None:
        """Take a book with its design and what the whole project says of itself."""
        self.workspace = workspace
        self.book = book
        self.design = design
        self.project = project
        self.options = options
        self.steps = equipment.steps
        self.paging = Paging(workspace, book, design, equipment, draft=options.draft)
        self.editions: tuple[Edition, ...] = ()
        self.first: Pdf | None = None
        self.diagnostics: list[Diagnostic] = []

    def build(self, editions: tuple[Edition, ...], found: tuple[Diagnostic, ...]) -> Built:
        """Make those of the editions that are asked for; ``found`` is what was told before."""
        self.editions = editions
        text = checksum_of(self.book, draft=self.options.draft)
        made: list[tuple[Artefact, float]] = []
        for edition in editions:
            needed_for_pages = self.first is None and edition.paged
            wanted = self.options.ask_for(edition)
            if not wanted and not needed_for_pages:
                continue
            started = time.perf_counter()
            artefact = self._edition(edition)
            if wanted:
                artefact = replace(artefact, text=text)
                made.append((artefact, time.perf_counter() - started))
        told = (*found, *promoted(dict.fromkeys(self.diagnostics), strict=self.options.strict))
        failed = any(finding.is_error for finding in told) and not self.options.draft
        return Built(self.book.publication, () if failed else tuple(made), told, self.paging.rounds)

    def _edition(self, edition: Edition) -> Artefact:
        match edition.kind:
            case "pdf":
                return self._pdf(edition)
            case "epub":
                return self._epub(self._templated(edition))
            case "web":
                return self._web(self._templated(edition))

    def _templated(self, edition: Edition) -> Rendition:
        self.paging.release()
        return self.paging.templated(edition, self.page_map)

    @property
    def page_map(self) -> PageMap:
        """Return where the blocks are in the first PDF, as far as there is one."""
        return self.first.page_map if self.first else PageMap()

    @property
    def cover(self) -> bytes | None:
        """Return a picture of the cover, where there is one."""
        return self.first.cover if self.first else None

    def _pdf(self, edition: Edition) -> Artefact:
        made = self.paging.make(edition, self.first)
        self.diagnostics += made.diagnostics
        is_first = self.first is None
        if self.first is None:
            self.first = made
        else:
            self.diagnostics += same_pages(self.first.page_map, made.page_map)
        artefact = artefact_of(
            self.book, edition, made.data, "application/pdf", ".pdf", len(made.places.pages)
        )
        return replace(
            artefact,
            justified=made.justified,
            # What lies over the pages of a draft is not to be taken for text that lost its way.
            places=None if self.options.draft else made.places,
            page_map=made.page_map if is_first else None,
        )

    def _epub(self, rendition: Rendition) -> Artefact:
        from octavo.writers.epub import write_epub

        with self.steps.step("writing the file", rendition.edition.name):
            data = write_epub(self.book, rendition, self.workspace, self.page_map, self.cover)
        return artefact_of(
            self.book, rendition.edition, data, "application/epub+zip", ".epub", None
        )

    def _web(self, rendition: Rendition) -> Artefact:
        from octavo.writers.web import write_web
        from octavo.writers.web.given import Given, downloads_of

        name = rendition.publication.name
        downloads = downloads_of(self.book.publication, self.editions)
        facts = self.project.site_facts()
        given = Given(self.book, self.design, facts, self.page_map, self.cover, downloads)
        with self.steps.step("writing the pages", rendition.edition.name):
            files = write_web(rendition, given, self.workspace)
        checksums = {file.path: sha256(file.data).hexdigest() for file in files}
        return Artefact(
            publication=name,
            edition=rendition.edition.name,
            path=f"{WEB}/{name}/{files[0].path}",
            media_type="text/html",
            size=sum(len(file.data) for file in files),
            sha256=tree_sha256(checksums),
            files=files,
        )


def checksum_of(book: Book, *, draft: bool) -> str:
    """Return a checksum of what the editions of a book are made of, as hexadecimal.

    It is that of the configuration, the manuscript and the images; data are in neither, but what is
    made of them is in the text or an image.
    """
    found = sha256(f"{draft} {book.publication.model_dump_json()}".encode())
    imprint = (book.imprint,) if book.imprint else ()
    for resolved in (*imprint, *book.chapters, *book.around.values()):
        found.update(resolved.chapter.source.path.encode() + b"\0")
        found.update(resolved.chapter.source.text.encode() + b"\0")
    for asset in book.assets:
        found.update(asset.data)
    return found.hexdigest()


def artefact_of(
    book: Book, edition: Edition, data: bytes, media_type: str, extension: str, pages: int | None
) -> Artefact:
    """Return the artefact of an edition, with its checksum."""
    name = book.publication.name
    return Artefact(
        publication=name,
        edition=edition.name,
        path=f"{name}{edition.suffix}{extension}",
        media_type=media_type,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        pages=pages,
        data=data,
    )
