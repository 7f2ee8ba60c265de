"""Tables: captions, notes, heads of rows, columns of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from octavo.model.content import Block, Cell, DataTable, Row, Table, plain_text
from octavo.model.diagnostic import Place
from octavo.model.inlines import NO_ATTRIBUTES, Attributes, Inline, Text
from octavo.passes.parse.attributes import without
from octavo.passes.parse.context import BlockContext
from octavo.passes.parse.inlines import InlineBuilder
from octavo.passes.parse.listings import build_fence
from octavo.passes.parse.places import InlinePlaces, LinePlaces
from octavo.passes.parse.syntax.divisions import TABLE_NOTES
from octavo.passes.parse.syntax.tables import WrittenRow

# The class of a table whose first column heads the rows.
_ROW_HEADS = "row-heads"
# A number: sign, currency, digits in groups of any language, decimals, and a common unit.
_NUMBER = re.compile(
    r"[<>≤≥~≈±]?\s?[+\-\u2212\u2013]?\s?[$€£¥]?\s?"
    r"\d+(?:[ \u00a0\u202f\u2009.,'’]\d+)*"
    r"(?:\s?(?:[%‰°€£$¥]|°C|[kcm]?m[²³]?|[kKMG]?W|[kMGT]Wh|[kMG]B|m?g|kg|t|ha|[mh]?l|s|min|h|bn|mn|M|k))?"
    r"\*?"
)
_MISSING = frozenset({"", "–", "—", "-", "\u2212", "…", "n/a"})
# Rows are filled up to the longest; two lines must not fill the memory.
_MOST_CELLS = 1 << 18


@dataclass(frozen=True, slots=True)
class _Caption:
    """A caption paragraph: its words, its attributes, and the source line in them."""

    words: tuple[Inline, ...] = ()
    attributes: Attributes = NO_ATTRIBUTES
    origin: tuple[Inline, ...] = ()


_NO_CAPTION = _Caption()


def build_table(context: BlockContext, token: Token) -> Block:
    """Return the table that a token begins: a pipe table, a data table, or the caption of one.

    The caption and the notes that follow it are read too.
    """
    caption = _NO_CAPTION
    if token.type == "caption_open":
        caption = _caption(context, token)
        token = context.next()
    if token.type == "fence":
        table: Block = build_fence(context, token)
        rows: list[Row] = []
    else:
        rows = _rows(context, token)
    caption = _caption_after(context, caption)
    notes = _notes(context)
    if notes:
        caption = _caption_after(context, caption)
    if rows:
        return _pipe_table(context, token, rows, caption, notes)
    assert isinstance(table, DataTable)
    return _data_table(context, table, caption, notes)


def _pipe_table(
    context: BlockContext,
    token: Token,
    rows: list[Row],
    caption: _Caption,
    notes: tuple[Block, ...],
) -> Table:
    place = context.place(token)
    attributes = caption.attributes
    rows = _numeric(rows)
    if _ROW_HEADS in attributes.classes:
        rows = [rows[0], *(_with_head(row) for row in rows[1:])]
    key = context.record.key(f"table {plain_text(rows[0].cells)}", place, attributes)
    bare = Attributes(classes=attributes.classes, pairs=attributes.pairs)
    return Table(place, bare, key, rows[0], tuple(rows[1:]), caption.words, notes, caption.origin)


def _data_table(
    context: BlockContext, table: DataTable, caption: _Caption, notes: tuple[Block, ...]
) -> DataTable:
    attributes = _merged(table.attributes, caption.attributes)
    key = context.record.key(f"table {table.text}", table.place, attributes)
    return replace(
        table,
        attributes=Attributes(classes=attributes.classes, pairs=attributes.pairs),
        key=key,
        caption=caption.words or table.caption,
        notes=notes,
        origin=caption.origin or table.origin,
    )


def _merged(one: Attributes, other: Attributes) -> Attributes:
    return Attributes(
        other.identifier or one.identifier,
        tuple(dict.fromkeys((*one.classes, *other.classes))),
        tuple({**dict(one.pairs), **dict(other.pairs)}.items()),
    )


# ------------------------------------------------------------ caption, notes


def _caption(context: BlockContext, token: Token) -> _Caption:
    inline = context.next()
    context.next()
    words = context.inlines(inline)
    braces = token.meta["braces"]
    origin = braces.attributes.get("source")
    if not origin:
        return _Caption(words, braces.attributes)
    places = InlinePlaces(context.lines, token.meta["content"], token.map[0] if token.map else 0)
    return _Caption(
        words,
        without(braces.attributes, "source"),
        context.words(origin, places, braces.starts["source"]),
    )


def _caption_after(context: BlockContext, caption: _Caption) -> _Caption:
    """Return the caption that follows, where a table has none yet.

    Another one is that of the next table, or a paragraph if there is none.
    """
    token = context.peek()
    if token is None or token.type != "caption_open" or not token.meta["after"]:
        return caption
    if caption is _NO_CAPTION:
        return _caption(context, context.next())
    if not token.meta["before"]:
        token.type = "paragraph_open"
        token.meta["stray_caption"] = True
    return caption


def _notes(context: BlockContext) -> tuple[Block, ...]:
    """Read the division of notes that stands right under a table."""
    token = context.peek()
    if token is None or token.type != "division_open":
        return ()
    if TABLE_NOTES not in token.meta["braces"].attributes.classes:
        return ()
    return context.division(context.next())


# -------------------------------------------------------------------- rows


def _rows(context: BlockContext, token: Token) -> list[Row]:
    """Return the rows of a pipe table, all filled up to the longest."""
    written: list[WrittenRow] = token.meta["rows"]
    aligns: list[str] = token.meta["aligns"]
    rows = [_row(context, row, aligns, in_head=row is written[0]) for row in written]
    longest = max(len(row.cells) for row in rows)
    if longest * len(rows) > _MOST_CELLS:
        longest = 0
    return [_filled(row, longest, rows[0]) for row in rows]


def _filled(row: Row, length: int, head: Row) -> Row:
    missing = range(len(row.cells), max(length, len(head.cells)))
    if not missing:
        return row
    aligns = [cell.align for cell in head.cells]
    more = (
        Cell(row.place, align=aligns[index] if index < len(aligns) else "") for index in missing
    )
    return replace(row, cells=(*row.cells, *more))


def _row(context: BlockContext, row: WrittenRow, aligns: list[str], *, in_head: bool) -> Row:
    number, heads = context.lines.first + row.line, len(aligns)
    cells: list[Cell] = []
    for index, (text, column, escaped) in enumerate(row.cells):
        # A bar that is escaped stands behind its backslash.
        place = Place(number, column + 1 + (escaped[:1] == (0,)))
        if index == heads:
            _tell_more(context, place, heads, len(text))
        words = context.plain(text, place)
        if words is None:
            places = LinePlaces(number, column, escaped)
            words = _words(context, text, places, in_head=in_head)
        align = aligns[index] if index < heads else ""
        cells.append(Cell(place, NO_ATTRIBUTES, words, align))
    place = Place(number, row.column + 1)
    texts = "\t".join(cell.text for cell in row.cells)
    return Row(place, NO_ATTRIBUTES, context.record.key(texts, place), tuple(cells))


def _words(
    context: BlockContext, text: str, places: LinePlaces, *, in_head: bool
) -> tuple[Inline, ...]:
    builder = InlineBuilder(context.record, places)
    if in_head:
        builder.refuses_notes = "the head of a table"
    return context.finish(builder, context.tokens_of(text))


def _tell_more(context: BlockContext, place: Place, heads: int, width: int) -> None:
    context.record.tell(
        "OCT235",
        f"the table has {heads} column{'s' * (heads != 1)} in its head, and here one more begins",
        place,
        r"give the head a cell for it; a bar inside a cell is written as \|",
        width=max(1, width),
    )


# ----------------------------------------------------------------- columns


def _with_head(row: Row) -> Row:
    if not row.cells or not row.cells[0].children:
        return row
    return replace(row, cells=(replace(row.cells[0], heads_row=True), *row.cells[1:]))


def _numeric(rows: list[Row]) -> list[Row]:
    """Mark the columns that hold numbers, unless the author aligned them otherwise."""
    body = rows[1:]
    columns = [
        column
        for column in range(len(rows[0].cells))
        if body
        and rows[0].cells[column].align in ("", "right")
        and _is_numeric([row.cells[column] for row in body])
    ]
    if not columns:
        return rows
    return [rows[0], *(_marked(row, columns) for row in body)]


def _is_numeric(cells: Sequence[Cell]) -> bool:
    found = False
    for cell in cells:
        if not cell.children:
            continue
        first = cell.children[0]
        if len(cell.children) == 1 and isinstance(first, Text):
            text = first.text.strip()
        else:
            text = plain_text(cell.children).strip()
        if text in _MISSING:
            continue
        if not _NUMBER.fullmatch(text):
            return False
        found = True
    return found


def _marked(row: Row, columns: list[int]) -> Row:
    cells = list(row.cells)
    for column in columns:
        cell = cells[column]
        cells[column] = Cell(cell.place, cell.attributes, cell.children, cell.align, numeric=True)
    return Row(row.place, row.attributes, row.key, tuple(cells))
