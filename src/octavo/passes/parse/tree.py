"""Block tokens become the tree of a chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from octavo.model.book import NoteBody
from octavo.model.content import (
    NO_ATTRIBUTES,
    Attributes,
    Block,
    Cell,
    CodeBlock,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    plain_text,
)
from octavo.model.diagnostic import Place
from octavo.passes.parse.htmltree import HtmlFrames
from octavo.passes.parse.inlines import InlineBuilder
from octavo.passes.parse.markdown import parse_attributes
from octavo.passes.parse.places import InlinePlaces, SourceLines
from octavo.passes.parse.record import ChapterRecord


@dataclass(frozen=True, slots=True)
class NoteDefinition:
    """The tokens of a note's body, taken out of the stream, and where it is defined."""

    label: str
    tokens: tuple[Token, ...]
    place: Place


class TreeBuilder:
    """Builds the blocks of one chapter and of the notes that it calls."""

    def __init__(self, record: ChapterRecord, lines: SourceLines) -> None:
        """Take the chapter's record and the lines of its source."""
        self.record = record
        self.lines = lines
        self.inline_notes: list[NoteBody] = []
        self._tokens: Sequence[Token] = ()
        self._at = 0

    def build(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """Return the blocks of a run of tokens."""
        outer = self._tokens, self._at
        self._tokens, self._at = tokens, 0
        blocks = self._blocks("")
        self._tokens, self._at = outer
        return blocks

    def note(self, definition: NoteDefinition) -> NoteBody:
        """Return the body of a defined note."""
        return self._note(definition.label, self.build(definition.tokens), definition.place)

    def _note(self, label: str, blocks: tuple[Block, ...], place: Place) -> NoteBody:
        name = "note" if label.startswith("at ") else f"note-{label}"
        key = self.record.heading_key(name, place, NO_ATTRIBUTES)
        return NoteBody(label, key, blocks, place)

    # ------------------------------------------------------------- helpers

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _place(self, token: Token) -> Place:
        return self.lines.block(token.map[0] if token.map else 0)

    def _inlines(self, token: Token, column: int = 0) -> tuple[Inline, ...]:
        return self._finish(self._inline_builder(token, column), token.children or ())

    def _inline_builder(self, token: Token, column: int = 0) -> InlineBuilder:
        line = token.map[0] if token.map else 0
        return InlineBuilder(self.record, InlinePlaces(self.lines, token.content, line, column), 0)

    def _finish(self, builder: InlineBuilder, tokens: Sequence[Token]) -> tuple[Inline, ...]:
        nodes = builder.build(tokens)
        self._collect(builder)
        return nodes

    def _collect(self, builder: InlineBuilder) -> None:
        for label, token, inner in builder.inline_notes:
            children = self._finish(inner, token.children or ())
            place = builder.place(token)
            key = self.record.key(plain_text(children), place, NO_ATTRIBUTES)
            self.inline_notes.append(
                self._note(label, (Paragraph(place, key=key, children=children),), place)
            )

    # -------------------------------------------------------------- blocks

    def _blocks(self, end: str) -> tuple[Block, ...]:
        """Read blocks up to the token type ``end``; HTML nests across them."""
        frames = HtmlFrames(self.record)
        while self._at < len(self._tokens):
            token = self._next()
            if token.type == end:
                break
            if token.type == "html_block":
                first = self.lines.first + (token.map[0] if token.map else 0)
                frames.feed(token.content, first)
            elif (block := self._block(token)) is not None:
                frames.add(block)
        return frames.finish()

    def _block(self, token: Token) -> Block | None:
        match token.type:
            case "paragraph_open":
                return self._paragraph(token)
            case "heading_open":
                return self._heading(token)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token)
            case "blockquote_open":
                return Quote(self._place(token), children=self._blocks("blockquote_close"))
            case "fence" | "code_block":
                return self._code(token)
            case "hr":
                return Rule(self._place(token))
            case "table_open":
                return self._table(token, ())
            case "caption_open":
                return self._caption(token)
            case _:
                return None

    def _paragraph(self, token: Token) -> Block:
        inline = self._next()
        self._next()
        place = self._place(token)
        if (image := _only_image(inline)) is not None:
            return self._figure(inline, image, place)
        children = self._inlines(inline)
        if token.hidden:
            return Paragraph(place, children=children, tight=True)
        key = self.record.key(plain_text(children), place, NO_ATTRIBUTES)
        return Paragraph(place, key=key, children=children)

    def _figure(self, inline: Token, image: Token, place: Place) -> Figure:
        builder = self._inline_builder(inline)
        nodes = builder.build((image,))
        caption = builder.caption(image)
        self._collect(builder)
        node = nodes[0]
        assert isinstance(node, Image)
        attributes = node.attributes
        key = self.record.key(plain_text(caption) + node.source, place, attributes)
        bare = Image(node.place, Attributes(pairs=attributes.pairs), node.source, "", node.alt)
        outer = Attributes(classes=attributes.classes)
        return Figure(place, outer, key, bare, caption)

    def _heading(self, token: Token) -> Heading:
        inline = self._next()
        self._next()
        place = self._place(token)
        attributes = token.meta.get("attributes", NO_ATTRIBUTES)
        children = self._inlines(inline)
        key = self.record.heading_key(plain_text(children), place, attributes)
        return Heading(place, attributes, key, int(token.tag[1]), children)

    def _list(self, token: Token) -> List:
        close = token.type.replace("_open", "_close")
        items: list[Item] = []
        while (opened := self._next()).type != close:
            place = self._place(opened)
            children = self._blocks("list_item_close")
            text = "".join(
                plain_text(child.children) for child in children if isinstance(child, Paragraph)
            )
            items.append(
                Item(place, key=self.record.key(text, place, NO_ATTRIBUTES), children=children)
            )
        start = int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None
        return List(self._place(token), items=tuple(items), start=start)

    def _code(self, token: Token) -> CodeBlock:
        place = self._place(token)
        language, attributes = _info(token.info)
        text = token.content.removesuffix("\n")
        key = self.record.key(text, place, attributes)
        return CodeBlock(place, attributes, key, text, language)

    def _caption(self, token: Token) -> Block:
        """Read a caption that stands before its table."""
        caption = self._next()
        self._next()
        table = self._next()
        attributes = token.meta.get("attributes", NO_ATTRIBUTES)
        return self._table(table, self._inlines(caption), attributes)

    def _table(
        self,
        token: Token,
        caption: tuple[Inline, ...],
        attributes: Attributes = NO_ATTRIBUTES,
    ) -> Table:
        rows: list[Row] = []
        place = self._place(token)
        while (inner := self._next()).type != "table_close":
            if inner.type == "tr_open":
                rows.append(self._row(inner))
        if self._at < len(self._tokens):
            following = self._tokens[self._at]
            if following.type == "caption_open" and following.meta["after"] and not caption:
                self._next()
                attributes = following.meta.get("attributes", NO_ATTRIBUTES)
                caption = self._inlines(self._next())
                self._next()
        key = self.record.key("table " + plain_text(rows[0].cells), place, attributes)
        return Table(
            place, Attributes(classes=attributes.classes), key, rows[0], tuple(rows[1:]), caption
        )

    def _row(self, token: Token) -> Row:
        cells: list[Cell] = []
        place, column = self._place(token), 0
        while (opened := self._next()).type != "tr_close":
            inline = self._next()
            self._next()
            children = self._inlines(inline, column)
            line = self.lines.lines[token.map[0] if token.map else 0]
            found = line.find(inline.content, column)
            column = max(column, found + len(inline.content))
            align = str(opened.attrs.get("style", "")).removeprefix("text-align:")
            cells.append(Cell(place, children=children, align=align))
        key = self.record.key("\t".join(plain_text([cell]) for cell in cells), place, NO_ATTRIBUTES)
        return Row(place, key=key, cells=tuple(cells))


def _only_image(inline: Token) -> Token | None:
    """Return the image of a paragraph that holds nothing else."""
    children = [child for child in inline.children or () if child.type != "softbreak"]
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _info(info: str) -> tuple[str, Attributes]:
    """Read a fence's info string: ``python``, ``python {#id}`` or ``{.python #id}``."""
    word, _, rest = info.strip().partition(" ")
    if word.startswith("{"):
        found = parse_attributes(info.strip())
        if found is None:
            return "", NO_ATTRIBUTES
        attributes = found[1]
        language = attributes.classes[0] if attributes.classes else ""
        return language, Attributes(attributes.identifier, attributes.classes[1:], ())
    found = parse_attributes(rest.strip())
    return word, found[1] if found else NO_ATTRIBUTES
