"""Conditions: what an edition shows of ``.content-visible`` and ``.content-hidden``.

As in Quarto, all conditions of one element must hold; what does not show leaves no trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from octavo.locales import base_language
from octavo.model.book import ResolvedChapter
from octavo.model.content import children_of, walk
from octavo.model.inlines import HIDDEN, VISIBLE, Attributes, Node, NoteCall
from octavo.model.publication import Edition

_BETWEEN = re.compile(r"[\s,]+")


class Conditions:
    """What one edition shows of a chapter in one language."""

    def __init__(self, edition: Edition, lang: str) -> None:
        """Take the edition's name and formats, and the language with its base (``fr-CA``, ``fr``).

        Every paged edition is also called by the format that it answers to (``pdf``).
        """
        self._facts = {
            "format": frozenset({edition.kind, *edition.formats}),
            "edition": frozenset({edition.name.lower()}),
            "lang": frozenset({lang.lower(), base_language(lang)}),
        }

    def shows(self, attributes: Attributes) -> bool:
        """Tell whether what bears these attributes is part of the edition."""
        if VISIBLE in attributes.classes:
            return self.hold(attributes)
        if HIDDEN in attributes.classes:
            return not self.hold(attributes)
        return True

    def hold(self, attributes: Attributes) -> bool:
        """Tell whether all conditions hold; where there is none they do."""
        for name, facts in self._facts.items():
            when, unless = attributes.get(f"when-{name}"), attributes.get(f"unless-{name}")
            if when is not None and facts.isdisjoint(names_in(when)):
                return False
            if unless is not None and not facts.isdisjoint(names_in(unless)):
                return False
        return True


def names_in(value: str) -> tuple[str, ...]:
    """Return the names that a condition asks for, each once, in small letters."""
    return tuple(dict.fromkeys(_BETWEEN.split(value.strip(" ,\t\n").lower())))


def is_conditional(resolved: ResolvedChapter) -> bool:
    """Tell whether a chapter has conditions at all: most have none and need no walk."""
    text = resolved.chapter.source.text
    return VISIBLE in text or HIDDEN in text


def visible(nodes: Iterable[Node], conditions: Conditions) -> Iterator[Node]:
    """Yield every node that the edition shows, parents before children."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if conditions.shows(node.attributes):
            yield node
            waiting += children_of(node)[::-1]


def shown_notes(resolved: ResolvedChapter, conditions: Conditions) -> frozenset[str]:
    """Return the labels of the notes that shown text calls, directly or from shown notes."""
    chapter = resolved.chapter
    if not is_conditional(resolved):
        return frozenset(resolved.notes)
    found: dict[str, None] = {}
    waiting = called(visible((*chapter.title, *chapter.blocks), conditions))
    while waiting:
        label = waiting.pop()
        if label not in found and label in resolved.notes:
            found[label] = None
            waiting += called(visible(resolved.notes[label].body.blocks, conditions))
    return frozenset(found)


def called(nodes: Iterable[Node]) -> list[str]:
    """Return the labels of the notes that nodes call."""
    return [node.label for node in nodes if isinstance(node, NoteCall)]


def hidden_identifiers(resolved: ResolvedChapter, conditions: Conditions) -> frozenset[str]:
    """Return the identifiers of a chapter that the edition does not have."""
    if not is_conditional(resolved):
        return frozenset()
    chapter = resolved.chapter
    labels = shown_notes(resolved, conditions)
    bodies = [note.body for label, note in resolved.notes.items() if label in labels]
    roots = (*chapter.title, *chapter.blocks, *(block for body in bodies for block in body.blocks))
    keys = {key for node in visible(roots, conditions) for key in _keys(node)}
    keys |= {body.key for body in bodies}
    everything = (
        *chapter.title,
        *chapter.blocks,
        *(block for note in resolved.notes.values() for block in note.body.blocks),
    )
    known = {key for node in walk(everything) for key in _keys(node)}
    known |= {note.body.key for note in resolved.notes.values()}
    return frozenset(
        resolved.identifiers[key] for key in known - keys if key in resolved.identifiers
    )


def _keys(node: Node) -> tuple[str, ...]:
    """Return what an element of this node is known by."""
    return (getattr(node, "key", ""), node.attributes.identifier)
