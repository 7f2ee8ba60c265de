"""What takes the place of a node, the keys that it brings, and the rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Generic, TypeVar

from octavo.model.book import Asset
from octavo.model.content import Cell, Division, Figure, Row, Table
from octavo.model.diagnostic import Diagnostic, Place
from octavo.model.inlines import NO_ATTRIBUTES, Attributes, Inline, Text
from octavo.naming import Names
from octavo.passes.resolve.data.formats import printable

Made_ = TypeVar("Made_", Table, Figure, Division)


@dataclass(frozen=True, slots=True)
class Made(Generic[Made_]):
    """A block made from data, with what its chapter has to know of it.

    ``places`` are those of the keys that it brings; ``images`` the asset of the image that it
    shows (None where it could not be drawn), by the source that its ``Image`` names; ``titles``
    the words of its headings by their keys; ``links`` the addresses that it links to.
    """

    block: Made_
    places: Mapping[str, Place] = field(default_factory=dict)
    images: Mapping[str, Asset | None] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()


class Keys:
    """Gives what is made of one block keys, unique in its chapter, that stay with their text."""

    def __init__(self, prefix: str, place: Place, taken: set[str]) -> None:
        """Take the key of what is made, its place, and the chapter's keys, which grow by these."""
        self.prefix = prefix
        self.place = place
        self.places: dict[str, Place] = {}
        self._taken = taken
        self._names = Names(taken)

    def key(self, words: Iterable[str]) -> str:
        """Return the key of a row, or of another part, with these words in it."""
        text = "\x1f".join(words).encode("utf-8", "replace")
        return self.named(f"{self.prefix}-{blake2b(text, digest_size=3).hexdigest()}")

    def named(self, wanted: str) -> str:
        """Return this name as a key, with a number behind it where it is taken."""
        name = self._names.unique(wanted)
        self._taken.add(name)
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
        Cell(place, children=plain_words(column.head, place), align=_align(column))
        for column in columns
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
            children=plain_words(text, keys.place),
            align=_align(column),
            numeric=column.numeric and not (row_heads and index == 0),
            heads_row=row_heads and index == 0,
        )
        for index, (column, text) in enumerate(zip(columns, cells, strict=True))
    )
    return Row(keys.place, attributes, key=keys.key(cells), cells=made)


def _align(column: Column) -> str:
    return column.align or ("right" if column.numeric else "")


def plain_words(text: str, place: Place) -> tuple[Inline, ...]:
    """Return plain words as a line has them."""
    return (Text(place, text=printable(text)),) if text else ()
