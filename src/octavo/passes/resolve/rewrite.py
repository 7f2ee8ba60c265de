"""Rewriting a tree: what resolve looked up takes the place of what the author wrote."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from octavo.model.book import Chapter, NoteBody
from octavo.model.content import FIELDS, Block, kinds_in
from octavo.model.inlines import Inline, Node

Change = Callable[[Any], tuple[Node, ...]]
AnyNode = TypeVar("AnyNode", bound=Node)


def rewritten(
    node: AnyNode,
    changes: Mapping[type[Node], Change],
    only_with: Collection[type[Node]] = (),
) -> AnyNode:
    """Return a node with everything under it changed; the same object where nothing is."""
    updates: dict[str, Any] = {}
    for name in FIELDS.get(type(node), ()):
        value = getattr(node, name)
        if isinstance(value, tuple):
            changed = rewritten_all(value, changes, only_with)
        elif value is None:
            continue
        else:
            (changed,) = rewritten_all((value,), changes, only_with)
        if changed is not value:
            updates[name] = changed
    return replace(node, **updates) if updates else node


def rewritten_all(
    nodes: tuple[AnyNode, ...],
    changes: Mapping[type[Node], Change],
    only_with: Collection[type[Node]] = (),
) -> tuple[AnyNode, ...]:
    """Return nodes with everything in them changed, each node's children before itself.

    ``changes`` gives for a type of node the function that returns what stands in its place.
    ``only_with`` are types without which a block has nothing to change, if they are not all of
    these. What nothing changes is the same object.
    """
    wanted = only_with or changes
    result: list[AnyNode] | None = None
    for index, node in enumerate(nodes):
        kind = type(node)
        inner = node
        # Most nodes are text, in which there is nothing to look for, and most blocks hold nothing
        # to change: looking is cheaper than changing.
        if kind in FIELDS and not (isinstance(node, Block) and kinds_in(node).isdisjoint(wanted)):
            inner = rewritten(node, changes, only_with)
        if kind not in changes and inner is node and result is None:
            continue
        some: tuple[Any, ...] = changes[kind](inner) if kind in changes else (inner,)
        if result is None:
            if len(some) == 1 and some[0] is node:
                continue
            result = [*nodes[:index]]
        result += some
    return nodes if result is None else tuple(result)


def with_changes(
    chapter: Chapter,
    changes: Mapping[type[Node], Change],
    only_with: Collection[type[Node]] = (),
) -> Chapter:
    """Return a chapter with the nodes of some types replaced, in its text and in its notes."""
    return with_blocks(
        chapter,
        lambda blocks: rewritten_all(blocks, changes, only_with),
        title=rewritten_all(chapter.title, changes, only_with),
    )


def with_blocks(
    chapter: Chapter,
    change: Callable[[tuple[Block, ...]], tuple[Block, ...]],
    *,
    title: tuple[Inline, ...],
) -> Chapter:
    """Return a chapter with the blocks of its text and of its notes changed, and with a title."""
    return replace(
        chapter,
        title=title,
        blocks=change(chapter.blocks),
        notes=tuple(_note_with(note, change(note.blocks)) for note in chapter.notes),
    )


def _note_with(note: NoteBody, blocks: tuple[Block, ...]) -> NoteBody:
    return note if blocks is note.blocks else replace(note, blocks=blocks)
