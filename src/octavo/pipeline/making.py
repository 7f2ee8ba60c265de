"""The editions of one book, made in their order: the others take the pages of the first PDF."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import zip_longest
from types import ModuleType

from octavo.model.book import Book
from octavo.model.diagnostic import Diagnostic, OctavoError, Severity, diagnose
from octavo.model.publication import Design, Edition, Project, Publication
from octavo.model.rendition import Artefact, PageMap, Rendition, tree_sha256
from octavo.model.site import WEB
from octavo.passes.template import template
from octavo.workspace import Workspace

MAXIMUM_ROUNDS = 8

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for: names to build (all where empty), and how."""

    publications: Sequence[str] = ()
    editions: Sequence[str] = ()
    draft: bool = False
    strict: bool = False

    def ask_for(self, edition: Edition) -> bool:
        """Tell whether an edition is to be built."""
        return not self.editions or edition.name in self.editions


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
        progress: Progress,
    ) -> None:
        """Take a book with its design and what the whole project says of itself."""
        self.workspace = workspace
        self.book = book
        self.design = design
        self.project = project
        self.options = options
        self.progress = progress
        self.editions: tuple[Edition, ...] = ()
        self.page_map: PageMap | None = None
        self.cover: bytes | None = None
        self.rounds = 0
        self.diagnostics: list[Diagnostic] = []

    def build(self, editions: tuple[Edition, ...], found: tuple[Diagnostic, ...]) -> Built:
        """Make those of the editions that are asked for; ``found`` is what was told before."""
        self.editions = editions
        text = checksum_of(self.book, draft=self.options.draft)
        made: list[tuple[Artefact, float]] = []
        for edition in editions:
            needed_for_pages = self.page_map is None and edition.paged
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
        return Built(self.book.publication, () if failed else tuple(made), told, self.rounds)

    def _edition(self, edition: Edition) -> Artefact:
        self.progress(f"{self.book.publication.name} {edition.name}: writing the XHTML")
        known = self.page_map or PageMap()
        rendition = template(
            self.book, self.design, edition, self.workspace, known, draft=self.options.draft
        )
        match edition.kind:
            case "pdf":
                return self._pdf(rendition)
            case "epub":
                return self._epub(rendition)
            case "web":
                return self._web(rendition)

    def _pdf(self, rendition: Rendition) -> Artefact:
        pdf = _pdf_room()
        name = f"{rendition.publication.name} {rendition.edition.name}"

        def done(title: str, pages: int) -> None:
            self.progress(f"{name}: {title}, {pages} pages")

        writer = pdf.PdfWriter(rendition, self.design, self.workspace, done=done)
        rendition, page_map = self._settle(writer.lay_out, rendition)
        self.progress(f"{name}: writing the file")
        data, places = writer.write(rendition)
        self.diagnostics += writer.diagnostics()
        if self.page_map is None:
            # The other editions share these pages, and their handles.
            if not self.options.draft:
                self.progress(f"{name}: looking for handles that do nothing any more")
                self.diagnostics += writer.idle_handles(rendition)
            self.page_map = page_map
            if rendition.edition.cover:
                from octavo.writers.pdf.picture import first_page

                self.cover = first_page(data)
        else:
            self.diagnostics += _same_pages(self.page_map, page_map)
        artefact = artefact_of(rendition, data, "application/pdf", ".pdf", len(places.pages))
        # What lies over the pages of a draft is not to be taken for text that has lost its way.
        noted = None if self.options.draft else places
        return replace(artefact, justified=writer.justified(rendition), places=noted)

    def _settle(
        self, lay_out: Callable[[Rendition], PageMap], rendition: Rendition
    ) -> tuple[Rendition, PageMap]:
        """Lay out and print the page numbers found, until the text stands still."""
        for round_number in range(1, MAXIMUM_ROUNDS + 1):
            self.rounds = max(self.rounds, round_number)
            page_map = lay_out(rendition)
            renewed = template(
                self.book,
                self.design,
                rendition.edition,
                self.workspace,
                page_map,
                rendition,
                draft=self.options.draft,
            )
            if renewed.sections == rendition.sections:
                return rendition, page_map
            rendition = renewed
        raise OctavoError(
            diagnose(
                "OCT401",
                f"the page numbers of {rendition.publication.name} do not settle in "
                f"{MAXIMUM_ROUNDS} rounds",
            )
        )

    def _epub(self, rendition: Rendition) -> Artefact:
        from octavo.writers.epub import write_epub

        self.progress(f"{rendition.publication.name} {rendition.edition.name}: writing the file")
        page_map = self.page_map or PageMap()
        data = write_epub(self.book, rendition, self.workspace, page_map, self.cover)
        return artefact_of(rendition, data, "application/epub+zip", ".epub", None)

    def _web(self, rendition: Rendition) -> Artefact:
        from octavo.writers.web import write_web
        from octavo.writers.web.given import Given, downloads_of

        name = rendition.publication.name
        self.progress(f"{name} {rendition.edition.name}: writing the pages")
        page_map = self.page_map or PageMap()
        downloads = downloads_of(self.book.publication, self.editions)
        facts = self.project.site_facts()
        given = Given(self.book, self.design, facts, page_map, self.cover, downloads)
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


def _pdf_room() -> ModuleType:
    """Import the PDF writer. Raises ``OctavoError`` (exit code 3) where Pango is missing."""
    import importlib
    import io

    try:
        # WeasyPrint prints a banner of its own before it raises.
        with redirect_stdout(io.StringIO()):
            return importlib.import_module("octavo.writers.pdf")
    except OSError as error:
        raise OctavoError(
            diagnose(
                "OCT502",
                f"the layout engine cannot be loaded: {str(error).splitlines()[0]}",
                None,
                "octavo doctor tells what to install",
            ),
            exit_code=3,
        ) from None


def artefact_of(
    rendition: Rendition, data: bytes, media_type: str, extension: str, pages: int | None
) -> Artefact:
    """Return the artefact of an edition, with its checksum."""
    name = rendition.publication.name
    return Artefact(
        publication=name,
        edition=rendition.edition.name,
        path=f"{name}{rendition.edition.suffix}{extension}",
        media_type=media_type,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        pages=pages,
        data=data,
    )


def _same_pages(one: PageMap, other: PageMap) -> tuple[Diagnostic, ...]:
    """Tell where two editions that must share their pages begin to differ."""
    for page, twin in zip_longest(_text_pages(one), _text_pages(other)):
        if page != twin:
            label = (page or twin or ("?",))[0]
            return (
                diagnose(
                    "OCT403",
                    f"page {label} does not begin with the same words on screen and in print",
                    None,
                    "set in the design, not in an edition's stylesheet, what moves the text",
                ),
            )
    return ()


def _text_pages(page_map: PageMap) -> list[tuple[str, str, int]]:
    """Return label and beginning of the pages that both editions have."""
    return [(page.label, page.block, page.offset) for page in page_map.pages if page.block]
