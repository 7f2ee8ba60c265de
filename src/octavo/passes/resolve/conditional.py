"""References from what every edition shows to what only some of them do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from octavo.model.book import Chapter
from octavo.model.content import (
    Block,
    CodeBlock,
    Heading,
    Paragraph,
    Row,
    Term,
    children_of,
    nodes_of,
)
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import NO_ATTRIBUTES, Attributes, CrossReference, Node, NoteCall
from octavo.passes.resolve.links import Place

# Blocks that hold no other blocks, which most are.
_WITHOUT_BLOCKS = (Paragraph, Heading, Row, Term, CodeBlock)
_ASKED = ("when-format", "unless-format", "when-edition", "unless-edition")


def conditions_of(places: Sequence[Place]) -> dict[str, str]:
    """Return under which condition blocks are shown, by their identifiers, as it was written.

    Blocks that every edition shows are not in it; nor are those that depend on the language
    alone, of which all editions of a publication have one.
    """
    return {
        place.identifiers[block.key]: condition
        for place in places
        if "content-" in place.chapter.source.text
        for block, condition in _conditional(place.chapter.blocks)
        if block.key in place.identifiers
    }


def _conditional(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Yield the blocks that not every edition shows, each with its innermost condition."""
    waiting = [(block, "") for block in blocks if type(block) is not Paragraph]
    while waiting:
        block, outer = waiting.pop()
        condition = outer
        if block.attributes is not NO_ATTRIBUTES:
            condition = _condition(block.attributes) or outer
        if condition:
            yield block, condition
        if type(block) not in _WITHOUT_BLOCKS:
            inner = children_of(block)
            waiting += [(child, condition) for child in inner if isinstance(child, Block)]


def references_to_hidden(
    chapter: Chapter, identifiers: Mapping[str, str], conditions: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Tell the references of a chapter that lead some editions to nothing (OCT214).

    ``identifiers`` are those of the labels that can be referred to; ``conditions`` as
    ``conditions_of`` returns them. A reference under a condition of its own is not doubted.
    """

    def hidden(reference: CrossReference) -> str:
        return conditions.get(identifiers.get(reference.target, ""), "")

    if conditions.keys().isdisjoint(identifiers.values()):
        return  # nothing that can be referred to
    bodies = (block for note in chapter.notes for block in note.blocks)
    references = nodes_of((CrossReference,), (*chapter.title, *chapter.blocks, *bodies))
    if not any(map(hidden, references)):
        return  # as in nearly every chapter
    nodes = list(_shown((*chapter.title, *chapter.blocks)))
    called = {node.label for node in nodes if isinstance(node, NoteCall)}
    for note in chapter.notes:
        if note.label in called:
            nodes += _shown(note.blocks)
    for node in nodes:
        if isinstance(node, CrossReference) and (condition := hidden(node)):
            yield diagnose(
                "OCT214",
                f"“@{node.target}” is under {condition}, so some editions do not have it",
                Span(chapter.source.path, *node.place, width=len(node.target) + 1),
                "put the words that refer to it under the same condition",
            )


def _shown(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the nodes that every edition shows."""
    return (node for node, condition in _with_conditions(nodes) if not condition)


def _with_conditions(nodes: Iterable[Node]) -> Iterator[tuple[Node, str]]:
    """Yield every node with the innermost condition under which it is shown."""
    waiting = [(node, "") for node in nodes]
    waiting.reverse()
    while waiting:
        node, outer = waiting.pop()
        condition = _condition(node.attributes) or outer
        yield node, condition
        waiting += [(child, condition) for child in reversed(children_of(node))]


def _condition(attributes: Attributes) -> str:
    """Return a condition as it was written; nothing where every edition shows what bears it."""
    if attributes is NO_ATTRIBUTES or not attributes.is_conditional:
        return ""
    name = next(name for name in attributes.classes if name.startswith("content-"))
    pairs = [f'{key}="{value}"' for key, value in attributes.pairs if key in _ASKED]
    return f"{{.{name} {' '.join(pairs)}}}" if pairs else ""
