"""What the keys of octavo.yaml and of front matter have in common: the kinds of their values."""

from __future__ import annotations

import contextlib
import datetime
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from octavo.model.content import on_one_line

_LANGUAGE_TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")
_ADDRESS = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=[T ]|$)")
_DAY_FIRST = re.compile(r"(?:\w+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\.?\s+(\w+)\.?,?\s+(\d{4})\b.*")
_MONTH_FIRST = re.compile(r"(?:\w+,?\s+)?(\w+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b.*")
_MONTHS = (
    "january february march april may june july august september october november december"
).split()


def hyphens(name: str) -> str:
    """Return a field's name as it is written in YAML."""
    return name.replace("_", "-")


class Model(BaseModel):
    """A frozen model that refuses unknown keys and spells its keys with hyphens."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=hyphens, validate_by_name=True
    )


def as_text(value: object) -> object:
    """Take a number or a date for text, as an author means ``title: 1984``."""
    if isinstance(value, (int, float, datetime.date)) and not isinstance(value, bool):
        return str(value)
    return value


def as_text_list(value: object) -> object:
    """Take one text for a list of one, and split ``a, b`` as blogs write keywords."""
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list):
        return tuple(as_text(part) for part in value)
    return value


def _language(value: str) -> str:
    value = value.replace("_", "-")
    if not _LANGUAGE_TAG.fullmatch(value):
        raise ValueError("a language is written as a BCP 47 tag such as en-GB, fr or es")
    return value


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError("an address begins with https://, http:// or mailto:")
    return value


def _web_address(value: str) -> str:
    """Take the address of a folder, which ends in a slash."""
    if not _address(value).lower().startswith(("http://", "https://")):
        raise ValueError("an address begins with https:// or http://")
    return value.rstrip("/") + "/"


def _day(value: object) -> object:
    """Take the day that the author wrote out of a date with a time, or with its month in words.

    The time zone says where the author's day was; the day itself is not moved to another zone.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    day = _written_day(value.strip()) if isinstance(value, str) else None
    with contextlib.suppress(ValueError):
        if day is not None:
            return datetime.date(*day)
    # Not left to pydantic, which takes numbers for seconds since 1970.
    raise PydanticCustomError("date_form", "a date is a day such as 2020-08-27")


def _written_day(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a date in words or digits, None where its order is a guess."""
    if match := _ISO_DAY.match(text):
        return int(match[1]), int(match[2]), int(match[3])
    if (match := _DAY_FIRST.fullmatch(text)) and (month := _month(match[2])):
        return int(match[3]), month, int(match[1])
    if (match := _MONTH_FIRST.fullmatch(text)) and (month := _month(match[1])):
        return int(match[3]), month, int(match[2])
    return None


def _month(word: str) -> int:
    """Return the number of a month's English name or its beginning, 0 where it is none."""
    found = [name for name in _MONTHS if len(word) > 2 and name.startswith(word.lower())]
    return _MONTHS.index(found[0]) + 1 if found else 0


def _millimetres(value: object) -> object:
    if isinstance(value, str) and (match := _LENGTH.fullmatch(value.strip())):
        return float(match[1]) * _MILLIMETRES[match[2]]
    raise ValueError("a length is written as a number with mm, cm, in or pt, such as 3mm")


Name = Annotated[str, BeforeValidator(as_text), Field(min_length=1)]
Words = Annotated[str, BeforeValidator(as_text)]
# Words that are printed as one paragraph, however many lines they were written on.
Line = Annotated[Words, AfterValidator(on_one_line)]
WordList = Annotated[tuple[str, ...], BeforeValidator(as_text_list)]
Language = Annotated[str, AfterValidator(_language)]
Address = Annotated[str, AfterValidator(_address)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
Millimetres = Annotated[float, BeforeValidator(_millimetres)]
