"""The compiler on one page: it alone knows the order of the passes and the writers.

configure → load → parse → resolve → template → write. Every pass returns what it made together
with what it found; only what makes going on senseless is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from octavo.checks.manuscript import early_embargo, right_to_left
from octavo.model.book import Book, Chapter
from octavo.model.configuration import Configuration
from octavo.model.diagnostic import Diagnostic
from octavo.model.options import Options as Options
from octavo.model.publication import Design, Edition, Publication
from octavo.nearest import bounded_looks
from octavo.passes.configure import choose, configure, editions_of, load_design, load_editions
from octavo.passes.draw import draw
from octavo.passes.load import arrange, elsewhere, load
from octavo.passes.parse.fragment import parse_inlines
from octavo.passes.resolve import Surroundings, resolve
from octavo.passes.template.conditionnames import unknown_names
from octavo.passes.template.plan import without_a_place
from octavo.pipeline.equipment import Equipment as Equipment
from octavo.pipeline.making import Built as Built
from octavo.pipeline.making import Maker
from octavo.pipeline.making import promoted as promoted
from octavo.pipeline.presenting import present as present
from octavo.words import Words
from octavo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A publication as far as it can be known without pages."""

    publication: Publication
    design: Design
    editions: tuple[Edition, ...]
    book: Book
    diagnostics: tuple[Diagnostic, ...]


def read(workspace: Workspace, options: Options) -> Iterator[tuple[Configuration, Manuscript]]:
    """Yield each publication asked for, read and resolved."""
    configuration = configure(workspace)
    available = load_editions(workspace)
    names = choose(options.publications, list(configuration.project.publications), "publication")
    for name in names:
        equipment = Equipment().of(name)
        found = _read_one(workspace, configuration, name, available, options, equipment)
        yield configuration, found


def build(
    workspace: Workspace, options: Options, equipment: Equipment | None = None
) -> Iterator[Built]:
    """Yield each publication asked for, built; artefacts hold their bytes and are not written."""
    equipment = equipment or Equipment()
    configuration = configure(workspace)
    available = load_editions(workspace)
    choose(options.editions, list(available), "edition")
    for name in _having_what_is_asked_for(configuration.project.publications, options):
        own = equipment.of(name)
        manuscript = _read_one(workspace, configuration, name, available, options, own)
        publication, editions = manuscript.publication, manuscript.editions
        told = list(manuscript.diagnostics)
        if any(edition.kind == "pdf" and options.ask_for(edition) for edition in editions):
            told += right_to_left(manuscript.book, configuration)
        found = promoted(in_reading_order(told, manuscript.book), strict=options.strict)
        if any(finding.is_error for finding in found) and not options.draft:
            yield Built(publication, (), found)
            continue
        project = configuration.project
        maker = Maker(workspace, manuscript.book, manuscript.design, project, options, own)
        yield maker.build(editions, found)
        del maker  # before the next manuscript is read


def _load_engine(
    workspace: Workspace,
    publication: Publication,
    editions: Sequence[Edition],
    design: Design,
    equipment: Equipment,
) -> None:
    """Let the workers load the engine with the theme, while the manuscript is read here."""
    paged = next((edition for edition in editions if edition.paged), None)
    if paged is None or equipment.crew.jobs == 1:
        return
    from octavo.writers.pdf.orders import setup_of
    from octavo.writers.pdf.tasks import warm_up

    setup = setup_of(publication, paged, design, workspace)
    equipment.crew.warm_up(warm_up, setup, workspace)


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


@bounded_looks()
def _read_one(
    workspace: Workspace,
    configuration: Configuration,
    name: str,
    available: Mapping[str, Edition],
    options: Options,
    equipment: Equipment,
) -> Manuscript:
    publication = configuration.project.publications[name]
    # What names a design or an edition that is not there is told before anything is read.
    span = configuration.span("publications", name, "design")
    design = load_design(workspace, publication, span)
    editions = editions_of(publication, available, configuration)
    if not options.draft:
        _load_engine(workspace, publication, editions, design, equipment)
    steps = equipment.steps
    with steps.step("reading"):
        sources, imprint_source, found = load(workspace, publication, configuration)
        diagnostics = list(found)
        chapters: list[Chapter] = []
        for source in sources:
            parsed, findings = equipment.parsed(source, alone=len(sources) == 1)
            chapters += parsed
            diagnostics += findings
        imprint = None
        if imprint_source is not None:
            parsed, findings = equipment.parsed(imprint_source)
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
    with steps.step("resolving"):
        book, findings = resolve(publication, arranged, imprint, surroundings)
    with steps.step("drawing formulas"):
        book, undrawn = draw(book, workspace.cache)
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
