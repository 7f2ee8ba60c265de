"""resolve: Chapters become a Book, with everything looked up that their text refers to.

Three steps: what comes from files takes its place in the tree (values, charts, tables, citations:
``prepare``); every block gets its identifier and its number; then what needs those (references,
terms, the words themselves) is settled (``finish``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from octavo.memory import collector_paused
from octavo.model.book import Asset, Book, Chapter, ResolvedChapter
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import Image
from octavo.model.matter import PLACED_KINDS
from octavo.model.publication import Publication
from octavo.passes.resolve.conditional import conditions_of, references_to_hidden
from octavo.passes.resolve.crossrefs import Numbers, targets_of
from octavo.passes.resolve.finish import Finisher
from octavo.passes.resolve.fragments import ParseInlines
from octavo.passes.resolve.images import ImageShelf
from octavo.passes.resolve.index import index_of
from octavo.passes.resolve.links import LinkTable, Place
from octavo.passes.resolve.marks import Marks, marks_of
from octavo.passes.resolve.names import chapter_names, identifiers_of
from octavo.passes.resolve.notes import notes_of
from octavo.passes.resolve.numbers import Numbering, Words, contents, in_parts, lists
from octavo.passes.resolve.prepare import Preparer
from octavo.passes.resolve.typography import typeset_text
from octavo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What resolve knows of the world around a manuscript.

    ``words`` gives the house words of a language, ``parse_inlines`` reads Markdown that stands in
    a data file; ``elsewhere`` names the publication of a file that belongs to another one.
    """

    workspace: Workspace
    words: Words
    parse_inlines: ParseInlines
    elsewhere: Mapping[str, str] = field(default_factory=dict)


@collector_paused()
def resolve(
    publication: Publication,
    chapters: tuple[Chapter, ...],
    imprint: Chapter | None,
    surroundings: Surroundings,
) -> tuple[Book, list[Diagnostic]]:
    """Look up numbers, targets, notes, images, values, citations.

    Returns the book and what was wrong; what cannot be found is None in the book's tables, and
    the editions show its text or a placeholder.
    """
    return _Resolver(publication, surroundings).book(chapters, imprint)


class _Resolver:
    """Resolves one chapter after the other and gathers what is wrong."""

    def __init__(self, publication: Publication, surroundings: Surroundings) -> None:
        self.publication = publication
        self.words = surroundings.words
        self.elsewhere = surroundings.elsewhere
        self.shelf = ImageShelf(surroundings.workspace)
        self.preparer = Preparer(
            publication, surroundings.workspace, self.words, surroundings.parse_inlines
        )
        self.diagnostics: list[Diagnostic] = []
        # Where in the manuscript every block and every chapter stands, by its identifier.
        self.spans: dict[str, Span] = {}
        self.missing_alt: list[Span] = []
        # What was gathered from each chapter, by its identifier.
        self.marks: dict[str, Marks] = {}

    def book(
        self, chapters: tuple[Chapter, ...], imprint: Chapter | None
    ) -> tuple[Book, list[Diagnostic]]:
        prepared = self.preparer.prepare((*chapters, *((imprint,) if imprint else ())))
        written = prepared[: len(chapters)]
        body = tuple(chapter for chapter in written if chapter.kind not in PLACED_KINDS)
        rest = prepared[len(chapters) :]
        around = self._placed(written) | self.preparer.apparatus(written)
        places = self._places((*body, *rest, *around.values()))
        numbering = Numbering(self.publication)
        numbers = [numbering.chapter(place.chapter) for place in places]
        table = LinkTable(places, self.elsewhere, self.publication.url or "")
        self.diagnostics += table.diagnostics
        targets = targets_of(places, numbers)
        finisher = Finisher(
            self.publication,
            self.words,
            targets,
            self.preparer.glossary,
            self.preparer.abbreviations,
        )
        belongs = in_parts([place.chapter for place in places])
        resolved = [
            self._chapter(place, number, table, finisher, in_part=in_part)
            for place, number, in_part in zip(places, numbers, belongs, strict=True)
        ]
        identifiers = {label: target.identifier for label, target in targets.items()}
        conditions = conditions_of(places)
        for place in places:
            found = references_to_hidden(place.chapter, identifiers, conditions)
            self.diagnostics += found
        final = tuple(resolved[: len(body)])
        around_them = resolved[len(body) + len(rest) :]
        # What an author wrote for a place of its own is text as well.
        authored = tuple(one for one in around_them if one.chapter.kind in PLACED_KINDS)
        everything = (*final, *authored)
        index, findings = index_of(
            everything,
            self.publication.lang,
            self._typeset,
            lambda resolved: self.marks[resolved.identifier],
        )
        self.diagnostics += findings
        named = self.preparer.contributors.named(self.publication)
        book = Book(
            named,
            final,
            toc=contents(final, named, self.words),
            imprint=resolved[len(body)] if imprint else None,
            spans=self.spans | self._spans_of_references(resolved),
            missing_alt=tuple(self.missing_alt),
            index=index,
            doubts=tuple(finisher.doubts),
            around=dict(zip(around, around_them, strict=True)),
            figures=lists(everything, "figure") if self.publication.list_of_figures else (),
            tables=lists(everything, "table") if self.publication.list_of_tables else (),
        )
        if self.preparer.glossary is not None:
            self.diagnostics += self.preparer.glossary.diagnostics
        return book, [*self.preparer.diagnostics, *self.diagnostics, *finisher.diagnostics]

    def _placed(self, chapters: Sequence[Chapter]) -> dict[str, Chapter]:
        """Return what a design sets at places of its own, by its kind; tell what comes twice."""
        placed: dict[str, Chapter] = {}
        for chapter in chapters:
            if chapter.kind not in PLACED_KINDS:
                continue
            if first := placed.get(chapter.kind):
                self.diagnostics.append(
                    diagnose(
                        "OCT276",
                        f"a book has one {chapter.kind}; this one was left out",
                        chapter.kind_span,
                        f"the first is {first.source.path}; put both texts into one file",
                    )
                )
                continue
            placed[chapter.kind] = chapter
        return placed

    def _typeset(self, text: str) -> str:
        return typeset_text(text, self.publication.lang) if self.publication.smart else text

    def _spans_of_references(self, resolved: Sequence[ResolvedChapter]) -> dict[str, Span]:
        """Return where in the bibliographies, of which there may be several, the entries stand."""
        references = self.preparer.citations.references
        if references is None:
            return {}
        (listed,) = (item for item in resolved if item.chapter.identifier == "references")
        return {listed.identifiers[key]: span for key, span in references.spans.items()}

    def _places(self, chapters: Sequence[Chapter]) -> list[Place]:
        names = chapter_names(tuple(chapters))
        taken: dict[str, Span | None] = dict.fromkeys(names)
        places = []
        for chapter, name in zip(chapters, names, strict=True):
            identifiers, doubles = identifiers_of(chapter, name, taken)
            self.diagnostics += doubles
            places.append(Place(chapter, name, identifiers))
        self.spans = {identifier: span for identifier, span in taken.items() if span}
        for place in places:
            path = place.chapter.source.path
            self.spans[place.identifier] = Span(path, *place.chapter.title_place)
        return places

    def _chapter(
        self, place: Place, numbers: Numbers, table: LinkTable, finisher: Finisher, *, in_part: bool
    ) -> ResolvedChapter:
        lang = place.chapter.matter.lang or self.publication.lang
        chapter, made = finisher.finish(place.chapter, lang)
        marks = self.marks[place.identifier] = marks_of(chapter)
        self._check_alt_texts(chapter, marks.images)
        notes, findings = notes_of(Place(chapter, place.identifier, place.identifiers), marks)
        self.diagnostics += findings
        return ResolvedChapter(
            chapter=chapter,
            identifier=place.identifier,
            lang=lang,
            number=numbers[0],
            in_part=in_part,
            identifiers=place.identifiers,
            numbers=numbers[1],
            links={**self._links(place, table), **made},
            images=self._images(chapter),
            notes=notes,
        )

    def _links(self, place: Place, table: LinkTable) -> dict[str, str | None]:
        links: dict[str, str | None] = {}
        for reference in place.chapter.links:
            span = Span(place.chapter.source.path, *reference.place)
            target, finding = table.lead(reference.target, place, span)
            links[reference.target] = target
            if finding:
                self.diagnostics.append(finding)
        return links

    def _images(self, chapter: Chapter) -> dict[str, Asset | None]:
        images: dict[str, Asset | None] = {}
        drawn = self.preparer.assets
        for reference in chapter.images:
            span = Span(chapter.source.path, *reference.place)
            if reference.target in drawn:
                images[reference.target] = drawn[reference.target]
                continue
            images[reference.target], findings = self.shelf.find(reference.target, span)
            self.diagnostics += findings
        return images

    def _check_alt_texts(self, chapter: Chapter, images: Sequence[Image]) -> None:
        for node in images:
            if node.alt is None:
                span = Span(chapter.source.path, *node.place)
                self.missing_alt.append(span)
                if node.source in self.preparer.assets:
                    continue  # a chart, told already with the hint for charts
                self.diagnostics.append(
                    diagnose(
                        "OCT204",
                        f"the image “{node.source}” has no alt text",
                        span,
                        'say what it shows: ![caption](image.png){fig-alt="…"}',
                    )
                )
