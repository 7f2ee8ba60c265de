"""The compiler on one page: it alone knows the order of the passes and the writers.

configure → load → parse → resolve → template → write. Every pass returns what it made together
with what it found; only what makes going on senseless is raised.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from itertools import zip_longest
from types import ModuleType

from octavo.checks.manuscript import early_embargo, right_to_left
from octavo.model.book import Book, Chapter
from octavo.model.configuration import Configuration
from octavo.model.diagnostic import Diagnostic, OctavoError, Severity, diagnose
from octavo.model.publication import Design, Edition, Publication
from octavo.model.rendition import Artefact, PageMap, Rendition
from octavo.nearest import bounded_looks
from octavo.passes.configure import choose, configure, editions_of, load_design, load_editions
from octavo.passes.draw import draw
from octavo.passes.load import arrange, elsewhere, load
from octavo.passes.parse import parse
from octavo.passes.parse.fragment import parse_inlines
from octavo.passes.resolve import Surroundings, resolve
from octavo.passes.template import template
from octavo.passes.template.conditionnames import unknown_names
from octavo.passes.template.plan import without_a_place
from octavo.words import Words
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


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A publication as far as it can be known without pages."""

    publication: Publication
    design: Design
    editions: tuple[Edition, ...]
    book: Book
    diagnostics: tuple[Diagnostic, ...]


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


def read(workspace: Workspace, options: Options) -> Iterator[tuple[Configuration, Manuscript]]:
    """Yield each publication asked for, read and resolved."""
    configuration = configure(workspace)
    available = load_editions(workspace)
    names = choose(options.publications, list(configuration.project.publications), "publication")
    for name in names:
        yield configuration, _read_one(workspace, configuration, name, available, options)


def build(
    workspace: Workspace, options: Options, progress: Progress = lambda _text: None
) -> Iterator[Built]:
    """Yield each publication asked for, built; artefacts hold their bytes and are not written."""
    configuration = configure(workspace)
    available = load_editions(workspace)
    choose(options.editions, list(available), "edition")
    for name in _having_what_is_asked_for(configuration.project.publications, options):
        manuscript = _read_one(workspace, configuration, name, available, options)
        publication, editions = manuscript.publication, manuscript.editions
        told = list(manuscript.diagnostics)
        if any(edition.kind == "pdf" and _is_asked_for(edition, options) for edition in editions):
            told += right_to_left(manuscript.book, configuration)
        found = promoted(in_reading_order(told, manuscript.book), strict=options.strict)
        if any(finding.is_error for finding in found) and not options.draft:
            yield Built(publication, (), found)
            continue
        maker = _Maker(workspace, manuscript.book, manuscript.design, options, progress)
        yield maker.build(editions, found)


def _having_what_is_asked_for(
    publications: Mapping[str, Publication], options: Options
) -> list[str]:
    """Return the names of the publications asked for that have an edition asked for.

    Raises ``OctavoError`` (exit code 2) where an edition is in none of them.
    """
    names = choose(options.publications, list(publications), "publication")
    for edition in options.editions:
        if not any(edition in publications[name].editions for name in names):
            choose([edition], list(publications[names[0]].editions), "edition", names[0])
    return [
        name
        for name in names
        if not options.editions or set(options.editions) & set(publications[name].editions)
    ]


def _is_asked_for(edition: Edition, options: Options) -> bool:
    return not options.editions or edition.name in options.editions


def in_reading_order(found: Iterable[Diagnostic], book: Book) -> tuple[Diagnostic, ...]:
    """Return the findings, each once, in the order in which a reader meets their places.

    What stands in no chapter comes before them, what has no place behind them.
    """
    paths = (resolved.chapter.source.path for resolved in book.chapters)
    order = {path: number for number, path in enumerate(dict.fromkeys(paths))}

    def key(finding: Diagnostic) -> tuple[int, str, int, int]:
        span = finding.span
        if span is None:
            return (len(order), "", 0, 0)
        return (order.get(span.path, -1), span.path, span.line, span.column)

    return tuple(sorted(dict.fromkeys(found), key=key))


def promoted(found: Iterable[Diagnostic], *, strict: bool) -> tuple[Diagnostic, ...]:
    """Return the findings, warnings turned into errors where ``strict`` asks for it."""
    return tuple(
        replace(finding, severity=Severity.ERROR) if strict else finding for finding in found
    )


@bounded_looks()
def _read_one(
    workspace: Workspace,
    configuration: Configuration,
    name: str,
    available: Mapping[str, Edition],
    options: Options,
) -> Manuscript:
    publication = configuration.project.publications[name]
    # What names a design or an edition that is not there is told before anything is read.
    span = configuration.span("publications", name, "design")
    design = load_design(workspace, publication, span)
    editions = editions_of(publication, available, configuration)
    sources, imprint_source, found = load(workspace, publication, configuration)
    diagnostics = list(found)
    chapters: list[Chapter] = []
    for source in sources:
        parsed, findings = parse(source, alone=len(sources) == 1)
        chapters += parsed
        diagnostics += findings
    imprint = None
    if imprint_source is not None:
        parsed, findings = parse(imprint_source)
        imprint = parsed[0]
        diagnostics += findings
    diagnostics += early_embargo(publication, configuration)
    arranged, told = arrange(chapters, draft=options.draft)
    diagnostics += told
    diagnostics += unknown_names((*arranged, *([imprint] if imprint else [])), available)
    surroundings = Surroundings(
        workspace,
        _words(workspace),
        parse_inlines,
        elsewhere(workspace, publication, configuration),
    )
    book, findings = resolve(publication, arranged, imprint, surroundings)
    book, undrawn = draw(book)
    homeless = without_a_place(book, design)
    found_in_order = in_reading_order([*diagnostics, *findings, *undrawn, *homeless], book)
    return Manuscript(publication, design, editions, book, found_in_order)


def _words(workspace: Workspace) -> Callable[[str], Words]:
    """Return a function that gives the house words of a language, each read once."""
    read: dict[str, Words] = {}

    def words(lang: str) -> Words:
        if lang not in read:
            read[lang] = Words(workspace, lang)
        return read[lang]

    return words


class _Maker:
    """Makes the editions of one book. The screen PDF comes first: the others take its pages."""

    def __init__(
        self, workspace: Workspace, book: Book, design: Design, options: Options, progress: Progress
    ) -> None:
        self.workspace = workspace
        self.book = book
        self.design = design
        self.options = options
        self.progress = progress
        self.page_map: PageMap | None = None
        self.cover: bytes | None = None
        self.rounds = 0
        self.diagnostics: list[Diagnostic] = []

    def build(self, editions: tuple[Edition, ...], found: tuple[Diagnostic, ...]) -> Built:
        made: list[tuple[Artefact, float]] = []
        for edition in editions:
            needed_for_pages = self.page_map is None and edition.paged
            wanted = _is_asked_for(edition, self.options)
            if not wanted and not needed_for_pages:
                continue
            started = time.perf_counter()
            artefact = self._edition(edition)
            if wanted:
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
        if edition.kind == "pdf":
            return self._pdf(rendition)
        return self._epub(rendition)

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
    from hashlib import sha256

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
