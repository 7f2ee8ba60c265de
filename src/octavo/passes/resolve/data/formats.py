"""Numbers, dates and lists as a language writes them (Unicode's locale data, through Babel)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from octavo.locales import locale_of

MAXIMUM_PATTERN = 40
_DATE_HINT = "a date is formatted by long, short, or a pattern such as MMMM y"
_NUMBER_HINT = "a number is formatted by a pattern such as 0, 0.0%, or #,##0"
_IN_QUOTES = re.compile("'[^']*'")
_NUMBER = re.compile(r"[^0-9#@]*[0-9,]*[0#@][0-9#@,]*(?:\.[0-9#,]*)?(?:E\+?[0-9]+)?[^0-9#@]*")
# Commas stand between groups of three digits; in India's way those before the last have two.
_GROUPS = re.compile(r"[^0-9#@,]*[0-9#@]+(?:,[0-9#@]{2,3})*,[0-9#@]{3}(?![0-9#@])[^,]*")
_GROUPING_HINT = "the comma groups digits (#,##0); decimals are written with a point: write {}"
# Unicode's letters for the parts of a day (UTS 35).
_DATE_FIELDS = frozenset("GyYuUQqMLwWdDFgEec")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DATE_WORDS = ("short", "medium", "long", "full")


class FormatError(ValueError):
    """A pattern cannot be used; ``hint`` says what one is like."""

    def __init__(self, pattern: str, hint: str) -> None:
        """Take the pattern as it was written."""
        super().__init__(f"“{pattern[:MAXIMUM_PATTERN]}” is not a pattern that can be used here")
        self.hint = hint


def number_text(
    value: Decimal, lang: str, pattern: str = "", *, grouped: bool | None = None
) -> str:
    """Return a number as the language writes it.

    Without a ``pattern`` (Unicode's number patterns: ``0.0%``, ``#,##0``) it keeps the decimals
    that it was written with, and digits are grouped from 10 000 on: a number of four digits is
    often a year, and reads well without. ``grouped`` decides that for all numbers of a column.
    Raises ``FormatError`` for a pattern that is none.
    """
    locale = locale_of(lang)
    if not pattern:
        decimals = max(0, -_exponent(value))
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        group = abs(value) >= 10_000 if grouped is None else grouped
        text = format_decimal(value, _read_pattern(pattern), locale, group_separator=group)
    else:
        text = _by_pattern(value, pattern, locale)
    # A hyphen is not a minus sign.
    return str(text).replace("-", "\u2212", 1) if value < 0 else str(text)


@lru_cache(maxsize=64)
def _read_pattern(pattern: str) -> NumberPattern:
    """Return a pattern as Babel reads it: the columns of a book have few."""
    return parse_pattern(pattern)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _by_pattern(value: Decimal, pattern: str, locale: Locale) -> str:
    if len(pattern) > MAXIMUM_PATTERN or not _is_number_pattern(pattern):
        raise FormatError(pattern, _NUMBER_HINT)
    if not _groups_digits(pattern):
        raise FormatError(pattern, _GROUPING_HINT.format(_with_point(pattern)))
    if pattern.endswith(("0%", "#%")):
        # With the space that the language sets before the sign.
        pattern = pattern[:-1] + _percent(locale)
    try:
        return str(format_decimal(value, pattern, locale))
    except Exception:
        raise FormatError(pattern, _NUMBER_HINT) from None


def _is_number_pattern(pattern: str) -> bool:
    """Tell whether a pattern has digits in one place only; Babel prints all others as words."""
    return all(_NUMBER.fullmatch(part) for part in _IN_QUOTES.sub("", pattern).split(";"))


def _groups_digits(pattern: str) -> bool:
    """Tell whether commas in a pattern group digits as people do: 0,0 is meant for 0.0."""
    parts = _IN_QUOTES.sub("", pattern).split(";")
    return all("," not in part or _GROUPS.fullmatch(part) for part in parts)


def _with_point(pattern: str) -> str:
    """Return what a pattern with a decimal comma may be meant for: 0.0 for 0,0."""
    meant = re.sub(r"(?<=[0-9#@]),(?=[0-9#]{1,2}(?![0-9#,.]))", ".", pattern)
    return meant if _groups_digits(meant) and _is_number_pattern(meant) else "0.0"


def group_all(values: Iterable[Decimal]) -> bool:
    """Tell whether a column's numbers are grouped: where one of them has five digits or more."""
    return any(abs(value) >= 10_000 for value in values)


def cell_texts(
    cells: Sequence[str],
    values: Sequence[Decimal | None],
    lang: str,
    pattern: str = "",
    more: Sequence[Decimal | None] = (),
) -> list[str]:
    """Return cells of a column as printed: numbers as the language writes them, all else as it is.

    ``values`` are the numbers that the cells hold, ``more`` others that are printed in their
    column. Raises ``FormatError`` for a pattern that is none.
    """
    grouped = group_all(value for value in (*values, *more) if value is not None)
    return [
        cell if value is None else number_text(value, lang, pattern, grouped=grouped)
        for cell, value in zip(cells, values, strict=True)
    ]


def date_text(value: datetime.date, lang: str, pattern: str = "") -> str:
    """Return a day as the language writes it, long by default.

    ``pattern`` is ``short``, ``medium``, ``long``, ``full`` or one of Unicode's date patterns
    (``MMMM y``). Raises ``FormatError`` for one that is none.
    """
    if pattern and pattern not in _DATE_WORDS:
        letters = set(re.findall(r"[A-Za-z]", re.sub(r"'[^']*'", "", pattern)))
        if len(pattern) > MAXIMUM_PATTERN or not letters or letters - _DATE_FIELDS:
            raise FormatError(pattern, _DATE_HINT)
    day = value.date() if isinstance(value, datetime.datetime) else value
    try:
        return format_date(day, pattern or "long", locale_of(lang))
    except Exception:
        raise FormatError(pattern, _DATE_HINT) from None


def printable(text: str) -> str:
    """Return a text without what no edition can show, and what takes the chart engine down.

    Escapes in YAML and JSON can make control characters and halves of surrogate pairs.
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def chart_locales(lang: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the number and the time locale of a language in the form that Vega's axes take.

    The keys are those of d3-format and d3-time-format, whose engine Vega is.
    """
    locale = locale_of(lang)
    symbols = locale.number_symbols.get("latn", {})
    numbers = {
        "decimal": symbols.get("decimal", "."),
        "thousands": symbols.get("group", ","),
        "grouping": [3],
        "currency": ["", ""],
        "minus": "\u2212",
        "percent": _percent(locale),
    }
    months, days = locale.months["stand-alone"], locale.days["stand-alone"]
    # CLDR counts days from Monday, d3 from Sunday.
    week = (6, 0, 1, 2, 3, 4, 5)
    times = {
        "dateTime": "%x, %X",
        "date": "%-d %B %Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": [days["wide"][day] for day in week],
        "shortDays": [days["abbreviated"][day] for day in week],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
    }
    return numbers, times


def _percent(locale: Locale) -> str:
    """Return the percent sign with the space that the language sets before it."""
    pattern = str(locale.percent_formats[None].pattern)
    return pattern.lstrip("#,0.;-") if pattern.endswith("%") else "%"
