"""From an offset in the text of a block to the line and column in its Markdown file."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.model.diagnostic import Place


class SourceLines:
    """The lines of a source after its front matter; ``first`` is the number of the first one."""

    def __init__(self, text: str, first: int) -> None:
        """Take the text that the Markdown parser gets and the line at which it begins."""
        self.lines: Sequence[str] = text.split("\n")
        self.first = first

    def block(self, line: int) -> Place:
        """Return the place where the block that begins at ``line`` (from 0) has its first mark."""
        text = self.lines[line] if line < len(self.lines) else ""
        return Place(self.first + line, len(text) - len(text.lstrip()) + 1)


class InlinePlaces:
    """Places in one block's inline text, worked out only when one is asked for.

    The text that the parser hands to its inline rules has lost quotation marks, indentation and
    the like at the head of each line; each of its lines is found again in its source line.
    """

    def __init__(self, source: SourceLines, content: str, line: int, column: int = 0) -> None:
        """Take the block's inline text and its first line; ``column`` is where to look from."""
        self.source = source
        self.content = content
        self.line = line
        self.column = column

    def at(self, offset: int) -> Place:
        """Return the place of the character at ``offset`` of the inline text."""
        before = self.content[:offset]
        number = before.count("\n")
        within = offset - (before.rfind("\n") + 1)
        text = self.content.split("\n", number + 1)[number]
        line = self.line + number
        if line >= len(self.source.lines):
            return Place(self.source.first + self.line, 1)
        start = self.source.lines[line].find(text.strip(), self.column if number == 0 else 0)
        if start < 0:
            start = len(self.source.lines[line]) - len(self.source.lines[line].lstrip())
        indent = len(text) - len(text.lstrip())
        return Place(self.source.first + line, start + max(0, within - indent) + 1)
