"""Values in the text: ``{{< meta key >}}`` and ``{{< var key >}}``, as the language writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from typing import Any, NoReturn

from octavo.model.book import Chapter
from octavo.model.content import Value, plain_text
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.publication import Publication
from octavo.naming import ascii_slug
from octavo.passes.resolve.data.asked import Asked, Segment, read_shortcode
from octavo.passes.resolve.data.csvfiles import CsvFile, CsvShelf, unknown_column
from octavo.passes.resolve.data.filters import FilterError, parse_filter
from octavo.passes.resolve.data.formats import FormatError, date_text, list_text, number_text
from octavo.passes.resolve.data.tables import filter_diagnostic
from octavo.passes.resolve.data.variables import Variables
from octavo.workspace import Workspace

AGGREGATES = ("sum", "mean", "min", "max", "count")
_OPTIONS = ("format", "where", *AGGREGATES)
_PUBLICATION = ("book", "publication")
# Spellings of front matter, and the names under which it is kept.
_SPELLINGS = {"author": "authors", "description": "abstract", "tags": "keywords"}


class _WrongError(Exception):
    """A value cannot be had; carries the diagnostics that say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__()
        self.diagnostics = diagnostics


class Values:
    """Looks up the values that the chapters of a publication name."""

    def __init__(self, publication: Publication, workspace: Workspace, shelf: CsvShelf) -> None:
        """Take the publication, the door to its files, and the CSV files already read."""
        self.publication = publication
        self.variables = Variables(publication.variables, workspace, shelf)

    def text(
        self, node: Value, chapter: Chapter, lang: str
    ) -> tuple[str | None, tuple[Diagnostic, ...]]:
        """Return the words that stand for a value in a chapter, and what was wrong.

        Without words the shortcode stays as it is written.
        """
        question = _Question(node, chapter, lang)
        try:
            if question.asked.wrong is not None:
                return None, (question.unreadable(),)
            for name, option in question.asked.options.items():
                if name not in _OPTIONS:
                    return None, (question.unknown_option(name, option),)
            if node.kind == "meta":
                return question.printed(self._metadata(question)), ()
            return self._variable(question)
        except _WrongError as error:
            return None, error.diagnostics

    # ---------------------------------------------------------------- metadata

    @cached_property
    def _publication(self) -> dict[str, Any]:
        return self.publication.model_dump()

    def _metadata(self, question: _Question) -> Any:  # noqa: ANN401  (YAML holds anything)
        path = question.asked.path
        publication = self._publication
        own = question.chapter.matter.model_dump()
        own = {key: value for key, value in own.items() if value not in ("", (), None)}
        own.setdefault("title", " ".join(plain_text(question.chapter.title).split()))
        first = path[0].name
        if first in _PUBLICATION and first not in own and len(path) > 1:
            return question.walk(publication, path[1:], "in octavo.yaml")
        whole = {**{key: value for key, value in publication.items() if value}, **own}
        return question.walk(whole, path, "in the front matter or in octavo.yaml")

    # --------------------------------------------------------------- variables

    def _variable(self, question: _Question) -> tuple[str | None, tuple[Diagnostic, ...]]:
        first = question.asked.path[0]
        root, exists, found = self.variables.root(first.name, question.span(first))
        if not exists:
            names = self.variables.names()
            hint = _near(first.name, names) or "name its file under `variables` in octavo.yaml"
            what = f"no variable “{first.name}”"
            raise _WrongError(diagnose("OCT264", what, question.span(first), hint))
        if root is None:
            return None, found
        rest = question.asked.path[1:]
        try:
            if isinstance(root, CsvFile):
                return _CsvQuestion(question, root).text(rest), found
            return question.printed(question.walk(root, rest, f"in “{first.name}”")), found
        except _WrongError as error:
            return None, (*found, *error.diagnostics)


class _Question:
    """One shortcode: what it asks, where it stands, and how its answer is printed."""

    def __init__(self, node: Value, chapter: Chapter, lang: str) -> None:
        self.node = node
        self.chapter = chapter
        self.lang = lang
        self.asked: Asked = read_shortcode(node.source)

    def span(self, segment: Segment) -> Span:
        place = self.node.place
        width = max(1, len(segment.name))
        column = place.column + segment.offset
        return Span(self.chapter.source.path, place.line, column, width)

    @property
    def whole(self) -> Span:
        width = max(1, len(self.node.source))
        return Span(self.chapter.source.path, *self.node.place, width=width)

    def unreadable(self) -> Diagnostic:
        at = Segment("", self.asked.wrong or 0)
        hint = (
            'name a value by its keys: {{< var data.seats >}}, {{< var data["Fair Wear"].seats >}}'
        )
        return diagnose("OCT264", "the name of the value cannot be read here", self.span(at), hint)

    def unknown_option(self, name: str, option: Segment) -> Diagnostic:
        hint = _near(name, _OPTIONS) or f"the options are: {', '.join(_OPTIONS)}"
        at = Segment(name, self.node.source.find(name, self.asked.path[-1].offset))
        return diagnose(
            "OCT265", f"unknown option “{name}”", self.span(at if name else option), hint
        )

    def walk(self, data: Any, path: Sequence[Segment], where: str) -> Any:  # noqa: ANN401
        """Follow a path into mappings and lists."""
        value = data
        for segment in path:
            if isinstance(value, Mapping):
                value = self._key(value, segment, where)
            elif isinstance(value, (list, tuple)) and segment.name.isdecimal():
                number = int(segment.name[:9])
                if number >= len(value):
                    hint = f"the list has {len(value)} entries, counted from 0"
                    raise _WrongError(
                        diagnose("OCT264", f"no entry {number} {where}", self.span(segment), hint)
                    )
                value = value[number]
            else:
                hint = "what stands before it is a single value, without keys"
                what = f"no key “{segment.name}” {where}"
                raise _WrongError(diagnose("OCT264", what, self.span(segment), hint))
        return value

    def _key(self, data: Mapping[str, Any], segment: Segment, where: str) -> Any:  # noqa: ANN401
        for name in (segment.name, segment.name.replace("-", "_"), _SPELLINGS.get(segment.name)):
            if name is not None and name in data:
                return data[name]
        shown = ", ".join(list(map(str, data))[:8])
        hint = _near(segment.name, list(map(str, data))) or f"the keys are: {shown}"
        what = f"no key “{segment.name}” {where}"
        raise _WrongError(diagnose("OCT264", what, self.span(segment), hint))

    # ---------------------------------------------------------------- printing

    def printed(self, value: Any) -> str:  # noqa: ANN401
        """Return a value as the language writes it."""
        if aggregate := next((name for name in AGGREGATES if name in self.asked.options), None):
            self.refuse(f"“{aggregate}” is for the columns of a CSV file", aggregate)
        if "where" in self.asked.options:
            self.refuse("“where” is for the columns of a CSV file", "where")
        if isinstance(value, (list, tuple)):
            return list_text([self.single(item) for item in value], self.lang)
        return self.single(value)

    def single(self, value: Any) -> str:  # noqa: ANN401
        pattern = self.asked.options.get("format", Segment("", 0))
        if isinstance(value, Mapping):
            if "name" in value:
                # A person, a licence.
                return self.single(value["name"])
            keys = ", ".join(list(map(str, value))[:8])
            raise _WrongError(
                diagnose("OCT264", "this names several values", self.whole, f"name one of: {keys}")
            )
        if value is None or value == "":
            raise _WrongError(diagnose("OCT264", "this value is empty", self.whole))
        try:
            if isinstance(value, bool):
                return str(value).lower()
            if isinstance(value, datetime.date):
                return date_text(value, self.lang, pattern.name)
            if isinstance(value, (int, float)) and (number := _decimal(value)) is not None:
                return number_text(number, self.lang, pattern.name)
        except FormatError as error:
            raise _WrongError(diagnose("OCT265", str(error), self.span(pattern))) from None
        if pattern.name:
            self.refuse(f"“{str(value)[:40]}” is no number and no date", "format")
        return " ".join(str(value).split())

    def number(self, value: Decimal) -> str:
        """Return a number as the language and the shortcode's ``format`` write it."""
        pattern = self.asked.options.get("format", Segment("", 0))
        try:
            return number_text(value, self.lang, pattern.name)
        except FormatError as error:
            raise _WrongError(diagnose("OCT265", str(error), self.span(pattern))) from None

    def refuse(self, message: str, option: str) -> NoReturn:
        """Raise what is wrong with an option, at its place."""
        raise _WrongError(diagnose("OCT265", message, self.span(self.asked.options[option])))


class _CsvQuestion:
    """A value from a CSV file: a cell by its row and column, or an aggregate of a column."""

    def __init__(self, question: _Question, file: CsvFile) -> None:
        self.question = question
        self.file = file

    def text(self, path: Sequence[Segment]) -> str:
        options = self.question.asked.options
        asked = [name for name in AGGREGATES if name in options]
        if len(asked) > 1:
            self.question.refuse(f"“{asked[0]}” and “{asked[1]}” cannot both be answered", asked[1])
        if asked:
            return self._aggregate(asked[0], path)
        if "where" in options:
            self.question.refuse("“where” chooses rows for sum, mean, min, max or count", "where")
        if len(path) != 2:
            raise _WrongError(
                diagnose(
                    "OCT264",
                    "a value of a CSV file has a row and a column",
                    self.question.whole,
                    "write file.row.column (the row by its first cell), or file.column sum",
                )
            )
        return self._cell(*path)

    def _cell(self, row: Segment, column: Segment) -> str:
        index = self._column(column)
        names = self.file.cells(0)
        found = [number for number, name in enumerate(names) if name == row.name]
        wanted = ascii_slug(row.name)
        if not found and wanted:
            found = [number for number, name in enumerate(names) if ascii_slug(name) == wanted]
        if len(found) > 1:
            lines = ", ".join(str(self.file.lines[number]) for number in found[:5])
            raise _WrongError(
                diagnose(
                    "OCT264",
                    f"{len(found)} rows are called “{row.name}”",
                    self.question.span(row),
                    f"they are in lines {lines} of {self.file.path}; give the first cell of "
                    "each row a name of its own",
                )
            )
        if not found:
            slugs = [ascii_slug(name) for name in names]
            near = _near(row.name, names) or _near(wanted, slugs)
            hint = near or f"rows are named by “{self.file.heads[0]}”"
            what = f"no row “{row.name}” in {self.file.path}"
            raise _WrongError(diagnose("OCT264", what, self.question.span(row), hint))
        cell = self.file.rows[found[0]][index]
        number = self.file.number(cell)
        if number is not None:
            return self.question.number(number)
        if not cell:
            line = self.file.lines[found[0]]
            hint = f"the row is in line {line} of {self.file.path}"
            raise _WrongError(diagnose("OCT264", "this cell is empty", self.question.whole, hint))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
            try:
                return self.question.single(datetime.date.fromisoformat(cell))
            except ValueError:
                pass
        return self.question.single(cell)

    def _column(self, segment: Segment) -> int:
        index = self.file.column(segment.name)
        if index is not None:
            return index
        slug = ascii_slug(segment.name)
        for number, head in enumerate(self.file.heads):
            if slug and ascii_slug(head) == slug:
                return number
        raise _WrongError(
            unknown_column(segment.name, self.file.heads, self.question.span(segment))
        )

    def _aggregate(self, name: str, path: Sequence[Segment]) -> str:
        rows = self._rows()
        if not path and name == "count":
            return self.question.number(Decimal(len(rows)))
        if len(path) != 1:
            raise _WrongError(
                diagnose(
                    "OCT264",
                    f"“{name}” takes one column",
                    self.question.whole,
                    f"write file.column {name}",
                )
            )
        index = self._column(path[0])
        cells = [row[index] for row in rows if row[index]]
        if name == "count":
            return self.question.number(Decimal(len(cells)))
        numbers = [number for cell in cells if (number := self.file.number(cell)) is not None]
        if len(numbers) < len(cells):
            cell = next(cell for cell in cells if self.file.number(cell) is None)
            self.question.refuse(f"“{name}” needs numbers, and “{cell[:40]}” is none", name)
        if not numbers and name != "sum":
            self.question.refuse(f"no row is left for “{name}”", name)
        return self.question.number(_aggregated(name, numbers))

    def _rows(self) -> Sequence[tuple[str, ...]]:
        where = self.question.asked.options.get("where")
        if where is None:
            return self.file.rows
        try:
            test = parse_filter(where.name, self.file)
        except FilterError as error:
            span = self.question.span(Segment(" ", where.offset + error.offset))
            raise _WrongError(filter_diagnostic(error, self.file, span)) from None
        return [row for row in self.file.rows if test(row)]


def _aggregated(name: str, numbers: Sequence[Decimal]) -> Decimal:
    match name:
        case "sum":
            return sum(numbers, Decimal())
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
    mean = round(sum(numbers, Decimal()) / len(numbers), 2).normalize()
    # 1E+1 is 10.
    return mean.quantize(Decimal(1)) if mean == mean.to_integral_value() else mean


def _decimal(value: float) -> Decimal | None:
    """Return a number of YAML as a decimal, or None for one that cannot be printed."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 18:
        return None
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    return round(number, 15).normalize()


def _near(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean “{near[0]}”?" if near else ""
