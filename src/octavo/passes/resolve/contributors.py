"""Contributors: people told once in a file, and looked up by the chapters that they wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from octavo.model.book import Chapter
from octavo.model.diagnostic import Diagnostic, OctavoError, Place, Span, diagnose
from octavo.model.people import PERSON_SPELLINGS, Author, Person
from octavo.model.publication import Publication
from octavo.nearest import nearest
from octavo.passes.resolve.credits import Biography, Credits
from octavo.passes.resolve.fragments import ParseInlines
from octavo.workspace import CONFIGURATION, Workspace
from octavo.yamlplaces import KeyPath, Yaml, explain, load_yaml

_ENTRY = TypeAdapter(dict[str, Person])
_PERSON_KEYS = [*Person.model_fields, *(PERSON_SPELLINGS["url"])]
_KNOWN: dict[KeyPath, list[str]] = {("*",): _PERSON_KEYS}
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\d?[+-]?(?:[ \t]+#.*)?$")


class Contributors:
    """The contributors of a publication: those of its file, and those whom its chapters name."""

    def __init__(self, publication: Publication, workspace: Workspace) -> None:
        """Read the file that the publication names; its mistakes are in ``diagnostics``.

        A file that is not there has been told where octavo.yaml names it.
        """
        self.path = publication.contributors or ""
        self.diagnostics: list[Diagnostic] = []
        self.people: dict[str, Person] = {}
        self.by_name: dict[str, Person] = {}
        self.yaml = Yaml()
        self.lines: list[str] = []
        self.credits = Credits(publication.lang)
        if self.path and workspace.exists(self.path):
            self._read(workspace)

    # --------------------------------------------------------------- reading

    def _read(self, workspace: Workspace) -> None:
        try:
            text = workspace.read_text(self.path)
        except OctavoError as error:
            self.diagnostics += error.diagnostics
            return
        self.lines = text.split("\n")
        self.yaml = load_yaml(text, self.path)
        self.diagnostics += self.yaml.diagnostics
        data = self.yaml.data
        if isinstance(data, dict):
            for key, entry in data.items():
                self._entry(key, entry)
        elif data is not None:
            self.diagnostics.append(
                diagnose(
                    "OCT004",
                    "the contributors are not a mapping of keys to people",
                    Span(self.path, *self.yaml.place(())),
                    "write for each a key of your own: ada: {name: Ada Example}",
                )
            )

    def _entry(self, key: str, entry: object) -> None:
        try:
            person = _ENTRY.validate_python({key: entry})[key].under(key)
        except ValidationError as error:
            self.diagnostics += explain(
                error, self.yaml, self.path, known=_KNOWN, spellings=PERSON_SPELLINGS
            )
            return
        self.people[key] = person
        self.by_name.setdefault(person.name, person)

    # ------------------------------------------------------------ looking up

    def named(self, publication: Publication) -> Publication:
        """Return the publication with the keys among its authors looked up."""
        authors = tuple(
            person if entry is None else Person.model_construct(None, **_facts(entry, person))
            for person in publication.authors
            for entry in [self._entry_of(person)]
        )
        return publication.model_copy(update={"authors": authors})

    def authors_of(self, chapter: Chapter) -> tuple[Author, ...]:
        """Return the authors of a chapter, keys looked up; what is said there goes first."""
        return tuple(
            self._looked_up(person, chapter, index)
            for index, person in enumerate(chapter.matter.authors)
        )

    def credited(self, chapter: Chapter) -> Chapter:
        """Return the chapter with its authors looked up, and note what they wrote."""
        if not chapter.matter.authors:
            return chapter
        authors = self.authors_of(chapter)
        for index, person in enumerate(authors):
            self.credits.add(person, chapter, self._biography(person, chapter, index))
        matter = chapter.matter.model_copy(update={"authors": authors})
        return replace(chapter, matter=matter)

    def _looked_up(self, person: Author, chapter: Chapter, index: int) -> Author:
        entry = self._entry_of(person)
        if entry is None:
            self._tell_near(person, chapter, index)
            return person
        return Author.model_construct(None, **_facts(entry, person)).under(entry.key)

    def _entry_of(self, person: Person) -> Person | None:
        return self.people.get(person.name) or self.by_name.get(person.name)

    def _tell_near(self, person: Author, chapter: Chapter, index: int) -> None:
        """Tell a word that is nearly a key; a name of several words is a name."""
        near = nearest(person.name, self.people, cutoff=0.75)
        if not near or " " in person.name:
            return
        place = chapter.matter.place("authors", index)
        self.diagnostics.append(
            diagnose(
                "OCT111",
                f"“{person.name}” is nobody's key in {self.path}",
                Span(chapter.source.path, *place, width=len(person.name)),
                f"did you mean “{near}”?",
            )
        )

    # -------------------------------------------------------------- the part

    def part(
        self, parse_inlines: ParseInlines, words: Mapping[str, str], authors: Iterable[Person]
    ) -> Chapter | None:
        """Return the chapter of those who wrote something, in the order of their names.

        None without a file of contributors and without a biography: the bylines say the rest.
        ``words`` are the house words of the publication's language, ``authors`` those of the
        whole book.
        """
        places = {key: self.yaml.place((key,), of_key=True) for key in self.people}
        path = self.path or CONFIGURATION
        made = self.credits.part(parse_inlines, words, path, places, authors)
        self.diagnostics += self.credits.diagnostics
        return made

    def _biography(self, person: Person, chapter: Chapter, index: int) -> Biography:
        """Return a biography with the file and the place at which its text begins."""
        entry = self.people.get(person.key)
        if entry is None or entry.biography != person.biography:
            place = chapter.matter.place("authors", index)
            return Biography(person.biography, chapter.source.path, place)
        return Biography(person.biography, self.path, self._text_at((person.key, "biography")))

    def _text_at(self, keys: KeyPath) -> Place:
        """Return where the words of a value begin: after ``|`` or ``>`` on the next line."""
        place = self.yaml.place(keys)
        line = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        if not _BLOCK_SCALAR.fullmatch(line[place.column - 1 :]):
            return place
        for number, text in enumerate(self.lines[place.line :], place.line + 1):
            if text.strip():
                return Place(number, len(text) - len(text.lstrip()) + 1)
        return place


def _facts(entry: Person, person: Person) -> dict[str, Any]:
    """Return what the file says of somebody; what is said where the name stands goes first."""
    said = {name: getattr(person, name) for name in person.model_fields_set - {"name"}}
    return {**entry.model_dump(exclude_unset=True), **said}
