"""What the builders note about a chapter while its tree grows."""

from __future__ import annotations

import re
from collections.abc import Collection
from zlib import crc32

from octavo.model.book import Anchor, Reference
from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose
from octavo.model.inlines import NO_ATTRIBUTES, Attributes
from octavo.naming import Names, Slugs, ascii_slug, unique_name

_IDENTIFIER = re.compile(r"[^\W\d][\w.:-]*")


class ChapterRecord:
    """Keys, places, references and diagnostics of one chapter."""

    def __init__(self, path: str, named: Collection[str] = ()) -> None:
        """Begin an empty record for a chapter of the file ``path``.

        ``named`` are identifiers that its author gives, as far as they are known before: headings
        are not called so by their words. ``has_clash`` tells that one was, and should not be.
        """
        self.path = path
        self.named = named
        self.has_clash = False
        self._slugged: set[str] = set()
        self.places: dict[str, Place] = {}
        self.anchors: list[Anchor] = []
        self.explicit: set[str] = set()
        self.slugs = Slugs()
        self._names = Names(self.places)
        self.links: list[Reference] = []
        self.images: list[Reference] = []
        self.note_calls: list[Reference] = []
        self.refused_notes: set[str] = set()
        self.diagnostics: list[Diagnostic] = []

    def tell(self, code: str, message: str, place: Place, *hints: str, width: int = 1) -> None:
        """Note a finding at a place of this chapter."""
        self.diagnostics.append(
            diagnose(code, message, Span(self.path, *place, width=width), *hints)
        )

    def tell_too_deep(self, place: Place) -> None:
        """Tell that something is nested deeper than anybody reads."""
        self.tell(
            "OCT241",
            "this is nested too deep; it is kept as plain text",
            place,
            "begin with fewer levels of lists, quotations, divisions or emphasis",
        )

    def refuse_note(self, label: str, place: Place, where: str) -> None:
        """Tell that a note is called where none can be; ``label`` is empty for one in place."""
        self.refused_notes.add(label)
        self.tell(
            "OCT224",
            f"a note cannot be called in {where}",
            place,
            "call it in the text that follows",
            width=len(label) + 3 if label else 2,
        )

    def key(self, text: str, place: Place, attributes: Attributes = NO_ATTRIBUTES) -> str:
        """Return a key for a block: its explicit identifier, else one from its own text.

        The same text keeps its key wherever it moves in the chapter; equal texts are told apart
        by their order.
        """
        if attributes.identifier and (key := self._explicit(place, attributes)):
            return key
        key = f"{crc32(text.encode('utf-8', 'replace')) & 0xFFFFFF:06x}"
        if key in self.places:
            return self._unique(key, place)
        self.places[key] = place
        return key

    def forget(self, key: str) -> None:
        """Take back the key of a block that has become part of another."""
        self.places.pop(key, None)

    def heading_key(self, text: str, place: Place, attributes: Attributes) -> str:
        """Return the key of a heading: its explicit identifier, else a slug of its text."""
        key = self._explicit(place, attributes)
        if not key:
            key = self._unique(unique_name(ascii_slug(text) or "section", self.named), place)
            self._slugged.add(key)
            self.anchors.append(Anchor(key, "", place))
        self.slugs.add(text, key)
        return key

    def note_key(self, name: str, place: Place) -> str:
        """Return the key of a note's body, from its label."""
        return self._unique(ascii_slug(name) or "note", place)

    def anchor(self, place: Place, attributes: Attributes) -> None:
        """Note an identifier that an inline element carries."""
        self._explicit(place, attributes)

    def _explicit(self, place: Place, attributes: Attributes) -> str:
        identifier = attributes.identifier
        if not identifier:
            return ""
        if not _IDENTIFIER.fullmatch(identifier):
            self.tell(
                "OCT212",
                f"“{identifier}” cannot be an identifier",
                place,
                "begin it with a letter and use letters, digits, - and _",
            )
            return ""
        if identifier in self._slugged:
            self._slugged.discard(identifier)
            self.has_clash = True
        elif identifier in self.places:
            self._tell_double(identifier, place)
            return ""
        self.anchors.append(Anchor(identifier, identifier, place))
        self.places[identifier] = place
        self.explicit.add(identifier)
        return identifier

    def _tell_double(self, identifier: str, place: Place) -> None:
        """Tell of an identifier that another block has, of its own or from its words."""
        first = Span(self.path, *self.places[identifier])
        if identifier in self.explicit:
            hint = f"the first is at {first}; give one of them another name"
        else:
            hint = f"what stands at {first} has it from its words; give this one another name"
        self.tell("OCT210", f"the identifier “{identifier}” is given twice", place, hint)

    def _unique(self, wanted: str, place: Place) -> str:
        key = self._names.unique(wanted)
        self.places[key] = place
        return key
