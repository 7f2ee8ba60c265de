"""The citations of a chapter as they stand in its text, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from octavo.model.book import Chapter
from octavo.model.content import Callout, Division, Heading, Table, kinds_in, nodes_of
from octavo.model.diagnostic import START, Place
from octavo.model.inlines import Citation, Node, NoteCall

REFERENCES = "refs"

_READ = frozenset({Citation, NoteCall, Division})
_WITH_HEADS = frozenset({Heading, Table, Callout})

_NAMED = re.compile(r"@(?:\{([^{}\n]+)\}|(\*|[\w:.#$%&+?<>~/-]*[\w/]))")


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the text: one citation, or a note with those in it, which may be none."""

    citations: tuple[Citation, ...]
    is_note: bool = False


@dataclass(slots=True)
class Found:
    """What a chapter cites.

    ``passages`` in reading order, notes where they are first called; ``in_heads`` the citations
    that stand where no note may be called; ``uncited`` the keys of works that are to be listed
    without being cited (``nocite``), ``*`` for all; ``has_place`` whether the author says where
    the references stand.
    """

    passages: list[Passage] = field(default_factory=list)
    in_heads: list[Citation] = field(default_factory=list)
    uncited: tuple[str, ...] = ()
    has_place: bool = False

    @property
    def citations(self) -> Iterator[Citation]:
        """Yield every citation in reading order."""
        for passage in self.passages:
            yield from passage.citations


def find(chapter: Chapter) -> Found:
    """Return what a chapter cites."""
    found = Found(uncited=uncited(chapter))
    _Finder(chapter, found).look()
    return found


def place_in_matter(chapter: Chapter, key: str) -> Place:
    """Return where the front matter of a chapter has the value of a key that is kept as it is."""
    place = chapter.matter.place(key)
    match = re.search(rf"^{key}\s*:[ \t]*", chapter.source.text, re.MULTILINE)
    if place != START or match is None:
        return place
    line = chapter.source.text.count("\n", 0, match.start()) + 1
    return Place(line, match.end() - match.start() + 1)


def uncited(chapter: Chapter) -> tuple[str, ...]:
    """Return the keys that ``nocite`` in the front matter names, as ``@key`` in text or a list."""
    value = (chapter.matter.model_extra or {}).get("nocite")
    words = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return tuple(dict.fromkeys(braced or key for braced, key in _NAMED.findall(words)))


class _Finder:
    """Walks through a chapter once."""

    def __init__(self, chapter: Chapter, found: Found) -> None:
        self.chapter = chapter
        self.found = found
        self.bodies = {note.label: note for note in chapter.notes}
        self.called: set[str] = set()

    def look(self) -> None:
        text = (*self.chapter.title, *self.chapter.blocks)
        for node in nodes_of(_READ, text):
            self._node(node)
        citing = [outer for outer in text if Citation in kinds_in(outer)]
        self.found.in_heads += _citations(self.chapter.title)
        for node in nodes_of(_WITH_HEADS, citing):
            self.found.in_heads += _citations(_head_of(node))
        # Notes that nothing calls are in no edition, but their citations have to be replaced.
        for label in self.bodies:
            self._note(label)

    def _node(self, node: Node) -> None:
        match node:
            case Citation():
                self.found.passages.append(Passage((node,)))
            case NoteCall():
                self._note(node.label)
            case Division(key=key) if key == REFERENCES:
                self.found.has_place = True
            case _:
                pass

    def _note(self, label: str) -> None:
        """Take a note and those that are called in it, each behind the one that calls it."""
        waiting = [label]
        while waiting:
            label = waiting.pop()
            if label in self.called or label not in self.bodies:
                continue
            self.called.add(label)
            inner = nodes_of((Citation, NoteCall), self.bodies[label].blocks)
            citations = tuple(node for node in inner if isinstance(node, Citation))
            self.found.passages.append(Passage(citations, is_note=True))
            waiting += [node.label for node in reversed(inner) if isinstance(node, NoteCall)]


def _head_of(node: Heading | Table | Callout) -> Iterable[Node]:
    """Return what stands in the head of a block, where no note may be called."""
    if isinstance(node, Heading):
        return node.children
    return (node.head,) if isinstance(node, Table) else node.title


def _citations(nodes: Iterable[Node]) -> tuple[Citation, ...]:
    return tuple(nodes_of((Citation,), nodes))
