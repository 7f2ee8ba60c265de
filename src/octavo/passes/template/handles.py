"""Handles for the last pass: classes by which an author sets a page right by hand.

``::: {.keep-together}`` around some blocks is no block of its own: its handles pass to the blocks
inside, so that these are set as all others. With ``when-edition`` and its sisters a handle is for
some editions alone; editions without pages have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from octavo.model.content import Block, Division
from octavo.model.inlines import Attributes, Node

HANDLES = frozenset(
    {
        "break-before",
        "break-after",
        "keep-together",
        "keep-with-next",
        "short-page",
        "tighter",
        "looser",
    }
)
# The attribute that tells for a block in a division of handles where that is written.
HANDLE = "data-handle"
# Handles that are for the first block of several, and for the last.
_FIRST, _LAST = frozenset({"break-before"}), frozenset({"break-after", "keep-with-next"})


def is_handle(node: Division) -> bool:
    """Tell whether a division does nothing but set the blocks in it right."""
    names = set(node.attributes.classes)
    return bool(names) and names <= HANDLES and not node.key


def handled(node: Division) -> Iterator[Node]:
    """Yield the blocks of a division with the handles that are theirs."""
    wanted = node.attributes.classes
    last = len(node.children) - 1
    for index, child in enumerate(node.children):
        names = [
            name
            for name in wanted
            if (index == 0 or name not in _FIRST) and (index == last or name not in _LAST)
        ]
        if "keep-together" in wanted and index < last:
            names.append("keep-with-next")
        yield _with(child, names, node) if isinstance(child, Block) else child


def _with(child: Block, names: list[str], division: Division) -> Block:
    conditions = tuple(pair for pair in division.attributes.pairs if "-" in pair[0])
    place = (HANDLE, f"{division.place.line}:{division.place.column}")
    classes = (*child.attributes.classes, *names)
    pairs = (*child.attributes.pairs, *conditions, place)
    return replace(child, attributes=Attributes(child.attributes.identifier, classes, pairs))
