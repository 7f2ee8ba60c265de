"""Content as XHTML: well-formed, and in forms that HTML parsers read the same way.

No element is self-closed but those that HTML knows as void. Simple elements are written here;
figures, tables, notes and the like are components, whose templates an edition or a publication
can replace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol
from urllib.parse import quote

from markupsafe import Markup, escape

from octavo.model.book import Asset, Note, ResolvedChapter
from octavo.model.content import (
    Attributes,
    Block,
    Cell,
    Code,
    CodeBlock,
    Element,
    Figure,
    HardBreak,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    List,
    Marked,
    Node,
    NoteCall,
    Omission,
    Paragraph,
    Quote,
    Row,
    Rule,
    SoftBreak,
    Table,
    Text,
    plain_text,
)

_WIDTH = re.compile(r"\d+(\.\d+)?(%|mm|cm|in|em|rem)")
_SAFE_CLASS = re.compile(r"[^\w-]")
# Attributes of authors that reach the editions as they are.
_KEPT = frozenset({"title", "dir", "colspan", "rowspan", "scope", "start", "cite", "datetime"})


def _counting_from(start: int) -> str:
    return f"counter-reset: list-item {start - 1}"


class Components(Protocol):
    """Renders a component's template."""

    def __call__(self, name: str, **facts: object) -> Markup:
        """Return the markup of ``components/NAME.html`` with these facts."""


class NoteView:
    """A note for its template: ``flow`` as blocks, ``phrasing`` for a place inside a line."""

    def __init__(self, note: Note, writer: XhtmlWriter) -> None:
        """Keep the note and the writer that knows its chapter."""
        self.number = note.number
        self.identifier = note.identifier
        self.call_identifier = note.identifier + "-call"
        self._note = note
        self._writer = writer

    @property
    def flow(self) -> Markup:
        """Return the body as blocks."""
        return self._body(phrasing=False)

    @property
    def phrasing(self) -> Markup:
        """Return the body as inline elements, which may stand inside a paragraph."""
        return self._body(phrasing=True)

    def _body(self, *, phrasing: bool) -> Markup:
        writer = self._writer
        outer = writer.phrasing, writer.in_note
        writer.phrasing, writer.in_note = phrasing, True
        try:
            return writer.blocks(self._note.body.blocks)
        finally:
            writer.phrasing, writer.in_note = outer


class XhtmlWriter:
    """Writes the content of one chapter."""

    def __init__(
        self,
        resolved: ResolvedChapter,
        component: Components,
        page_label: Callable[[str], str | None] | None = None,
    ) -> None:
        """Take a chapter, its components, and for paged editions the label of a block's page."""
        self.resolved = resolved
        self.component = component
        self.page_label = page_label
        self.phrasing = False
        self.in_note = False
        self.called: dict[str, NoteView] = {}
        self._called_in_notes: list[NoteView] = []

    @property
    def notes(self) -> Iterator[NoteView]:
        """Yield the notes in the order of their numbers, also those that a note's body calls."""
        for label, note in self.resolved.notes.items():
            yield self.called.get(label) or NoteView(note, self)

    def blocks(self, nodes: Iterable[Block]) -> Markup:
        """Return blocks as markup."""
        return Markup(self._blocks(nodes))  # noqa: S704  (escaped where text is written)

    def inlines(self, nodes: Iterable[Inline]) -> Markup:
        """Return inlines as markup."""
        return Markup(self._inlines(nodes))  # noqa: S704

    # Inside this class markup is plain str: adding a str to a Markup would escape it.

    def _blocks(self, nodes: Iterable[Node]) -> str:
        return "".join(self._block(node) for node in nodes)

    def _inlines(self, nodes: Iterable[Node]) -> str:
        return "".join(self._inline(node) for node in nodes)

    def _component(self, name: str, **facts: object) -> str:
        return str(self.component(name, **facts))

    # ------------------------------------------------------------- elements

    def _identifier(self, key: str) -> str:
        return self.resolved.identifiers.get(key, "")

    def _attributes(
        self, attributes: Attributes, *, key: str = "", classes: tuple[str, ...] = ()
    ) -> str:
        """Return the attributes of an element as they stand in its tag."""
        pairs: list[tuple[str, str]] = []
        identifier = self._identifier(key or attributes.identifier)
        if identifier:
            pairs.append(("id", identifier))
        names = [_SAFE_CLASS.sub("", name) for name in (*classes, *attributes.classes)]
        if any(names):
            pairs.append(("class", " ".join(name for name in names if name)))
        lang = attributes.get("lang")
        if lang and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", lang):
            pairs += [("lang", lang), ("xml:lang", lang)]
        pairs += [(name, value) for name, value in attributes.pairs if name in _KEPT]
        return "".join(f' {name}="{escape(value)}"' for name, value in pairs)

    def _wrap(self, element: str, attributes: str, content: str) -> str:
        """Return an element; inside a line a block's element becomes a span of its class."""
        if self.phrasing:
            if ' class="' in attributes:
                attributes = attributes.replace(' class="', f' class="as-{element} ', 1)
            else:
                attributes += f' class="as-{element}"'
            element = "span"
        return f"<{element}{attributes}>{content}</{element}>" + ("" if self.phrasing else "\n")

    # --------------------------------------------------------------- blocks

    def _block(self, node: Node) -> str:
        match node:
            case Paragraph(tight=True):
                return self._inlines(node.children)
            case Paragraph():
                return self._simple("p", node, self._inlines(node.children))
            case Heading():
                return self._heading(node)
            case List():
                return self._list(node)
            case Item():
                return self._simple("li", node, self._blocks(node.children))
            case Quote():
                return self._simple("blockquote", node, self._blocks(node.children))
            case CodeBlock():
                return self._code_block(node)
            case Rule():
                return '<span class="as-hr"></span>' if self.phrasing else "<hr/>\n"
            case Figure():
                return self._figure(node)
            case Table():
                return self._table(node)
            case Element():
                return self._element(node)
            case Inline():
                return self._inline(node)
            case _:
                raise TypeError(f"no XHTML for {type(node).__name__}")

    def _simple(self, element: str, node: Block, content: str) -> str:
        return self._wrap(element, self._attributes(node.attributes, key=node.key), content)

    def _heading(self, node: Heading) -> str:
        number = self.resolved.numbers.get(node.key, "")
        title = " ".join(plain_text(node.children).split())
        attributes = self._attributes(node.attributes, key=node.key)
        attributes += f' data-bookmark="{escape(f"{number} {title}".strip())}"'
        prefix = f'<span class="number">{escape(number)}</span> ' if number else ""
        return self._wrap(f"h{node.level}", attributes, prefix + self._inlines(node.children))

    def _list(self, node: List) -> str:
        element = "ul" if node.start is None else "ol"
        attributes = self._attributes(node.attributes, key=node.key)
        if node.start is not None and node.start != 1:
            # The layout engine takes the number from the style alone.
            attributes += f' start="{node.start}" style="{_counting_from(node.start)}"'
        items = "".join(self._block(item) for item in node.items)
        return self._wrap(element, attributes, ("" if self.phrasing else "\n") + items)

    def _code_block(self, node: CodeBlock) -> str:
        language = f' class="language-{escape(node.language)}"' if node.language else ""
        attributes = self._attributes(node.attributes, key=node.key)
        return self._wrap("pre", attributes, f"<code{language}>{escape(node.text)}</code>")

    def _element(self, node: Element) -> str:
        content = "".join(self._block(child) for child in node.children)
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

    def _figure(self, node: Figure) -> str:
        return self._component(
            "figure",
            identifier=self._identifier(node.key),
            classes=" ".join(_SAFE_CLASS.sub("", name) for name in node.attributes.classes),
            number=self.resolved.numbers.get(node.key, ""),
            image=Markup(self._image(node.image)),  # noqa: S704
            caption=self.inlines(node.caption),
            phrasing=self.phrasing,
        )

    def _table(self, node: Table) -> str:
        has_head = any(cell.children for cell in node.head.cells)
        head = (node.head,) if has_head else ()
        return self._component(
            "table",
            identifier=self._identifier(node.key),
            classes=" ".join(_SAFE_CLASS.sub("", name) for name in node.attributes.classes),
            number=self.resolved.numbers.get(node.key, ""),
            caption=self.inlines(node.caption),
            head=self._rows(head, "th"),
            body=self._rows(node.rows, "td"),
            phrasing=self.phrasing,
        )

    def _rows(self, rows: Iterable[Row], element: str) -> Markup:
        if self.phrasing:
            return Markup("".join(self._row_in_line(row) for row in rows))  # noqa: S704
        return Markup("".join(self._row(row, element) for row in rows))  # noqa: S704

    def _row(self, row: Row, element: str) -> str:
        cells = "".join(self._cell(cell, element) for cell in row.cells)
        return f'<tr id="{self._identifier(row.key)}">{cells}</tr>\n'

    def _row_in_line(self, row: Row) -> str:
        cells = " · ".join(self._inlines(cell.children) for cell in row.cells)
        return self._wrap("tr", f' id="{self._identifier(row.key)}"', cells)

    def _cell(self, cell: Cell, element: str) -> str:
        align = f' class="align-{cell.align}"' if cell.align else ""
        if element == "th":
            # A head without words heads nothing.
            element, align = ("th", align + ' scope="col"') if cell.children else ("td", align)
        return f"<{element}{align}>{self._inlines(cell.children)}</{element}>"

    # -------------------------------------------------------------- inlines

    def _inline(self, node: Node) -> str:
        match node:
            case Text():
                return str(escape(node.text))
            case SoftBreak():
                # The layout engine takes a line end in a note for a forced break.
                return " " if self.phrasing else "\n"
            case HardBreak():
                return "<br/>"
            case Code():
                return f"<code{self._attributes(node.attributes)}>{escape(node.text)}</code>"
            case Marked():
                attributes = self._attributes(node.attributes)
                return (
                    f"<{node.element}{attributes}>{self._inlines(node.children)}</{node.element}>"
                )
            case Link():
                return self._link(node)
            case Image():
                return self._image(node)
            case NoteCall():
                return self._note_call(node)
            case Omission():
                return self._component("omission", what=node.what, text=node.text)
            case _:
                raise TypeError(f"no XHTML for {type(node).__name__}")

    def _link(self, node: Link) -> str:
        content = self._inlines(node.children)
        target = self.resolved.links.get(node.href) if node.href else None
        attributes = self._attributes(node.attributes)
        if target is None:
            return f"<span{attributes}>{content}</span>" if attributes else content
        if node.title:
            attributes += f' title="{escape(node.title)}"'
        link = f'<a href="{escape(target)}"{attributes}>{content}</a>'
        if "with-page" in node.attributes.classes and target.startswith("#") and self.page_label:
            label = self.page_label(target[1:])
            link += self._component("page-reference", label=label)
        return link

    def _image(self, node: Image) -> str:
        asset = self.resolved.images.get(node.source)
        if asset is None:
            return self._component("omission", what="image", text=node.alt or node.source)
        return self._img(node, asset)

    def _img(self, node: Image, asset: Asset) -> str:
        attributes = self._attributes(node.attributes)
        width = node.attributes.get("width") or ""
        if width.isdigit():
            width = f"{int(width) / 16:g}em"
        if _WIDTH.fullmatch(width):
            attributes += f' style="width: {width}"'
        if node.title:
            attributes += f' title="{escape(node.title)}"'
        return f'<img src="{quote(asset.path)}" alt="{escape(node.alt or "")}"{attributes}/>'

    def _note_call(self, node: NoteCall) -> str:
        note = self.resolved.notes.get(node.label)
        if note is None:
            return self._component("omission", what="note", text=node.label)
        if node.label in self.called:
            return self._component("note-again", note=self.called[node.label])
        view = NoteView(note, self)
        self.called[node.label] = view
        if self.in_note:
            self._called_in_notes.append(view)
            return self._component("note-in-note", note=view)
        content = self._component("note", note=view)
        while self._called_in_notes:
            # A float in a float is lost: the note that a note calls stands beside it.
            inner = self._called_in_notes.pop(0)
            content += self._component("note-without-call", note=inner)
        return content
