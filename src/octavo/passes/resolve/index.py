"""The index: the terms that an author marked, merged, in alphabetical order, with their places."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from octavo.model.book import (
    IndexEntry,
    IndexGroup,
    IndexPlace,
    IndexReference,
    ResolvedChapter,
)
from octavo.model.content import plain_text
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import IndexTerm, NoteCall
from octavo.naming import Names, ascii_slug, one_line
from octavo.nearest import nearest
from octavo.passes.resolve.collation import Collation
from octavo.passes.resolve.marks import Marks, marks_of

_SAME_CHARACTERS = str.maketrans("’‘“”„«»\u00a0\u202f\u2011‐", '\'\'"""""  --')

_LEVELS = 3

Path = tuple[str, ...]


@dataclass(slots=True)
class _Send:
    """Another entry that an entry sends to: its words, and the terms that say so."""

    words: tuple[str, ...]
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """An entry while its places are gathered; ``open`` tells which of them begins a range."""

    title: str
    places: list[IndexPlace] = field(default_factory=list)
    see: dict[Path, _Send] = field(default_factory=dict)
    see_also: dict[Path, _Send] = field(default_factory=dict)
    children: dict[str, _Draft] = field(default_factory=dict)
    open: tuple[int, Span] | None = None
    identifier: str = ""

    @property
    def leads_somewhere(self) -> bool:
        """Whether a reader finds text here rather than another entry's name alone."""
        return bool(self.places) or any(one.leads_somewhere for one in self.children.values())


def index_of(
    chapters: Sequence[ResolvedChapter],
    lang: str,
    typeset: Callable[[str], str] = str,
    marks: Callable[[ResolvedChapter], Marks] | None = None,
) -> tuple[tuple[IndexGroup, ...], list[Diagnostic]]:
    """Return the index of chapters in reading order, and what was wrong with its terms.

    ``lang`` decides the order; ``typeset`` gives the printed form of what stands in attributes,
    ``marks`` those of a chapter where they have been gathered before.
    Entries are one where their words are, whatever their quotation marks and spaces and the case
    of their first letter.
    """
    return _Indexer(Collation(lang), typeset, marks or _own_marks).index(chapters)


class _Indexer:
    def __init__(
        self,
        collation: Collation,
        typeset: Callable[[str], str],
        marks: Callable[[ResolvedChapter], Marks],
    ) -> None:
        self.collation = collation
        self.typeset = typeset
        self.marks = marks
        self.roots: dict[str, _Draft] = {}
        self.sends: list[tuple[Path, Span]] = []
        self.diagnostics: list[Diagnostic] = []

    def index(
        self, chapters: Sequence[ResolvedChapter]
    ) -> tuple[tuple[IndexGroup, ...], list[Diagnostic]]:
        for chapter in chapters:
            for term in _terms(self.marks(chapter)):
                self._term(term, chapter)
        for draft in _all(self.roots):
            if draft.open is not None:
                self._tell_unpaired(draft, draft.open[1], "begins and does not end", "range=end")
        self._check_sends()
        taken = {name for chapter in chapters for name in chapter.identifiers.values()}
        taken |= {chapter.identifier for chapter in chapters}
        self.roots = self._sorted(self.roots)
        self._name(self.roots, "index", Names(taken), taken)
        return self._groups(), self.diagnostics

    # ------------------------------------------------------------- gathering

    def _term(self, term: IndexTerm, chapter: ResolvedChapter) -> None:
        span = Span(chapter.chapter.source.path, *term.place)
        words = self._words(term)
        if not words:
            self.diagnostics.append(
                diagnose(
                    "OCT270",
                    "this term of the index has no words",
                    span,
                    'say under which entry: []{.index entry="audits"}',
                )
            )
            return
        draft = self._draft(words)
        identifier = chapter.identifiers.get(term.key, term.key)
        for target, table in ((term.see, draft.see), (term.see_also, draft.see_also)):
            if parts := self._parts(target.split("!")):
                table.setdefault(_path(parts), _Send(parts)).marks += (identifier,)
                self.sends.append((_path(parts), span))
        if not term.see:
            self._place(draft, identifier, term.range, span)

    def _words(self, term: IndexTerm) -> tuple[str, ...]:
        return self._parts(term.entry) or self._parts((plain_text(term.children),))

    def _parts(self, parts: Sequence[str]) -> tuple[str, ...]:
        """Return the words from the main entry down; what is too deep stands in the last."""
        words = [text for part in parts if (text := one_line(self.typeset(part)))]
        return (*words[: _LEVELS - 1], *filter(None, [": ".join(words[_LEVELS - 1 :])]))

    def _draft(self, words: tuple[str, ...]) -> _Draft:
        """Return the entry of some words, which is made where there is none."""
        table = self.roots
        for word in words:
            draft = table.setdefault(_same(word), _Draft(word))
            if draft.title[0].isupper() and word[0].islower():
                # The capital stood at the beginning of a sentence.
                draft.title = word
            table = draft.children
        return draft

    def _place(self, draft: _Draft, identifier: str, kind: str, span: Span) -> None:
        if kind == "end":
            if draft.open is None:
                self._tell_unpaired(draft, span, "ends and did not begin", "range=begin")
            else:
                number = draft.open[0]
                draft.places[number] = IndexPlace(draft.places[number].identifier, identifier)
                draft.open = None
                return
        elif kind == "begin":
            if draft.open is not None:
                self._tell_unpaired(draft, draft.open[1], "begins and does not end", "range=end")
            draft.open = (len(draft.places), span)
        draft.places.append(IndexPlace(identifier))

    def _tell_unpaired(self, draft: _Draft, span: Span, what: str, missing: str) -> None:
        self.diagnostics.append(
            diagnose(
                "OCT272",
                f"the page range of “{draft.title}” {what}",
                span,
                f"mark its other end with {missing} and the same entry",
            )
        )

    # ------------------------------------------------------------ references

    def _check_sends(self) -> None:
        known = dict(_paths(self.roots))
        names = ["!".join(path) for path in known]
        for path, span in self.sends:
            wanted = known.get(path)
            if wanted is not None and wanted.leads_somewhere:
                continue
            shown = "!".join(path)
            if wanted is not None:
                message = f"the index sends the reader to “{shown}”, which leads to no page"
                hint = "send to the entry that has pages"
            else:
                message = f"the index sends the reader to “{shown}”, which is no entry"
                near = nearest(shown, names)
                hint = f"did you mean “{near}”?" if near else "mark the places of that entry"
            self.diagnostics.append(diagnose("OCT271", message, span, hint))

    # --------------------------------------------------------------- results

    def _name(
        self, table: Mapping[str, _Draft], prefix: str, names: Names, taken: set[str]
    ) -> None:
        for draft in table.values():
            slug = ascii_slug(draft.title) or "entry"
            draft.identifier = names.unique(f"{prefix}-{slug}")
            taken.add(draft.identifier)
            self._name(draft.children, draft.identifier, names, taken)

    def _sorted(self, table: Mapping[str, _Draft]) -> dict[str, _Draft]:
        """Return a table in the order of the alphabet, and those of its entries."""
        for draft in table.values():
            draft.children = self._sorted(draft.children)
        return dict(sorted(table.items(), key=lambda pair: self.collation.key(pair[1].title)))

    def _groups(self) -> tuple[IndexGroup, ...]:
        """Return the entries by their letters; digits and signs stand first."""
        known = dict(_paths(self.roots))
        groups: dict[str, list[IndexEntry]] = {"": []}
        for draft in self.roots.values():
            letter = self.collation.letter(draft.title)
            groups.setdefault(letter, []).append(self._entry(draft, known))
        return tuple(
            IndexGroup(letter, tuple(entries)) for letter, entries in groups.items() if entries
        )

    def _entry(self, draft: _Draft, known: Mapping[Path, _Draft]) -> IndexEntry:
        see, see_also = draft.see, draft.see_also
        if draft.leads_somewhere:
            # “See” alone is for an entry that has nothing else to say.
            see, see_also = {}, _joined(see, see_also)
        return IndexEntry(
            identifier=draft.identifier,
            title=draft.title,
            places=tuple(draft.places),
            see=self._references(see, known),
            see_also=self._references(see_also, known),
            children=tuple(self._entry(child, known) for child in draft.children.values()),
        )

    def _references(
        self, table: Mapping[Path, _Send], known: Mapping[Path, _Draft]
    ) -> tuple[IndexReference, ...]:
        """Return the entries referred to, in their order."""
        found = [
            IndexReference(
                ": ".join(self._printed(path, send.words)),
                known[path].identifier if path in known else "",
                send.marks,
            )
            for path, send in table.items()
        ]
        return tuple(sorted(found, key=lambda one: self.collation.key(one.words)))

    def _printed(self, path: Path, words: tuple[str, ...]) -> Iterator[str]:
        """Yield words as the entries that they name are spelt, as far as there are any."""
        table: Mapping[str, _Draft] = self.roots
        for name, word in zip(path, words, strict=True):
            draft = table.get(name)
            yield draft.title if draft else word
            table = draft.children if draft else {}


def _joined(first: Mapping[Path, _Send], second: Mapping[Path, _Send]) -> dict[Path, _Send]:
    joined = dict(first)
    for path, send in second.items():
        marks = joined[path].marks if path in joined else ()
        joined[path] = _Send(send.words, (*marks, *send.marks))
    return joined


def _terms(marks: Marks) -> Iterator[IndexTerm]:
    """Yield the terms of a chapter in reading order, those in a note where it is first called."""
    bodies = dict(marks.notes)
    waiting = [*reversed(marks.text)]
    while waiting:
        mark = waiting.pop()
        if isinstance(mark, IndexTerm):
            yield mark
        elif isinstance(mark, NoteCall) and mark.label in bodies:
            waiting += reversed(bodies.pop(mark.label))


def _own_marks(chapter: ResolvedChapter) -> Marks:
    return marks_of(chapter.chapter)


def _all(table: Mapping[str, _Draft]) -> Iterator[_Draft]:
    for draft in table.values():
        yield draft
        yield from _all(draft.children)


def _paths(table: Mapping[str, _Draft], above: Path = ()) -> Iterator[tuple[Path, _Draft]]:
    for name, draft in table.items():
        path = (*above, name)
        yield path, draft
        yield from _paths(draft.children, path)


def _path(words: tuple[str, ...]) -> Path:
    return tuple(map(_same, words))


def _same(words: str) -> str:
    """Return what words have in common that are one entry."""
    text = one_line(unicodedata.normalize("NFC", words).translate(_SAME_CHARACTERS))
    return text[0].lower() + text[1:]
