"""The glossary: its terms from a file, and the links that lead from the text to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from octavo.model.content import Block, Definition, DefinitionList, Paragraph, Term, plain_text
from octavo.model.diagnostic import START, Diagnostic, OctavoError, Place, Span, diagnose
from octavo.model.inlines import Attributes, GlossaryTerm, Inline, Link, Text
from octavo.naming import Names, ascii_slug, one_line
from octavo.nearest import nearest
from octavo.passes.resolve.collation import Collation
from octavo.passes.resolve.fragments import ParseInlines, words_and_links
from octavo.workspace import Workspace
from octavo.yamlplaces import KeyPath, Yaml, load_yaml

_REFERENCE = Attributes(classes=("glossary-term",))
_KEYS = ("term", "definition", "see")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term as its file has it; ``definition`` and ``see`` are empty where it has none."""

    term: str
    key: str
    place: Place
    definition: str = ""
    definition_place: Place = START
    see: str = ""
    see_place: Place = START


class Glossary:
    """The terms of a publication's glossary.

    ``places`` tells where in ``path`` each block of the glossary comes from, by its key;
    ``diagnostics`` what was wrong in its definitions and with the references between its terms.
    """

    def __init__(self, path: str, entries: Sequence[_Entry]) -> None:
        """Take the file and its terms; ``read_glossary`` makes both."""
        self.path = path
        self.entries = entries
        self.diagnostics: list[Diagnostic] = []
        self.places: dict[str, Place] = {}
        self._by_term = {_same(entry.term): entry for entry in entries}

    def find(self, words: str, span: Span) -> tuple[_Entry | None, list[Diagnostic]]:
        """Return the entry for some words, or what to tell at ``span`` where there is none."""
        entry = self._by_term.get(_same(words))
        if entry is not None:
            return entry, []
        near = nearest(_same(words), self._by_term)
        hint = (
            f'did you mean {{.glossary term="{self._by_term[near].term}"}}?'
            if near
            else f"explain it in {self.path or 'the file that `glossary` in octavo.yaml names'}"
        )
        message = f"the glossary has no entry “{words}”"
        return None, [diagnose("OCT273", message, span, hint)]

    def blocks(
        self, lang: str, words: Mapping[str, str], parse_inlines: ParseInlines
    ) -> tuple[Block, ...]:
        """Return the glossary as a list in alphabetical order.

        ``words`` are the house words of ``lang``, ``parse_inlines`` reads a definition's Markdown.
        """
        collation = Collation(lang)
        items: list[Term | Definition] = []
        for entry in sorted(self.entries, key=lambda entry: collation.key(entry.term)):
            term = self._words(entry.term, entry.place, parse_inlines)
            items.append(Term(entry.place, key=entry.key, children=term))
            items.append(self._definition(entry, words, parse_inlines))
        self.places |= {item.key: item.place for item in items}
        return (DefinitionList(items=tuple(items)),) if items else ()

    def _definition(
        self, entry: _Entry, words: Mapping[str, str], parse_inlines: ParseInlines
    ) -> Definition:
        place = entry.definition_place if entry.definition else entry.see_place
        children: list[Inline] = []
        if entry.definition:
            children += self._words(entry.definition, place, parse_inlines)
        if entry.see:
            span = Span(self.path, *entry.see_place, width=len(entry.see))
            target, found = self.find(entry.see, span)
            self.diagnostics += found
            word = words["see-also" if children else "see"]
            children.append(Text(text=f" {_capitalised(word)} " if children else f"{word} "))
            name: tuple[Inline, ...] = (Text(entry.see_place, text=entry.see),)
            children += (_link(target, entry.see_place, name),) if target else name
            children.append(Text(text="."))
        paragraph = Paragraph(place, children=tuple(children), tight=True)
        return Definition(place, key=f"{entry.key}-definition", children=(paragraph,))

    def _words(self, text: str, place: Place, parse_inlines: ParseInlines) -> tuple[Inline, ...]:
        words, found = words_and_links(text, self.path, place, parse_inlines, "the glossary")
        self.diagnostics += found
        return words


class GlossaryLinks:
    """Makes the links of one chapter to the glossary.

    ``links`` tells where they lead, ``diagnostics`` which of them lead nowhere.
    """

    def __init__(self, glossary: Glossary | None, path: str) -> None:
        """Take the glossary, None where the publication has none, and the chapter's file."""
        self.glossary = glossary or Glossary("", ())
        self.path = path
        self.links: dict[str, str | None] = {}
        self.diagnostics: list[Diagnostic] = []

    def link(self, node: GlossaryTerm) -> tuple[Inline, ...]:
        """Return the link that a term becomes; its words alone where the glossary lacks it."""
        words = one_line(node.term or plain_text(node.children))
        span = Span(self.path, *node.place, width=len(words) + 2)
        entry, found = self.glossary.find(words, span)
        self.diagnostics += found
        if entry is None:
            return node.children
        link = _link(entry, node.place, node.children)
        self.links[link.href] = link.href
        return (link,)


def read_glossary(path: str, workspace: Workspace) -> tuple[Glossary, list[Diagnostic]]:
    """Read a glossary from a YAML file.

    That is a mapping of terms to definitions, or a list of mappings with ``term``, ``definition``
    and ``see``. What cannot be read is told and left out; a missing file is told by ``load``.
    """
    if not workspace.exists(path):
        return Glossary(path, ()), []
    try:
        yaml = load_yaml(workspace.read_text(path), path)
    except OctavoError as error:
        return Glossary(path, ()), list(error.diagnostics)
    reader = _Reader(path, yaml)
    return Glossary(path, reader.entries()), [*yaml.diagnostics, *reader.diagnostics]


class _Reader:
    """Makes entries of a glossary's data."""

    def __init__(self, path: str, yaml: Yaml) -> None:
        self.path = path
        self.yaml = yaml
        self.diagnostics: list[Diagnostic] = []
        self._keys: set[str] = set()
        self._names = Names(self._keys)
        self._terms: set[str] = set()

    def entries(self) -> list[_Entry]:
        data = self.yaml.data
        if isinstance(data, dict):
            found = [self._pair(term, data[term]) for term in data]
        elif isinstance(data, list):
            found = [self._item(number, item) for number, item in enumerate(data)]
        else:
            found = []
            if data is not None:
                self._tell("a glossary is a list of terms with their definitions", ())
        return [entry for entry in found if entry is not None]

    def _pair(self, term: str, definition: Any) -> _Entry | None:  # noqa: ANN401  (YAML data)
        if isinstance(definition, (dict, list)) or definition is None:
            self._tell(f"the definition of “{term}” is no text", (term,))
            return None
        return self._entry(
            term, self.yaml.place((term,), of_key=True), {"definition": str(definition)}, (term,)
        )

    def _item(self, number: int, item: Any) -> _Entry | None:  # noqa: ANN401  (YAML data)
        path = (number,)
        if not isinstance(item, dict) or not item.get("term"):
            self._tell("an entry of the glossary has a “term” and a “definition”", path)
            return None
        for key in item:
            if key not in _KEYS:
                near = nearest(key, _KEYS)
                hint = f"did you mean “{near}”?" if near else "remove it"
                self._tell(f"unknown key “{key}” in the glossary", (*path, key), hint)
        texts = {key: str(item[key]) for key in _KEYS if item.get(key) is not None}
        if not texts.get("definition") and not texts.get("see"):
            self._tell(f"the term “{texts['term']}” has no definition", path)
            return None
        return self._entry(texts["term"], self.yaml.place((*path, "term")), texts, path)

    def _entry(
        self, term: str, place: Place, texts: Mapping[str, str], path: KeyPath
    ) -> _Entry | None:
        if _same(term) in self._terms:
            self._tell(f"the term “{term}” stands twice in the glossary", path, "keep one of them")
            return None
        self._terms.add(_same(term))
        key = self._names.unique(f"glossary-{ascii_slug(term) or 'term'}")
        self._keys.add(key)
        inner = path if len(path) == 1 and isinstance(path[0], str) else (*path, "definition")
        return _Entry(
            term=term,
            key=key,
            place=place,
            definition=texts.get("definition", ""),
            definition_place=self.yaml.place(inner),
            see=texts.get("see", ""),
            see_place=self.yaml.place((*path, "see")),
        )

    def _tell(self, message: str, path: KeyPath, hint: str = "") -> None:
        span = Span(self.path, *self.yaml.place(path))
        self.diagnostics.append(
            diagnose("OCT274", message, span, hint or 'write each as “term: "its definition"”')
        )


def _link(entry: _Entry, place: Place, children: tuple[Inline, ...]) -> Link:
    return Link(place, _REFERENCE, f"#{entry.key}", "", children)


def _same(words: str) -> str:
    """Return what words have in common that are one term."""
    return one_line(words).casefold().replace("’", "'")


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]
