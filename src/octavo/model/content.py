"""The content of a chapter: a frozen tree of blocks and inlines, close to Pandoc's.

Every block has a ``key`` that is unique in its chapter and stays the same as long as the
block's own text does; with the chapter's identifier before it, it is the block's identifier in
every edition. ``place`` is where the node begins in its Markdown file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from octavo.model.diagnostic import START, Place


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in ``{#identifier .class key=value}``."""

    identifier: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        """Return the value of ``key``, or None."""
        for name, value in self.pairs:
            if name == key:
                return value
        return None


NO_ATTRIBUTES = Attributes()


@dataclass(frozen=True, slots=True)
class Node:
    """What all nodes have in common."""

    place: Place = START
    attributes: Attributes = NO_ATTRIBUTES


# ------------------------------------------------------------------ inlines


@dataclass(frozen=True, slots=True)
class Inline(Node):
    """A piece of a line."""


@dataclass(frozen=True, slots=True)
class Text(Inline):
    """Characters."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Code(Inline):
    """Characters of a program."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class SoftBreak(Inline):
    """The end of a line in the source; a space in the editions."""


@dataclass(frozen=True, slots=True)
class HardBreak(Inline):
    """The end of a line that the author asks for."""


@dataclass(frozen=True, slots=True)
class Marked(Inline):
    """Inlines under one element: ``em``, ``strong``, ``s``, ``sup``, ``span`` and so on."""

    element: str = "span"
    children: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Link(Inline):
    """A link as the author wrote it; where it leads is the business of resolve."""

    href: str = ""
    title: str = ""
    children: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Image(Inline):
    """An image in a line. ``alt`` is None where the author gave none at all."""

    source: str = ""
    title: str = ""
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class NoteCall(Inline):
    """The call of a note by its label."""

    label: str = ""


@dataclass(frozen=True, slots=True)
class Omission(Inline):
    """Something that was left out; ``what`` says it in a house word, ``text`` names it."""

    what: str = ""
    text: str = ""


# ------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Block(Node):
    """A block. ``key`` is empty for blocks that have no text of their own and no label."""

    key: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """A paragraph; a ``tight`` one (in a tight list) has no element of its own."""

    children: tuple[Inline, ...] = ()
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading inside a chapter; the chapter's title is no block."""

    level: int = 2
    children: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeBlock(Block):
    """A fenced or indented listing; ``language`` is the first word of its info string."""

    text: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rule(Block):
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Quote(Block):
    """A block quotation."""

    children: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Item(Block):
    """An item of a list."""

    children: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class List(Block):
    """A bulleted (``start`` is None) or numbered list."""

    items: tuple[Item, ...] = ()
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A cell of a table; ``align`` is ``""``, ``left``, ``center`` or ``right``."""

    children: tuple[Inline, ...] = ()
    align: str = ""


@dataclass(frozen=True, slots=True)
class Row(Block):
    """A row of a table."""

    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table with one row of heads."""

    head: Row = Row()
    rows: tuple[Row, ...] = ()
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure(Block):
    """An image that stands alone, with its caption."""

    image: Image = Image()
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Element(Block):
    """An HTML element that the author wrote, cleaned; its children are blocks or inlines."""

    element: str = "div"
    children: tuple[Block | Inline, ...] = ()


# -------------------------------------------------------------------- walks


def children_of(node: Node) -> Iterable[Node]:
    """Return the nodes directly under ``node``, in reading order."""
    match node:
        case List():
            return node.items
        case Table():
            return (*node.caption, node.head, *node.rows)  # as they are printed
        case Row():
            return node.cells
        case Figure():
            return (node.image, *node.caption)
        case Paragraph() | Heading() | Quote() | Item() | Cell() | Element() | Marked() | Link():
            return node.children
        case _:
            return ()


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every node of the trees, parents before children, in reading order."""
    for node in nodes:
        yield node
        yield from walk(children_of(node))


def plain_text(nodes: Iterable[Node]) -> str:
    """Return the characters of the nodes, without notes and images, for titles and outlines."""
    pieces: list[str] = []
    for node in walk(nodes):
        match node:
            case Text() | Code():
                pieces.append(node.text)
            case SoftBreak() | HardBreak():
                pieces.append(" ")
            case _:
                pass
    return "".join(pieces)
