"""Citations: every one of a book checked, set, and put in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from octavo.model.book import Chapter
from octavo.model.content import Block, Division
from octavo.model.diagnostic import START, Diagnostic, Place, Span, diagnose
from octavo.model.inlines import Attributes, Citation
from octavo.model.publication import Publication
from octavo.passes.resolve.citations.checking import Checker
from octavo.passes.resolve.citations.citeproc import CiteprocError, Job, Question, find_pandoc
from octavo.passes.resolve.citations.findings import findings_of
from octavo.passes.resolve.citations.found import Found, Passage, find, place_in_matter
from octavo.passes.resolve.citations.jobs import (
    BOOK,
    Marks,
    Part,
    Plan,
    block_of_works,
    blocks_of,
    listed,
    marked,
    plans,
)
from octavo.passes.resolve.citations.library import Library, Works
from octavo.passes.resolve.citations.order import Order
from octavo.passes.resolve.citations.placing import Entry, Placer, entry_keys
from octavo.passes.resolve.citations.style import Style, read_style
from octavo.workspace import Workspace

Words = Callable[[str], Mapping[str, str]]
_LIST = Attributes(classes=("references",))


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The references of a book: its blocks, and for the key of each where its entry stands."""

    blocks: tuple[Block, ...]
    spans: Mapping[str, Span]


class Citations:
    """Sets the citations of a publication.

    ``references`` is the list for the whole book, None where it has none or where a chapter
    prints it; ``diagnostics`` what was wrong.
    """

    def __init__(self, publication: Publication, workspace: Workspace, words: Words) -> None:
        """Take the publication, the door to its files, and the house words by language."""
        self.publication = publication
        self.workspace = workspace
        self.words = words
        self.references: ReferenceList | None = None
        self.diagnostics: list[Diagnostic] = []

    def begin(self, chapters: Sequence[Chapter]) -> None:
        """Check what the chapters cite, and let citeproc begin with it.

        Nothing is read or started where no chapter cites anything.
        """
        found = [find(chapter) for chapter in chapters]
        self._book = _Book(self.publication, self.workspace, chapters, found)
        self._book.begin()

    def cited(self, chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
        """Return the chapters with their citations set and their references listed.

        They are those that ``begin`` was given, with what came from data since then. A citation
        that cannot be set stays as its author wrote it.
        """
        book = self._book
        book.chapters = chapters
        book.finish()
        self.diagnostics += book.diagnostics
        placed = tuple(self._placed(book, number) for number in range(len(chapters)))
        entries = book.lists.get(BOOK, ())
        if entries and book.first_place is None:
            self.references = _reference_list(entries, book.works)
        return placed

    def _placed(self, book: _Book, number: int) -> Chapter:
        """Return a chapter with what was made for it."""
        chapter, found = book.chapters[number], book.found[number]
        whole = book.lists.get(BOOK, ())
        if book.by_chapter:
            entries = shown = book.lists.get(number, ())
        else:
            entries, shown = whole, whole if number == book.first_place else ()
        if not (shown or found.has_place or any(found.citations)):
            return chapter
        lang = book.lang_of(chapter)
        placer = Placer(chapter, lang, book.made.get(number, {}), entries)
        placer.place()
        title = self.words(lang).get("references", "References")
        placer.list_references(shown, title, explicit=not book.by_chapter)
        if book.by_chapter and found.has_place and number != book.first_place:
            placer.free_identifier()
        return placer.done()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What citeproc was asked, and how its answer is read."""

    parts: Mapping[int, Part]
    style: Style | None
    planned: Sequence[Plan]
    order: Order
    marks: Marks
    question: Question


class _Book:
    """What a book cites, and what citeproc made of it."""

    def __init__(
        self,
        publication: Publication,
        workspace: Workspace,
        chapters: Sequence[Chapter],
        found: Sequence[Found],
    ) -> None:
        self.publication = publication
        self.workspace = workspace
        self.chapters = chapters
        self.found = found
        self.by_chapter = publication.references == "chapter"
        self.first_place = next((n for n, one in enumerate(found) if one.has_place), None)
        self.cites = any(one.uncited or any(one.citations) for one in found)
        self.library: Library
        self.works: Works = {}
        self.asked: _Asked | None = None
        self.made: dict[int, dict[Citation, list[Any]]] = {}
        self.lists: dict[int, Sequence[Entry]] = {}
        self.diagnostics: list[Diagnostic] = []

    def lang_of(self, chapter: Chapter) -> str:
        return chapter.matter.lang or self.publication.lang

    def begin(self) -> None:
        """Check everything, and let citeproc begin with what is good."""
        if not self.cites:
            return
        self.library = Library(self.publication, self.workspace)
        self.works = self.library.of_book(self.chapters)
        style, is_usable = self._style()
        parts = self._parts(style)
        if parts and is_usable:
            self._ask(parts, style)

    def finish(self) -> None:
        """Wait for citeproc, and keep what it made."""
        if self.asked is not None:
            self._keep(self.asked)
        if self.cites:
            self.diagnostics += self.library.diagnostics

    def _style(self) -> tuple[Style | None, bool]:
        path = self.publication.csl
        if path is None:
            return None, True
        style, found = read_style(self.workspace, path)
        self.diagnostics += found
        return style, style is not None

    def _parts(self, style: Style | None) -> dict[int, Part]:
        """Return what the chapters give to citeproc, by the number of the chapter."""
        in_notes = style is not None and style.in_notes
        counts_notes = style is not None and (in_notes or style.tests_position)
        parts: dict[int, Part] = {}
        for number, (chapter, found) in enumerate(zip(self.chapters, self.found, strict=True)):
            if not (found.uncited or any(found.citations)):
                continue
            works = self.library.of_chapter(chapter)
            checker = Checker(chapter, found, works, self.library, in_notes=in_notes)
            good, keys = checker.good(), checker.uncited()
            self.diagnostics += checker.diagnostics
            if good or keys:
                passages = _only(good, found.passages, with_notes=counts_notes)
                parts[number] = Part(self.lang_of(chapter), passages, keys)
        return parts

    def _ask(self, parts: Mapping[int, Part], style: Style | None) -> None:
        pandoc = find_pandoc()
        if pandoc is None:
            self._tell_missing(parts)
            return
        in_notes = style is not None and style.in_notes
        planned = plans(parts, self.publication.lang, by_chapter=self.by_chapter, in_notes=in_notes)
        order, marks = Order(self.library), Marks()
        in_full = style is not None and style.tests_position
        jobs = [self._job(plan, parts, order, marks, in_full=in_full) for plan in planned]
        data = style.data if style else None
        cache = self.workspace.cache
        question = Question(pandoc, order.entries, jobs, data, self.publication.lang, cache)
        self.asked = _Asked(parts, style, planned, order, marks, question)

    def _keep(self, asked: _Asked) -> None:
        try:
            answer = asked.question.answer()
        except CiteprocError as error:
            self._tell_failure(asked.parts, str(error))
            return
        first = self._first_span(asked.parts)
        unread, found = findings_of(answer, asked.order, asked.style, first)
        self.diagnostics += found
        for plan, blocks in zip(asked.planned, answer.jobs, strict=True):
            self._take(plan, blocks or [], asked.marks, unread)

    def _job(
        self,
        plan: Plan,
        parts: Mapping[int, Part],
        order: Order,
        marks: Marks,
        *,
        in_full: bool,
    ) -> Job:
        """Return the job of a plan; ``in_full`` gives it also what it cites without taking it."""
        works = self.works
        if self.by_chapter:
            works = self.library.of_chapter(self.chapters[plan.chapters[0]])
        keys: dict[str, None] = {}
        known: dict[str, None] = {}
        blocks: list[Any] = []
        for number in plan.chapters:
            part = parts[number]
            cited = (one for passage in part.passages for one in passage.citations)
            new = dict.fromkeys(work.key for citation in cited for work in citation.works)
            if number in plan.takes:
                blocks += blocks_of(number, part.passages, marks)
            elif in_full and plan.takes:
                blocks += blocks_of(number, part.passages, None)
            elif first := [key for key in new if key not in known]:
                blocks.append(block_of_works(first))
            known |= new
            keys |= new | dict.fromkeys(part.keys)
        for key in keys:
            self.library.tell_doubles(works[key], works)
        placed = [order.place(works[key]) for key in keys]
        return Job(plan.lang, placed, blocks, lists=plan.lists is not None)

    def _take(self, plan: Plan, blocks: list[Any], marks: Marks, unread: set[str]) -> None:
        """Keep of an answer what the plan is for."""
        for mark, inlines in marked(blocks):
            number, citation = marks.citations[mark]
            if not any(work.key in unread for work in citation.works):
                self.made.setdefault(number, {})[citation] = inlines
        if plan.lists is not None:
            found = list(listed(blocks))
            taken: dict[str, Place] = {}
            if plan.lists != BOOK:
                taken = dict(self.chapters[plan.lists].places)
            keys = entry_keys([work for work, _blocks in found], taken)
            self.lists[plan.lists] = [
                Entry(work, key, inner) for key, (work, inner) in zip(keys, found, strict=True)
            ]

    def _first_span(self, parts: Mapping[int, Part]) -> Span:
        """Return the first place that needs citeproc."""
        number, part = next(iter(parts.items()))
        path = self.chapters[number].source.path
        for passage in part.passages:
            for citation in passage.citations:
                return Span(path, *citation.place, width=max(len(citation.source), 1))
        return Span(path, *place_in_matter(self.chapters[number], "nocite"))

    def _tell_missing(self, parts: Mapping[int, Part]) -> None:
        self.diagnostics.append(
            diagnose(
                "OCT252",
                "citations are set by Pandoc's citeproc, which is not installed",
                self._first_span(parts),
                "pip install 'octavo[citations]'",
                "or install Pandoc 3.0 or newer; octavo doctor tells whether it is found",
            )
        )

    def _tell_failure(self, parts: Mapping[int, Part], reason: str) -> None:
        self.diagnostics.append(
            diagnose(
                "OCT255",
                f"citeproc did not set the citations: {reason}",
                self._first_span(parts),
                "run octavo doctor; if it finds nothing, report this with the bibliography",
            )
        )


def _only(good: set[Citation], passages: Sequence[Passage], *, with_notes: bool) -> list[Passage]:
    """Return the passages with the good citations; ``with_notes`` keeps every note.

    Notes are counted in styles that say “see note 3” or how far back a work was cited.
    """
    kept = [
        Passage(tuple(one for one in passage.citations if one in good), passage.is_note)
        for passage in passages
    ]
    return [passage for passage in kept if passage.citations or (with_notes and passage.is_note)]


def _reference_list(entries: Sequence[Entry], works: Works) -> ReferenceList:
    spans = {entry.key: works[entry.work].span for entry in entries if entry.work in works}
    paragraphs = []
    for entry in entries:
        span = spans.get(entry.key)
        paragraphs.append(entry.paragraph(Place(span.line, span.column) if span else START))
    blocks = (Division(attributes=_LIST, children=tuple(paragraphs)),)
    return ReferenceList(blocks, spans)
