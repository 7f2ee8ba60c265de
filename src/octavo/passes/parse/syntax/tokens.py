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
        self, ttype: str, tag: str, nesting: Literal[-1, 0, 1], level: int = 0, content: str = ""
    ) -> None:
        """Take the type, the tag, whether it opens (1), closes (-1) or stands alone (0), and more.

        Arguments by position: by name they take as long as all the rest.
        """
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
        token = PlainToken(ttype, tag, nesting, self.level)
        token.block = True
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token

    def push_words(
        self, kind: str, tag: str, content: str, begin: int, ends: tuple[int, int]
    ) -> None:
        """Add the three tokens of a block that holds nothing but words.

        Its lines are those from ``begin`` up to the second of the ``ends``, those of its words up
        to the first.
        """
        level = self.level
        opening = PlainToken(f"{kind}_open", tag, 1, level)
        opening.map = [begin, ends[1]]
        words = PlainToken("inline", "", 0, level + 1, content)
        words.map = [begin, ends[0]]
        words.children = []
        closing = PlainToken(f"{kind}_close", tag, -1, level)
        opening.block = words.block = closing.block = True
        self.tokens += (opening, words, closing)

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803
        """Return lines without their indentation; most are one line, indented by spaces."""
        if begin + 1 == end:
            source, start, shift = self.src, self.bMarks[begin], self.tShift[begin]
            first, last = start + min(indent, shift), self.eMarks[begin] + keepLastLF
            # What stands before the words, a mark of a list perhaps, counts as spaces do.
            is_cut = indent <= shift or source[first : first + 1] not in (" ", "\t")
            if is_cut and "\t" not in source[start:first]:
                return source[first:last]
        return super().getLines(begin, end, indent, keepLastLF)
