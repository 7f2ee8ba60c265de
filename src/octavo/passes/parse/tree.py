"""Block tokens become the tree of a chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from octavo.model.book import NoteBody
from octavo.model.content import (
    Block,
    Definition,
    DefinitionList,
    DisplayFormula,
    Division,
    Heading,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Term,
    plain_text,
)
from octavo.model.diagnostic import Place
from octavo.model.inlines import NO_ATTRIBUTES, Attributes
from octavo.passes.parse.attributes import attributes_of
from octavo.passes.parse.attributeslips import braces_left_in, tell_slips, tell_unread
from octavo.passes.parse.context import BlockContext
from octavo.passes.parse.divisions import build_division, page_break
from octavo.passes.parse.figures import build_figure, only_image
from octavo.passes.parse.htmltree import HtmlFrames
from octavo.passes.parse.listings import (
    DATA_TABLE,
    build_fence,
    fence_language,
    raw_format,
    tell_raw,
)
from octavo.passes.parse.simpletables import parting_dashes
from octavo.passes.parse.tables import build_table

_GRID = re.compile(r"\+(?:[-=:]+\+)+[ \t]*$")
_ROWS = re.compile(r"\|[^\n]*\|[^\n]*\|[ \t]*\n\|")
_INSTEAD = "write it with bars and a line of dashes: | a | b |, or take it from a CSV file"
_PAGE_BREAKS = ("\\newpage", "\\pagebreak", "\\clearpage")


@dataclass(frozen=True, slots=True)
class NoteDefinition:
    """The tokens of a note's body, taken out of the stream, and where it is defined."""

    label: str
    tokens: tuple[Token, ...]
    place: Place


class TreeBuilder(BlockContext):
    """Builds the blocks of one chapter and of the notes that it calls."""

    def build(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """Return the blocks of a run of tokens."""
        outer = self.tokens, self.at, self.depth
        self.tokens, self.at, self.depth = tokens, 0, 0
        blocks = self.blocks("")
        self.tokens, self.at, self.depth = outer
        return blocks

    def note(self, definition: NoteDefinition) -> NoteBody:
        """Return the body of a defined note."""
        return self.note_body(definition.label, self.build(definition.tokens), definition.place)

    def blocks(self, end: str) -> tuple[Block, ...]:
        """Read blocks up to the token type ``end``; HTML nests across them."""
        frames: HtmlFrames | None = None
        blocks: list[Block] = []
        outer = self.depth
        while self.at < len(self.tokens):
            token = self.next()
            if token.type == end:
                break
            if token.type == "html_block":
                frames = frames or HtmlFrames(self.record, blocks, outer)
                frames.feed(token.content, self.lines.first + _line(token))
            elif token.type == "fence" and (name := raw_format(token)):
                if name == "html":
                    frames = frames or HtmlFrames(self.record, blocks, outer)
                    frames.feed(token.content, self.lines.first + _line(token) + 1)
                else:
                    tell_raw(self, token, name)
            else:
                self.depth = frames.depth if frames else outer
                block = self._block(token)
                self.depth = outer
                if block is not None:
                    frames.add(block) if frames else blocks.append(block)
        return frames.finish() if frames else tuple(blocks)

    def division(self, token: Token) -> tuple[Block, ...]:
        """Return the blocks of the division that a token opens; told if it is never closed."""
        if not token.meta["closed"]:
            self.record.tell(
                "OCT234",
                "this division is never closed",
                self.place(token),
                "add a line of ::: where it ends",
                width=3,
            )
        return self.blocks("division_close")

    def _block(self, token: Token) -> Block | None:
        match token.type:
            case "caption_open" if token.meta["before"]:
                return build_table(self, token)
            case "paragraph_open" | "caption_open":
                return self._paragraph(token)
            case "heading_open":
                return self._heading(token)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token)
            case "blockquote_open":
                return Quote(self.place(token), children=self.blocks("blockquote_close"))
            case "fence" if fence_language(token) == DATA_TABLE:
                return build_table(self, token)
            case "fence" | "code_block":
                return build_fence(self, token)
            case "hr":
                return self._rule(token)
            case "table":
                return build_table(self, token)
            case "division_open":
                return build_division(self, token)
            case "stray_closing":
                self._tell_stray(token)
                return None
            case "display_formula":
                return self._display_formula(token)
            case "dl_open":
                return self._definition_list(token)
            case "line_block":
                return self._line_block(token)
            case _:
                return None

    # ----------------------------------------------------------- paragraphs

    def _paragraph(self, token: Token) -> Block:
        inline = self.next()
        self.next()
        place = self.place(token)
        if len(token.meta) > 1:
            self._tell_meta(token, place)
        content = inline.content
        if content[:1] in ("+", "|", ":", "\\"):
            if content.strip() in _PAGE_BREAKS:
                return page_break(place)
            self._tell_lookalike(content, place)
        children = self.plain(content, place)
        if children is None:
            tokens: Sequence[Token] = self.tokens_of(content)
            special = self._special(inline, tokens, place)
            if special is not None:
                return special
            tokens = _without_last_backslash(tokens)
            begin = token.meta.get("begin") if token.type == "paragraph_open" else None
            children = self.finish(self.builder(inline, begin), tokens)
        if token.hidden:
            return Paragraph(place, NO_ATTRIBUTES, "", children, True)
        return Paragraph(place, NO_ATTRIBUTES, self.record.key(content, place), children)

    def _special(self, inline: Token, tokens: Sequence[Token], place: Place) -> Block | None:
        """Return what stands for a paragraph that is more than words."""
        if (image := only_image(tokens)) is not None:
            return build_figure(self, inline, image, place)
        return page_break(place) if len(tokens) == 1 and tokens[0].type == "page_break" else None

    def _tell_meta(self, token: Token, place: Place) -> None:
        if token.meta.get("too_deep"):
            self.record.tell_too_deep(place)
        if token.meta.get("stray_caption") or token.type == "caption_open":
            self.record.tell(
                "OCT236",
                "this looks like a caption, and no table stands next to it",
                place,
                "put it right after its table, with an empty line between them",
            )

    def _tell_lookalike(self, content: str, place: Place) -> None:
        """Tell of a paragraph that its author may have meant for something else."""
        first = content.partition("\n")[0]
        if _GRID.match(first):
            self.record.tell(
                "OCT237",
                "grid tables are not read; this one is printed as it stands",
                place,
                _INSTEAD,
                width=len(first),
            )
        elif _ROWS.match(content):
            self.record.tell(
                "OCT237",
                "this looks like a table and has no line of dashes under its head",
                place,
                "add one under the first line: | --- | --- |",
                width=len(first),
            )
        elif first.startswith(":::"):
            self.record.tell(
                "OCT234",
                "what follows the colons is not understood; the line is printed as it stands",
                place,
                'write one name, or attributes in braces: ::: {.name key="value"}',
                width=len(first),
            )

    def _rule(self, token: Token) -> Rule:
        if dashes := parting_dashes(self.lines.lines, _line(token)):
            column = len(self.lines.lines[_line(token)].rstrip()) - len(dashes)
            self.record.tell(
                "OCT237",
                "simple and multiline tables are not read; this one is printed without columns",
                self.lines.at(_line(token), column),
                _INSTEAD,
                width=len(dashes),
            )
        return Rule(self.place(token))

    def _line_block(self, token: Token) -> Division:
        inline = self.next()
        place = self.place(token)
        children = self.inlines(inline)
        lines = Paragraph(place, NO_ATTRIBUTES, self.record.key(inline.content, place), children)
        return Division(place, Attributes(classes=("line-block",)), "", (lines,))

    def _heading(self, token: Token) -> Heading:
        inline = self.next()
        self.next()
        place = self.place(token)
        attributes = attributes_of(token)
        builder = self.builder(inline)
        builder.refuses_notes = "a heading"
        if left := braces_left_in(inline.content):
            tell_unread(self.record, builder.places.at(left[0]), left[1])
        tell_slips(self.record, attributes, place)
        children = self.finish(builder, self.tokens_of(inline.content))
        key = self.record.heading_key(plain_text(children), place, attributes)
        return Heading(place, attributes, key, int(token.tag[1]), children)

    def _display_formula(self, token: Token) -> DisplayFormula:
        place = self.place(token)
        attributes = attributes_of(token)
        key = self.record.key(f"formula {token.content}", place, attributes)
        bare = Attributes(classes=attributes.classes, pairs=attributes.pairs)
        return DisplayFormula(place, bare, key, token.content)

    def _tell_stray(self, token: Token) -> None:
        self.record.tell(
            "OCT234",
            "this line of colons closes nothing",
            self.place(token),
            "remove it, or name the division where it begins: ::: {.name}",
            width=3,
        )

    # ---------------------------------------------------------------- lists

    def _list(self, token: Token) -> List:
        close = token.type.replace("_open", "_close")
        items: list[Item] = []
        column = self.place(token).column - 1
        while (opened := self.next()).type != close:
            place = self.lines.block(_line(opened), column)
            key = self.record.key("item " + self._first_words("list_item_close"), place)
            done = opened.meta.get("done")
            children = self.blocks("list_item_close")
            items.append(Item(place, NO_ATTRIBUTES, key, children, done))
        start = int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None
        return List(self.place(token), items=tuple(items), start=start)

    def _first_words(self, end: str) -> str:
        """Return the first words up to a token of the type ``end``, as they were written."""
        ahead = 0
        while (token := self.peek(ahead)) is not None and token.type != end:
            if token.type in ("inline", "fence"):
                return token.content
            if token.type == "table":
                return str(token.meta["rows"][0].cells[0].text)
            ahead += 1
        return ""

    def _definition_list(self, token: Token) -> DefinitionList:
        items: list[Term | Definition] = []
        column = self.place(token).column - 1
        while (opened := self.next()).type != "dl_close":
            place = self.lines.block(_line(opened), column)
            if opened.type == "dt_open":
                inline = self.next()
                self.next()
                key = self.record.key("term " + inline.content, place)
                items.append(Term(place, NO_ATTRIBUTES, key, self.inlines(inline)))
            else:
                key = self.record.key("definition " + self._first_words("dd_close"), place)
                items.append(Definition(place, NO_ATTRIBUTES, key, self.blocks("dd_close")))
        return DefinitionList(self.place(token), items=tuple(items))


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _without_last_backslash(tokens: Sequence[Token]) -> Sequence[Token]:
    r"""Take the ``\`` off that keeps an image alone in its paragraph from being a figure."""
    if len(tokens) < 2 or tokens[-2].type != "image":
        return tokens
    last = tokens[-1]
    return tokens[:-1] if last.type == "text" and last.content == "\\" else tokens
