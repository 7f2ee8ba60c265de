"""The inline parser: a rule is tried only at a character that it begins with, and places are noted.

markdown-it gives inline tokens no positions. Here every token is given the offset at which its
rule began, in the text of its block, as ``token.meta["offset"]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from octavo.passes.parse.syntax.tokens import PlainToken

InlineRule = Callable[[StateInline, bool], bool]


class PlacedState(StateInline):
    """The state of one text, whose tokens get their offsets as they are made.

    ``offset`` is where the rule began that is at work, ``text_start`` where the text before it.
    """

    # A plain string instead of markdown-it's property over a list: rules look at it all the time,
    # and here whole words are added at once.
    pending = ""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> None:  # noqa: N803
        """Begin at the beginning of a text."""
        super().__init__(src, md, env, outTokens)
        self.offset = self.text_start = 0

    def append_pending(self, text: str) -> None:
        """Add to the text that no token holds yet."""
        self.pending += text

    def pushPending(self) -> Token:  # noqa: N802  (markdown-it's name)
        """Make a token of the text that no token holds yet."""
        token = PlainToken("text", "", 0, self.pendingLevel, self.pending)
        token.meta["offset"] = self.text_start
        self.tokens.append(token)
        self.pending = ""
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Make a token of the rule that is at work; marks pair only within one element."""
        if self.pending:
            self.pushPending()
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token = PlainToken(ttype, tag, nesting, self.level)
        token.meta["offset"] = self.offset
        token_meta = None
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            token_meta = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(token_meta)
        return token


class PlacedInline(ParserInline):
    """Reads inlines by rules that are found by their first character."""

    def __init__(self, rules: Mapping[str, tuple[InlineRule, ...]], deepest: int) -> None:
        """Take for each character the rules that may begin with it, in the order to try them.

        A character with no rules ends plain text nevertheless. ``deepest`` is the last level of
        nesting at which anything but text is read.
        """
        super().__init__()
        self.ruler2.at("fragments_join", _join_fragments)
        self.rules_at = rules
        self.deepest = deepest
        self._search = re.compile("[" + re.escape("".join(rules)) + "]").search

    def tokenize(self, state: StateInline) -> None:
        """Generate tokens for the input range, each with the offset of its rule."""
        source, end, tokens = state.src, state.posMax, state.tokens
        deepest = self.deepest
        assert isinstance(state, PlacedState)
        outer, state.text_start = state.offset, state.pos
        while (position := state.pos) < end:
            match = self._search(source, position, end)
            if match is None:
                state.pending += source[position:end]
                state.pos = end
                break
            stop = match.start()
            if stop > position:
                state.pending += source[position:stop]
            state.pos = state.offset = stop
            known = len(tokens)
            if state.level < deepest and self._rule_applies(state, source[stop], False):
                if len(tokens) > known or not state.pending:
                    state.text_start = state.pos
                continue
            state.pending += source[stop]
            state.pos = stop + 1
        if state.pending:
            state.pushPending()
        state.offset = outer

    def is_plain(self, text: str) -> bool:
        """Tell whether a text holds nothing but words."""
        return self._search(text) is None

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Add the tokens of a text; most texts hold nothing but words."""
        if src and self.is_plain(src):
            tokens.append(PlainToken("text", "", 0, 0, src))
            return tokens
        state = PlacedState(src, md, env, tokens)
        self.tokenize(state)
        # What follows pairs marks and joins what they and escapes have parted: most texts have
        # neither.
        if "*" in src or "_" in src or "~" in src:
            for rule in self.ruler2.getRules(""):
                rule(state)
        elif "\\" in src or "&" in src:
            _join_fragments(state)
        return tokens

    def _rule_applies(self, state: StateInline, character: str, silent: bool) -> bool:
        # A loop rather than any(): this runs for every mark in the book.
        for rule in self.rules_at[character]:  # noqa: SIM110
            if rule(state, silent):
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
        elif state.level >= self.deepest:
            state.pos = end
        else:
            # Deeper, because a rule may go past tokens in its turn.
            state.level += 1
            if not self._rule_applies(state, source[position], True):
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
