"""Fences: listings, charts, tables and records from data, raw blocks."""

from __future__ import annotations

import re

from markdown_it.token import Token

from octavo.model.content import Block, Chart, CodeBlock, DataRecords, DataTable
from octavo.model.diagnostic import Place
from octavo.model.inlines import Attributes, Code, Inline, Text
from octavo.passes.parse.attributes import without
from octavo.passes.parse.attributeslips import (
    data_block_meant,
    tell_language_slips,
    tell_unread,
)
from octavo.passes.parse.context import BlockContext
from octavo.passes.parse.syntax.attributes import Braces, fence_info, unread_in_fence, why_unread

CHART, DATA_TABLE, DATA_RECORDS = "vega-lite", "csv-table", "csv-records"
# What tables and charts read, and records have no place for.
_NOT_OF_RECORDS = ("caption", "tbl-cap", "fig-cap", "source", "credit")
# Where the caption of a listing may stand; Quarto has the first.
_CAPTIONS = ("lst-cap", "title")

_RAW = re.compile(r"\{=([\w-]+)\}")
_CELL = re.compile(r"\{([A-Za-z][\w+-]*)(?=[\s,}])")
_OPTION = re.compile(r"[ \t]*(?:#|//|--|%)\|[ \t]*([\w.-]+):[ \t]*(.*?)[ \t]*(?:\n|$)")
_QUOTED = re.compile(r"""(["'])(.*)\1""")


def fence_language(token: Token) -> str:
    """Return the language that a fence names."""
    return fence_info(token.info)[0] if token.info else ""


def raw_format(token: Token) -> str:
    """Return the format of a raw block ```` ```{=html} ````, or an empty text."""
    match = _RAW.fullmatch(token.info.strip())
    return match[1].lower() if match else ""


def tell_raw(context: BlockContext, token: Token, name: str) -> None:
    """Tell that a raw block of a format that editions do not speak is left out."""
    context.record.tell(
        "OCT239",
        f"the block of raw {name} was left out",
        context.place(token),
        "say it in Markdown or in HTML: ```{=html}",
        width=len(token.markup),
    )


def build_fence(context: BlockContext, token: Token) -> Block:
    """Return what a fence or indented code stands for."""
    place = context.place(token)
    _tell_unclosed(context, token, place)
    language, braces = fence_info(token.info)
    column = context.lines.find(token.map[0] if token.map else 0, token.info)
    cell = _CELL.match(token.info.strip())
    _tell_slips(context, token, cell[1] if cell else language, column)
    if language == CHART:
        return _chart(context, token, place, braces, column)
    if language == DATA_TABLE:
        return _data_table(context, token, place, braces, column)
    if language == DATA_RECORDS:
        return _data_records(context, token, place, braces)
    attributes, text = braces.attributes, token.content
    if cell:
        language = cell[1]
        attributes, text = _cell_options(text, attributes)
        if not data_block_meant(language):
            _tell_not_run(context, language, place)
    text = text.removesuffix("\n")
    caption = _listing_caption(context, token, attributes, braces, column)
    attributes = without(attributes, *_CAPTIONS, "filename")
    key = context.record.key(f"code {text}", place, attributes)
    return CodeBlock(place, _bare(attributes), key, text, language, caption)


def _listing_caption(
    context: BlockContext, token: Token, attributes: Attributes, braces: Braces, column: int
) -> tuple[Inline, ...]:
    """Return what stands above a listing: the name of its file, its caption."""
    line = token.map[0] if token.map else 0
    name = next((name for name in _CAPTIONS if attributes.get(name)), "")
    words = context.value(attributes.get(name), name, braces.starts, line, column)
    filename = attributes.get("filename")
    if not filename:
        return words
    place = context.place(token)
    return (Code(place, text=filename), *((Text(place, text=": "), *words) if words else ()))


def _bare(attributes: Attributes) -> Attributes:
    return Attributes(classes=attributes.classes, pairs=attributes.pairs)


def _chart(context: BlockContext, token: Token, place: Place, braces: Braces, column: int) -> Chart:
    # In YAML the options of a cell are comments, so they may stay.
    attributes, _ = _cell_options(token.content, braces.attributes)
    line = token.map[0] if token.map else 0
    caption, credit, origin = (
        context.value(attributes.get(name), name, braces.starts, line, column)
        for name in ("fig-cap", "credit", "source")
    )
    attributes = without(attributes, "fig-cap", "credit", "source")
    key = context.record.key(f"chart {token.content}", place, attributes)
    return Chart(place, _bare(attributes), key, token.content, caption, credit, origin)


def _data_table(
    context: BlockContext, token: Token, place: Place, braces: Braces, column: int
) -> DataTable:
    attributes, _ = _cell_options(token.content, braces.attributes)
    line = token.map[0] if token.map else 0
    caption, origin = (
        context.value(attributes.get(name), name, braces.starts, line, column)
        for name in ("tbl-cap", "source")
    )
    attributes = without(attributes, "tbl-cap", "source")
    return DataTable(place, attributes, "", token.content, caption, (), origin)


def _data_records(context: BlockContext, token: Token, place: Place, braces: Braces) -> DataRecords:
    attributes, _ = _cell_options(token.content, braces.attributes)
    for name in _NOT_OF_RECORDS:
        if attributes.get(name) is not None:
            _tell_unread_key(context, name, place)
    attributes = without(attributes, *_NOT_OF_RECORDS)
    # As of a division: only an identifier of the author's makes it a block with a key.
    key = context.record.key("", place, attributes) if attributes.identifier else ""
    return DataRecords(place, _bare(attributes), key, token.content)


def _tell_unread_key(context: BlockContext, name: str, place: Place) -> None:
    context.record.tell(
        "OCT003",
        f"records have no “{name}”; it is not printed",
        place,
        "say it in a sentence before or after the block",
        width=3,
    )


def _cell_options(text: str, attributes: Attributes) -> tuple[Attributes, str]:
    """Take the ``#| key: value`` lines at the head of a cell of Quarto's for attributes.

    Returns them and the code after them.
    """
    pairs = dict(attributes.pairs)
    identifier, position = attributes.identifier, 0
    while match := _OPTION.match(text, position):
        position = match.end()
        name, value = match[1], match[2]
        if quoted := _QUOTED.fullmatch(value):
            value = quoted[2]
        if name == "label":
            identifier = value
        else:
            pairs[name] = value
    return Attributes(identifier, attributes.classes, tuple(pairs.items())), text[position:]


def _tell_not_run(context: BlockContext, language: str, place: Place) -> None:
    context.record.tell(
        "OCT238",
        f"the {language} in this cell is not run; it is printed as a listing",
        place,
        "run it yourself and show its result, or write "
        f"```{language} if the listing is what you mean",
        width=3,
    )


def _tell_slips(context: BlockContext, token: Token, language: str, column: int) -> None:
    """Tell of a slip in a fence's opening line: a block of data would be printed as its YAML."""
    tell_language_slips(context.record, language, context.place(token))
    if token.info and (start := unread_in_fence(token.info)) >= 0:
        line = token.map[0] if token.map else 0
        place = context.lines.at(line, column + start)
        tell_unread(context.record, place, why_unread(token.info[start:]))


def _tell_unclosed(context: BlockContext, token: Token, place: Place) -> None:
    if token.type != "fence" or token.map is None:
        return
    lines = token.content.count("\n") + (not token.content.endswith("\n") and token.content != "")
    if token.map[1] - token.map[0] - 1 == lines:
        context.record.tell(
            "OCT233",
            "this code is never closed; all that follows is taken for code",
            place,
            f"add a line of {token.markup} where it ends",
            width=len(token.markup),
        )
