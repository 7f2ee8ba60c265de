"""A chapter as the checks read it: walked once, with the exact places of its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from octavo.model.book import Book, ResolvedChapter, Source
from octavo.model.content import (
    Block,
    CodeBlock,
    Element,
    Figure,
    Heading,
    Panel,
    Table,
    children_of,
)
from octavo.model.diagnostic import START, Place, Span
from octavo.model.inlines import (
    Abbreviation,
    Code,
    CrossReference,
    Image,
    Link,
    Node,
    SoftBreak,
    Text,
)

# How many characters after the beginning of a block its words are looked for.
_REACH = 100_000


class Words(NamedTuple):
    """Characters that are printed: where they begin, and where the block that holds them does."""

    text: str
    place: Place
    block: Place
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Pictured:
    """An image with the figure and the panel that it stands in, where there are any."""

    image: Image
    figure: Figure | None
    panel: Panel | None


class SourceText:
    """The text of a source, to find words in."""

    def __init__(self, source: Source) -> None:
        """Take the source as it was read."""
        self.path = source.path
        self.text = source.text

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(line) + 1 for line in self.text.split("\n"))
        return [0, *accumulate(lengths)]

    def offset(self, place: Place) -> int:
        """Return the offset of a place in the text."""
        line = min(place.line, len(self._starts)) - 1
        return min(self._starts[line] + place.column - 1, len(self.text))

    def place(self, offset: int) -> Place:
        """Return the line and the column of an offset."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


class Reading:
    """One chapter with its notes: what the checks ask about, each in reading order."""

    def __init__(self, resolved: ResolvedChapter, source: SourceText) -> None:
        """Walk the chapter."""
        self.resolved = resolved
        self.chapter = resolved.chapter
        self.source = source
        self.words: list[Words] = []
        self.headings: list[tuple[int, Node]] = []
        self.links: list[Link] = []
        self.pictures: list[Pictured] = []
        self.labelled: list[Figure | Table | Panel] = []
        self.cross_references: list[CrossReference] = []
        self._read(self.chapter.title, self.title_place, None, None)
        if self.chapter.title_place == START:
            # The parser counts the columns of a title from the head of the text, not of the file.
            title = self.title_place
            self.words = [words._replace(place=title, block=title) for words in self.words]
        self._read(self.chapter.blocks, START, None, None)
        for note in self.chapter.notes:
            self._read(note.blocks, note.place, None, None)

    @property
    def title_place(self) -> Place:
        """Return where the title stands, in the text or in the front matter."""
        in_matter = self.chapter.title_place == START and self.chapter.matter.title
        return self.chapter.matter.place("title") if in_matter else self.chapter.title_place

    @property
    def labels(self) -> frozenset[str]:
        """Return the identifiers that the author gave in this chapter."""
        return frozenset(anchor.identifier for anchor in self.chapter.anchors)

    def span(self, place: Place, width: int = 1) -> Span:
        """Return a place as one of this chapter's file."""
        return Span(self.source.path, *place, width=width)

    def find(self, words: Words, start: int, end: int) -> Span:
        """Return where some of the words stand in the source; else where the words begin.

        What stands around them tells equal ones apart.
        """
        text, source = words.text, self.source.text
        begin = self.source.offset(words.place)
        for around in (20, 4, 1, 0):
            first = max(0, start - around)
            snippet = text[first : end + around]
            offset = source.find(snippet, begin, begin + _REACH) if snippet.strip() else -1
            if offset >= 0:
                found = offset + start - first
                return self.span(self.source.place(found), end - start)
        return self.span(words.place)

    def _read(
        self, nodes: Iterable[Node], place: Place, figure: Figure | None, panel: Panel | None
    ) -> None:
        for node in nodes:
            kind = type(node)
            # Most nodes are text: comparing types keeps the walk fast.
            if kind in _WORDS:
                begin = place if node.place == START else node.place
                is_code = kind is Code or kind is CodeBlock
                self.words.append(Words(node.text, begin, place, is_code))  # type: ignore[attr-defined]
            elif kind is not SoftBreak:
                if kind in _ASKED_ABOUT:
                    self._note(node, figure, panel)
                if children := children_of(node):
                    self._read(
                        children,
                        self._block_place(node, place),
                        node if isinstance(node, Figure) else figure,
                        node if isinstance(node, Panel) else panel,
                    )

    def _block_place(self, node: Node, outer: Place) -> Place:
        if not isinstance(node, Block):
            return outer
        # What was made from a file has its place there in the chapter's table alone.
        return node.place if node.place != START else self.chapter.places.get(node.key, outer)

    def _note(self, node: Node, figure: Figure | None, panel: Panel | None) -> None:
        match node:
            case Link():
                self.links.append(node)
            case Heading():
                self.headings.append((node.level, node))
            case Element() if node.element in _HEADINGS:
                self.headings.append((int(node.element[1]), node))
            case Image():
                self.pictures.append(Pictured(node, figure, panel))
            case Figure() | Table() | Panel():
                if panel is None:
                    self.labelled.append(node)
            case CrossReference():
                self.cross_references.append(node)


_WORDS = frozenset({Text, Abbreviation, Code, CodeBlock})
_ASKED_ABOUT = frozenset({Link, Heading, Element, Image, Figure, Table, Panel, CrossReference})
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


def readings_of(book: Book) -> list[Reading]:
    """Return what authors wrote as chapters, and the imprint page, read for the checks."""
    return _read_all((*book.chapters, *((book.imprint,) if book.imprint else ())))


def readings_of_parts(book: Book) -> list[Reading]:
    """Return the parts that were made from files, such as the references and the glossary."""
    return _read_all(book.around.values())


def _read_all(chapters: Iterable[ResolvedChapter]) -> list[Reading]:
    sources: dict[str, SourceText] = {}
    found = []
    for resolved in chapters:
        source = resolved.chapter.source
        text = sources.setdefault(source.path, SourceText(source))
        found.append(Reading(resolved, text))
    return found
