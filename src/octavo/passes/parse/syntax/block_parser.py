"""The block parser: a rule is tried only at a character that it begins with, and depth has an end.

The token that opens a block is given its column, counted from 0, as ``token.meta["begin"]``.
The parser also knows where a fenced division ends: the line of colons that closes it ends
whatever is open inside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock, code
from markdown_it.token import Token
from markdown_it.utils import EnvType

from octavo.passes.parse.syntax.tokens import BlockState

BlockRule = Callable[[StateBlock, int, int, bool], bool]

# The characters that a rule's first line begins with; a rule that is not here begins with any.
_FIRST_CHARACTERS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
    "division": ":",
    "display_formula": "$",
    "line_block": "|",
    "abbreviation": "*",
}
_CLOSING = re.compile(r":{3,}[ \t]*")
_DIVISIONS = "open divisions"


class PlacedBlocks(ParserBlock):
    """Reads blocks by rules that are found by their first character."""

    def prepare(self) -> None:
        """Sort the rules by first characters, once all have been added."""
        names = self.ruler.get_active_rules()
        every = list(zip(names, self.ruler.getRules(""), strict=True))
        self._starting = _by_character([(name, rule) for name, rule in every if name != "code"])
        self._ending = {
            kind: _by_character([one for one in every if one[1] in self.ruler.getRules(rules)])
            # A table ends where a quotation would, as in markdown-it.
            for kind, rules in (("paragraph", "paragraph"), ("table", "blockquote"))
        }

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: EnvType,
        outTokens: list[Token],  # noqa: N803  (markdown-it's name)
    ) -> list[Token] | None:
        """Add the tokens of a text."""
        if not src:
            return None
        state = BlockState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Generate tokens for a range of lines."""
        line, after_empty = startLine, False
        deepest = state.md.options["maxNesting"]
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            known = len(state.tokens)
            begin = state.bMarks[line] + state.tShift[line]
            if state.src[begin] == ":" and closes_division(state, line):
                break
            if state.level >= deepest:
                _as_text(state, line, endLine)
            elif state.is_code_block(line) and code(state, line, endLine, False):
                pass
            else:
                rules = self._starting.get(state.src[begin]) or self._starting[""]
                for rule in rules:
                    if rule(state, line, endLine, False):
                        break
            if len(state.tokens) > known:
                column = begin - state.src.rfind("\n", 0, begin) - 1
                state.tokens[known].meta["begin"] = column
            # Tight as long as no empty line has come before a block.
            state.tight = not after_empty
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                after_empty = True
            if line < endLine and state.isEmpty(line):
                after_empty = True
                line += 1
                state.line = line

    def ends(self, kind: str, state: StateBlock, line: int, end: int) -> bool:
        """Tell whether a block begins at this line that ends another without an empty line.

        ``kind`` is what it may end: ``paragraph`` or ``table``.
        """
        ending = self._ending[kind]
        character = state.src[state.bMarks[line] + state.tShift[line]]
        rules = ending.get(character) or ending[""]
        for rule in rules:  # noqa: SIM110  (this runs for every line in the book)
            if rule(state, line, end, True):
                return True
        return False


def _by_character(rules: list[tuple[str, BlockRule]]) -> dict[str, list[BlockRule]]:
    """Return for every first character the rules to try; under ``""`` those for all others."""
    characters = {"", *"".join(_FIRST_CHARACTERS.values())}
    return {
        character: [
            rule
            for name, rule in rules
            if name not in _FIRST_CHARACTERS or (character and character in _FIRST_CHARACTERS[name])
        ]
        for character in characters
    }


def _as_text(state: StateBlock, line: int, end: int) -> None:
    """Take what is nested too deep for a paragraph, so that nothing of it is lost."""
    last = line
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent):
        last += 1
    assert isinstance(state, BlockState)
    content = state.getLines(line, last, state.blkIndent, False).strip()
    state.push_words("paragraph", "p", content, line, (last, last))
    state.tokens[-3].meta["too_deep"] = True
    state.line = last


def paragraph(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """Read a paragraph, or a heading whose line of ``===`` or ``---`` stands under it."""
    blocks = state.md.block
    assert isinstance(blocks, PlacedBlocks)
    outer = state.parentType
    state.parentType = "paragraph"
    line, level = start + 1, 0
    while line < state.lineMax and not state.isEmpty(line):
        indent = state.sCount[line] - state.blkIndent
        # What is indented further is no code here, and lines that a quotation has judged
        # already (with a negative indent) go on.
        if indent <= 3:
            if indent >= 0 and line < end and (level := _underline(state, line)):
                break
            if state.sCount[line] >= 0 and blocks.ends("paragraph", state, line, end):
                break
        line += 1
    content = state.getLines(start, line, state.blkIndent, False).strip(" \t\n\v\f\r")
    state.line = line + 1 if level else line
    kind, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    assert isinstance(state, BlockState)
    state.push_words(kind, tag, content, start, (line, state.line))
    state.parentType = outer
    return True


_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")


def _underline(state: StateBlock, line: int) -> int:
    position = state.bMarks[line] + state.tShift[line]
    if state.src[position] not in "=-":
        return 0
    if not _UNDERLINE.fullmatch(state.src, position, state.eMarks[line]):
        return 0
    return 1 if state.src[position] == "=" else 2


# ---------------------------------------------------------------- divisions


def is_closing(state: StateBlock, line: int) -> bool:
    """Tell whether a line is nothing but three colons or more."""
    position = state.bMarks[line] + state.tShift[line]
    return state.src.startswith(":::", position) and bool(
        _CLOSING.fullmatch(state.src, position, state.eMarks[line])
    )


def open_divisions(state: StateBlock) -> list[int]:
    """Return the levels of the divisions that are open, the innermost last."""
    levels: list[int] = state.env.setdefault(_DIVISIONS, [])
    return levels


def closes_division(state: StateBlock, line: int) -> bool:
    """Tell whether a line closes the division whose content stands directly at this level."""
    levels = open_divisions(state)
    return bool(levels) and levels[-1] == state.level and is_closing(state, line)
