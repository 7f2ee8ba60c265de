"""Who made a publication or one of its texts, and how their names are taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from octavo.model.people import EDITOR, WRITER, Person, each_once, writers_among
from octavo.model.site import PublicationRecord, TextRecord
from octavo.writers.web.lines import line

_TRANSLATOR = "trl"

# “Editors, The” says where a name is sorted, not that somebody is called The.
_ARTICLES = frozenset("the der die das les la las los el".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written, and its parts, which are empty where nobody has told them."""

    literal: str
    family: str = ""
    given: str = ""

    @property
    def inverted(self) -> str:
        """Return the name as lists have it: “Example, Ada”, or as it is written."""
        return f"{self.family}, {self.given}" if self.family else self.literal


def name_of(person: Person) -> Name:
    """Return the name of a person with the parts that ``sort`` tells: “Family, Given”.

    Taking apart what nobody has taken apart would be guesswork (The editors; Gabriel García
    Márquez). A particle between the parts (Ludwig van Beethoven, sorted as “Beethoven, Ludwig”)
    goes with the given name. A sort name whose parts are not those of the name tells nothing.
    """
    literal = line(person.name)
    family, comma, given = (part.strip() for part in line(person.sort).partition(","))
    first = given.split(" ")[0].casefold()
    if not (comma and family and given) or "," in given or first in _ARTICLES:
        return Name(literal)
    if match := re.fullmatch(rf"(\S.*)\s{re.escape(family)}", literal, re.IGNORECASE):
        return Name(literal, family, match[1].strip())
    if literal.casefold() in (f"{family} {given}".casefold(), f"{family}{given}".casefold()):
        return Name(literal, family, given)
    return Name(literal)


def names_of(people: Iterable[Person]) -> tuple[Name, ...]:
    """Return the names of people in their order; nobody without one."""
    return tuple(name for name in map(name_of, people) if name.literal)


@dataclass(frozen=True, slots=True)
class Makers:
    """Who made a publication.

    ``authors`` are its authors; where it names no author and no editor, all its creators.
    ``authors_of_whole`` are they in so far as they are more than the authors of its parts: a
    collection that names nobody has the authors of its texts for its own, but they did not write
    each of the others, and do not stand before the title that their texts are in. ``by_name`` are
    all who had a part in it.
    """

    authors: tuple[Person, ...]
    editors: tuple[Person, ...]
    translators: tuple[Person, ...]
    authors_of_whole: tuple[Person, ...]
    by_name: Mapping[str, Person]


class _Same:
    """A record as the key of a cache: the record itself, as comparing all its texts takes long."""

    __slots__ = ("record",)

    def __init__(self, record: PublicationRecord) -> None:
        self.record = record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.record is other.record

    def __hash__(self) -> int:
        return id(self.record)


def makers_of(record: PublicationRecord) -> Makers:
    """Return who made a publication."""
    return _makers(_Same(record))


@lru_cache(maxsize=4)  # asked for each of a thousand texts, and found by looking at all of them
def _makers(same: _Same) -> Makers:
    record = same.record
    people = each_once((*record.creators, *record.contributors))
    editors = tuple(one for one in people if one.role == EDITOR)
    writers = tuple(one for one in record.creators if one.role == WRITER)
    authors = writers or (() if editors else record.creators)
    single = {line(one.name) for text in record.texts for one in text.authors}
    is_by_its_parts = all(line(one.name) in single for one in authors)
    return Makers(
        authors=authors,
        editors=editors,
        translators=translators_among(people, authors),
        authors_of_whole=() if record.genre == "collection" and is_by_its_parts else authors,
        by_name={line(one.name): one for one in reversed(people)},
    )


def authors_of_text(record: PublicationRecord, text: TextRecord) -> tuple[Person, ...]:
    """Return the authors of a text: those it names, else those of the whole publication."""
    return writers_among(text.authors) or makers_of(record).authors_of_whole


def translators_among(people: Iterable[Person], authors: Iterable[Person]) -> tuple[Person, ...]:
    """Return the translators; those who stand for the authors, as nobody else is named, do not."""
    known = {line(one.name) for one in authors}
    found = each_once(one for one in people if one.role == _TRANSLATOR)
    return tuple(one for one in found if line(one.name) not in known)
