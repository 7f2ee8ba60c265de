"""Records from CSV: a fenced ``csv-records`` block makes a sheet of facts for each row of a file.

    data: data/msis.csv
    title: name
    fields: [sector, {head: Seats, text: "{seats} of {places}", empty: not published}]

Numbers are written as the language of the chapter writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import BeforeValidator, Field

from octavo.model.content import (
    Block,
    DataRecords,
    Definition,
    DefinitionList,
    Division,
    Heading,
    Paragraph,
    Term,
)
from octavo.model.fields import Name
from octavo.model.inlines import NO_ATTRIBUTES, Attributes, IndexTerm, Link, Omission
from octavo.naming import ascii_slug
from octavo.passes.resolve.data.choosing import Choice, Chooser, Known, column_named
from octavo.passes.resolve.data.csvfiles import CsvFile, CsvShelf
from octavo.passes.resolve.data.fences import read_fence
from octavo.passes.resolve.data.filters import Cells
from octavo.passes.resolve.data.made import Keys, Made, plain_words
from octavo.passes.resolve.data.recordfields import FieldReader, RecordField

# More is a file for readers to have rather than sheets to read.
MAXIMUM_ROWS = 1_000

_RECORDS, _RECORD = "records", Attributes(classes=("record",))
# How many letters have room in a column of half the width, and what tells of a field with more.
_MOST_IN_HALF = 24
_LONG = Attributes(classes=("long",))
_HEADING = Attributes(classes=("unnumbered", "unlisted"))


class Shown(Choice):
    """What a ``csv-records`` block says."""

    title: Name
    index: bool = False
    fields: Annotated[
        tuple[Annotated[RecordField, BeforeValidator(column_named)], ...], Field(min_length=1)
    ]


_KNOWN: Known = {
    (): list(Shown.model_fields),
    ("fields", "*"): list(RecordField.model_fields),
}


@dataclass(frozen=True, slots=True)
class _Fact:
    """A field of one record; ``is_address`` where it is a link to what it says.

    ``is_long`` tells that in some record the field needs the whole width where others have half.
    """

    head: str
    text: str
    is_address: bool
    is_long: bool


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One record: its title, and what is known of it."""

    title: str
    facts: tuple[_Fact, ...]
    in_index: bool


def make_records(
    node: DataRecords, path: str, lang: str, shelf: CsvShelf, taken: set[str]
) -> Made[Division]:
    """Return the records that a block of the file ``path`` asks for, in its language.

    Where that cannot be, or no row is left, a placeholder stands for them. ``taken`` are the keys
    that the chapter has.
    """
    chooser = Chooser(read_fence(node, path), shelf)
    sheets = _Reader(chooser, lang).sheets()
    writer = _Writer(Keys(node.key or _RECORDS, node.place, taken), node.level)
    blocks = tuple(map(writer.record, sheets)) if sheets else (writer.placeholder(),)
    classes = tuple(dict.fromkeys((_RECORDS, *node.attributes.classes)))
    return Made(
        Division(node.place, replace(node.attributes, classes=classes), node.key, blocks),
        writer.keys.places,
        diagnostics=tuple(chooser.diagnostics),
        titles=writer.titles,
        links=tuple(dict.fromkeys(writer.links)),
    )


class _Reader:
    """Reads what the records of one block say."""

    def __init__(self, chooser: Chooser, lang: str) -> None:
        self.chooser = chooser
        self.lang = lang

    def sheets(self) -> list[_Sheet] | None:
        """Return the records; None where they cannot be made, which is told."""
        shown, is_whole = self.chooser.said(Shown, _KNOWN)
        file = self.chooser.file(shown) if shown else None
        if shown is None or file is None:
            return None
        reader = FieldReader(self.chooser, file, self.lang)
        title = self.chooser.column(shown.title, file, self.chooser.fence.span(("title",)))
        fields = [reader.parts(*entry) for entry in enumerate(shown.fields)]
        rows = self.chooser.rows(shown, file)
        if title is None or rows is None or not is_whole:
            return None
        found = [parts for parts in fields if parts is not None]
        if len(found) < len(fields) or not self._can_show(rows, shown, title, file):
            return None
        texts = [
            reader.printed(number, field, parts, rows)
            for number, (field, parts) in enumerate(zip(shown.fields, found, strict=True))
        ]
        return self._joined(shown, [row[title] for row in rows], texts)

    def _can_show(self, rows: list[Cells], shown: Shown, title: int, file: CsvFile) -> bool:
        if not self.chooser.can_show(rows, shown, MAXIMUM_ROWS, "a block of records has"):
            return False
        nameless = next((row for row in rows if not row[title]), None)
        if nameless is None:
            return True
        self.chooser.tell(
            "OCT266",
            f"a record has no title: “{shown.title}” is empty",
            self.chooser.fence.span(("title",)),
            f"fill the cell in {file.path}, line {file.lines[file.rows.index(nameless)]}, "
            f"or leave the row out: filter: {shown.title} is not empty",
        )
        return False

    def _joined(
        self, shown: Shown, titles: Sequence[str], texts: Sequence[list[str] | None]
    ) -> list[_Sheet] | None:
        """Return records of what each field says in each row."""
        columns = [column for column in texts if column is not None]
        if len(columns) < len(texts):
            return None
        are_long = [max(map(len, column), default=0) > _MOST_IN_HALF for column in columns]
        rows: Iterable[tuple[str, ...]] = zip(*columns, strict=True)
        return [
            _Sheet(
                title,
                tuple(
                    _Fact(field.words, text, is_address=field.links(text), is_long=is_long)
                    for field, text, is_long in zip(shown.fields, row, are_long, strict=True)
                    if text
                ),
                in_index=shown.index,
            )
            for title, row in zip(titles, rows, strict=True)
        ]


class _Writer:
    """Makes the blocks of records, and notes what their chapter has to know of them."""

    def __init__(self, keys: Keys, level: int) -> None:
        self.keys = keys
        self.level = level
        self.titles: dict[str, str] = {}
        self.links: list[str] = []

    def placeholder(self) -> Paragraph:
        place = self.keys.place
        left_out = Omission(place, what=_RECORDS)
        return Paragraph(place, key=self.keys.key(("",)), children=(left_out,))

    def record(self, sheet: _Sheet) -> Division:
        blocks: list[Block] = [self._heading(sheet)]
        if sheet.facts:
            items = [item for fact in sheet.facts for item in self._items(sheet, fact)]
            blocks.append(DefinitionList(self.keys.place, items=tuple(items)))
        return Division(self.keys.place, _RECORD, children=tuple(blocks))

    def _heading(self, sheet: _Sheet) -> Heading:
        place = self.keys.place
        key = self.keys.named(ascii_slug(sheet.title) or "record")
        self.titles[key] = sheet.title
        words = plain_words(sheet.title, place)
        if sheet.in_index:
            words = (IndexTerm(place, key=self.keys.named(f"{key}-index"), children=words),)
        return Heading(place, _HEADING, key, self.level, words)

    def _items(self, sheet: _Sheet, fact: _Fact) -> tuple[Term, Definition]:
        place = self.keys.place
        words = plain_words(fact.text, place)
        if fact.is_address:
            words = (Link(place, href=fact.text, children=words),)
            self.links.append(fact.text)
        about = (sheet.title, fact.head)
        said = Paragraph(place, children=words, tight=True)
        attributes = _LONG if fact.is_long else NO_ATTRIBUTES
        key, told = self.keys.key(about), self.keys.key((*about, fact.text))
        return (
            Term(place, attributes, key, children=plain_words(fact.head, place)),
            Definition(place, attributes, told, children=(said,)),
        )
