"""What octavo.yaml says, validated: publications, their people and their editions.

Keys are written in YAML with hyphens (``number-sections``), as Quarto and Pandoc users know them.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from octavo.model.fields import (
    Address,
    Day,
    Language,
    Line,
    Millimetres,
    Model,
    Name,
    WebAddress,
    WordList,
    Words,
    as_text,
)
from octavo.model.people import People

Genre = Literal["report", "collection", "book"]


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
    position: Annotated[str, BeforeValidator(as_text)] | None = None


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
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return {name: {} for name in value}
    if isinstance(value, dict):
        return {name: {} if options is None else options for name, options in value.items()}
    return value


def _paths(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _variables(value: object) -> object:
    """Take one path for the file whose keys stand at the top, under the empty name."""
    return {"": value} if isinstance(value, str) else value


# Keys of a publication that may also be written as Pandoc knows them.
OTHER_SPELLINGS = {"author": "authors", "lof": "list-of-figures", "lot": "list-of-tables"}
# A word with hyphens where it may be divided.
_DIVIDED = r"^[^\W\d_]+(-[^\W\d_]+)*$"
_EDITIONS = ("screen", "print", "epub", "web")


# What the folder of the web edition holds beside a folder for each publication.
SITE_NAMES = frozenset(
    "assets downloads search index.html search.html feed.xml sitemap.xml robots.txt "
    "manifest.json".split()
)


def _publication_name(value: str) -> str:
    if value.lower() in SITE_NAMES or re.fullmatch(r"sitemap-\d+\.xml", value.lower()):
        raise ValueError(f"“{value}” is taken in the folder of the web edition; name it otherwise")
    return value


class Publication(Model):
    """One publication: what it is, what it holds, and in which editions it comes out."""

    name: Annotated[
        str, Field(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9._-]*$"), AfterValidator(_publication_name)
    ]
    title: Name
    subtitle: Words = ""
    authors: People = ()
    date: Day
    embargo: Day | None = None
    lang: Language = "en"
    publisher: Words = ""
    description: Words = ""
    keywords: WordList = ()
    rights: Line = ""
    license: Annotated[Licence, BeforeValidator(_licence)] | None = None
    series: Series | None = None
    identifier: Words = ""
    url: Address | None = None
    quotation: Line = ""
    design: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")] = "report"
    contents: Annotated[tuple[str, ...], BeforeValidator(_paths), Field(min_length=1)]
    imprint: str | None = None
    contributors: str | None = None
    bibliography: Annotated[tuple[str, ...], BeforeValidator(_paths)] = ()
    csl: str | None = None
    references: Literal["book", "chapter"] = "book"
    notes: Literal["page", "chapter", "book"] = "page"
    variables: Annotated[dict[str, str], BeforeValidator(_variables)] = Field(default_factory=dict)
    abbreviations: str | dict[str, str] = Field(default_factory=dict)
    glossary: str | None = None
    smart: bool = True
    hyphenation: tuple[Annotated[str, Field(pattern=_DIVIDED)], ...] = ()
    list_of_figures: bool = False
    list_of_tables: bool = False
    numbering: Literal["book", "chapter"] = "book"
    number_sections: bool = False
    number_depth: Annotated[int, Field(ge=1, le=6)] = 3
    toc_depth: Annotated[int, Field(ge=1, le=6)] = 2
    editions: Annotated[
        dict[str, EditionOptions], BeforeValidator(_edition_options), Field(min_length=1)
    ] = Field(default_factory=lambda: dict.fromkeys(_EDITIONS, EditionOptions()))

    @model_validator(mode="before")
    @classmethod
    def _spellings(cls, data: Any) -> Any:  # noqa: ANN401  (pydantic hands over raw input)
        """Take the spellings that Pandoc knows for ours."""
        if not isinstance(data, dict):
            return data
        return {
            OTHER_SPELLINGS.get(key, key) if OTHER_SPELLINGS.get(key) not in data else key: value
            for key, value in data.items()
        }


class Site(Model):
    """What the page to download from says of itself; ``url`` is where its folder is published."""

    title: Words = ""
    description: Words = ""
    lang: Language | None = None
    url: WebAddress | None = None


class SiteFacts(NamedTuple):
    """What every page of the web edition says of the site that it belongs to.

    ``base`` is the absolute address of its folder, "" where not known.
    """

    title: str
    lang: str
    base: str


class Project(Model):
    """The whole of octavo.yaml; ``contributors`` is the file of all publications without one."""

    contributors: str | None = None
    site: Site = Site()
    publications: dict[str, Publication] = Field(min_length=1)

    def site_facts(self) -> SiteFacts:
        """Return title, language and address of the site.

        Where none is given the title is the publisher's, if there is one, else that of the first
        publication, and the language that of the first.
        """
        first, *_ = self.publications.values()
        publishers = {one.publisher for one in self.publications.values() if one.publisher}
        title = self.site.title or (publishers.pop() if len(publishers) == 1 else first.title)
        return SiteFacts(title, self.site.lang or first.lang, self.site.url or "")

    @field_validator("publications")
    @classmethod
    def _told_apart(cls, publications: dict[str, Publication]) -> dict[str, Publication]:
        """Refuse names that differ in letter case only: they would share files and folders."""
        known: dict[str, str] = {}
        for name in publications:
            other = known.setdefault(name.casefold(), name)
            if other != name:
                raise ValueError(f"“{other}” and “{name}” differ in letter case only; rename one")
        return publications


class SectionRule(Model):
    """One section that a design sets before or after the chapters.

    ``paged``: it stands only in editions that have pages.
    """

    template: str
    matter: Literal["cover", "front", "body", "back"] = "front"
    side: Literal["any", "recto", "verso"] = "any"
    paged: bool = False


class Design(Model):
    """The order of a publication's sections and their numbering: ``templates/designs/NAME.yaml``.

    ``front`` and ``back`` are the sections around the chapters; ``chapter`` is the template of
    the chapters; ``first_side``, ``part_side`` and ``chapter_side`` the sides on which the first
    of them, parts, and all others begin;
    ``drop_caps`` whether the first letter of a chapter's text is a large one;
    ``front_folios`` how the front matter is numbered: ``roman`` for numbers of its own, ``arabic``
    for one count through the whole publication; ``genre`` is what a publication of this design is
    cited as: the chapters of a ``collection`` are works of their own authors.
    """

    front: tuple[SectionRule, ...] = ()
    back: tuple[SectionRule, ...] = ()
    chapter: str = "chapter"
    first_side: Literal["any", "recto", "verso"] = "recto"
    part_side: Literal["any", "recto", "verso"] = "recto"
    chapter_side: Literal["any", "recto", "verso"] = "any"
    front_folios: Literal["roman", "arabic"] = "arabic"
    drop_caps: bool = False
    genre: Genre = "book"
    stylesheets: tuple[str, ...] = ()


class Edition(Model):
    """One edition as the theme describes it: ``templates/editions.yaml``.

    ``variant`` are the folders under ``templates`` in which a section or component is looked for
    before the common one, the nearest first; ``without`` the sections of a design that the edition
    does not have, ``at_end`` those that stand behind the text in it. ``cover``: the cover is part
    of the file.
    ``blanks``: blank pages are part of the file. ``tagged``: the file carries structure tags.
    ``paged``: page numbers can be printed in its text. ``bleed`` in millimetres. ``formats`` are
    what ``when-format`` calls it besides its kind.
    """

    name: str
    kind: Literal["pdf", "epub", "web"]
    formats: tuple[str, ...] = ()
    variant: Annotated[tuple[str, ...], BeforeValidator(_paths)]
    without: tuple[str, ...] = ()
    at_end: tuple[str, ...] = ()
    stylesheets: tuple[str, ...]
    suffix: str = ""
    cover: bool = True
    blanks: bool = False
    tagged: bool = True
    paged: bool = False
    bleed: Millimetres = 0.0
    isbn: str | None = None
