"""CSV files of the publication: read once, with the line of every row and what is wrong in it.

The form is that of RFC 4180, with commas, semicolons or tabs between the cells, and one row of
heads. A file with semicolons may have decimal commas, as spreadsheets write them in many languages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import unquote

from octavo.model.diagnostic import Diagnostic, OctavoError, Place, Span, diagnose
from octavo.nearest import nearest
from octavo.passes.resolve.addresses import split_address
from octavo.passes.resolve.data.formats import printable
from octavo.passes.resolve.nearby import nearby
from octavo.workspace import OutsideError, Workspace

MAXIMUM_BYTES = 16 * 2**20
MAXIMUM_CELLS = 1_000_000
MAXIMUM_FINDINGS = 20

_DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"')
# Digits that an engine writes; 007 and 1e5 are names rather than quantities.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
_COMMA_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:,\d{1,15})?")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class CsvFile:
    """A CSV file: its heads, its rows (each as long as the heads), and the line of each row."""

    path: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str = ","

    def column(self, head: str) -> int | None:
        """Return the index of the column with this head, or None."""
        return self._columns.get(head)

    @cached_property
    def _columns(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for index, head in enumerate(self.heads):
            found.setdefault(head, index)
        return found

    def number(self, text: str) -> Decimal | None:
        """Return the number that a cell holds, or None."""
        if _NUMBER.fullmatch(text):
            return Decimal(text)
        if self.delimiter == ";" and _COMMA_NUMBER.fullmatch(text):
            return Decimal(text.replace(",", "."))
        return None

    def cells(self, index: int) -> tuple[str, ...]:
        """Return the cells of a column."""
        return tuple(row[index] for row in self.rows)

    def is_numeric(self, index: int) -> bool:
        """Tell whether all cells of a column that hold anything hold numbers."""
        return index in self._numeric

    @cached_property
    def _numeric(self) -> frozenset[int]:
        found = set()
        for index in range(len(self.heads)):
            filled = [cell for cell in self.cells(index) if cell]
            if filled and all(self.number(cell) is not None for cell in filled):
                found.add(index)
        return frozenset(found)


class CsvShelf:
    """The CSV files of a publication, each read once, its own mistakes told once."""

    def __init__(self, workspace: Workspace, variables: Mapping[str, str]) -> None:
        """Take the door to the files, and paths from the root by their names as variables."""
        self.workspace = workspace
        self.variables = variables
        self._files: dict[str, CsvFile | None] = {}

    def find(self, source: str, span: Span) -> tuple[CsvFile | None, tuple[Diagnostic, ...]]:
        """Return the file that an author means by ``source`` in the manuscript of ``span``.

        A name from ``variables`` goes before a path; a path is taken from the folder of the
        manuscript, or from ``assets`` where it begins with ``/``.
        """
        if _is_address(source):
            return None, (
                diagnose(
                    "OCT267",
                    f"“{source[:80]}” is not a file; nothing is fetched during a build",
                    span,
                    "save it as a CSV file in the publication and give its path",
                ),
            )
        return self.read(self._path(source, span.path), source, span)

    def read(
        self, path: str, source: str, span: Span
    ) -> tuple[CsvFile | None, tuple[Diagnostic, ...]]:
        """Return the file of a path from the root; ``source`` is what the author wrote for it."""
        if path in self._files:
            found = self._files[path]
            return found, () if found else (self._unread(source, span),)
        try:
            if not self.workspace.is_file(path):
                return None, (self._missing(path, source, span),)
        except OutsideError:
            return None, (_outside(source, span),)
        try:
            self.workspace.read_bytes(path, MAXIMUM_BYTES)
            text = self.workspace.read_text(path)
        except OctavoError as error:
            self._files[path] = None
            return None, error.diagnostics
        reader = _Reader(path, printable(text))
        self._files[path] = file = reader.file()
        return file, tuple(reader.diagnostics)

    def _path(self, source: str, manuscript: str) -> str:
        if source in self.variables:
            return posixpath.normpath(self.variables[source])
        path = unquote(source)
        if path.startswith("/"):
            return posixpath.normpath("assets" + path)
        return posixpath.normpath(posixpath.join(posixpath.dirname(manuscript), path))

    def _missing(self, path: str, source: str, span: Span) -> Diagnostic:
        near = nearby(self.workspace, path, span.path)
        if "." not in posixpath.basename(source):
            near = nearest(source, self.variables) or near
        looked = f"looked for {path}"
        hint = f"did you mean “{near}”? ({looked})" if near else looked
        return diagnose("OCT260", f"no data file “{source}”", span, hint)

    def _unread(self, source: str, span: Span) -> Diagnostic:
        what = f"the data file “{source}” cannot be read, as told above"
        return diagnose("OCT260", what, span, f"mend what is told of {source} first")


def _is_address(source: str) -> bool:
    return source.startswith("//") or len(split_address(source).scheme) > 1


def _outside(source: str, span: Span) -> Diagnostic:
    return diagnose(
        "OCT102",
        f"“{source}” leads out of the publication",
        span,
        "copy the file into the folder of octavo.yaml and give its path there",
    )


class _Reader:
    """Reads one file and gathers its mistakes."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.diagnostics: list[Diagnostic] = []
        head_line = text.lstrip("\n").partition("\n")[0]
        outside_quotes = re.sub(r'"[^"]*"', "", head_line)
        self.delimiter = max(_DELIMITERS, key=outside_quotes.count)
        self._plain = re.compile(f"[^{self.delimiter}\n]*")

    def file(self) -> CsvFile | None:
        """Return the file; rows that are too short or too long are filled or cut, and told."""
        records = self._records()
        head = next(records, None)
        if head is None:
            self._tell("the file holds nothing", Place(1, 1), "give it a row of heads, and rows")
            return None
        heads = tuple(text for text, _ in head)
        self._check_heads(head)
        rows: list[tuple[str, ...]] = []
        lines: list[int] = []
        for record in records:
            if len(record) != len(heads):
                self._tell_ragged(record, len(heads))
            cells = tuple(text for text, _ in record)[: len(heads)]
            rows.append(cells + ("",) * (len(heads) - len(cells)))
            lines.append(record[0][1].line)
            if len(rows) * len(heads) > MAXIMUM_CELLS:
                message = f"the file has more than {MAXIMUM_CELLS} cells"
                self._tell(message, record[0][1], "keep the rows and columns that are printed")
                break
        return CsvFile(self.path, heads, tuple(rows), tuple(lines), self.delimiter)

    def _records(self) -> Iterator[list[tuple[str, Place]]]:
        """Yield the rows that are not empty, as cells with the places where they begin."""
        text, at, line, line_start = self.text, 0, 1, 0
        while at < len(text):
            record: list[tuple[str, Place]] = []
            while True:
                place = Place(line, at - line_start + 1)
                if text.startswith('"', at):
                    match = _QUOTED.match(text, at)
                    if match is None:
                        hint = 'close it with another “"”; a quote inside a cell is written “""”'
                        self._tell("this quotation mark is never closed", place, hint)
                        return
                    cell = match[1].replace('""', '"')
                    at = match.end()
                    if breaks := match[1].count("\n"):
                        line, line_start = line + breaks, text.rfind("\n", 0, at) + 1
                    rest = self._plain.match(text, at)
                    if rest and rest[0].strip():
                        after = Place(line, at - line_start + 1)
                        hint = "a quotation mark inside a cell in quotes is written twice"
                        self._tell("text stands after a closing quotation mark", after, hint)
                        cell += rest[0]
                    at = rest.end() if rest else at
                else:
                    plain = self._plain.match(text, at)
                    cell = plain[0] if plain else ""
                    at += len(cell)
                record.append((_SPACES.sub(" ", cell).strip(), place))
                if at < len(text) and text[at] == self.delimiter:
                    at += 1
                    continue
                break
            at, line, line_start = at + 1, line + 1, at + 1
            if len(record) > 1 or record[0][0]:
                yield record

    def _check_heads(self, head: list[tuple[str, Place]]) -> None:
        seen: set[str] = set()
        for text, place in head:
            if text and text in seen:
                message = f"two columns have the head “{text}”"
                self._tell(message, place, "give one of them another head", width=len(text))
            seen.add(text)

    def _tell_ragged(self, record: list[tuple[str, Place]], wanted: int) -> None:
        if len(record) > wanted:
            place = record[wanted][1]
        else:
            text, last = record[-1]
            place = Place(last.line, last.column + len(text))
        sign = {",": "comma", ";": "semicolon", "\t": "tab"}[self.delimiter]
        cells = "1 cell" if len(record) == 1 else f"{len(record)} cells"
        self._tell(
            f"this row has {cells} and the row of heads {wanted}",
            place,
            f"put quotes around a cell that holds a {sign}"
            if len(record) > wanted
            else f"add what is missing; an empty cell needs its {sign} as well",
        )

    def _tell(self, message: str, place: Place, *hints: str, width: int = 1) -> None:
        if len(self.diagnostics) < MAXIMUM_FINDINGS:
            span = Span(self.path, *place, width=width)
            self.diagnostics.append(diagnose("OCT261", message, span, *hints))


def unknown_column(name: str, heads: tuple[str, ...], span: Span, *more: str) -> Diagnostic:
    """Return the diagnostic of a column that a file does not have."""
    same = (head for head in heads if head.casefold() == name.casefold())
    near = nearest(name, heads) or next(same, "")
    shown = ", ".join(heads[:8]) + (", …" if len(heads) > 8 else "")
    hint = f"did you mean “{near}”?" if near else f"the columns are: {shown}"
    return diagnose("OCT262", f"no column “{name}”", span, hint, *more)
