"""Marks: images, terms of the index and calls of notes, gathered from a chapter in one walk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from octavo.model.book import Chapter
from octavo.model.content import nodes_of
from octavo.model.inlines import Image, IndexTerm, NoteCall

_IN_TITLE = frozenset({IndexTerm, NoteCall})
_IN_TEXT = _IN_TITLE | {Image}

Mark = Image | IndexTerm | NoteCall


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a chapter in reading order: in its title and its text, and note by note.

    ``notes`` are pairs of a note's label and the marks in its body. Images in a title are none.
    """

    text: Sequence[Mark]
    notes: Sequence[tuple[str, Sequence[Mark]]]

    @property
    def images(self) -> list[Image]:
        """The images in the text, then those in the notes."""
        bodies = (mark for _, marks in self.notes for mark in marks)
        return [mark for mark in (*self.text, *bodies) if isinstance(mark, Image)]


def marks_of(chapter: Chapter) -> Marks:
    """Gather the marks of a chapter."""
    title = nodes_of(_IN_TITLE, chapter.title)
    return Marks(
        [*title, *nodes_of(_IN_TEXT, chapter.blocks)],
        [(note.label, nodes_of(_IN_TEXT, note.blocks)) for note in chapter.notes],
    )
