"""Rewriting a tree: what resolve looked up takes the place of what the author wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from octavo.model.book import Chapter, NoteBody
from octavo.model.content import FIELDS, Block, kinds_in
from octavo.model.inlines import Inline, Node

Change = Callable[[Any], tuple[Node, ...]]
AnyNode = TypeVar("AnyNode", bound=Node)


def rewritten(node: AnyNode, changes: Mapping[type[Node], Change]) -> AnyNode:
    """Return a node with everything under it changed, its children before itself.

    ``changes`` gives for a type of node the function that returns what stands in its place.
    What nothing changes is the same object.
    """
    updates: dict[str, Any] = {}
    for name in FIELDS.get(type(node), ()):
        value = getattr(node, name)
        if isinstance(value, tuple):
            changed = _joined(value, [_changed(child, changes) for child in value])
        elif value is None:
            continue
        else:
            (changed,) = _changed(value, changes)
        if changed is not value:
            updates[name] = changed
    return replace(node, **updates) if updates else node


def rewritten_all(
    nodes: tuple[AnyNode, ...], changes: Mapping[type[Node], Change]
) -> tuple[AnyNode, ...]:
    """Return nodes with everything in them changed; the same tuple where nothing is."""
    # Most trees hold nothing to change, and looking is cheaper than changing.
    return _joined(
        nodes,
        [
            (node,) if kinds_in(node).isdisjoint(changes) else _changed(node, changes)
            for node in nodes
        ],
    )


def _changed(node: AnyNode, changes: Mapping[type[Node], Change]) -> tuple[Any, ...]:
    kind = type(node)
    # Most nodes are text, in which there is nothing to look for.
    inner = rewritten(node, changes) if kind in FIELDS else node
    return changes[kind](inner) if kind in changes else (inner,)


def _joined(
    nodes: tuple[AnyNode, ...], changed: Iterable[tuple[AnyNode, ...]]
) -> tuple[AnyNode, ...]:
    """Return what stands in the place of each node, joined; the same tuple where nothing does."""
    result: list[AnyNode] | None = None
    for index, some in enumerate(changed):
        if result is None:
            if len(some) == 1 and some[0] is nodes[index]:
                continue
            result = [*nodes[:index]]
        result += some
    return nodes if result is None else tuple(result)


def with_changes(chapter: Chapter, changes: Mapping[type[Node], Change]) -> Chapter:
    """Return a chapter with the nodes of some types replaced, in its text and in its notes."""
    return with_blocks(
        chapter,
        lambda blocks: rewritten_all(blocks, changes),
        title=rewritten_all(chapter.title, changes),
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
