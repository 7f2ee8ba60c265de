"""A run of inlines as one line of characters, and the way back.

Rules look at the line, where it does not matter which element a character stands in; what they
change goes back into the nodes that the characters came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from octavo.model.content import plain_text
from octavo.model.diagnostic import START, Place
from octavo.model.inlines import (
    GlossaryTerm,
    HardBreak,
    IndexTerm,
    Inline,
    Link,
    Marked,
    NoteCall,
    SoftBreak,
    Text,
)

# Stands for what is never touched (code, a formula, an address): rules take it for a word.
OBJECT = "\ufffc"
LINE_END = "\n"
_FORCED = "\u2028"
_VERBATIM = frozenset({"code", "kbd", "samp", "var", "pre", "tt"})
_ADDRESS = re.compile(
    r"(?:https?://|mailto:|www\.)\S*|[^\s@]+@[^\s@]+\.\w+|(?:[\w-]+\.)+\w{2,}(?:/\S*)?"
)


class Edit(NamedTuple):
    """``replacement`` takes the place of the characters from ``start`` up to ``end``."""

    start: int
    end: int
    replacement: str


@dataclass(slots=True)
class _Piece:
    """A node that characters of the line come from, and what becomes of its text."""

    start: int
    node: Text | SoftBreak
    place: Place
    text: str
    edits: list[Edit]


class Line:
    """The characters of a run in one language; spans in other languages are objects in it."""

    def __init__(self, inlines: tuple[Inline, ...], place: Place) -> None:
        """Take a run and the place of what it stands in."""
        self.inlines = inlines
        self.pieces: list[_Piece] = []
        self.length = 0
        characters: list[str] = []
        self._read(inlines, place, characters)
        self.text = "".join(characters)
        self._starts = [piece.start for piece in self.pieces]

    def _read(self, inlines: Iterable[Inline], place: Place, characters: list[str]) -> None:
        for node in inlines:
            if isinstance(node, (Text, SoftBreak)):
                text = node.text if isinstance(node, Text) else LINE_END
                here = node.place if node.place != START else place
                if text:
                    self.pieces.append(_Piece(self.length, node, here, text, []))
            elif children := inner_run(node):
                here = node.place if node.place != START else place
                self._read(children, here, characters)
                continue
            elif isinstance(node, NoteCall) or getattr(node, "children", None) == ():
                continue
            else:
                text = _FORCED if isinstance(node, HardBreak) else OBJECT
            characters.append(text)
            self.length += len(text)

    def piece_at(self, offset: int) -> _Piece | None:
        """Return the piece that holds the character at ``offset``, None within an object."""
        found = bisect_right(self._starts, offset) - 1
        if found < 0:
            return None
        piece = self.pieces[found]
        return piece if offset < piece.start + len(piece.text) else None

    def place_of(self, offset: int) -> Place:
        """Return where the character at ``offset`` stands in the manuscript, as far as known."""
        piece = self.piece_at(offset)
        if piece is None:
            return self.pieces[0].place if self.pieces else START
        if piece.node.place == START:
            return piece.place
        return Place(piece.place.line, piece.place.column + offset - piece.start)

    def edited(self, edits: Iterable[Edit]) -> tuple[Inline, ...]:
        """Return the run with edits made.

        Of edits that overlap the first is made; one that reaches over the end of a node is not.
        """
        changed = False
        end = 0
        pieces = iter(self.pieces)
        piece = next(pieces, None)
        for edit in sorted(edits):
            while piece is not None and piece.start + len(piece.text) <= edit.start:
                piece = next(pieces, None)
            if piece is None:
                break
            inside = piece.start <= edit.start and edit.end <= piece.start + len(piece.text)
            if inside and edit.start >= end:
                end = edit.end
                piece.edits.append(edit)
                changed = True
        return _rebuilt(self.inlines, iter(self.pieces)) if changed else self.inlines


def inner_run(node: Inline) -> tuple[Inline, ...]:
    """Return the inlines in a node that belong to the line around it; none where it is an object.

    Code is an object, a link whose text is an address, and a span in a language of its own.
    """
    match node:
        case Marked():
            verbatim = node.element in _VERBATIM or bool(own_language(node))
            return () if verbatim else node.children
        case Link():
            address = _ADDRESS.fullmatch(plain_text(node.children))
            return () if address or own_language(node) else node.children
        case IndexTerm() | GlossaryTerm():
            return node.children
        case _:
            return ()


def own_language(node: Inline) -> str:
    """Return the language that a node says it is in, or nothing."""
    return (node.attributes.get("lang") or "") if node.attributes.pairs else ""


def _rebuilt(inlines: tuple[Inline, ...], pieces: Iterator[_Piece]) -> tuple[Inline, ...]:
    """Return the run with its pieces' edits in it; ``pieces`` come in the order of reading."""
    result: list[Inline] = []
    for node in inlines:
        if isinstance(node, SoftBreak) or (isinstance(node, Text) and node.text):
            result.append(_renewed(next(pieces)))
        elif children := inner_run(node):
            new = _rebuilt(children, pieces)
            same = all(one is other for one, other in zip(new, children, strict=True))
            result.append(node if same else replace(node, children=new))  # type: ignore[call-arg]
        else:
            result.append(node)
    return tuple(result)


def _renewed(piece: _Piece) -> Inline:
    if not piece.edits:
        return piece.node
    characters: list[str] = []
    done = 0
    for edit in piece.edits:
        start, end = edit.start - piece.start, edit.end - piece.start
        characters += (piece.text[done:start], edit.replacement)
        done = end
    text = "".join((*characters, piece.text[done:]))
    if isinstance(piece.node, Text):
        return Text(piece.node.place, piece.node.attributes, text)
    return Text(piece.place, text=text)
