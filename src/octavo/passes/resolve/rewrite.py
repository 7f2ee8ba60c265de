"""Rewriting a tree: what resolve looked up takes the place of what the author wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from octavo.model.content import (
    Callout,
    Chart,
    DataTable,
    DefinitionList,
    Figure,
    List,
    Node,
    Panel,
    Row,
    Table,
    walk,
)

Change = Callable[[Any], tuple[Node, ...]]
AnyNode = TypeVar("AnyNode", bound=Node)

# The fields that hold nodes, where it is not ``children`` alone.
_FIELDS: Mapping[type[Node], tuple[str, ...]] = {
    List: ("items",),
    DefinitionList: ("items",),
    Table: ("caption", "head", "rows", "notes", "origin"),
    Row: ("cells",),
    Figure: ("image", "caption", "credit", "origin", "data"),
    Panel: ("children", "caption"),
    Chart: ("caption", "credit", "origin"),
    DataTable: ("caption", "notes", "origin"),
    Callout: ("title", "children"),
}


def rewritten(node: AnyNode, changes: Mapping[type[Node], Change]) -> AnyNode:
    """Return a node with everything under it changed, its children before itself.

    ``changes`` gives for a type of node the function that returns what stands in its place.
    What nothing changes is the same object.
    """
    fields = _FIELDS.get(type(node))
    if fields is None:
        children = getattr(node, "children", None)
        if not children:
            return node
        changed = rewritten_all(children, changes)
        return node if changed is children else replace(node, children=changed)  # type: ignore[call-arg]
    updates: dict[str, Any] = {}
    for name in fields:
        value = getattr(node, name)
        if isinstance(value, tuple):
            changed = rewritten_all(value, changes)
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
    result: list[Any] = []
    same = True
    for node in nodes:
        changed = _changed(node, changes)
        same = same and len(changed) == 1 and changed[0] is node
        result += changed
    return nodes if same else tuple(result)


def rewritten_where_needed(
    nodes: tuple[AnyNode, ...], changes: Mapping[type[Node], Change]
) -> tuple[AnyNode, ...]:
    """Return nodes with everything in them changed, looking into those alone that need it."""
    if not any(type(node) in changes for node in walk(nodes)):
        return nodes
    result: list[AnyNode] = []
    for node in nodes:
        needed = any(type(inner) in changes for inner in walk((node,)))
        result += rewritten_all((node,), changes) if needed else (node,)
    return tuple(result)


def _changed(node: Node, changes: Mapping[type[Node], Change]) -> tuple[Any, ...]:
    inner = rewritten(node, changes)
    change = changes.get(type(node))
    return change(inner) if change else (inner,)
