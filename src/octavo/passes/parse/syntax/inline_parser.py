"""The inline parser: a rule is tried only at a character that it begins with, and places are noted.

markdown-it gives inline tokens no positions. Here every token is given the offset at which its
rule began, in the text of its block, as ``token.meta["offset"]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

InlineRule = Callable[[StateInline, bool], bool]


class PlacedInline(ParserInline):
    """Reads inlines by rules that are found by their first character."""

    def __init__(self, rules: Mapping[str, tuple[InlineRule, ...]]) -> None:
        """Take for each character the rules that may begin with it, in the order to try them.

        A character with no rules ends plain text nevertheless.
        """
        super().__init__()
        self.ruler2.at("fragments_join", _join_fragments)
        self.rules_at = rules
        self._search = re.compile("[" + re.escape("".join(rules)) + "]").search

    def tokenize(self, state: StateInline) -> None:
        """Generate tokens for the input range, each with the offset of its rule."""
        source, end, tokens = state.src, state.posMax, state.tokens
        deepest = state.md.options["maxNesting"]
        text_start = state.pos
        while state.pos < end:
            position = state.pos
            match = self._search(source, position, end)
            stop = match.start() if match else end
            if stop > position:
                state.append_pending(source[position:stop])
                state.pos = stop
                continue
            known = len(tokens)
            if state.level < deepest and self._rule_applies(state, source[position]):
                if len(tokens) > known:
                    _note_offsets(tokens, known, text_start, position)
                    text_start = state.pos
                elif not state.pending:
                    text_start = state.pos
                continue
            state.append_pending(source[position])
            state.pos += 1
        if state.pending:
            state.pushPending().meta["offset"] = text_start

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Add the tokens of a text; most texts hold nothing but words."""
        if src and not self._search(src):
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        return super().parse(src, md, env, tokens)

    def _rule_applies(self, state: StateInline, character: str) -> bool:
        # A loop rather than any(): this runs for every mark in the book.
        for rule in self.rules_at[character]:  # noqa: SIM110
            if rule(state, False):
                return True
        return False

    def skipToken(self, state: StateInline) -> None:  # noqa: N802  (markdown-it's name)
        """Go past one token without making it."""
        position = state.pos
        known = state.cache.get(position)
        if known is not None:
            state.pos = known
            return
        source, end = state.src, state.posMax
        match = self._search(source, position, end)
        stop = match.start() if match else end
        if stop > position:
            state.pos = stop
        elif state.level >= state.md.options["maxNesting"]:
            state.pos = end
        else:
            # Deeper, because a rule may go past tokens in its turn.
            state.level += 1
            if not any(rule(state, True) for rule in self.rules_at[source[position]]):
                state.pos = position + 1
            state.level -= 1
        state.cache[position] = state.pos


def _join_fragments(state: StateInline) -> None:
    """Join neighbouring texts, which escapes and what might have been emphasis have left.

    They stand where the first of them begins.
    """
    joined: list[Token] = []
    pieces: list[str] = []
    for token in state.tokens:
        if token.type == "text_special":
            token.type = "text"
        if token.type == "text" and not token.content:
            continue
        if token.type == "text" and joined and joined[-1].type == "text":
            pieces = pieces or [joined[-1].content]
            pieces.append(token.content)
            continue
        if pieces:
            joined[-1].content = "".join(pieces)
            pieces = []
        joined.append(token)
    if pieces:
        joined[-1].content = "".join(pieces)
    state.tokens[:] = joined


def _note_offsets(tokens: list[Token], known: int, text_start: int, position: int) -> None:
    """Note offsets of new tokens; the first may be text that stood before them."""
    first = tokens[known]
    if first.type == "text" and not first.meta and position > text_start:
        first.meta["offset"] = text_start
    for token in tokens[known:]:
        token.meta.setdefault("offset", position)
