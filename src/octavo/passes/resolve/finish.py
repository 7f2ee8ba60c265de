"""finish: references get their numbers, and words the form that they have in print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from octavo.model.book import Chapter, Doubt
from octavo.model.diagnostic import Diagnostic, Span
from octavo.model.inlines import CrossReference, GlossaryTerm, Inline, Marked
from octavo.model.publication import Publication
from octavo.passes.resolve.abbreviations import ChapterAbbreviations, Forms
from octavo.passes.resolve.crossrefs import CrossReferences, Target, Words, with_pages
from octavo.passes.resolve.glossary import Glossary, GlossaryLinks
from octavo.passes.resolve.rewrite import with_blocks, with_changes
from octavo.passes.resolve.runs import Run, with_runs
from octavo.passes.resolve.typography import typeset, typeset_text


class Finisher:
    """Finishes the chapters of a publication, once everything in it has its number."""

    def __init__(
        self,
        publication: Publication,
        words: Words,
        targets: Mapping[str, Target],
        glossary: Glossary | None,
        abbreviations: Mapping[str, str],
    ) -> None:
        """Take the publication, house words by language, and what its text can refer to."""
        self.publication = publication
        self.words = words
        self.targets = targets
        self.glossary = glossary
        self.abbreviations = abbreviations
        self._forms = Forms(abbreviations)
        self.diagnostics: list[Diagnostic] = []
        self.doubts: list[Doubt] = []

    def finish(self, chapter: Chapter, lang: str) -> tuple[Chapter, dict[str, str | None]]:
        """Return a chapter as it will be printed, and where the links lead that this made."""
        references = CrossReferences(self.targets, self.words(lang), chapter.source.path)
        terms = GlossaryLinks(self.glossary, chapter.source.path)
        chapter = with_changes(
            chapter,
            {CrossReference: references.link, Marked: with_pages, GlossaryTerm: terms.link},
        )
        self.diagnostics += [*references.diagnostics, *terms.diagnostics]
        return self._with_words(chapter, lang), references.links | terms.links

    def _with_words(self, chapter: Chapter, lang: str) -> Chapter:
        """Return a chapter with its words as they are printed.

        Quotation marks, dashes and spaces by the rules of each language; abbreviations written
        out where they are first used.
        """
        smart = self.publication.smart
        abbreviations = self._abbreviations(chapter)

        def change(inlines: tuple[Inline, ...], run: Run) -> tuple[Inline, ...]:
            if smart:
                inlines, undecided = typeset(inlines, run.lang, run.place)
                self.doubts += (
                    Doubt(Span(chapter.source.path, *doubt.place), doubt.doubt, doubt.text)
                    for doubt in undecided
                )
            return abbreviations.change(inlines, run) if abbreviations else inlines

        if not (smart or abbreviations):
            return chapter
        title_run = Run(chapter.title_place, lang, in_heading=True)
        matter = chapter.matter.model_copy(
            update={
                name: typeset_text(text, lang)
                for name in ("subtitle", "abstract")
                if smart and (text := getattr(chapter.matter, name))
            }
        )
        return with_blocks(
            replace(chapter, matter=matter),
            lambda blocks: with_runs(blocks, change, lang),
            title=change(chapter.title, title_run),
        )

    def _abbreviations(self, chapter: Chapter) -> ChapterAbbreviations | None:
        """Return the abbreviations of a chapter; parts, which are no running text, have none."""
        if not chapter.source.text:
            return None
        if chapter.abbreviations:
            return ChapterAbbreviations(Forms({**self.abbreviations, **chapter.abbreviations}))
        return ChapterAbbreviations(self._forms) if self._forms.longs else None
