"""Headings take their level from where they stand under the chapter's title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from octavo.model.content import Block, DefinitionList, Heading, List, Paragraph, Table, children_of
from octavo.model.inlines import Node

AnyBlock = TypeVar("AnyBlock", bound=Block)


def levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks whose highest headings stand right under the title, on the second level.

    Authors begin a file that has its title in the front matter with ``#``, ``##`` or ``###``;
    all its headings move together.
    """
    by = 2 - min(_levels(blocks), default=2)
    return tuple(_moved(block, by) for block in blocks) if by else blocks


def _levels(blocks: Iterable[Node]) -> Iterator[int]:
    """Yield the levels of all headings."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.level
        elif isinstance(block, Block) and not isinstance(block, (Paragraph, Table)):
            yield from _levels(children_of(block))


def _moved(block: AnyBlock, by: int) -> AnyBlock:
    """Return a block with its headings moved by some levels."""
    if isinstance(block, Heading):
        return replace(block, level=min(6, block.level + by))
    field = "items" if isinstance(block, (List, DefinitionList)) else "children"
    children: tuple[Any, ...] = getattr(block, field, ())
    if not any(isinstance(child, Block) for child in children):
        return block
    moved = tuple(_moved(child, by) if isinstance(child, Block) else child for child in children)
    changes: dict[str, Any] = {field: moved}
    return replace(block, **changes)
