"""What octavo.yaml says, validated: publications, their people and their editions.

Keys are written in YAML with hyphens (``number-sections``), as Quarto and Pandoc users know them.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

_LANGUAGE_TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")
_ADDRESS = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


class Model(BaseModel):
    """A frozen model that refuses unknown keys and spells its keys with hyphens."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=_hyphens, validate_by_name=True
    )


def _text(value: object) -> object:
    """Take a number or a date for text, as an author means ``title: 1984``."""
    if isinstance(value, (int, float, datetime.date)) and not isinstance(value, bool):
        return str(value)
    return value


def _text_list(value: object) -> object:
    """Take one text for a list of one, and split ``a, b`` as blogs write keywords."""
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list):
        return tuple(_text(part) for part in value)
    return value


def _language(value: str) -> str:
    if not _LANGUAGE_TAG.fullmatch(value):
        raise ValueError("a language is written as a BCP 47 tag such as en-GB, fr or es")
    return value


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError("an address begins with https://, http:// or mailto:")
    return value


def _day(value: object) -> object:
    """Take the date out of a date with a time, which blogs write in their front matter."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, str) and (match := re.match(r"\d{4}-\d{2}-\d{2}(?=[T ])", value)):
        return match[0]
    return value


def _people(value: object) -> object:
    """Take one name, a list of names, or mappings with more about each."""
    if value is None:
        return ()
    entries = value if isinstance(value, list) else [value]
    return tuple({"name": entry} if isinstance(entry, str) else entry for entry in entries)


def _millimetres(value: object) -> object:
    if isinstance(value, str) and (match := _LENGTH.fullmatch(value.strip())):
        return float(match[1]) * _MILLIMETRES[match[2]]
    raise ValueError("a length is written as a number with mm, cm, in or pt, such as 3mm")


Name = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
Words = Annotated[str, BeforeValidator(_text)]
WordList = Annotated[tuple[str, ...], BeforeValidator(_text_list)]
Language = Annotated[str, AfterValidator(_language)]
Address = Annotated[str, AfterValidator(_address)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
Millimetres = Annotated[float, BeforeValidator(_millimetres)]


class Person(Model):
    """Somebody who wrote, edited or translated; ``role`` is a MARC relator code."""

    name: Name
    sort: Words = ""
    role: Annotated[str, Field(pattern=r"[a-z]{3}")] = "aut"
    affiliation: Words = ""
    orcid: Annotated[str, Field(pattern=r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")] | None = None
    url: Address | None = None
    biography: Words = ""


People = Annotated[tuple[Person, ...], BeforeValidator(_people)]


class Licence(Model):
    """The licence of the text."""

    name: Words
    url: Address | None = None


_KNOWN_LICENCES = {
    f"CC {kind} 4.0": f"https://creativecommons.org/licenses/{kind.lower()}/4.0/"
    for kind in ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
} | {"CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}


def _licence(value: object) -> object:
    if isinstance(value, str):
        return {"name": value, "url": _KNOWN_LICENCES.get(value)}
    return value


class Series(Model):
    """The series that a publication belongs to, and its place there."""

    title: Name
    position: Annotated[str, BeforeValidator(_text)] | None = None


def _isbn(value: object) -> object:
    """Check an ISBN-13 (ISO 2108) by its check digit; hyphens are kept as printed."""
    text = str(value)
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"97[89]\d{10}", digits):
        raise ValueError("an ISBN has 13 digits and begins with 978 or 979")
    if sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10:
        raise ValueError("the check digit of this ISBN is wrong; one of its digits is mistyped")
    return text


class EditionOptions(Model):
    """What a publication says about one of its editions."""

    isbn: Annotated[str, BeforeValidator(_isbn)] | None = None
    bleed: Millimetres | None = None


def _edition_options(value: object) -> object:
    """Take a list of names as well as a mapping of names to options."""
    if isinstance(value, list):
        return {name: {} for name in value}
    if isinstance(value, dict):
        return {name: {} if options is None else options for name, options in value.items()}
    return value


def _paths(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _variables(value: object) -> object:
    """Take one path for the file whose keys stand at the top, under the empty name."""
    return {"": value} if isinstance(value, str) else value


class Publication(Model):
    """One publication: what it is, what it holds, and in which editions it comes out."""

    name: Annotated[str, Field(pattern=r"[a-zA-Z0-9][a-zA-Z0-9._-]*")]
    title: Name
    subtitle: Words = ""
    authors: People = ()
    date: Day
    lang: Language = "en"
    publisher: Words = ""
    description: Words = ""
    keywords: WordList = ()
    rights: Words = ""
    license: Annotated[Licence, BeforeValidator(_licence)] | None = None
    series: Series | None = None
    identifier: Words = ""
    url: Address | None = None
    design: Annotated[str, Field(pattern=r"[a-z0-9-]+")] = "report"
    contents: Annotated[tuple[str, ...], BeforeValidator(_paths), Field(min_length=1)]
    imprint: str | None = None
    contributors: str | None = None
    bibliography: Annotated[tuple[str, ...], BeforeValidator(_paths)] = ()
    csl: str | None = None
    references: Literal["book", "chapter"] = "book"
    notes: Literal["page", "chapter", "book"] = "page"
    variables: Annotated[dict[str, str], BeforeValidator(_variables)] = {}
    abbreviations: str | dict[str, str] = {}
    glossary: str | None = None
    smart: bool = True
    list_of_figures: bool = False
    list_of_tables: bool = False
    numbering: Literal["book", "chapter"] = "book"
    number_sections: bool = False
    number_depth: Annotated[int, Field(ge=1, le=6)] = 3
    toc_depth: Annotated[int, Field(ge=1, le=6)] = 2
    editions: Annotated[
        dict[str, EditionOptions], BeforeValidator(_edition_options), Field(min_length=1)
    ] = {"screen": EditionOptions(), "print": EditionOptions(), "epub": EditionOptions()}

    @model_validator(mode="before")
    @classmethod
    def _author_or_authors(cls, data: Any) -> Any:  # noqa: ANN401  (pydantic hands over raw input)
        """Take ``author`` for ``authors``, the spelling that Pandoc knows."""
        if isinstance(data, dict) and "author" in data and "authors" not in data:
            data = dict(data)
            data["authors"] = data.pop("author")
        return data


class Project(Model):
    """The whole of octavo.yaml."""

    publications: dict[str, Publication] = Field(min_length=1)


class SectionRule(Model):
    """One section that a design sets before or after the chapters."""

    template: str
    matter: Literal["cover", "front", "body", "back"] = "front"
    side: Literal["any", "recto", "verso"] = "any"


class Design(Model):
    """The order of a publication's sections and their numbering: ``templates/designs/NAME.yaml``.

    ``front`` and ``back`` are the sections around the chapters; ``chapter`` is the template of
    the chapters; ``first_side`` and ``chapter_side`` the sides on which they begin;
    ``front_folios`` how the front matter is numbered: ``roman`` for numbers of its own, ``arabic``
    for one count through the whole publication.
    """

    front: tuple[SectionRule, ...] = ()
    back: tuple[SectionRule, ...] = ()
    chapter: str = "chapter"
    first_side: Literal["any", "recto", "verso"] = "recto"
    chapter_side: Literal["any", "recto", "verso"] = "any"
    front_folios: Literal["roman", "arabic"] = "arabic"
    stylesheets: tuple[str, ...] = ()


class Edition(Model):
    """One edition as the theme describes it: ``templates/editions.yaml``.

    ``variant`` is the folder under ``templates`` in which a section or component is looked for
    before the common one. ``cover``: the cover is part of the file.
    ``blanks``: blank pages are part of the file. ``tagged``: the file carries structure tags.
    ``paged``: page numbers can be printed in its text. ``bleed`` in millimetres.
    """

    name: str
    kind: Literal["pdf", "epub"]
    variant: str
    stylesheets: tuple[str, ...]
    suffix: str = ""
    cover: bool = True
    blanks: bool = False
    tagged: bool = True
    paged: bool = False
    bleed: Millimetres = 0.0
    isbn: str | None = None


class Author(Person):
    """A person in the front matter of a chapter, where blogs keep more than Octavo knows of."""

    model_config = ConfigDict(
        frozen=True, extra="allow", alias_generator=_hyphens, validate_by_name=True
    )


Authors = Annotated[tuple[Author, ...], BeforeValidator(_people)]


class FrontMatter(BaseModel):
    """The front matter of a chapter: what Octavo knows of it, and the rest for the templates."""

    model_config = ConfigDict(frozen=True, extra="allow")

    title: Words = ""
    subtitle: Words = ""
    authors: Authors = ()
    date: Day | None = None
    lang: Language | None = None
    abstract: Words = ""
    keywords: WordList = ()
    rights: Words = ""
    original_url: Address | None = None
