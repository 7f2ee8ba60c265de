"""Names in conditions that no edition answers to: what bears one shows where it should not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from octavo.model.book import Chapter
from octavo.model.content import walk
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.handles import HANDLES
from octavo.model.inlines import HIDDEN, VISIBLE, Node
from octavo.model.publication import Edition
from octavo.nearest import nearest
from octavo.passes.template.conditions import names_in

# What the manual knows, whatever editions a theme has.
_FORMATS = ("pdf", "epub", "web", "html")
# Without one of these a text has no conditions.
_MARKS = (VISIBLE, HIDDEN, "when-", "unless-")


def unknown_names(
    chapters: Iterable[Chapter], editions: Mapping[str, Edition]
) -> Iterator[Diagnostic]:
    """Tell the names of editions and formats that none of the editions has (OCT249).

    ``editions`` are all that the theme or the publication describes, not only those that are
    built: what is for an edition left out today is no slip.
    """
    known = _Known.of(editions.values())
    for chapter in chapters:
        text = chapter.source.text
        if not any(mark in text for mark in _MARKS):
            continue
        notes = (block for note in chapter.notes for block in note.blocks)
        for node in walk((*chapter.title, *chapter.blocks, *notes)):
            attributes = node.attributes
            if attributes.is_conditional or not HANDLES.isdisjoint(attributes.classes):
                yield from known.unknown(node, chapter.source.path)


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that conditions can ask for, as authors write them."""

    names: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, editions: Iterable[Edition]) -> _Known:
        """Return the names of some editions and of their formats."""
        described = tuple(editions)
        formats = [name for one in described for name in (one.kind, *one.formats)]
        return cls(
            {
                "edition": tuple(one.name.lower() for one in described),
                "format": tuple(dict.fromkeys((*_FORMATS, *formats))),
            }
        )

    def unknown(self, node: Node, path: str) -> Iterator[Diagnostic]:
        """Tell the names in the conditions of a node that are not known."""
        for key, value in node.attributes.pairs:
            word, _, fact = key.partition("-")
            if word not in ("when", "unless") or fact not in (*self.names, "lang"):
                continue
            for name in names_in(value):
                if name and name in self.names.get(fact, (name,)):
                    continue
                problem = f"no {fact} is called “{name}”" if name else f"“{key}” names nothing"
                hint = self._hint(name, word, fact)
                yield diagnose("OCT249", problem, Span(path, *node.place), hint)

    def _hint(self, name: str, word: str, fact: str) -> str:
        if fact == "lang":
            return f"name a language: {word}-lang=fr"
        other = "edition" if fact == "format" else "format"
        if name in self.names[other]:
            return f"“{name}” is of another kind: write {word}-{other}"
        near = nearest(name, self.names[fact])
        return f"did you mean {near}?" if near else f"there are {', '.join(self.names[fact])}"
