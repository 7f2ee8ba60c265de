"""Inline rules: notes, bracketed spans, attributes, sub- and superscripts."""

from __future__ import annotations

import re

from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from octavo.passes.parse.syntax.attributes import read_braces, why_unread
from octavo.passes.parse.syntax.inline_parser import PlacedState

_LABEL = re.compile(r"\[\^([^\s\[\]^]+)\]")
# What may bear attributes right behind it, and what attributes look like.
_BEARERS = ("image", "code_inline", "link_close")
_MEANT = re.compile(r"\{\s*(?:[#.][^\W\d]|[\w-]+=)")
_SCRIPTS = {
    "^": ("sup", re.compile(r"\^((?:\\.|[^\s^\\])+)\^")),
    "~": ("sub", re.compile(r"~((?:\\.|[^\s~\\])+)~(?!~)")),
}


def note_call(state: StateInline, silent: bool) -> bool:
    """Read ``[^label]``, defined or not: what is not defined is told by resolve."""
    match = _LABEL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("note_call", "", 0).meta["label"] = match[1]
    state.pos = match.end()
    return True


def inline_note(state: StateInline, silent: bool) -> bool:
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
        _parse_deeper(state, token.content, token.children)
    state.pos = end + 1
    return True


def _parse_deeper(state: StateInline, content: str, tokens: list[Token]) -> None:
    """Parse a text of its own inside another; the depth goes on counting."""
    inner = PlacedState(content, state.md, state.env, tokens)
    inner.level = state.level + 1
    inner.pendingLevel = inner.level
    state.md.inline.tokenize(inner)
    for rule in state.md.inline.ruler2.getRules(""):
        rule(inner)


def script(state: StateInline, silent: bool) -> bool:
    """Read ``x^2^`` and ``H~2~O``: no space inside, as in Pandoc."""
    element, pattern = _SCRIPTS[state.src[state.pos]]
    match = pattern.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        maximum = state.posMax
        state.push(f"{element}_open", element, 1)
        state.pos, state.posMax = match.start(1), match.end(1)
        state.md.inline.tokenize(state)
        state.push(f"{element}_close", element, -1)
        state.posMax = maximum
    state.pos = match.end()
    return True


def attributes_after(state: StateInline, silent: bool) -> bool:
    """Read attributes that follow an image, a link or code."""
    if state.pending or not state.tokens:
        return False
    if state.tokens[-1].type not in _BEARERS:
        return False
    braces = read_braces(state.src, state.pos, state.posMax)
    if braces is None:
        return False
    if not silent:
        state.tokens[-1].meta["braces"] = braces
    state.pos = braces.end
    return True


def unread_braces(state: StateInline, silent: bool) -> bool:
    """Note braces that their author meant as attributes of what stands before them."""
    if silent or not _MEANT.match(state.src, state.pos, state.posMax):
        return False
    last = state.tokens[-1].type if state.tokens else ""
    line = state.src[state.pos : state.posMax].partition("\n")[0]
    if state.pending.endswith("]") or (last in _BEARERS and not state.pending):
        why = why_unread(line)
    elif last == "image" and state.pending.isspace():
        why = "no space may stand before them"
    else:
        return False
    token = state.push("unread_braces", "", 0)
    token.content = "{"
    token.meta["why"] = why
    state.pos += 1
    return True


def bracketed_span(state: StateInline, silent: bool) -> bool:
    """Read ``[text]{.class}``."""
    if state.src.find("]{", state.pos, state.posMax) < 0:
        return False
    end = parseLinkLabel(state, state.pos)
    if end < 0 or not state.src.startswith("{", end + 1):
        return False
    braces = read_braces(state.src, end + 1, state.posMax)
    if braces is None:
        return False
    if not silent:
        position, maximum = state.pos, state.posMax
        state.pos, state.posMax = position + 1, end
        token = state.push("span_open", "span", 1)
        token.meta.update(offset=position, braces=braces)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = maximum
    state.pos = braces.end
    return True
