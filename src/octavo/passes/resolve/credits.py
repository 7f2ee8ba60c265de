"""Credits: the chapter that tells who wrote what, with a biography for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from octavo.model.book import Chapter
from octavo.model.content import Block, Division, Heading, Item, List, Paragraph, line_of
from octavo.model.diagnostic import START, Diagnostic, Place
from octavo.model.inlines import NO_ATTRIBUTES, Attributes, Inline, Link, Text
from octavo.model.people import WRITER, Person, is_by
from octavo.naming import ascii_slug, unique_name
from octavo.passes.resolve.apparatus import apparatus
from octavo.passes.resolve.collation import Collation
from octavo.passes.resolve.fragments import ParseInlines, words_and_links


class Biography(NamedTuple):
    """A biography as written, with the file and the place at which its text begins."""

    text: str = ""
    path: str = ""
    place: Place = START


_NONE = Biography()


@dataclass(slots=True)
class _Part:
    """The part that somebody had in a chapter: one role or several."""

    chapter: Chapter
    roles: list[str]


@dataclass(slots=True)
class _Credit:
    """A person with the chapters that the person wrote, or had a part in."""

    person: Person
    key: str
    biography: Biography = _NONE
    parts: list[_Part] = field(default_factory=list)


class Credits:
    """Who wrote which chapters of a book."""

    def __init__(self, lang: str) -> None:
        """Begin without anybody; ``lang`` is the language of the book."""
        self.lang = lang
        self.diagnostics: list[Diagnostic] = []
        self._credits: dict[str, _Credit] = {}
        self._known_as: dict[str, _Credit] = {}

    def add(self, person: Person, chapter: Chapter, biography: Biography) -> None:
        """Note what somebody wrote; the same key, ORCID or name is the same person."""
        names = [f"name {person.name.casefold()}"]
        names += [f"key {person.key}"] if person.key else []
        names += [f"orcid {person.orcid}"] if person.orcid else []
        credit = next((self._known_as[name] for name in names if name in self._known_as), None)
        if credit is None:
            wanted = f"contributor-{ascii_slug(person.key or person.name) or 'person'}"
            credit = _Credit(person, unique_name(wanted, self._credits))
            self._credits[credit.key] = credit
        self._known_as |= dict.fromkeys(names, credit)
        if credit.parts and credit.parts[-1].chapter is chapter:
            credit.parts[-1].roles.append(person.role)
        else:
            credit.parts.append(_Part(chapter, [person.role]))
        if biography.text and not credit.biography.text:
            credit.person, credit.biography = person, biography

    def part(
        self,
        parse_inlines: ParseInlines,
        words: Mapping[str, str],
        path: str,
        places: Mapping[str, Place],
        authors: Iterable[Person],
    ) -> Chapter | None:
        """Return the chapter of the contributors of a file ``path``, in the order of their names.

        ``places`` tells where in the file the entry of each key stands; ``authors`` are those of
        the whole book. None where nothing is known of anybody that a byline does not say.
        """
        people = list(self._credits.values())
        if not any(credit.person.key or credit.biography.text for credit in people):
            return None
        order = Collation(self.lang)
        people.sort(key=lambda credit: order.key(credit.person.sort or credit.person.name))
        # Of those who wrote it all, the list of essays would be the contents once more.
        with_essays = not is_by(authors, (credit.person for credit in people))
        blocks = tuple(
            self._person(credit, parse_inlines, words, with_essays=with_essays) for credit in people
        )
        at = {
            credit.key: places[credit.person.key]
            for credit in people
            if credit.person.key in places
        }
        return apparatus(
            "contributors", words.get("contributors", "Contributors"), blocks, path, at
        )

    def _person(
        self,
        credit: _Credit,
        parse_inlines: ParseInlines,
        words: Mapping[str, str],
        *,
        with_essays: bool,
    ) -> Division:
        person, key = credit.person, credit.key
        name = Heading(key=f"{key}-name", level=2, children=(Text(text=person.name),))
        blocks: list[Block] = [name]
        if person.affiliation:
            text = Text(text=person.affiliation)
            blocks.append(_line(f"{key}-affiliation", "affiliation", text))
        blocks += self._biography(credit, parse_inlines)
        if links := _links_of(person):
            blocks.append(_line(f"{key}-links", "contributor-links", *links))
        if with_essays:
            blocks.append(self._essays(credit, words))
        attributes = Attributes(classes=("contributor",))
        return Division(attributes=attributes, key=key, children=tuple(blocks))

    def _biography(self, credit: _Credit, parse_inlines: ParseInlines) -> list[Block]:
        """Return the paragraphs of a biography; what has no place in one is told and left out."""
        text, path, start = credit.biography
        paragraphs: list[Block] = []
        offset = 0
        for piece in re.split(r"(\n[ \t]*\n\s*)", text):
            if piece.strip():
                place = Place(start.line + offset, start.column)
                where = f"the biography of {credit.person.name}"
                children, found = words_and_links(piece.strip(), path, place, parse_inlines, where)
                self.diagnostics += found
                key = f"{credit.key}-{len(paragraphs) + 1}"
                paragraphs.append(Paragraph(place, key=key, children=children))
            offset += piece.count("\n")
        return paragraphs

    def _essays(self, credit: _Credit, words: Mapping[str, str]) -> List:
        """Return the list of the chapters that somebody wrote or had a part in, as links."""
        items = tuple(
            Item(
                key=f"{credit.key}-essay-{number}",
                children=(Paragraph(children=self._essay(part, words), tight=True),),
            )
            for number, part in enumerate(credit.parts, 1)
        )
        attributes = Attributes(classes=("contributor-essays",))
        return List(attributes=attributes, key=f"{credit.key}-essays", items=items)

    def _essay(self, part: _Part, words: Mapping[str, str]) -> tuple[Inline, ...]:
        """Return a link to a chapter; behind it stands what a part in it is called: “(editing)”."""
        link = self._link_to(part.chapter)
        if WRITER in part.roles:
            return (link,)
        names = dict.fromkeys(words.get(f"part-{role}", "") for role in part.roles)
        named = ", ".join(filter(None, names))
        return (link, Text(text=f" ({named})")) if named else (link,)

    def _link_to(self, chapter: Chapter) -> Link:
        href = "/" + quote(chapter.source.path)
        if chapter.identifier:
            href += "#" + quote(chapter.identifier)
        lang = chapter.matter.lang or self.lang
        # The title is set, and read aloud, by the rules of its own language.
        attributes = NO_ATTRIBUTES if lang == self.lang else Attributes(pairs=(("lang", lang),))
        return Link(attributes=attributes, href=href, children=(Text(text=line_of(chapter.title)),))


def _line(key: str, name: str, *inlines: Inline) -> Paragraph:
    return Paragraph(attributes=Attributes(classes=(name,)), key=key, children=inlines)


def _links_of(person: Person) -> list[Inline]:
    """Return the links of a person, with the addresses as their words, as paper needs them."""
    addresses = [f"https://orcid.org/{person.orcid}"] if person.orcid else []
    addresses += [person.url] if person.url else []
    links: list[Inline] = []
    for address in addresses:
        words = address.partition("://")[2] or address.removeprefix("mailto:")
        links += [Text(text=" · ")] if links else []
        links.append(Link(href=address, children=(Text(text=words.rstrip("/")),)))
    return links
