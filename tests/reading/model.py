"""What a book's editions have to say, block by block, worked out from its content alone.

The templates are not asked: what is known here is what the manuscript says (its tree) and what
was looked up for it (numbers, targets, notes), in the house words of the chapter's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Literal, NamedTuple

import yaml

from octavo.model.book import Book, ResolvedChapter
from octavo.model.content import (
    Block,
    Callout,
    Cell,
    CodeBlock,
    DefinitionList,
    DisplayFormula,
    Element,
    Figure,
    Heading,
    Item,
    List,
    Panel,
    Paragraph,
    Row,
    Rule,
    Table,
    children_of,
    plain_text,
)
from octavo.model.inlines import (
    Abbreviation,
    Attributes,
    Code,
    Formula,
    HardBreak,
    Image,
    IndexTerm,
    Link,
    Node,
    NoteCall,
    Omission,
    SoftBreak,
    Text,
)
from octavo.workspace import Workspace
from tests.reading.text import normalise

SCREEN, EPUB = "screen", "epub"
BOTH = frozenset([SCREEN, EPUB])

# Stands for the mark of a bulleted item, whichever it is.
BULLET = "•"

# Lists that the house sets without marks.
UNMARKED = frozenset(["contributor-essays"])

LabelOf = Callable[[str], str]


class Piece(NamedTuple):
    """A piece of what a block says, and the editions that say it.

    ``call``: the number of a note, which an EPUB makes a link that belongs to no text; ``page``:
    the identifier whose page a paged edition prints.
    """

    kind: Literal["text", "call", "page"]
    value: str
    where: frozenset[str] = BOTH


@dataclass(slots=True)
class Expected:
    """A block of the manuscript, and what it has to say in the editions that have it.

    ``label`` is the number or mark of a list item; ``repeats`` tells that it stands in the head
    of a table, which is repeated on every page that the table runs over.
    """

    identifier: str
    lang: str
    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    repeats: bool = False
    in_note: bool = False
    where: frozenset[str] = BOTH

    @property
    def is_conditional(self) -> bool:
        """Whether the editions say different things."""
        return any(piece.where != BOTH for piece in self.pieces)

    def in_pdf(self, words: Mapping[str, str], label_of: LabelOf) -> str:
        """Return the normalised text in a paged edition whose page labels ``label_of`` tells."""
        return normalise(
            "".join(
                _printed(piece, words, label_of) for piece in self.pieces if SCREEN in piece.where
            )
        )

    def in_epub(self) -> str:
        """Return the normalised text in an edition without pages."""
        return normalise(
            "".join(
                piece.value for piece in self.pieces if piece.kind == "text" and EPUB in piece.where
            )
        )


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
    where: frozenset[str] = BOTH


@dataclass(frozen=True, slots=True)
class Mark:
    """A term of the index: its entry, and where it stands, told as that of a call."""

    identifier: str
    path: tuple[str, ...]
    block: str
    piece: int
    where: frozenset[str]
    range: str = ""
    see: str = ""
    see_also: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedBook:
    """Every block of a book by its identifier, in reading order, with the calls of its notes.

    ``silent`` are blocks of the manuscript that no edition prints: heads of tables without words.
    ``targets`` are the identifiers that links of the paged editions lead to. ``formulas`` are the
    formulas of each edition, in LaTeX; ``references`` pairs of the words of a cross-reference and
    the block that it leads to; ``marks`` the terms of the index; ``gathered`` the kinds of
    sections that the text asks for.
    """

    blocks: Mapping[str, Expected]
    silent: frozenset[str]
    targets: frozenset[str]
    calls: tuple[Call, ...]
    notes: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]
    formulas: Mapping[str, tuple[str, ...]]
    references: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    gathered: frozenset[str]

    def in_edition(self, edition: str) -> dict[str, Expected]:
        """Return the blocks that an edition has, in reading order."""
        return {key: block for key, block in self.blocks.items() if edition in block.where}

    def words_in(self, lang: str) -> Mapping[str, str]:
        """Return the house words of the publication's own language."""
        return self.words[lang]

    def in_pdf(self, identifier: str, label_of: LabelOf) -> str:
        """Return what a block has to say in a paged edition."""
        block = self.blocks[identifier]
        return block.in_pdf(self.words[block.lang], label_of)

    def before_call(self, call: Call | Mark, label_of: LabelOf) -> int:
        """Return how much of its block's normalised text stands before a call or a term."""
        block = self.blocks[call.block]
        before = Expected("", block.lang, block.pieces[: call.piece])
        return len(before.in_pdf(self.words[block.lang], label_of))


def expected_book(book: Book, workspace: Workspace) -> ExpectedBook:
    """Work out what the editions of a book have to say.

    Raises ``AssertionError`` for text that belongs to no block: nobody could prove it printed.
    """
    texts = [*book.chapters, *book.around.values(), *((book.imprint,) if book.imprint else ())]
    languages = {book.publication.lang, *(text.lang for text in texts)}
    words = {lang: _words(lang, workspace) for lang in languages}
    conditions = Conditions(workspace)
    headless = {id(part) for part in (*book.around.values(), book.imprint)}
    readers = [
        _ChapterReader(
            text,
            words[text.lang],
            conditions,
            headless=id(text) in headless,
            notes_in_lines=book.publication.notes == "page",
        )
        for text in texts
    ]
    blocks: dict[str, Expected] = {}
    for reader in readers:
        reader.read()
        assert not set(blocks) & set(reader.blocks), "an identifier in two chapters"
        blocks |= reader.blocks
    hidden = {key for key, block in blocks.items() if SCREEN not in block.where}
    for block in blocks.values():
        # A link to what an edition does not have keeps its words, and prints no page.
        block.pieces[:] = [
            piece for piece in block.pieces if piece.kind != "page" or piece.value not in hidden
        ]
    return ExpectedBook(
        blocks,
        frozenset(key for reader in readers for key in reader.silent),
        frozenset(key for reader in readers for key in reader.targets) - hidden,
        tuple(call for reader in readers for call in reader.calls),
        tuple(note.identifier for text in texts for note in text.notes.values()),
        words,
        {
            edition: tuple(
                latex for reader in readers for latex, where in reader.formulas if edition in where
            )
            for edition in BOTH
        },
        tuple(pair for reader in readers for pair in reader.references),
        tuple(mark for reader in readers for mark in reader.marks),
        frozenset(kind for reader in readers for kind in reader.gathered),
    )


def _words(lang: str, workspace: Workspace) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for name in ("en", lang.partition("-")[0]):
        text = workspace.theme_file(f"templates/words/{name}.yaml")
        words |= yaml.safe_load(text) if text else {}
    return words


class Conditions:
    """Which editions show what stands under a condition of the author's."""

    def __init__(self, workspace: Workspace) -> None:
        """Read what the theme says of the editions."""
        editions = yaml.safe_load(workspace.theme_file("templates/editions.yaml") or "")
        self.formats = {
            name: {editions[name]["kind"], *editions[name].get("formats", ())} for name in BOTH
        }

    def shown(self, attributes: Attributes, lang: str) -> frozenset[str]:
        """Return the editions that show what has these attributes."""
        if "content-visible" in attributes.classes:
            return frozenset(name for name in BOTH if self._holds(attributes, name, lang))
        if "content-hidden" in attributes.classes:
            return frozenset(name for name in BOTH if not self._holds(attributes, name, lang))
        return BOTH

    def _holds(self, attributes: Attributes, edition: str, lang: str) -> bool:
        facts = {
            "format": self.formats[edition],
            "edition": {edition},
            "lang": {lang.lower(), lang.lower().partition("-")[0]},
        }
        for name, known in facts.items():
            wanted = set(re.split(r"[, ]+", attributes.get(f"when-{name}") or ""))
            unwanted = set(re.split(r"[, ]+", attributes.get(f"unless-{name}") or ""))
            if (wanted != {""} and not wanted & known) or unwanted & known:
                return False
        return True


class _ChapterReader:
    """Reads one chapter into its blocks."""

    def __init__(
        self,
        resolved: ResolvedChapter,
        words: Mapping[str, str],
        conditions: Conditions,
        *,
        headless: bool,
        notes_in_lines: bool,
    ) -> None:
        """Take a chapter; ``headless`` ones have a heading that is the house's.

        ``notes_in_lines``: paged editions write a note's blocks inside the line that calls it.
        """
        self.resolved = resolved
        self.words = words
        self.conditions = conditions
        self.headless = headless
        self.notes_in_lines = notes_in_lines
        self.blocks: dict[str, Expected] = {}
        self.calls: list[Call] = []
        self.silent: set[str] = set()
        self.targets: list[str] = []
        self.formulas: list[tuple[str, frozenset[str]]] = []
        self.references: list[tuple[str, str]] = []
        self.marks: list[Mark] = []
        self.gathered: set[str] = set()
        # Text outside all blocks is gathered here, and there must be none.
        self.outside = Expected("", resolved.lang)
        self.where = BOTH
        self.in_note = False
        self.repeats = False

    def read(self) -> None:
        chapter = self.resolved.chapter
        called = self._called_in()
        if not self.headless:
            title = self._open(self.resolved.identifier, self.outside)
            self._all(chapter.title, title)
        self._all(chapter.blocks, self.outside)
        self.in_note = True
        for label, note in self.resolved.notes.items():
            self.where = called.get(label, frozenset())
            body = self._open(note.identifier, self.outside)
            self._say(body, note.number)
            self._all(note.body.blocks, body)
        said = "".join(piece.value for piece in self.outside.pieces)
        assert not said.strip(), f"{chapter.source.path}: outside all blocks: {said!r}"

    def _called_in(self) -> Mapping[str, frozenset[str]]:
        """Return the editions that call each note, in their text or in a note that they have."""
        chapter, notes = self.resolved.chapter, self.resolved.notes
        found: dict[str, frozenset[str]] = {}
        waiting = list(self._calls((*chapter.title, *chapter.blocks), BOTH))
        while waiting:
            label, where = waiting.pop()
            before = found.get(label, frozenset())
            if label in notes and where - before:
                found[label] = before | where
                waiting += self._calls(notes[label].body.blocks, found[label])
        return found

    def _calls(
        self, nodes: Iterable[Node], where: frozenset[str]
    ) -> Iterator[tuple[str, frozenset[str]]]:
        for node in nodes:
            here = where & self.conditions.shown(node.attributes, self.resolved.lang)
            if isinstance(node, NoteCall):
                yield node.label, here
            yield from self._calls(children_of(node), here)

    def _open(self, identifier: str, outer: Expected) -> Expected:
        """Begin the block of an identifier; without one the text belongs to ``outer``."""
        if not identifier:
            return outer
        assert identifier not in self.blocks, f"two blocks {identifier}"
        block = Expected(
            identifier,
            self.resolved.lang,
            repeats=self.repeats,
            in_note=self.in_note,
            where=self.where,
        )
        self.blocks[identifier] = block
        return block

    def _identifier(self, key: str) -> str:
        return self.resolved.identifiers.get(key, "") if key else ""

    def _all(self, nodes: Iterable[Node], into: Expected) -> None:
        for node in nodes:
            outer = self.where
            self.where &= self.conditions.shown(node.attributes, self.resolved.lang)
            self._node(node, into)
            self.where = outer

    def _say(self, into: Expected, text: str) -> None:
        into.pieces.append(Piece("text", text, self.where))

    def _in_line(self, into: Expected, text: str) -> None:
        """Say what stands in place of a block's form where a note is written in a line."""
        if self.in_note and self.notes_in_lines:
            into.pieces.append(Piece("text", text, self.where & {SCREEN}))

    # --------------------------------------------------------------- inlines

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
            case Formula():
                self.formulas.append((" ".join(node.text.split()), self.where))
            case Abbreviation():
                text = node.text
                if node.expanded:
                    text = self.words["expansion"].format(long=node.long, short=node.text)
                self._say(into, text)
                if SCREEN in self.where:
                    self.gathered.add("abbreviations")
            case IndexTerm():
                self._term(node, into)
            case Block():
                self._block(node, into)
            case _:
                block = self._open(self._explicit(node.attributes), into)
                self._all(children_of(node), block)

    def _term(self, node: IndexTerm, into: Expected) -> None:
        identifier = self._identifier(node.key)
        path = node.entry or (plain_text(node.children),)
        place = (into.identifier, len(into.pieces), self.where)
        self.marks.append(Mark(identifier, path, *place, node.range, node.see, node.see_also))
        if SCREEN in self.where:
            self.gathered.add("index")
        self._all(node.children, self._open(identifier, into))

    def _explicit(self, attributes: Attributes) -> str:
        return self._identifier(attributes.identifier)

    def _call(self, node: NoteCall, into: Expected) -> None:
        note = self.resolved.notes.get(node.label)
        if note is None:
            self._omission("note", node.label, into)
            return
        assert into is not self.outside, f"a note called outside all blocks: {node.label}"
        self.calls.append(Call(note.identifier, into.identifier, len(into.pieces), self.where))
        into.pieces.append(Piece("call", note.number, self.where))

    def _omission(self, what: str, text: str, into: Expected) -> None:
        named = f", {text}" if text else ""
        self._say(into, f"[{self.words['left-out']}: {self.words.get(what, what).lower()}{named}]")

    def _image(self, node: Image, into: Expected) -> None:
        block = self._open(self._explicit(node.attributes), into)
        if self.resolved.images.get(node.source) is None:
            self._omission("image", node.alt or node.source, block)

    def _link(self, node: Link, into: Expected) -> None:
        self._all(node.children, self._open(self._explicit(node.attributes), into))
        target = self.resolved.links.get(node.href) if node.href else None
        if target and target.startswith("#") and SCREEN in self.where:
            self.targets.append(target[1:])
            if "cross-reference" in node.attributes.classes:
                self.references.append((plain_text(node.children), target[1:]))
            if "with-page" in node.attributes.classes:
                into.pieces.append(Piece("page", target[1:], self.where & {SCREEN}))

    # ---------------------------------------------------------------- blocks

    def _block(self, node: Node, into: Expected) -> None:
        match node:
            case Heading():
                block = self._open(self._identifier(node.key), into)
                self._say(block, self.resolved.numbers.get(node.key, "") + " ")
                self._all(node.children, block)
            case CodeBlock():
                self._all(node.caption, into)
                self._say(self._open(self._identifier(node.key), into), node.text)
            case List():
                self._list(node, into)
            case Table():
                self._table(node, into)
            case Figure():
                self._figure(node, into)
            case Panel():
                self._panel(node, into)
            case Callout():
                self._callout(node, into)
            case DisplayFormula():
                self.formulas.append((" ".join(node.text.split()), self.where))
                number = self.resolved.numbers.get(node.key, "")
                block = self._open(self._identifier(node.key), into)
                self._say(block, f"({number})" if number else "")
            case DefinitionList():
                self._all(node.items, self._open(self._identifier(node.key), into))
            case Element():
                self._element(node, into)
            case Rule():
                pass
            case Paragraph() | Item() | Block():
                block = self._open(self._identifier(node.key), into)
                self._all(children_of(node), block)

    def _list(self, node: List, into: Expected) -> None:
        into = self._open(self._identifier(node.key), into)
        for number, item in enumerate(node.items, node.start or 0):
            identifier = self._identifier(item.key)
            if item.done is not None:
                block = self._open(identifier, into)
                self._say(block, "☑ " if item.done else "☐ ")
                self._all(item.children, block)
                continue
            self._node(item, into)
            if not UNMARKED.intersection(node.attributes.classes):
                self.blocks[identifier].label = BULLET if node.start is None else f"{number}."

    def _callout(self, node: Callout, into: Expected) -> None:
        block = self._open(self._identifier(node.key), into)
        if node.title:
            self._all(node.title, block)
        else:
            self._say(block, self.words[f"callout-{node.kind}"])
        self._in_line(block, ": ")
        self._all(node.children, block)

    def _table(self, node: Table, into: Expected, letter: str = "") -> None:
        block = self._open(self._identifier(node.key), into)
        self._caption(node, "table", block, letter)
        if any(cell.children for cell in node.head.cells):
            outer, self.repeats = self.repeats, True
            self._row(node.head, block)
            self.repeats = outer
        else:
            self.silent.add(self._identifier(node.head.key))
        for row in node.rows:
            self._row(row, block)
        self._all(node.notes, block)
        self._origin(node.origin, block)

    def _row(self, row: Row, into: Expected) -> None:
        block = self._open(self._identifier(row.key), into)
        for number, cell in enumerate(row.cells):
            if number:
                self._in_line(block, " · ")
            self._cell(cell, block)

    def _cell(self, cell: Cell, into: Expected) -> None:
        self._all(cell.children, into)

    def _figure(self, node: Figure, into: Expected, letter: str = "") -> None:
        block = self._open(self._identifier(node.key), into)
        self._image(node.image, block)
        self._caption(node, "figure", block, letter)
        self._all(node.credit, block)
        self._origin(node.origin, block)
        if node.data is not None:
            # Its rows stand in a section of their own, to which the caption leads.
            self._say(block, self.words["data-of-figure"])
            self.gathered.add("data")
            data = self._identifier(node.data.key) or f"{block.identifier}-data"
            block.pieces.append(Piece("page", data, self.where & {SCREEN}))
            self.targets.append(data)
            self._table(node.data, self._apart(data))

    def _apart(self, identifier: str) -> Expected:
        """Return a place for what is printed elsewhere and is no block of the manuscript's."""
        return Expected(identifier, self.resolved.lang)

    def _caption(
        self, node: Figure | Table | Panel, word: str, into: Expected, letter: str
    ) -> None:
        number = self.resolved.numbers.get(node.key, "")
        if number and not letter:
            self._say(into, f"{self.words[word]} {number} ")
        elif letter:
            # In a note's line there are no labels.
            is_in_line = self.in_note and self.notes_in_lines
            where = self.where - ({SCREEN} if is_in_line else set())
            into.pieces.append(Piece("text", f"({letter}) ", where))
        self._all(node.caption, into)

    def _origin(self, origin: tuple[Node, ...], into: Expected) -> None:
        if origin:
            self._say(into, f"{self.words['source']} ")
            self._all(origin, into)

    def _panel(self, node: Panel, into: Expected) -> None:
        block = self._open(self._identifier(node.key), into)
        letters = iter(ascii_lowercase)
        for child in node.children:
            letter = next(letters) if self.resolved.numbers.get(child.key) else ""
            match child:
                case Figure():
                    self._figure(child, block, letter)
                case Table():
                    self._table(child, block, letter)
                case _:
                    self._all((child,), block)
        self._caption(node, "table" if node.key.startswith("tbl-") else "figure", block, "")

    def _element(self, node: Element, into: Expected) -> None:
        outer = self.repeats
        self.repeats = outer or node.element == "thead"
        block = self._open(self._identifier(node.key), into)
        number = int(node.attributes.get("start") or 1)
        for child in node.children:
            self._all((child,), block)
            if isinstance(child, Element) and child.element == "li" and child.key:
                label = f"{number}." if node.element == "ol" else BULLET
                self.blocks[self._identifier(child.key)].label = label
                number += 1
        self.repeats = outer


def pages_printed(expected: ExpectedBook) -> int:
    """Return how many page numbers the text prints, besides those of the contents."""
    return sum(piece.kind == "page" for block in expected.blocks.values() for piece in block.pieces)
