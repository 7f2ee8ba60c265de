"""finish: references get their numbers, and words the form that they have in print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import is_

from octavo.model.book import Chapter, Doubt
from octavo.model.content import Block, texts_of
from octavo.model.diagnostic import Diagnostic, Span
from octavo.model.inlines import CrossReference, GlossaryTerm, Inline, Link, Marked, Node
from octavo.model.publication import Publication
from octavo.passes.resolve.abbreviations import ChapterAbbreviations, Forms
from octavo.passes.resolve.crossrefs import CrossReferences, Target, with_pages
from octavo.passes.resolve.glossary import Glossary, GlossaryLinks
from octavo.passes.resolve.numbers import Words
from octavo.passes.resolve.rewrite import Change, with_blocks, with_changes
from octavo.passes.resolve.runs import Run, with_runs
from octavo.passes.resolve.typography import can_change, typeset, typeset_text

# What becomes a link, and links, without which no marked words have any.
_WITH_LINKS = frozenset({CrossReference, GlossaryTerm, Link})


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
        self._forms: dict[str, Forms] = {}
        self.diagnostics: list[Diagnostic] = []
        self.doubts: list[Doubt] = []

    def finish(self, chapter: Chapter, lang: str) -> tuple[Chapter, dict[str, str | None]]:
        """Return a chapter as it will be printed, and where the links lead that this made."""
        references = CrossReferences(self.targets, self.words(lang), chapter.source.path)
        terms = GlossaryLinks(self.glossary, chapter.source.path)
        changes: Mapping[type[Node], Change] = {
            CrossReference: references.link,
            GlossaryTerm: terms.link,
            Marked: with_pages,
        }
        chapter = with_changes(chapter, changes, only_with=_WITH_LINKS)
        self.diagnostics += [*references.diagnostics, *terms.diagnostics]
        return self._with_words(chapter, lang), references.links | terms.links

    def _with_words(self, chapter: Chapter, lang: str) -> Chapter:
        """Return a chapter with its words as they are printed.

        Quotation marks, dashes and spaces by the rules of each language; abbreviations written
        out where they are first used.
        """
        smart, abbreviations = self.publication.smart, self._abbreviations(chapter, lang)
        if not (smart or abbreviations):
            return chapter
        words = _Words(chapter.source.path, lang, abbreviations, smart=smart)
        matter = chapter.matter.model_copy(
            update={
                name: typeset_text(text, lang)
                for name in ("subtitle", "abstract", "rights")
                if smart and (text := getattr(chapter.matter, name))
            }
        )
        title = words.change(chapter.title, Run(chapter.title_place, lang, in_heading=True))
        finished = with_blocks(replace(chapter, matter=matter), words.blocks, title=title)
        self.doubts += words.doubts
        return finished

    def _abbreviations(self, chapter: Chapter, lang: str) -> ChapterAbbreviations | None:
        """Return the abbreviations of a chapter; parts, which are no running text, have none."""
        if not chapter.source.text:
            return None
        if chapter.abbreviations:
            return ChapterAbbreviations(
                self._forms_in(lang, {**self.abbreviations, **chapter.abbreviations})
            )
        if lang not in self._forms:
            self._forms[lang] = self._forms_in(lang, self.abbreviations)
        return ChapterAbbreviations(self._forms[lang]) if self._forms[lang].longs else None

    def _forms_in(self, lang: str, longs: Mapping[str, str]) -> Forms:
        """Return short forms whose long ones are set as the words around them are."""
        if not self.publication.smart:
            return Forms(longs)
        return Forms({short: typeset_text(long, lang) for short, long in longs.items()})


class _Words:
    """Sets the words of one chapter."""

    def __init__(
        self, path: str, lang: str, abbreviations: ChapterAbbreviations | None, *, smart: bool
    ) -> None:
        self.path = path
        self.lang = lang
        self.abbreviations = abbreviations
        self.smart = smart
        self.doubts: list[Doubt] = []

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        set_blocks = tuple(map(self._block, blocks))
        return blocks if all(map(is_, set_blocks, blocks)) else set_blocks

    def _block(self, block: Block) -> Block:
        texts, has_language = texts_of(block)
        # Most blocks hold nothing that could change: one look at all their words is enough.
        text = "\n".join(texts)
        is_set = self.smart and (has_language or can_change(text, self.lang))
        is_marked = self.abbreviations is not None and self.abbreviations.forms.may_be_in(text)
        if is_set:
            change = self.change if is_marked else self._typeset
        elif is_marked:
            change = self._marked
        else:
            return block
        return with_runs((block,), change, self.lang)[0]

    def change(self, inlines: tuple[Inline, ...], run: Run) -> tuple[Inline, ...]:
        if self.smart:
            inlines = self._typeset(inlines, run)
        return self._marked(inlines, run) if self.abbreviations else inlines

    def _typeset(self, inlines: tuple[Inline, ...], run: Run) -> tuple[Inline, ...]:
        inlines, undecided = typeset(inlines, run.lang, run.place)
        for doubt in undecided:
            self.doubts.append(Doubt(Span(self.path, *doubt.place), doubt.doubt, doubt.text))
        return inlines

    def _marked(self, inlines: tuple[Inline, ...], run: Run) -> tuple[Inline, ...]:
        assert self.abbreviations is not None
        return self.abbreviations.change(inlines, run)
