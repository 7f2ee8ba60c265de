"""The content of a chapter: a frozen tree of blocks and inlines, close to Pandoc's.

Every block has a ``key`` that is unique in its chapter and stays the same as long as the
block's own text does; with the chapter's identifier before it, it is the block's identifier in
every edition. ``place`` is where the node begins in its Markdown file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import field
from operator import attrgetter
from typing import Any

from octavo.model.inlines import (
    NO_ATTRIBUTES,
    NO_IMAGE,
    Abbreviation,
    Code,
    Formula,
    GlossaryTerm,
    HardBreak,
    Image,
    IndexTerm,
    Inline,
    Link,
    Marked,
    Node,
    SoftBreak,
    Text,
    node_class,
)

# White space at which a line may end: all but the no-break, figure and narrow no-break spaces.
_SPACE = re.compile(r"[^\S\u00a0\u2007\u202f]+")


@node_class
class Block(Node):
    """A block. ``key`` is empty for blocks that have no text of their own and no label."""

    key: str = ""
    # What ``kinds_in`` has found: derived, and no part of the block's value.
    kinds: frozenset[type[Node]] | None = field(default=None, init=False, repr=False, compare=False)


@node_class
class Paragraph(Block):
    """A paragraph; a ``tight`` one (in a tight list) has no element of its own."""

    children: tuple[Inline, ...] = ()
    tight: bool = False


@node_class
class Heading(Block):
    """A heading inside a chapter; the chapter's title is no block."""

    level: int = 2
    children: tuple[Inline, ...] = ()


@node_class
class CodeBlock(Block):
    """A fenced or indented listing; ``language`` is the first word of its info string."""

    text: str = ""
    language: str = ""
    caption: tuple[Inline, ...] = ()


@node_class
class Rule(Block):
    """A thematic break."""


@node_class
class Quote(Block):
    """A block quotation."""

    children: tuple[Block, ...] = ()


@node_class
class Item(Block):
    """An item of a list; ``done`` tells of a task whether it is, and is None for other items."""

    children: tuple[Block, ...] = ()
    done: bool | None = None


@node_class
class List(Block):
    """A bulleted (``start`` is None) or numbered list."""

    items: tuple[Item, ...] = ()
    start: int | None = None


@node_class
class Term(Block):
    """A term of a definition list."""

    children: tuple[Inline, ...] = ()


@node_class
class Definition(Block):
    """What a term means; a term may have several."""

    children: tuple[Block, ...] = ()


@node_class
class DefinitionList(Block):
    """Terms and their definitions, in their order."""

    items: tuple[Term | Definition, ...] = ()


@node_class
class Division(Block):
    """``::: {.class}`` … ``:::``: blocks under attributes."""

    children: tuple[Block, ...] = ()


@node_class
class Callout(Block):
    """``::: {.callout-note}``; ``kind`` is note, tip, important, caution or warning.

    ``title`` is empty where the house word stands for it.
    """

    kind: str = "note"
    title: tuple[Inline, ...] = ()
    children: tuple[Block, ...] = ()


@node_class
class DisplayFormula(Block):
    """``$$ … $$ {#eq-x}``: a formula on lines of its own, in LaTeX; numbered if it has a label."""

    text: str = ""


@node_class
class Cell(Node):
    """A cell of a table; ``align`` is ``""``, ``left``, ``center`` or ``right``.

    ``numeric`` cells hold a number and are set so that its digits line up; ``heads_row`` is the
    head of its row.
    """

    children: tuple[Inline, ...] = ()
    align: str = ""
    numeric: bool = False
    heads_row: bool = False


@node_class
class Row(Block):
    """A row of a table."""

    cells: tuple[Cell, ...] = ()


@node_class
class Table(Block):
    """A table with one row of heads.

    ``notes`` stand right under it (``::: {.table-notes}``), ``origin`` is its source line
    (``source="…"``).
    """

    head: Row = Row()
    rows: tuple[Row, ...] = ()
    caption: tuple[Inline, ...] = ()
    notes: tuple[Block, ...] = ()
    origin: tuple[Inline, ...] = ()


@node_class
class Figure(Block):
    """An image that stands alone, with its caption.

    ``credit`` names who made it, ``origin`` where its content comes from (``source="…"``);
    ``data`` is the table of a chart's rows, for readers who do not see it.
    """

    image: Image = NO_IMAGE
    caption: tuple[Inline, ...] = ()
    credit: tuple[Inline, ...] = ()
    origin: tuple[Inline, ...] = ()
    data: Table | None = None


@node_class
class Panel(Block):
    """``::: {#fig-x}``: several figures (or other blocks) under one caption and one number."""

    children: tuple[Block, ...] = ()
    caption: tuple[Inline, ...] = ()


@node_class
class Chart(Block):
    """A fenced ``vega-lite`` block; resolve draws it and puts a figure in its place.

    ``text`` is its specification in YAML or JSON, whose first line is the line after ``place``.
    """

    text: str = ""
    caption: tuple[Inline, ...] = ()
    credit: tuple[Inline, ...] = ()
    origin: tuple[Inline, ...] = ()


@node_class
class DataTable(Block):
    """A fenced ``csv-table`` block; resolve reads its rows and puts a table in its place.

    ``text`` is YAML that says what to show, whose first line is the line after ``place``.
    """

    text: str = ""
    caption: tuple[Inline, ...] = ()
    notes: tuple[Block, ...] = ()
    origin: tuple[Inline, ...] = ()


@node_class
class DataRecords(Block):
    """A fenced ``csv-records`` block; resolve puts a record for each of its rows in its place.

    ``text`` is YAML that says what to show, whose first line is the line after ``place``;
    ``level`` that of the records' headings.
    """

    text: str = ""
    level: int = 2


@node_class
class Element(Block):
    """An HTML element that the author wrote, cleaned; its children are blocks or inlines."""

    element: str = "div"
    children: tuple[Block | Inline, ...] = ()


# -------------------------------------------------------------------- walks


# The fields that hold nodes, in the order in which they are printed; what is not here has none.
FIELDS: dict[type[Node], tuple[str, ...]] = {
    **dict.fromkeys(
        (Marked, Link, IndexTerm, GlossaryTerm, Paragraph, Heading, Quote, Item, Term),
        ("children",),
    ),
    **dict.fromkeys((Definition, Division, Element, Cell), ("children",)),
    **dict.fromkeys((List, DefinitionList), ("items",)),
    Row: ("cells",),
    CodeBlock: ("caption",),
    Table: ("caption", "head", "rows", "notes", "origin"),
    Figure: ("image", "caption", "credit", "origin", "data"),
    Panel: ("children", "caption"),
    Chart: ("caption", "credit", "origin"),
    DataTable: ("caption", "notes", "origin"),
    Callout: ("title", "children"),
}


def _gatherer(fields: tuple[str, ...]) -> Callable[[Any], tuple[Node, ...]]:
    """Return the function that gathers what stands in these fields."""
    if len(fields) == 1:
        return attrgetter(fields[0])
    values = attrgetter(*fields)

    def gather(node: Node) -> tuple[Node, ...]:
        found: list[Node] = []
        for value in values(node):
            if isinstance(value, tuple):
                found += value
            elif value is not None:
                found.append(value)
        return tuple(found)

    return gather


_CHILDREN = {kind: _gatherer(fields) for kind, fields in FIELDS.items()}


def children_of(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly under ``node``, in the order in which they are printed."""
    gather = _CHILDREN.get(type(node))
    return gather(node) if gather else ()


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every node of the trees, parents before children, in reading order."""
    waiting = [*nodes]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        yield node
        if gather := _CHILDREN.get(type(node)):
            waiting += gather(node)[::-1]


def kinds_in(node: Node) -> frozenset[type[Node]]:
    """Return the types of a node and of everything under it; a block remembers its own."""
    if isinstance(node, Block) and node.kinds is not None:
        return node.kinds
    kind = type(node)
    kinds = {kind}
    if kind in _CHILDREN:
        _add_kinds(node, kinds)
    found = frozenset(kinds)
    if isinstance(node, Block):
        # A book has thousands of blocks, and some hundred different sets.
        found = _KINDS.setdefault(found, found)
        object.__setattr__(node, "kinds", found)
    return found


_KINDS: dict[frozenset[type[Node]], frozenset[type[Node]]] = {}


def _add_kinds(node: Node, kinds: set[type[Node]]) -> None:
    for child in _CHILDREN[type(node)](node):
        kind = type(child)
        kinds.add(kind)
        if kind in _CHILDREN:
            _add_kinds(child, kinds)


def nodes_of(kinds: Collection[type[Node]], nodes: Iterable[Node]) -> list[Any]:
    """Return the nodes of some types in the trees, in reading order.

    Faster than ``walk``: trees that hold none of them are not walked through.
    """
    found: list[Any] = []
    _add_nodes([node for node in nodes if not kinds_in(node).isdisjoint(kinds)], kinds, found)
    return found


def _add_nodes(nodes: Iterable[Node], kinds: Collection[type[Node]], found: list[Any]) -> None:
    for node in nodes:
        kind = type(node)
        if kind in kinds:
            found.append(node)
        if kind in _CHILDREN:
            _add_nodes(_CHILDREN[kind](node), kinds, found)


def texts_of(block: Block) -> tuple[list[str], bool]:
    """Return all the texts in a block, in no order, and whether a language is named in it."""
    if type(block) is Paragraph and block.attributes is NO_ATTRIBUTES and len(block.children) == 1:
        # As most paragraphs are.
        only = block.children[0]
        if type(only) is Text:
            return [only.text], False
    texts: list[str] = []
    waiting: list[Any] = [block] if type(block) in _CHILDREN else []
    has_language = False
    while waiting:
        inner = waiting.pop()
        if inner.attributes is not NO_ATTRIBUTES and inner.attributes.get("lang"):
            has_language = True
        child: Any
        for child in _CHILDREN[type(inner)](inner):
            kind = type(child)
            if kind is Text:
                texts.append(child.text)
            elif kind in _CHILDREN:
                waiting.append(child)
    return texts, has_language


def line_of(nodes: Iterable[Node]) -> str:
    """Return the plain text of the nodes on one line."""
    return on_one_line(plain_text(nodes))


def on_one_line(text: str) -> str:
    """Return a text on one line, with single spaces.

    Spaces at which no line ends, as in « mot », stay what they are.
    """
    return _SPACE.sub(" ", text).strip()


def plain_text(nodes: Iterable[Node]) -> str:
    """Return the characters of the nodes, without notes and images, for titles and outlines."""
    pieces: list[str] = []
    _add_text(nodes, pieces)
    return "".join(pieces)


_WITH_CHARACTERS = frozenset({Text, Code, Formula, Abbreviation})
_BREAKS = frozenset({SoftBreak, HardBreak})


def _add_text(nodes: Iterable[Any], pieces: list[str]) -> None:
    for node in nodes:
        kind = type(node)
        if kind in _WITH_CHARACTERS:
            pieces.append(node.text)
        elif kind in _BREAKS:
            pieces.append(" ")
        elif kind in _CHILDREN:
            _add_text(_CHILDREN[kind](node), pieces)
