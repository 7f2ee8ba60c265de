"""finish: references get their numbers, and words the form that they have in print."""

from __future__ import annotations

from collections.abc import Mapping

from octavo.model.book import Chapter
from octavo.model.content import CrossReference, Marked, Node
from octavo.model.diagnostic import Diagnostic
from octavo.model.publication import Publication
from octavo.passes.resolve.crossrefs import CrossReferences, Target, Words, with_pages
from octavo.passes.resolve.prepare import types_in, with_changes
from octavo.passes.resolve.rewrite import Change


class Finisher:
    """Finishes the chapters of a publication, once everything in it has its number."""

    def __init__(
        self, publication: Publication, words: Words, targets: Mapping[str, Target]
    ) -> None:
        """Take the publication, the house words by language, and what can be referred to."""
        self.publication = publication
        self.words = words
        self.targets = targets
        self.diagnostics: list[Diagnostic] = []

    def finish(self, chapter: Chapter, lang: str) -> tuple[Chapter, dict[str, str | None]]:
        """Return a chapter as it will be printed, and where the links lead that this made."""
        present = types_in(chapter)
        references = CrossReferences(self.targets, self.words(lang), chapter.source.path)
        changes: dict[type[Node], Change] = {}
        if CrossReference in present:
            changes[CrossReference] = references.link
            changes[Marked] = with_pages
        if changes:
            chapter = with_changes(chapter, changes)
        self.diagnostics += references.diagnostics
        return chapter, references.links
