"""Bylines: the people of a text in lines, the writers first and then a line for each role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup, escape

from octavo.locales import between
from octavo.model.people import WRITER, Person, by_role


@dataclass(frozen=True, slots=True)
class Byline:
    """A line that names people of one role: “Translated by Ada and Grace”.

    In ``words`` each name is a span of the class ``author``; ``affiliation`` is there where the
    line names one person alone.
    """

    role: str
    words: Markup
    affiliation: str = ""


def bylines(
    people: Iterable[Person], words: Mapping[str, str], lang: str, *, affiliations: bool = True
) -> tuple[Byline, ...]:
    """Return the lines that name these people, in the house words of the language.

    With ``affiliations`` those of a role stand in lines of their own as soon as one of them has
    an affiliation: in one line nobody could tell whose it is.
    """
    lines: list[Byline] = []
    for role, group in by_role(people).items():
        apart = affiliations and any(person.affiliation for person in group)
        for named in [(person,) for person in group] if apart else [group]:
            affiliation = named[0].affiliation if apart else ""
            lines.append(Byline(role, _words(role, named, words, lang), affiliation))
    return tuple(lines)


def _words(role: str, people: tuple[Person, ...], words: Mapping[str, str], lang: str) -> Markup:
    names = [Markup('<span class="author">{}</span>').format(person.name) for person in people]
    around = map(escape, between([person.name for person in people], lang))
    listed = Markup("").join(
        piece for pair in zip_longest(around, names, fillvalue=Markup("")) for piece in pair
    )
    said = words.get(f"role-{role}") or ("{names}" if role == WRITER else words["role-other"])
    return escape(said).replace("{names}", listed)
