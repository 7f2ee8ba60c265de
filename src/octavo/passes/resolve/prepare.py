"""prepare: what comes from files takes its place in the tree, before anything is numbered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from octavo.model.book import Asset, Chapter, NoteBody
from octavo.model.content import Block, Inline, Node, walk
from octavo.model.diagnostic import Diagnostic
from octavo.model.diagnostic import Place as SourcePlace
from octavo.model.publication import Publication
from octavo.passes.resolve.crossrefs import Words
from octavo.passes.resolve.rewrite import Change, rewritten_all
from octavo.workspace import Workspace

# Reads the Markdown of one line that stands at a place of a file.
ParseInlines = Callable[[str, str, SourcePlace], tuple[Inline, ...]]


class Preparer:
    """Prepares the chapters of a publication and makes the parts that come from files."""

    def __init__(
        self,
        publication: Publication,
        workspace: Workspace,
        words: Words,
        parse_inlines: ParseInlines,
    ) -> None:
        """Take the publication, the door to its files, house words and a reader of Markdown."""
        self.publication = publication
        self.workspace = workspace
        self.words = words
        self.parse_inlines = parse_inlines
        self.assets: dict[str, Asset] = {}
        self.diagnostics: list[Diagnostic] = []

    def prepare(self, chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
        """Return the chapters with values, charts, tables and citations in their places."""
        return tuple(chapters)

    def parts(self) -> dict[str, Chapter]:
        """Return the parts that the publication has, by the name of their template."""
        return {}


def with_changes(chapter: Chapter, changes: dict[type[Node], Change]) -> Chapter:
    """Return a chapter with the nodes of some types replaced, in its text and in its notes."""
    blocks: tuple[Block, ...] = rewritten_all(chapter.blocks, changes)
    title: tuple[Inline, ...] = rewritten_all(chapter.title, changes)
    notes: tuple[NoteBody, ...] = tuple(
        replace(note, blocks=rewritten_all(note.blocks, changes)) for note in chapter.notes
    )
    return replace(chapter, blocks=blocks, title=title, notes=notes)


def types_in(chapter: Chapter) -> frozenset[type[Node]]:
    """Return the types of the nodes in a chapter, so that nothing is looked for in vain."""
    bodies = (block for note in chapter.notes for block in note.blocks)
    return frozenset(map(type, walk((*chapter.title, *chapter.blocks, *bodies))))
