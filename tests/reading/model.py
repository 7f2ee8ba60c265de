"""What a book's editions have to say, block by block, worked out from its content alone.

The templates are not asked: what is known here is what the manuscript says (its tree) and what
was looked up for it (numbers, targets, notes), in the house words of the chapter's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import yaml

from octavo.model.book import Book, ResolvedChapter
from octavo.model.content import (
    Attributes,
    Cell,
    Code,
    CodeBlock,
    Element,
    Figure,
    HardBreak,
    Heading,
    Image,
    Item,
    Link,
    List,
    Node,
    NoteCall,
    Omission,
    Paragraph,
    Quote,
    Row,
    Rule,
    SoftBreak,
    Table,
    Text,
    children_of,
    walk,
)
from octavo.workspace import Workspace
from tests.reading.text import normalise

# Stands for the mark of a bulleted item, whichever it is.
BULLET = "•"

LabelOf = Callable[[str], str]


class Piece(NamedTuple):
    """A piece of what a block says.

    ``call``: the number of a note, which an EPUB makes a link that belongs to no text; ``page``:
    the identifier whose page a paged edition prints; ``paged``: text of paged editions alone.
    """

    kind: Literal["text", "call", "page", "paged"]
    value: str


@dataclass(slots=True)
class Expected:
    """A block of the manuscript, and what it has to say in the editions.

    ``label`` is the number or mark of a list item; ``repeats`` tells that it stands in the head
    of a table, which is repeated on every page that the table runs over.
    """

    identifier: str
    lang: str
    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    repeats: bool = False
    in_note: bool = False

    def in_pdf(self, words: Mapping[str, str], label_of: LabelOf) -> str:
        """Return the normalised text in a paged edition whose page labels ``label_of`` tells."""
        return normalise("".join(_printed(piece, words, label_of) for piece in self.pieces))

    def in_epub(self) -> str:
        """Return the normalised text in an edition without pages."""
        return normalise("".join(piece.value for piece in self.pieces if piece.kind == "text"))


def _printed(piece: Piece, words: Mapping[str, str], label_of: LabelOf) -> str:
    if piece.kind == "page":
        return words["with-page"].format(page=label_of(piece.value))
    return piece.value


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a note: the block that it stands in, and its place among that block's pieces."""

    note: str
    block: str
    piece: int


@dataclass(frozen=True, slots=True)
class ExpectedBook:
    """Every block of a book by its identifier, in reading order, with the calls of its notes.

    ``silent`` are blocks of the manuscript that no edition prints: heads of tables without words.
    ``targets`` are the identifiers that links inside the publication lead to.
    """

    blocks: Mapping[str, Expected]
    silent: frozenset[str]
    targets: frozenset[str]
    calls: tuple[Call, ...]
    notes: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]

    def in_pdf(self, identifier: str, label_of: LabelOf) -> str:
        """Return what a block has to say in a paged edition."""
        block = self.blocks[identifier]
        return block.in_pdf(self.words[block.lang], label_of)

    def before_call(self, call: Call, label_of: LabelOf) -> int:
        """Return how much of its block's normalised text stands before a call."""
        block = self.blocks[call.block]
        before = Expected("", block.lang, block.pieces[: call.piece])
        return len(before.in_pdf(self.words[block.lang], label_of))


def expected_book(book: Book, workspace: Workspace) -> ExpectedBook:
    """Work out what the editions of a book have to say.

    Raises ``AssertionError`` for text that belongs to no block: nobody could prove it printed.
    """
    chapters = (*book.chapters, *((book.imprint,) if book.imprint else ()))
    words = {chapter.lang: _words(chapter.lang, workspace) for chapter in chapters}
    blocks: dict[str, Expected] = {}
    calls: list[Call] = []
    notes: list[str] = []
    silent: set[str] = set()
    targets: set[str] = set()
    for chapter in chapters:
        reader = _ChapterReader(chapter, words[chapter.lang], is_imprint=chapter is book.imprint)
        reader.read()
        assert not set(blocks) & set(reader.blocks), "an identifier in two chapters"
        blocks |= reader.blocks
        calls += reader.calls
        silent |= reader.silent
        targets |= {target[1:] for target in chapter.links.values() if (target or "")[:1] == "#"}
        notes += [note.identifier for note in chapter.notes.values()]
    return ExpectedBook(
        blocks, frozenset(silent), frozenset(targets), tuple(calls), tuple(notes), words
    )


def _words(lang: str, workspace: Workspace) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for name in ("en", lang.partition("-")[0]):
        text = workspace.theme_file(f"templates/words/{name}.yaml")
        words |= yaml.safe_load(text) if text else {}
    return words


class _ChapterReader:
    """Reads one chapter into its blocks."""

    def __init__(
        self, resolved: ResolvedChapter, words: Mapping[str, str], *, is_imprint: bool
    ) -> None:
        self.resolved = resolved
        self.words = words
        self.is_imprint = is_imprint
        self.blocks: dict[str, Expected] = {}
        self.calls: list[Call] = []
        self.silent: set[str] = set()
        # Text outside all blocks is gathered here, and there must be none.
        self.outside = Expected("", resolved.lang)
        self.in_note = False
        self.repeats = False

    def read(self) -> None:
        chapter = self.resolved.chapter
        if not self.is_imprint:
            # The heading of the imprint is the house's, not the author's.
            title = self._open(self.resolved.identifier, self.outside)
            self._all(chapter.title, title)
        self._all(chapter.blocks, self.outside)
        for note in self.resolved.notes.values():
            self.in_note = True
            body = self._open(note.identifier, self.outside)
            body.pieces.append(Piece("text", note.number))
            self._all(note.body.blocks, body)
        said = "".join(piece.value for piece in self.outside.pieces)
        assert not said.strip(), f"{chapter.source.path}: outside all blocks: {said!r}"

    def _open(self, identifier: str, outer: Expected) -> Expected:
        """Begin the block of an identifier; without one the text belongs to ``outer``."""
        if not identifier:
            return outer
        assert identifier not in self.blocks, f"two blocks {identifier}"
        block = Expected(identifier, self.resolved.lang, repeats=self.repeats, in_note=self.in_note)
        self.blocks[identifier] = block
        return block

    def _identifier(self, key: str) -> str:
        return self.resolved.identifiers.get(key, "") if key else ""

    def _all(self, nodes: Iterable[Node], into: Expected) -> None:
        for node in nodes:
            self._node(node, into)

    def _say(self, into: Expected, text: str) -> None:
        into.pieces.append(Piece("text", text))

    def _node(self, node: Node, into: Expected) -> None:
        match node:
            case Text() | Code():
                self._say(self._open(self._explicit(node.attributes), into), node.text)
            case SoftBreak() | HardBreak():
                self._say(into, " ")
            case NoteCall():
                self._call(node, into)
            case Omission():
                self._omission(node.what, node.text, into)
            case Image():
                self._image(node, into)
            case Link():
                self._link(node, into)
            case Heading():
                block = self._open(self._identifier(node.key), into)
                self._say(block, self.resolved.numbers.get(node.key, "") + " ")
                self._all(node.children, block)
            case CodeBlock():
                self._say(self._open(self._identifier(node.key), into), node.text)
            case List():
                self._list(node, into)
            case Table():
                self._table(node, into)
            case Figure():
                self._figure(node, into)
            case Element():
                self._element(node, into)
            case Paragraph() | Quote() | Item():
                block = self._open(self._identifier(node.key), into)
                self._all(node.children, block)
            case Rule():
                pass
            case _:
                block = self._open(self._explicit(node.attributes), into)
                self._all(children_of(node), block)

    def _explicit(self, attributes: Attributes) -> str:
        return self._identifier(attributes.identifier)

    def _call(self, node: NoteCall, into: Expected) -> None:
        note = self.resolved.notes.get(node.label)
        if note is None:
            self._omission("note", node.label, into)
            return
        assert into is not self.outside, f"a note called outside all blocks: {node.label}"
        self.calls.append(Call(note.identifier, into.identifier, len(into.pieces)))
        into.pieces.append(Piece("call", note.number))

    def _omission(self, what: str, text: str, into: Expected) -> None:
        named = f", {text}" if text else ""
        self._say(into, f"[{self.words['left-out']}: {self.words.get(what, what)}{named}]")

    def _image(self, node: Image, into: Expected) -> None:
        block = self._open(self._explicit(node.attributes), into)
        if self.resolved.images.get(node.source) is None:
            self._omission("image", node.alt or node.source, block)

    def _link(self, node: Link, into: Expected) -> None:
        self._all(node.children, self._open(self._explicit(node.attributes), into))
        target = self.resolved.links.get(node.href) if node.href else None
        if "with-page" in node.attributes.classes and target and target.startswith("#"):
            into.pieces.append(Piece("page", target[1:]))

    def _list(self, node: List, into: Expected) -> None:
        for number, item in enumerate(node.items, node.start or 0):
            self._node(item, into)
            identifier = self._identifier(item.key)
            self.blocks[identifier].label = BULLET if node.start is None else f"{number}."

    def _table(self, node: Table, into: Expected) -> None:
        block = self._open(self._identifier(node.key), into)
        self._all(self._caption(node.key, "table", node.caption), block)
        if any(cell.children for cell in node.head.cells):
            outer, self.repeats = self.repeats, True
            self._row(node.head, block)
            self.repeats = outer
        else:
            self.silent.add(self._identifier(node.head.key))
        for row in node.rows:
            self._row(row, block)

    def _row(self, row: Row, into: Expected) -> None:
        block = self._open(self._identifier(row.key), into)
        for number, cell in enumerate(row.cells):
            if number and self.in_note:
                block.pieces.append(Piece("paged", " · "))
            self._cell(cell, block)

    def _cell(self, cell: Cell, into: Expected) -> None:
        self._all(cell.children, into)

    def _figure(self, node: Figure, into: Expected) -> None:
        block = self._open(self._identifier(node.key), into)
        self._image(node.image, block)
        self._all(self._caption(node.key, "figure", node.caption), block)

    def _caption(self, key: str, word: str, caption: tuple[Node, ...]) -> Iterator[Node]:
        number = self.resolved.numbers.get(key, "")
        if caption and number:
            yield Text(text=f"{self.words[word]} {number} ")
        yield from caption

    def _element(self, node: Element, into: Expected) -> None:
        outer = self.repeats
        self.repeats = outer or node.element == "thead"
        block = self._open(self._identifier(node.key), into)
        number = int(node.attributes.get("start") or 1)
        for child in node.children:
            self._node(child, block)
            if isinstance(child, Element) and child.element == "li" and child.key:
                label = f"{number}." if node.element == "ol" else BULLET
                self.blocks[self._identifier(child.key)].label = label
                number += 1
        self.repeats = outer


def pages_printed(book: Book) -> int:
    """Return how many page numbers the text prints, besides those of the contents."""
    count = 0
    for chapter in (*book.chapters, *((book.imprint,) if book.imprint else ())):
        bodies = (block for note in chapter.notes.values() for block in note.body.blocks)
        for node in walk((*chapter.chapter.blocks, *bodies)):
            if isinstance(node, Link) and "with-page" in node.attributes.classes:
                target = chapter.links.get(node.href)
                count += target is not None and target.startswith("#")
    return count
