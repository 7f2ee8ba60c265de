"""Headings take their level from where they stand under the chapter's title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from octavo.model.content import (
    Block,
    DataRecords,
    DataTable,
    DefinitionList,
    Heading,
    List,
    Paragraph,
    Table,
    children_of,
    kinds_in,
)
from octavo.model.inlines import Node

AnyNode = TypeVar("AnyNode", bound=Node)

_DEEPEST = 6


def levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks whose highest headings stand right under the title, on the second level.

    Authors begin a file that has its title in the front matter with ``#``, ``##`` or ``###``;
    all its headings move together. Records take the level below the heading that they stand under.
    """
    headed = [block for block in blocks if Heading in kinds_in(block)]
    by = 2 - min(_levels(headed), default=2)
    if by:
        blocks = tuple(_moved(block, by) for block in blocks)
    return _over_records(blocks, 1) if any(map(_holds_records, blocks)) else blocks


def levelled_note(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a note, which stands under no heading: its records are the deepest."""
    return _over_records(blocks, _DEEPEST) if any(map(_holds_records, blocks)) else blocks


def _levels(blocks: Iterable[Node]) -> Iterator[int]:
    """Yield the levels of all headings."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.level
        elif isinstance(block, Block) and not isinstance(block, (Paragraph, Table)):
            yield from _levels(children_of(block))


def _moved(node: AnyNode, by: int) -> AnyNode:
    """Return a node with its headings moved by some levels."""
    if isinstance(node, Heading):
        return replace(node, level=min(_DEEPEST, node.level + by))
    return _with_inner(node, lambda inner: tuple(_moved(child, by) for child in inner))


def _holds_records(node: Node) -> bool:
    return DataRecords in kinds_in(node)


def _over_records(nodes: tuple[AnyNode, ...], level: int) -> tuple[AnyNode, ...]:
    """Return nodes whose records know their level; ``level`` is that of the heading before them.

    A heading inside a division, an item or a quotation heads nothing outside it.
    """
    found: list[AnyNode] = []
    for node in nodes:
        if isinstance(node, Heading):
            level = node.level
        if isinstance(node, DataRecords):
            found.append(replace(node, level=min(_DEEPEST, level + 1)))
        elif isinstance(node, (Table, DataTable)) and _holds_records(node):
            found.append(replace(node, notes=_over_records(node.notes, level)))
        elif _holds_records(node):
            found.append(_with_inner(node, partial(_over_records, level=level)))
        else:
            found.append(node)
    return tuple(found)


def _with_inner(node: AnyNode, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> AnyNode:
    """Return a node with what is directly in it changed, where there are blocks in it."""
    field = "items" if isinstance(node, (List, DefinitionList)) else "children"
    children: tuple[Any, ...] = getattr(node, field, ())
    if not any(isinstance(child, Block) for child in children):
        return node
    changes: dict[str, Any] = {field: change(children)}
    return replace(node, **changes)
