"""Runs: the lines of text of a chapter, each changed as a whole.

Quotation marks pair, and abbreviations are first used, across the inline elements of a paragraph;
so what is done to the words is done to a block's inlines at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import groupby
from operator import is_
from typing import Any, TypeVar

from octavo.model.content import (
    Block,
    Callout,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    Element,
    Figure,
    Heading,
    Item,
    List,
    Panel,
    Paragraph,
    Quote,
    Row,
    Table,
    Term,
    kinds_in,
)
from octavo.model.diagnostic import Place
from octavo.model.inlines import NO_ATTRIBUTES, Inline, Node

AnyNode = TypeVar("AnyNode", bound=Node)
Change = Callable[[tuple[Inline, ...], "Run"], tuple[Inline, ...]]


class Run:
    """Where a run stands: its place, its language, whether in a heading or a quotation.

    ``beside`` are runs that are not read in the order of the text, or not by every reader:
    captions, cells, terms, and what an edition may leave out.
    """

    __slots__ = ("beside", "in_heading", "in_quotation", "lang", "place")

    def __init__(
        self,
        place: Place,
        lang: str,
        *,
        in_heading: bool = False,
        in_quotation: bool = False,
        beside: bool = False,
    ) -> None:
        """Note where the run stands."""
        self.beside = beside
        self.place = place
        self.lang = lang
        self.in_heading = in_heading
        self.in_quotation = in_quotation


def with_runs(
    nodes: tuple[AnyNode, ...],
    change: Change,
    lang: str,
    *,
    in_quotation: bool = False,
    only_with: Collection[type[Node]] = (),
) -> tuple[AnyNode, ...]:
    """Return blocks with the runs in them changed, in reading order.

    ``lang`` is the language around them; a block's own ``lang`` attribute goes before it.
    ``only_with`` are types without which a block has nothing to change, where there are any. What
    nothing changes is the same object.
    """
    walker = _Walker(change, lang, in_quotation=in_quotation, only_with=only_with)
    changed = tuple(map(walker.node, nodes))
    return nodes if all(map(is_, changed, nodes)) else changed


class _Walker:
    """Changes the runs of a node that stands in a language, perhaps in a quotation."""

    def __init__(
        self,
        change: Change,
        lang: str,
        *,
        in_quotation: bool = False,
        beside: bool = False,
        only_with: Collection[type[Node]] = (),
    ) -> None:
        self.change = change
        self.lang = lang
        self.in_quotation = in_quotation
        self.beside = beside
        self.only_with = only_with

    def node(self, node: Any) -> Any:  # noqa: ANN401  (gives back the type that it gets)
        wanted = self.only_with
        if wanted and isinstance(node, Block) and kinds_in(node).isdisjoint(wanted):
            return node
        if node.attributes is NO_ATTRIBUTES:
            return self._inside(node)
        lang = (node.attributes.get("lang") if node.attributes.pairs else None) or self.lang
        beside = self.beside or node.attributes.is_conditional
        if lang == self.lang and beside == self.beside:
            return self._inside(node)
        return self._within(lang, beside, in_quotation=self.in_quotation)._inside(node)

    def _within(self, lang: str, beside: bool, *, in_quotation: bool) -> _Walker:
        """Return a walker for what stands under other conditions."""
        return _Walker(
            self.change,
            lang,
            in_quotation=in_quotation,
            beside=beside,
            only_with=self.only_with,
        )

    def _inside(self, node: Any) -> Any:  # noqa: ANN401
        kind = type(node)
        if kind is Element and node.element == "pre":
            return node
        if kind is Quote or (kind is Element and node.element == "blockquote"):
            return self._within(self.lang, self.beside, in_quotation=True)._updated(node)
        return self._updated(node)

    def _updated(self, node: Any) -> Any:  # noqa: ANN401
        updates: dict[str, Any] = {}
        for name, change in _FIELDS.get(type(node), ()):
            value = getattr(node, name)
            if value and (changed := change(self, value, node)) is not value:
                updates[name] = changed
        return replace(node, **updates) if updates else node

    def _text(self, inlines: tuple[Inline, ...], node: Node) -> tuple[Inline, ...]:
        run = Run(node.place, self.lang, in_quotation=self.in_quotation, beside=self.beside)
        return self.change(inlines, run)

    def _heading(self, inlines: tuple[Inline, ...], node: Node) -> tuple[Inline, ...]:
        run = Run(node.place, self.lang, in_heading=True, in_quotation=self.in_quotation)
        return self.change(inlines, run)

    def _beside(self, inlines: tuple[Inline, ...], node: Node) -> tuple[Inline, ...]:
        run = Run(node.place, self.lang, beside=True, in_quotation=self.in_quotation)
        return self.change(inlines, run)

    def _row(self, row: Row, _node: Node) -> Row:
        changed: Row = self.node(row)
        return changed

    def _blocks(self, nodes: tuple[Any, ...], _node: Node) -> tuple[Any, ...]:
        changed = tuple(map(self.node, nodes))
        return nodes if all(map(is_, changed, nodes)) else changed

    def _mixed(self, nodes: tuple[Any, ...], node: Node) -> tuple[Any, ...]:
        """Change children that are blocks, and runs of inlines between them."""
        result: list[Any] = []
        for are_blocks, some in groupby(nodes, lambda child: isinstance(child, Block)):
            result += (self._blocks if are_blocks else self._text)(tuple(some), node)
        same = len(result) == len(nodes) and all(map(is_, result, nodes))
        return nodes if same else tuple(result)


# What is changed of a node, in the order of reading, and as what.
_CHILDREN_ARE_TEXT = (("children", _Walker._text),)
_CHILDREN_ARE_BESIDE = (("children", _Walker._beside),)
_CHILDREN_ARE_MIXED = (("children", _Walker._mixed),)
_FIELDS: Mapping[type[Node], tuple[tuple[str, Callable[[_Walker, Any, Any], Any]], ...]] = {
    Paragraph: _CHILDREN_ARE_TEXT,
    Heading: (("children", _Walker._heading),),
    Cell: _CHILDREN_ARE_BESIDE,
    Term: _CHILDREN_ARE_BESIDE,
    List: (("items", _Walker._blocks),),
    DefinitionList: (("items", _Walker._blocks),),
    Row: (("cells", _Walker._blocks),),
    Table: (
        ("caption", _Walker._beside),
        ("head", _Walker._row),
        ("rows", _Walker._blocks),
        ("notes", _Walker._blocks),
        ("origin", _Walker._beside),
    ),
    Figure: (
        ("caption", _Walker._beside),
        ("credit", _Walker._beside),
        ("origin", _Walker._beside),
    ),
    Panel: (("children", _Walker._blocks), ("caption", _Walker._beside)),
    CodeBlock: (("caption", _Walker._beside),),
    Callout: (("title", _Walker._heading), ("children", _Walker._blocks)),
    Quote: _CHILDREN_ARE_MIXED,
    Element: _CHILDREN_ARE_MIXED,
    Division: _CHILDREN_ARE_MIXED,
    Item: _CHILDREN_ARE_MIXED,
    Definition: _CHILDREN_ARE_MIXED,
}
