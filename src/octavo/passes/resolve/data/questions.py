"""A shortcode as a question: where it stands, how its path is followed, its answer printed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NoReturn

from octavo.locales import listed
from octavo.model.book import Chapter
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import Value
from octavo.nearest import nearest
from octavo.passes.resolve.data.asked import Asked, Segment, read_shortcode
from octavo.passes.resolve.data.formats import (
    FormatError,
    date_text,
    number_text,
    printable,
)

AGGREGATES = ("sum", "mean", "min", "max", "count")
OPTIONS = ("format", "where", *AGGREGATES)
_TO_CSV = "take it out, or keep the numbers in a CSV file that `variables` names"
# Spellings of front matter, and the names under which it is kept.
_SPELLINGS = {"author": "authors", "description": "abstract", "tags": "keywords"}


class WrongError(Exception):
    """A value cannot be had; carries the diagnostics that say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        """Take what there is to tell."""
        super().__init__()
        self.diagnostics = diagnostics


class Question:
    """One shortcode: what it asks, where it stands, and how its answer is printed."""

    def __init__(self, node: Value, chapter: Chapter, lang: str) -> None:
        """Take a shortcode, the chapter that it stands in, and the language around it."""
        self.node = node
        self.chapter = chapter
        self.lang = lang
        self.asked: Asked = read_shortcode(node.source)

    def span(self, segment: Segment) -> Span:
        """Return the place of a part of the shortcode."""
        place = self.node.place
        width = max(1, len(segment.name))
        column = place.column + segment.offset
        return Span(self.chapter.source.path, place.line, column, width)

    @property
    def whole(self) -> Span:
        """Return the place of the shortcode."""
        width = max(1, len(self.node.source))
        return Span(self.chapter.source.path, *self.node.place, width=width)

    def unreadable(self) -> Diagnostic:
        """Return what there is to tell where the shortcode cannot be read."""
        at = Segment("", self.asked.wrong or 0)
        hint = (
            'name a value by its keys: {{< var data.seats >}}, {{< var data["Fair Wear"].seats >}}'
        )
        return diagnose("OCT264", "the name of the value cannot be read here", self.span(at), hint)

    def unknown_option(self, name: str) -> Diagnostic:
        """Return what there is to tell of an option that does not exist."""
        hint = near_name(name, OPTIONS) or f"the options are: {', '.join(OPTIONS)}"
        at = Segment(name, self.node.source.find(name, self.asked.path[-1].offset))
        return diagnose("OCT265", f"unknown option “{name}”", self.span(at), hint)

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
                    raise WrongError(
                        diagnose("OCT264", f"no entry {number} {where}", self.span(segment), hint)
                    )
                value = value[number]
            else:
                hint = "what stands before it is a single value, without keys"
                what = f"no key “{segment.name}” {where}"
                raise WrongError(diagnose("OCT264", what, self.span(segment), hint))
        return value

    def _key(self, data: Mapping[str, Any], segment: Segment, where: str) -> Any:  # noqa: ANN401
        for name in (segment.name, segment.name.replace("-", "_"), _SPELLINGS.get(segment.name)):
            if name is not None and name in data:
                return data[name]
        shown = ", ".join(list(map(str, data))[:8])
        hint = near_name(segment.name, list(map(str, data))) or f"the keys are: {shown}"
        what = f"no key “{segment.name}” {where}"
        raise WrongError(diagnose("OCT264", what, self.span(segment), hint))

    # ---------------------------------------------------------------- printing

    def printed(self, value: Any) -> str:  # noqa: ANN401
        """Return a value as the language writes it."""
        if aggregate := next((name for name in AGGREGATES if name in self.asked.options), None):
            self.refuse(f"“{aggregate}” is for the columns of a CSV file", aggregate, _TO_CSV)
        if "where" in self.asked.options:
            self.refuse("“where” is for the columns of a CSV file", "where", _TO_CSV)
        if isinstance(value, (list, tuple)):
            return listed([self.single(item) for item in value], self.lang)
        return self.single(value)

    def single(self, value: Any) -> str:  # noqa: ANN401
        """Return one value that is not a list."""
        pattern = self.asked.options.get("format", Segment("", 0))
        if isinstance(value, Mapping):
            if "name" in value:
                # A person, a licence.
                return self.single(value["name"])
            keys = ", ".join(list(map(str, value))[:8])
            raise WrongError(
                diagnose("OCT264", "this names several values", self.whole, f"name one of: {keys}")
            )
        if value is None or value == "":
            hint = "give it a value where it is written, or take the shortcode out"
            raise WrongError(diagnose("OCT264", "this value is empty", self.whole, hint))
        try:
            if isinstance(value, bool):
                return str(value).lower()
            if isinstance(value, datetime.date):
                return date_text(value, self.lang, pattern.name)
            if isinstance(value, (int, float)) and (number := _decimal(value)) is not None:
                return number_text(number, self.lang, pattern.name)
        except FormatError as error:
            raise WrongError(
                diagnose("OCT265", str(error), self.span(pattern), error.hint)
            ) from None
        if pattern.name:
            hint = "take “format” out, or write the value in digits or as a date: 2026-01-15"
            self.refuse(f"“{str(value)[:40]}” is no number and no date", "format", hint)
        return " ".join(printable(str(value)).split())

    def number(self, value: Decimal) -> str:
        """Return a number as the language and the shortcode's ``format`` write it."""
        pattern = self.asked.options.get("format", Segment("", 0))
        try:
            return number_text(value, self.lang, pattern.name)
        except FormatError as error:
            raise WrongError(
                diagnose("OCT265", str(error), self.span(pattern), error.hint)
            ) from None

    def refuse(self, message: str, option: str, hint: str) -> NoReturn:
        """Raise what is wrong with an option, at its place."""
        span = self.span(self.asked.options[option])
        raise WrongError(diagnose("OCT265", message, span, hint))


def _decimal(value: float) -> Decimal | None:
    """Return a number of YAML as a decimal, or None for one that cannot be printed."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 18:
        return None
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    return round(number, 15).normalize()


def near_name(name: str, known: Sequence[str]) -> str:
    """Return a hint with the name that is meant, or nothing."""
    near = nearest(name, known)
    return f"did you mean “{near}”?" if near else ""
