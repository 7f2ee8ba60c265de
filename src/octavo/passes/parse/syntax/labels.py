"""What is decided between blocks and inlines: attributes of headings, captions, tasks."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from octavo.passes.parse.syntax.attributes import NO_BRACES, fence_info, trailing_braces
from octavo.passes.parse.syntax.tables import CAPTION

_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


def labels(state: StateCore) -> None:
    """Take attributes off headings and captions, find captions of tables, and mark tasks.

    As in Pandoc a caption is a paragraph right after a table (or right before it) that begins
    with ``:`` or ``Table:``.
    """
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            _take_braces(tokens[index + 1], token)
        elif token.type == "paragraph_open":
            content = tokens[index + 1].content
            if content.startswith((":", "Table:")) and (match := CAPTION.match(content)):
                _caption(tokens, index, match.end())
            elif content.startswith("[") and index and tokens[index - 1].type == "list_item_open":
                _task(tokens, index)


def _caption(tokens: list[Token], index: int, length: int) -> None:
    token, inline = tokens[index], tokens[index + 1]
    after = index > 0 and _ends_table(tokens[index - 1])
    before = index + 3 < len(tokens) and _begins_table(tokens[index + 3])
    if index > 1 and tokens[index - 2].content.startswith("+-"):
        # The caption of a grid table, which is not read as a table.
        before = False
    if not (after or before):
        token.meta["stray_caption"] = inline.content.startswith(":")
        return
    token.type = "caption_open"
    token.meta["after"] = after
    token.meta["before"] = before
    inline.content = inline.content[length:]
    _take_braces(inline, token)


def _ends_table(token: Token) -> bool:
    if token.type == "division_close":
        return bool(token.meta["table_notes"])
    return token.type == "table" or _is_data_table(token)


def _begins_table(token: Token) -> bool:
    return token.type == "table" or _is_data_table(token)


def _is_data_table(token: Token) -> bool:
    return token.type == "fence" and fence_info(token.info)[0] == "csv-table"


def _take_braces(inline: Token, owner: Token) -> None:
    found = trailing_braces(inline.content)
    owner.meta["braces"] = found[1] if found else NO_BRACES
    if found:
        owner.meta["content"] = inline.content
        inline.content = inline.content[: found[0]].rstrip()


def _task(tokens: list[Token], index: int) -> None:
    inline = tokens[index + 1]
    if match := _TASK.match(inline.content):
        tokens[index - 1].meta["done"] = match[1] != " "
        inline.content = inline.content[match.end() :]
        tokens[index].meta["begin"] += match.end()
