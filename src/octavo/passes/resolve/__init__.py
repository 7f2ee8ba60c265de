"""resolve: Chapters become a Book, with everything looked up that their text refers to."""

from __future__ import annotations

from collections.abc import Iterable

from octavo.model.book import Asset, Book, Chapter, Note, NoteBody, ResolvedChapter
from octavo.model.content import Image, NoteCall, walk
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.publication import Publication
from octavo.passes.resolve.images import ImageShelf
from octavo.passes.resolve.links import LinkTable, Place
from octavo.passes.resolve.names import chapter_names, identifiers_of
from octavo.passes.resolve.numbers import Numbering, contents
from octavo.workspace import Workspace


def resolve(
    publication: Publication,
    chapters: tuple[Chapter, ...],
    imprint: Chapter | None,
    workspace: Workspace,
) -> tuple[Book, list[Diagnostic]]:
    """Look up numbers, targets, notes and images.

    Returns the book and what was wrong; what cannot be found is None in the book's tables, and
    the editions show its text or a placeholder.
    """
    resolver = _Resolver(publication, workspace)
    everything = (*chapters, *((imprint,) if imprint else ()))
    names = chapter_names(everything)
    taken: set[str] = set(names)
    places = []
    for chapter, name in zip(everything, names, strict=True):
        identifiers, doubles = identifiers_of(chapter, name, taken)
        resolver.diagnostics += doubles
        places.append(Place(chapter, name, identifiers))
    table = LinkTable(places)
    resolved = [resolver.chapter(place, table) for place in places]
    body = tuple(resolved[: len(chapters)])
    spans = {
        identifier: Span(item.chapter.source.path, *item.chapter.places[key])
        for item in resolved
        for key, identifier in item.identifiers.items()
        if key in item.chapter.places
    }
    spans |= {
        item.identifier: Span(item.chapter.source.path, *item.chapter.title_place)
        for item in resolved
    }
    book = Book(
        publication,
        body,
        contents(body, publication.toc_depth),
        resolved[-1] if imprint else None,
        spans,
        tuple(resolver.missing_alt),
    )
    return book, resolver.diagnostics


class _Resolver:
    """Resolves one chapter after the other and gathers what is wrong."""

    def __init__(self, publication: Publication, workspace: Workspace) -> None:
        self.publication = publication
        self.numbering = Numbering(publication)
        self.shelf = ImageShelf(workspace)
        self.diagnostics: list[Diagnostic] = []
        self.missing_alt: list[Span] = []

    def chapter(self, place: Place, table: LinkTable) -> ResolvedChapter:
        chapter = place.chapter
        number, numbers = self.numbering.chapter(chapter)
        self._check_alt_texts(chapter)
        return ResolvedChapter(
            chapter=chapter,
            identifier=place.identifier,
            lang=chapter.matter.lang or self.publication.lang,
            number=number,
            identifiers=place.identifiers,
            numbers=numbers,
            links=self._links(place, table),
            images=self._images(chapter),
            notes=self._notes(place),
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
        for reference in chapter.images:
            span = Span(chapter.source.path, *reference.place)
            images[reference.target], findings = self.shelf.find(reference.target, span)
            self.diagnostics += findings
        return images

    def _check_alt_texts(self, chapter: Chapter) -> None:
        bodies = (block for note in chapter.notes for block in note.blocks)
        for node in walk((*chapter.blocks, *bodies)):
            if isinstance(node, Image) and node.alt is None:
                span = Span(chapter.source.path, *node.place)
                self.missing_alt.append(span)
                self.diagnostics.append(
                    diagnose(
                        "OCT204",
                        f"the image “{node.source}” has no alt text",
                        span,
                        'say what it shows: ![caption](image.png){fig-alt="…"}',
                    )
                )

    def _notes(self, place: Place) -> dict[str, Note]:
        """Return the notes of a chapter, numbered in the order of their calls."""
        chapter = place.chapter
        bodies = {body.label: body for body in chapter.notes}
        for reference in chapter.note_calls:
            if reference.target not in bodies:
                self._tell_undefined(
                    chapter,
                    reference.target,
                    Span(chapter.source.path, *reference.place, width=len(reference.target) + 3),
                )
        self._check_circles(chapter, bodies)
        notes: dict[str, Note] = {}
        for label in _labels_in_reading_order(chapter, bodies):
            body = bodies[label]
            notes[label] = Note(str(len(notes) + 1), place.identifiers[body.key], body)
        return notes

    def _tell_undefined(self, chapter: Chapter, label: str, span: Span) -> None:
        from difflib import get_close_matches

        known = [body.label for body in chapter.notes if not body.label.startswith("at ")]
        near = get_close_matches(label, known, n=1)
        hint = f"did you mean [^{near[0]}]?" if near else f"write its body: [^{label}]: …"
        self.diagnostics.append(
            diagnose("OCT220", f"the note [^{label}] is called and not defined", span, hint)
        )

    def _check_circles(self, chapter: Chapter, bodies: dict[str, NoteBody]) -> None:
        """Tell notes that call themselves, directly or through others."""
        calls = {
            label: [node for node in walk(body.blocks) if isinstance(node, NoteCall)]
            for label, body in bodies.items()
        }
        for label, body in bodies.items():
            reached: set[str] = set()
            waiting = [node.label for node in calls[label]]
            while waiting:
                current = waiting.pop()
                if current in reached or current not in calls:
                    continue
                reached.add(current)
                waiting += [node.label for node in calls[current]]
            if label in reached:
                span = Span(chapter.source.path, *body.place)
                self.diagnostics.append(
                    diagnose("OCT223", f"the note [^{label}] calls itself", span)
                )


def _labels_in_reading_order(chapter: Chapter, bodies: dict[str, NoteBody]) -> Iterable[str]:
    """Return the labels of the defined notes in the order in which the text calls them."""
    seen: dict[str, None] = {}
    text = (*chapter.title, *chapter.blocks)
    waiting = [node.label for node in walk(text) if isinstance(node, NoteCall)]
    waiting.reverse()
    while waiting:
        label = waiting.pop()
        if label in seen or label not in bodies:
            continue
        seen[label] = None
        inner = [node.label for node in walk(bodies[label].blocks) if isinstance(node, NoteCall)]
        waiting += reversed(inner)
    return seen
