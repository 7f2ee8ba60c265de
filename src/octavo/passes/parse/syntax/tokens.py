"""Tokens as markdown-it has them, made in half the time.

A long book has a hundred thousand, and their construction is a twentieth of reading it.
"""

from __future__ import annotations

from typing import Literal

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token


class PlainToken(Token):
    """A token that begins with no attributes."""

    __slots__ = ()

    # Sets what the base class sets, without looking at attributes that are not there yet.
    def __init__(
        self, ttype: str, tag: str, nesting: Literal[-1, 0, 1], *, content: str = "", level: int = 0
    ) -> None:
        """Take the type, the tag, and whether it opens (1), closes (-1) or stands alone (0)."""
        self.type = ttype
        self.tag = tag
        self.nesting = nesting
        self.attrs = {}
        self.map = None
        self.level = level
        self.children = None
        self.content = content
        self.markup = ""
        self.info = ""
        self.meta = {}
        self.block = False
        self.hidden = False


class BlockState(StateBlock):
    """The state of the block parser, with tokens of this kind."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token to the stream; one that opens a block goes a level down, and back up."""
        if nesting < 0:
            self.level -= 1
        token = PlainToken(ttype, tag, nesting, level=self.level)
        token.block = True
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token
