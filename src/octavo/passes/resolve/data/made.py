"""What takes the place of a node, and the rows of tables with their keys."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Generic, TypeVar

from octavo.model.book import Asset
from octavo.model.content import Cell, Figure, Row, Table
from octavo.model.diagnostic import Diagnostic, Place
from octavo.model.inlines import NO_ATTRIBUTES, Attributes, Inline, Text
from octavo.naming import Names
from octavo.passes.resolve.data.formats import printable

Made_ = TypeVar("Made_", Table, Figure)


@dataclass(frozen=True, slots=True)
class Made(Generic[Made_]):
    """A block made from data, with what its chapter has to know of it.

    ``places`` are those of the keys that it brings; ``images`` the asset of the image that it
    shows (None where it could not be drawn), by the source that its ``Image`` names.
    """

    block: Made_
    places: Mapping[str, Place] = field(default_factory=dict)
    images: Mapping[str, Asset | None] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


class Keys:
    """Gives the rows of one table keys that are unique in its chapter and stay with their text."""

    def __init__(self, prefix: str, place: Place, taken: Container[str]) -> None:
        """Take the table's key, its place, and the keys that the chapter has."""
        self.prefix = prefix
        self.place = place
        self.taken = taken
        self.places: dict[str, Place] = {}
        self._names = Names(self.places)

    def key(self, words: Iterable[str]) -> str:
        """Return the key of a row with these words in it."""
        text = "\x1f".join(words).encode("utf-8", "replace")
        wanted = f"{self.prefix}-{blake2b(text, digest_size=3).hexdigest()}"
        while (name := self._names.unique(wanted)) in self.taken:
            wanted += "-row"
        self.places[name] = self.place
        return name


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is printed; ``numeric`` where its cells hold numbers."""

    head: str
    align: str = ""
    numeric: bool = False


def table_of(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    keys: Keys,
    *,
    row_heads: bool = True,
    total: Sequence[str] = (),
) -> Table:
    """Return a table of plain words, without a caption; ``total`` is its last row, if any.

    With ``row_heads`` the first cell of each row is its head.
    """
    place = keys.place
    heads = tuple(
        Cell(place, children=_words(column.head, place), align=_align(column)) for column in columns
    )
    head = Row(place, key=keys.key(("", *(column.head for column in columns))), cells=heads)
    body = [_row(columns, cells, keys, row_heads) for cells in rows]
    if total:
        body.append(_row(columns, total, keys, row_heads, Attributes(classes=("total",))))
    return Table(place, head=head, rows=tuple(body))


def _row(
    columns: Sequence[Column],
    cells: Sequence[str],
    keys: Keys,
    row_heads: bool,
    attributes: Attributes = NO_ATTRIBUTES,
) -> Row:
    made = tuple(
        Cell(
            keys.place,
            children=_words(text, keys.place),
            align=_align(column),
            numeric=column.numeric and not (row_heads and index == 0),
            heads_row=row_heads and index == 0,
        )
        for index, (column, text) in enumerate(zip(columns, cells, strict=True))
    )
    return Row(keys.place, attributes, key=keys.key(cells), cells=made)


def _align(column: Column) -> str:
    return column.align or ("right" if column.numeric else "")


def _words(text: str, place: Place) -> tuple[Inline, ...]:
    return (Text(place, text=printable(text)),) if text else ()
