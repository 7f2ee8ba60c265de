"""The Markdown parser: markdown-it-py with our rules, and with columns for inline tokens.

markdown-it gives inline tokens no positions. ``PlacedInline`` notes for every token the offset at
which its rule began, in the text of its block, as ``token.meta["offset"]``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from octavo.model.content import Attributes


class PlacedInline(ParserInline):
    """The inline parser, noting where each token begins."""

    def tokenize(self, state: StateInline) -> None:
        """Generate tokens for the input range, each with the offset of its rule."""
        rules = self.ruler.getRules("")
        end = state.posMax
        deepest = state.md.options["maxNesting"]
        tokens = state.tokens
        while state.pos < end:
            position = state.pos
            known = len(tokens)
            found = False
            if state.level < deepest:
                for rule in rules:
                    found = rule(state, False)
                    if found:
                        break
            if not found:
                state.append_pending(state.src[position])
                state.pos += 1
            for token in tokens[known:]:
                token.meta.setdefault("offset", position)
        if state.pending:
            known = len(tokens)
            state.pushPending()
            tokens[known].meta["offset"] = end


_ATTRIBUTE = re.compile(
    r"""\s*(?:
        \#(?P<identifier>[^\s#{}="']+)
      | \.(?P<class>[^\s#.{}="']+)
      | (?P<key>[\w:-]+)=(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>[^']*)'|(?P<bare>[^\s{}"']+))
    )""",
    re.VERBOSE,
)
_END_OF_ATTRIBUTES = re.compile(r"\s*\}")
_ESCAPED = re.compile(r"\\(.)")
_TRAILING_ATTRIBUTES = re.compile(r"\s*(\{[^{}]*\})\s*$")
_CAPTION = re.compile(r"(?:Table)?:\s+")


def parse_attributes(text: str) -> tuple[int, Attributes] | None:
    """Read ``{#id .class key=value}`` at the start of a text.

    Returns the number of characters it takes and the attributes, or None where there are none.
    ``{-}`` stands for ``{.unnumbered}`` as in Pandoc.
    """
    if text.startswith("{-}"):
        return 3, Attributes(classes=("unnumbered",))
    if not text.startswith("{"):
        return None
    position, identifier = 1, ""
    classes: list[str] = []
    pairs: list[tuple[str, str]] = []
    while match := _ATTRIBUTE.match(text, position):
        position = match.end()
        if match["identifier"]:
            identifier = match["identifier"]
        elif match["class"]:
            classes.append(match["class"])
        else:
            value = match["single"] or match["bare"] or _ESCAPED.sub(r"\1", match["double"] or "")
            pairs.append((match["key"], value))
    end = _END_OF_ATTRIBUTES.match(text, position)
    if end is None or position == 1:
        return None
    return end.end(), Attributes(identifier, tuple(classes), tuple(pairs))


def _note_call(state: StateInline, silent: bool) -> bool:
    """Read ``[^label]``, defined or not: what is not defined is told by resolve."""
    source, start = state.src, state.pos
    if not source.startswith("[^", start):
        return False
    end = source.find("]", start + 2, state.posMax)
    if end <= start + 2:
        return False
    label = source[start + 2 : end]
    if any(character in " \t\n[^" for character in label):
        return False
    if not silent:
        state.push("note_call", "", 0).meta["label"] = label
    state.pos = end + 1
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    """Read ``^[a note in place]``."""
    if not state.src.startswith("^[", state.pos):
        return False
    start = state.pos + 2
    end = parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("inline_note", "", 0)
        token.children = []
        token.content = state.src[start:end]
        token.meta["inner"] = start
        state.md.inline.parse(token.content, state.md, state.env, token.children)
    state.pos = end + 1
    return True


def _attributes_after(state: StateInline, silent: bool) -> bool:
    """Read attributes that follow an image, a link, code or a bracketed span."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    if state.tokens[-1].type not in ("image", "code_inline", "link_close"):
        return False
    found = parse_attributes(state.src[state.pos : state.posMax])
    if found is None:
        return False
    length, attributes = found
    if not silent:
        state.tokens[-1].meta["attributes"] = attributes
    state.pos += length
    return True


def _bracketed_span(state: StateInline, silent: bool) -> bool:
    """Read ``[text]{.class}``."""
    if state.src[state.pos] != "[":
        return False
    end = parseLinkLabel(state, state.pos)
    if end < 0 or not state.src.startswith("{", end + 1):
        return False
    found = parse_attributes(state.src[end + 1 : state.posMax])
    if found is None:
        return False
    length, attributes = found
    if not silent:
        position, maximum = state.pos, state.posMax
        state.pos, state.posMax = position + 1, end
        token = state.push("span_open", "span", 1)
        token.meta.update(offset=position, attributes=attributes)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = maximum
    state.pos = end + 1 + length
    return True


def _labels(state: StateCore) -> None:
    """Take ``{#id .class}`` off headings and captions, and find the captions of tables.

    As in Pandoc a caption is a paragraph right after a table (or right before it) that begins
    with ``:`` or ``Table:``.
    """
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            _take_attributes(tokens[index + 1], token)
        elif token.type == "paragraph_open" and token.level == 0:
            match = _CAPTION.match(tokens[index + 1].content)
            after = index > 0 and tokens[index - 1].type == "table_close"
            before = index + 3 < len(tokens) and tokens[index + 3].type == "table_open"
            if match and (after or before):
                token.type = "caption_open"
                token.meta["after"] = after
                inline = tokens[index + 1]
                inline.content = inline.content[match.end() :]
                _take_attributes(inline, token)


def _take_attributes(inline: Token, owner: Token) -> None:
    match = _TRAILING_ATTRIBUTES.search(inline.content)
    if match and (found := parse_attributes(match[1])) and found[0] == len(match[1]):
        owner.meta["attributes"] = found[1]
        inline.content = inline.content[: match.start()]


def _any_link(_url: str) -> bool:
    """Let every address through: where it may lead is judged by resolve, at its place."""
    return True


@cache
def markdown_parser() -> MarkdownIt:
    """Return the parser of the manuscript language."""
    parser = MarkdownIt("commonmark")
    parser.enable(["table", "strikethrough"])
    parser.inline = _placed(parser.inline)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.inline.ruler.disable("footnote_ref")
    parser.inline.ruler.before("link", "note_call", _note_call)
    parser.inline.ruler.before("link", "inline_note", _inline_note)
    parser.inline.ruler.after("link", "bracketed_span", _bracketed_span)
    parser.inline.ruler.push("attributes", _attributes_after)
    parser.core.ruler.before("inline", "labels", _labels)
    parser.validateLink = _any_link  # type: ignore[method-assign, assignment]
    return parser


def _placed(inline: ParserInline) -> PlacedInline:
    """Return a parser with the rules of ``inline`` that notes places."""
    placed = PlacedInline()
    state: dict[str, Any] = vars(inline)
    vars(placed).update(state)
    return placed
