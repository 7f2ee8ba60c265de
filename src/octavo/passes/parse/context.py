"""What the builders of blocks share: the stream of tokens, the record, and words with places."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from octavo.model.book import NoteBody
from octavo.model.content import Block, Paragraph
from octavo.model.diagnostic import Place
from octavo.model.inlines import NO_ATTRIBUTES, Inline, Text
from octavo.passes.parse.inlines import InlineBuilder
from octavo.passes.parse.places import InlinePlaces, LinePlaces, Places, SourceLines
from octavo.passes.parse.record import ChapterRecord
from octavo.passes.parse.syntax.inline_parser import PlacedInline


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed source: its lines, the parser and its memory (which knows the link definitions)."""

    lines: SourceLines
    parser: MarkdownIt
    env: MutableMapping[str, Any]

    def tokens(self, text: str) -> list[Token]:
        """Return the block tokens of the text; what it defines is remembered."""
        return self.parser.parse(text, self.env)

    def inline_tokens(self, text: str, env: MutableMapping[str, Any]) -> list[Token]:
        """Return the inline tokens of a text that knows the link definitions of ``env``."""
        return self.parser.inline.parse(text, self.parser, env, [])


class BlockContext(ABC):
    """Reads a stream of tokens, and makes words of them."""

    def __init__(self, record: ChapterRecord, parsed: Parsed) -> None:
        """Take the chapter's record and what it is parsed from."""
        self.record = record
        self.parsed = parsed
        self.lines = parsed.lines
        assert isinstance(parsed.parser.inline, PlacedInline)
        self._is_plain = parsed.parser.inline.is_plain
        self.inline_notes: list[NoteBody] = []
        self.tokens: Sequence[Token] = ()
        self.at = 0
        # How many HTML elements are open around what is being read.
        self.depth = 0

    @abstractmethod
    def blocks(self, end: str) -> tuple[Block, ...]:
        """Return the blocks up to the token type ``end``, which is read too."""

    @abstractmethod
    def division(self, token: Token) -> tuple[Block, ...]:
        """Return the blocks of the division that a token opens; told if it is never closed."""

    # ------------------------------------------------------------- tokens

    def next(self) -> Token:
        """Return the next token and go on."""
        token = self.tokens[self.at]
        self.at += 1
        return token

    def peek(self, ahead: int = 0) -> Token | None:
        """Return the token that comes next, or after so many others, if there is one."""
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None

    def place(self, token: Token) -> Place:
        """Return where a block's token begins."""
        line = token.map[0] if token.map else 0
        begin = token.meta.get("begin")
        if begin is None:
            return self.lines.block(line)
        return Place(self.lines.first + line, begin + 1)

    # -------------------------------------------------------------- words

    def tokens_of(self, text: str) -> list[Token]:
        """Return the inline tokens of a text."""
        return self.parsed.inline_tokens(text, self.parsed.env)

    def inlines(self, token: Token) -> tuple[Inline, ...]:
        """Return the words of an inline token as nodes."""
        return self.finish(self.builder(token), self.tokens_of(token.content))

    def plain(self, text: str, place: Place) -> tuple[Inline, ...] | None:
        """Return a text that begins at a place as nodes, if it holds nothing but words.

        Most do, and so most paragraphs of a book take the short way.
        """
        if not self._is_plain(text):
            return None
        return (Text(place, NO_ATTRIBUTES, text),) if text else ()

    def builder(self, token: Token, begin: int | None = None) -> InlineBuilder:
        """Return a builder for an inline token, which knows its places.

        ``begin`` is the column, counted from 0, where its text begins, where that is known.
        """
        line = token.map[0] if token.map else 0
        return InlineBuilder(self.record, InlinePlaces(self.lines, token.content, line, begin))

    def finish(self, builder: InlineBuilder, tokens: Sequence[Token]) -> tuple[Inline, ...]:
        """Return the nodes of tokens, and keep the notes that stand in their place."""
        nodes = builder.build(tokens)
        self.collect(builder)
        return nodes

    def collect(self, builder: InlineBuilder) -> None:
        """Keep the notes that a builder has met in their place."""
        for label, token, inner in builder.inline_notes:
            children = self.finish(inner, token.children or ())
            place = builder.place(token)
            key = self.record.key(token.content, place, NO_ATTRIBUTES)
            self.inline_notes.append(
                self.note_body(label, (Paragraph(place, key=key, children=children),), place)
            )

    def note_body(self, label: str, blocks: tuple[Block, ...], place: Place) -> NoteBody:
        """Return the body of a note with a key of its own."""
        name = "note" if label.startswith("at ") else f"note-{label}"
        return NoteBody(label, self.record.note_key(name, place), blocks, place)

    def words(self, text: str | None, places: Places, start: int = 0) -> tuple[Inline, ...]:
        """Return a text from an attribute as nodes; it begins at ``start`` of what has places."""
        if not text:
            return ()
        return self.finish(InlineBuilder(self.record, places, start), self.tokens_of(text))

    def value(
        self, attribute: str | None, name: str, starts: Mapping[str, int], line: int, column: int
    ) -> tuple[Inline, ...]:
        """Return a value in the braces of a line as nodes; ``column`` is added to its start.

        The line is counted from 0; ``starts`` are those of the braces.
        """
        places = LinePlaces(self.lines.first + line, column + starts.get(name, 0))
        return self.words(attribute, places)
