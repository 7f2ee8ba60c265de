"""The fields of records: a column of a file, or words that hold columns in braces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import model_validator

from octavo.model.fields import Model, Name, Words
from octavo.passes.resolve.data.choosing import Chooser
from octavo.passes.resolve.data.csvfiles import CsvFile
from octavo.passes.resolve.data.filters import Cells
from octavo.passes.resolve.data.formats import FormatError, cell_texts
from octavo.yamlplaces import KeyPath

# A brace that is written twice, a column in braces, or a brace without its other half.
_BRACES = re.compile(r"\{\{|\}\}|\{(?P<column>[^{}]*)\}|[{}]")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)

# What a field is put together from: words, and columns by their index.
Parts = tuple[str | int, ...]


class RecordField(Model):
    """A field as a ``csv-records`` block asks for it."""

    column: Name | None = None
    text: Words = ""
    head: Name | None = None
    empty: Words = ""
    format: Words = ""

    @model_validator(mode="after")
    def _has_one_source(self) -> RecordField:
        if (self.column is None) is not bool(self.text):
            raise ValueError("a field has a `column`, or a `text` with columns in braces")
        if self.text and self.head is None:
            raise ValueError("a field with a `text` needs a `head`")
        if self.text and self.format:
            raise ValueError("a `format` belongs to a field with a `column`")
        return self

    @property
    def words(self) -> str:
        """Return the head, without one the name of the column as words."""
        name = (self.column or "").replace("_", " ").strip()
        return self.head or name[:1].upper() + name[1:]

    def links(self, text: str) -> bool:
        """Tell whether what the field says is an address, and so a link."""
        return self.column is not None and _ADDRESS.fullmatch(text) is not None


class FieldReader:
    """Reads the fields of one block, and prints them for the rows of its file."""

    def __init__(self, chooser: Chooser, file: CsvFile, lang: str) -> None:
        """Take the block, its file and the language that numbers are written in."""
        self.chooser = chooser
        self.file = file
        self.lang = lang

    def parts(self, number: int, field: RecordField) -> Parts | None:
        """Return what a field is put together from; None where that is wrong, which is told."""
        if field.column is None:
            return self._parts_of_text(("fields", number, "text"), field.text)
        fence = self.chooser.fence
        is_alone = not isinstance(fence.yaml.data["fields"][number], dict)
        span = fence.span(("fields", number) if is_alone else ("fields", number, "column"))
        index = self.chooser.column(field.column, self.file, span)
        return None if index is None else (index,)

    def printed(
        self, number: int, field: RecordField, parts: Parts, rows: Sequence[Cells]
    ) -> list[str] | None:
        """Return what a field says in each row, "" for nothing; None for a wrong format."""
        columns: dict[int, list[str]] = {}
        for index in {part for part in parts if isinstance(part, int)}:
            cells = [row[index] for row in rows]
            values = [self.file.number(cell) for cell in cells]
            try:
                columns[index] = cell_texts(cells, values, self.lang, field.format)
            except FormatError as error:
                span = self.chooser.fence.span(("fields", number, "format"))
                self.chooser.tell("OCT265", str(error), span, error.hint)
                return None
        return [_joined(parts, columns, row) or field.empty for row in range(len(rows))]

    def _parts_of_text(self, keys: KeyPath, text: str) -> Parts | None:
        found: list[str | int] = []
        end, is_whole = 0, True
        for match in _BRACES.finditer(text):
            found.append(text[end : match.start()])
            end = match.end()
            if match["column"] is not None:
                index = self._column(keys, match["column"], match.start("column"))
                is_whole = is_whole and index is not None
                found.append(index or 0)
            elif len(match[0]) == 2:
                found.append(match[0][0])
            else:
                self._tell_brace(keys, match[0], match.start())
                is_whole = False
        return (*found, text[end:]) if is_whole else None

    def _column(self, keys: KeyPath, name: str, offset: int) -> int | None:
        span = self.chooser.fence.span(keys, offset=offset)
        return self.chooser.column(name, self.file, span._replace(width=max(1, len(name))))

    def _tell_brace(self, keys: KeyPath, brace: str, offset: int) -> None:
        self.chooser.tell(
            "OCT004",
            f"the brace “{brace}” has no other half",
            self.chooser.fence.span(keys, offset=offset)._replace(width=1),
            f"write a column as {{name}}, and a brace that is printed twice: {brace * 2}",
        )


def _joined(parts: Parts, columns: dict[int, list[str]], row: int) -> str:
    """Return the words of a field in a row, "" where one of its columns holds nothing there."""
    texts = [columns[part][row] if isinstance(part, int) else part for part in parts]
    is_full = all(text for part, text in zip(parts, texts, strict=True) if isinstance(part, int))
    return "".join(texts) if is_full else ""
