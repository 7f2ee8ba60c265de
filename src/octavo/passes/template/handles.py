"""Divisions of handles: ``::: {.keep-together}`` around some blocks is no block of its own.

Its handles pass to the blocks inside, so that these are set as all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from octavo.model.content import Block, Division
from octavo.model.handles import HANDLES, PLACE
from octavo.model.inlines import Attributes, Node

# Handles that are for the first block of several, and for the last.
_FIRST, _LAST = frozenset({"break-before"}), frozenset({"break-after", "keep-with-next"})


def is_handle(node: Node) -> bool:
    """Tell whether a node is a division that does nothing but set the blocks in it right."""
    if not isinstance(node, Division) or node.key:
        return False
    names = {name for name in node.attributes.classes if not name.startswith(PLACE)}
    return bool(names) and names <= HANDLES


def handled(node: Division, children: Sequence[Node]) -> Iterator[Node]:
    """Yield those of a division's blocks that an edition shows, with the handles that are theirs.

    A class tells where the handles are written; of a division in another it is the inner one.
    """
    wanted = [name for name in node.attributes.classes if not name.startswith(PLACE)]
    last = len(children) - 1
    for index, child in enumerate(children):
        names = [
            name
            for name in wanted
            if (index == 0 or name not in _FIRST) and (index == last or name not in _LAST)
        ]
        if "keep-together" in wanted and index < last:
            names.append("keep-with-next")
        yield _with(child, names, node) if isinstance(child, Block) else child


def _with(child: Block, names: list[str], division: Division) -> Block:
    place = f"{PLACE}{division.place.line}-{division.place.column}"
    classes = dict.fromkeys((*child.attributes.classes, *names, place))
    attributes = Attributes(child.attributes.identifier, tuple(classes), child.attributes.pairs)
    return replace(child, attributes=attributes)
