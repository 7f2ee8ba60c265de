"""Dates as people write them, for the hint that says how Octavo reads them."""

from __future__ import annotations

import datetime
import re
from functools import cache

_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl")
_NUMBERS = re.compile(r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*[./-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:\.|er|st|nd|rd|th)?\s+(?:de\s+)?([^\W\d]+)\.?\s+(?:de\s+)?(\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


def date_hint(text: str) -> str:
    """Return how to write the date that a text means; where that is not certain, the form."""
    found = _meant(" ".join(text.split()))
    if found:
        return "write " + " or ".join(day.isoformat() for day in found)
    return "write year, month and day: 2026-01-15"


def _meant(text: str) -> list[datetime.date]:
    if match := _YEAR_FIRST.fullmatch(text):
        return _days((int(match[1]), int(match[2]), int(match[3])))
    if match := _NUMBERS.fullmatch(text):
        one, other, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == ".":
            return _days((year, other, one))
        # Day and month, as in most of the world; month and day, as in the United States.
        return _days((year, other, one), (year, one, other))
    if match := _DAY_FIRST.fullmatch(text):
        return _days((int(match[3]), _months().get(match[2].casefold(), 0), int(match[1])))
    if match := _MONTH_FIRST.fullmatch(text):
        return _days((int(match[3]), _months().get(match[1].casefold(), 0), int(match[2])))
    return []


def _days(*numbers: tuple[int, int, int]) -> list[datetime.date]:
    """Return the days that exist, each once."""
    days: dict[datetime.date, None] = {}
    for year, month, day in numbers:
        try:
            days[datetime.date(year, month, day)] = None
        except ValueError:
            continue
    return list(days)


@cache
def _months() -> dict[str, int]:
    """Return the months by their names, and the short forms of them."""
    from babel.dates import get_month_names

    return {
        name.strip(".").casefold(): number
        for lang in reversed(_LANGUAGES)
        for width in ("abbreviated", "wide")
        for number, name in get_month_names(width, locale=lang).items()
    }
