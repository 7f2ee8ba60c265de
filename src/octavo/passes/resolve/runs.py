"""Runs: the lines of text of a chapter, each changed as a whole.

Quotation marks pair, and abbreviations are first used, across the inline elements of a paragraph;
so what is done to the words is done to a block's inlines at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from octavo.model.content import (
    Block,
    Callout,
    Cell,
    Definition,
    DefinitionList,
    Division,
    Element,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Node,
    Panel,
    Paragraph,
    Quote,
    Row,
    Table,
    Term,
)
from octavo.model.diagnostic import Place

AnyNode = TypeVar("AnyNode", bound=Node)
Change = Callable[[tuple[Inline, ...], "Run"], tuple[Inline, ...]]


class Run:
    """Where a run stands: its place, its language, whether in a heading or a quotation.

    ``beside`` are runs that are not read in the order of the text: captions, cells, terms.
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
    nodes: tuple[AnyNode, ...], change: Change, lang: str, *, in_quotation: bool = False
) -> tuple[AnyNode, ...]:
    """Return blocks with the runs in them changed, in reading order.

    ``lang`` is the language around them; a block's own ``lang`` attribute goes before it. What
    nothing changes is the same object.
    """
    changed = tuple(_Walker(change, lang, in_quotation).node(node) for node in nodes)
    same = all(new is old for new, old in zip(changed, nodes, strict=True))
    return nodes if same else changed


class _Walker:
    """Changes the runs of a node that stands in a language, perhaps in a quotation."""

    def __init__(self, change: Change, lang: str, in_quotation: bool) -> None:
        self.change = change
        self.lang = lang
        self.in_quotation = in_quotation

    def node(self, node: Any) -> Any:  # noqa: ANN401  (gives back the type that it gets)
        lang = node.attributes.get("lang") if node.attributes.pairs else None
        if lang and lang != self.lang:
            return _Walker(self.change, lang, self.in_quotation)._inside(node)
        return self._inside(node)

    def _inside(self, node: Any) -> Any:  # noqa: ANN401
        match node:
            case Paragraph():
                return self._update(node, children=self._run(node.children, node))
            case Cell() | Term():
                return self._update(node, children=self._run(node.children, node, beside=True))
            case Heading():
                return self._update(node, children=self._run(node.children, node, in_heading=True))
            case List() | DefinitionList():
                return self._update(node, items=self._all(node.items))
            case Row():
                return self._update(node, cells=self._all(node.cells))
            case Table():
                return self._update(
                    node,
                    caption=self._run(node.caption, node, beside=True),
                    head=self.node(node.head),
                    rows=self._all(node.rows),
                    notes=self._all(node.notes),
                    origin=self._run(node.origin, node, beside=True),
                )
            case Figure():
                return self._update(
                    node,
                    caption=self._run(node.caption, node, beside=True),
                    credit=self._run(node.credit, node, beside=True),
                    origin=self._run(node.origin, node, beside=True),
                )
            case Panel():
                return self._update(
                    node,
                    children=self._all(node.children),
                    caption=self._run(node.caption, node, beside=True),
                )
            case Callout():
                return self._update(
                    node,
                    title=self._run(node.title, node, in_heading=True),
                    children=self._all(node.children),
                )
            case Element(element="pre"):
                return node
            case Quote() | Element(element="blockquote"):
                inner = _Walker(self.change, self.lang, in_quotation=True)
                return self._update(node, children=inner._mixed(node))
            case Division() | Item() | Definition() | Element():
                return self._update(node, children=self._mixed(node))
            case _:
                return node

    def _all(self, nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        changed = tuple(self.node(node) for node in nodes)
        same = all(new is old for new, old in zip(changed, nodes, strict=True))
        return nodes if same else changed

    def _mixed(self, node: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Change children that are blocks, and runs of inlines between them."""
        result: list[Any] = []
        run: list[Inline] = []
        for child in node.children:
            if isinstance(child, Block):
                result += self._run(tuple(run), node) if run else ()
                run = []
                result.append(self.node(child))
            else:
                run.append(child)
        result += self._run(tuple(run), node) if run else ()
        same = len(result) == len(node.children) and all(
            new is old for new, old in zip(result, node.children, strict=True)
        )
        return node.children if same else tuple(result)

    def _run(
        self,
        inlines: tuple[Inline, ...],
        node: Node,
        *,
        in_heading: bool = False,
        beside: bool = False,
    ) -> tuple[Inline, ...]:
        if not inlines:
            return inlines
        run = Run(
            node.place,
            self.lang,
            in_heading=in_heading,
            in_quotation=self.in_quotation,
            beside=beside,
        )
        return self.change(inlines, run)

    @staticmethod
    def _update(node: Any, **fields: Any) -> Any:  # noqa: ANN401
        changed = {
            name: value for name, value in fields.items() if value is not getattr(node, name)
        }
        return replace(node, **changed) if changed else node
