"""Content as XHTML: well-formed, and in forms that HTML parsers read the same way.

No element is self-closed but those that HTML knows as void. Simple elements are written here;
figures, tables, notes and the like are components, whose templates an edition or a publication
can replace.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from octavo.model.content import (
    Block,
    Callout,
    Chart,
    CodeBlock,
    DataRecords,
    DataTable,
    Definition,
    DefinitionList,
    DisplayFormula,
    Division,
    Element,
    Figure,
    Heading,
    Item,
    List,
    Panel,
    Paragraph,
    Quote,
    Rule,
    Table,
    Term,
    line_of,
    plain_text,
)
from octavo.model.inlines import Inline, Node
from octavo.passes.template.chapters import with_drop_cap
from octavo.passes.template.core import safe
from octavo.passes.template.figures import FigureWriter
from octavo.passes.template.handles import handled, is_handle
from octavo.passes.template.listings import highlighted

# Divisions of these classes have an element and a role of their own (DPUB-ARIA 1.1, ARIA in HTML).
_DIVISIONS = {
    "epigraph": ("div", "doc-epigraph"),
    "pull-quote": ("aside", "doc-pullquote"),
    "column-margin": ("aside", "note"),
}
_ROLES = {"tip": "doc-tip", "caution": "doc-notice", "warning": "doc-notice"}


def _counting_from(start: int) -> str:
    return f"counter-reset: list-item {start - 1}"


class XhtmlWriter(FigureWriter):
    """Writes the content of one chapter."""

    def blocks(self, nodes: Iterable[Block]) -> Markup:
        """Return blocks as markup."""
        return safe(self._blocks(nodes))

    def inlines(self, nodes: Iterable[Inline]) -> Markup:
        """Return inlines as markup."""
        return safe(self._inlines(nodes))

    def table(self, node: Table) -> Markup:
        """Return a table as markup."""
        return safe(self._table(node))

    def _blocks(self, nodes: Iterable[Node]) -> str:
        return "".join(self._block(node) for node in nodes if self._shown(node))

    def _block(self, node: Node) -> str:
        match node:
            case Paragraph():
                return self._paragraph(node)
            case Inline():
                return self._inline(node)
            case Heading():
                return self._heading(node)
            case List():
                return self._list(node)
            case Item():
                return self._item(node)
            case Quote():
                return self._simple("blockquote", node, self._blocks(node.children))
            case CodeBlock():
                return self._code_block(node)
            case Rule():
                return '<span class="as-hr"></span>' if self.phrasing else "<hr/>\n"
            case Element():
                return self._element(node)
            case Division():
                return self._division(node)
            case _:
                return self._special(node)

    def _special(self, node: Node) -> str:
        """Write the blocks that are components."""
        match node:
            case Figure():
                return self._figure(node)
            case Table():
                return self._table(node)
            case Panel():
                return self._panel(node)
            case DisplayFormula():
                return self._display_formula(node)
            case Callout():
                return self._callout(node)
            case DefinitionList():
                items = "".join(self._definition(item) for item in node.items)
                line_end = "" if self.phrasing else "\n"
                return self._simple("dl", node, line_end + items)
            case Chart() | DataTable():
                # What resolve could not draw or read: it has told why.
                what = "chart" if isinstance(node, Chart) else "table"
                caption = plain_text(node.caption)
                return self._simple("p", node, self._omission(what, caption))
            case DataRecords():
                return self._simple("p", node, self._omission("records", ""))
            case _:
                raise TypeError(f"no XHTML for {type(node).__name__}")

    # --------------------------------------------------------------- blocks

    def _simple(self, element: str, node: Block, content: str, *classes: str) -> str:
        attributes = self._attributes(node.attributes, key=node.key, classes=classes)
        return self._wrap(element, attributes, content)

    def _paragraph(self, node: Paragraph, before: str = "") -> str:
        content = before + self._inlines(node.children)
        if node.key and node.key == self.setting.drop_cap:
            content = with_drop_cap(content)
        return content if node.tight else self._simple("p", node, content)

    def _heading(self, node: Heading) -> str:
        number = self.resolved.numbers.get(node.key, "")
        title = line_of(node.children)
        attributes = self._attributes(node.attributes, key=node.key)
        attributes += f' data-bookmark="{escape(f"{number} {title}".strip())}"'
        prefix = f'<span class="number">{escape(number)}</span> ' if number else ""
        return self._wrap(f"h{node.level}", attributes, prefix + self._inlines(node.children))

    def _list(self, node: List) -> str:
        element = "ul" if node.start is None else "ol"
        is_tasks = any(item.done is not None for item in node.items)
        classes = ("tasks",) if is_tasks else ()
        attributes = self._attributes(node.attributes, key=node.key, classes=classes)
        if node.start is not None and node.start != 1:
            # The layout engine takes the number from the style alone.
            attributes += f' start="{node.start}" style="{_counting_from(node.start)}"'
        items = "".join(self._item(item) for item in node.items)
        return self._wrap(element, attributes, ("" if self.phrasing else "\n") + items)

    def _item(self, node: Item) -> str:
        if node.done is None:
            return self._simple("li", node, self._blocks(node.children))
        box = self._component("task", done=node.done) + " "
        first, rest = node.children[:1], node.children[1:]
        if first and isinstance(first[0], Paragraph):
            content = self._paragraph(first[0], box) + self._blocks(rest)
        else:
            content = box + self._blocks(node.children)
        return self._simple("li", node, content, "task")

    def _definition(self, node: Term | Definition) -> str:
        if isinstance(node, Term):
            return self._simple("dt", node, self._inlines(node.children))
        return self._simple("dd", node, self._blocks(node.children))

    def _code_block(self, node: CodeBlock) -> str:
        language = f' class="language-{escape(node.language)}"' if node.language else ""
        attributes = self._attributes(node.attributes, key=node.key)
        content = highlighted(node.text, node.language)
        listing = self._wrap("pre", attributes, f"<code{language}>{content}</code>")
        if not node.caption:
            return listing
        caption = safe(self._inlines(node.caption))
        return self._standing("listing", caption=caption, listing=safe(listing))

    def _division(self, node: Division) -> str:
        if is_handle(node):
            shown = [child for child in node.children if self._shown(child)]
            is_for_this = self.setting.handles(node.attributes)
            return self._blocks(handled(node, shown) if is_for_this else shown)
        classes = node.attributes.classes
        attributes = self._attributes(node.attributes, key=node.key)
        outer, self.in_verse = self.in_verse, self.in_verse or "verse" in classes
        try:
            content = self._blocks(node.children)
        finally:
            self.in_verse = outer
        if node.attributes.is_conditional and not self._identifier(node.key):
            return content
        element, role = next(
            (_DIVISIONS[name] for name in classes if name in _DIVISIONS), ("div", "")
        )
        if role and not self.phrasing:
            attributes += f' role="{role}"'
        line_end = "" if self.phrasing else "\n"
        return self._wrap(element, attributes, line_end + content)

    def _callout(self, node: Callout) -> str:
        return self._standing(
            "callout",
            identifier=self._identifier(node.key),
            classes=self._classes(node.attributes, "callout", f"callout-{node.kind}"),
            kind=node.kind,
            role=_ROLES.get(node.kind, "note"),
            title=safe(self._inlines(node.title)),
            content=safe(self._blocks(node.children)),
        )

    def _element(self, node: Element) -> str:
        content = "".join(self._block(child) for child in node.children if self._shown(child))
        element, attributes = node.element, self._attributes(node.attributes, key=node.key)
        if element == "details":
            element, attributes = (
                "div",
                self._attributes(node.attributes, key=node.key, classes=("details",)),
            )
        elif element == "summary":
            element = "p"
        elif element == "ol" and (start := node.attributes.get("start")):
            attributes += f' style="{_counting_from(int(start))}"'
        return self._wrap(element, attributes, content)
