"""parse: a Source becomes Chapters, each blind to its neighbours.

A file is one chapter. A file with several first-level headings and no title of its own is a book
in one file, as Pandoc users write it: each of these headings begins a chapter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

from markdown_it.token import Token

from octavo.memory import collector_paused
from octavo.model.book import Chapter, NoteBody, Source
from octavo.model.content import (
    Block,
    Division,
    Element,
    Heading,
    Paragraph,
    Rule,
    plain_text,
    walk,
)
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import NO_ATTRIBUTES, IndexTerm, Inline, Link, Marked, SoftBreak, Text
from octavo.model.matter import FrontMatter
from octavo.naming import chapter_stem
from octavo.passes.parse.context import Parsed
from octavo.passes.parse.inlines import InlineBuilder
from octavo.passes.parse.levels import levelled, levelled_note
from octavo.passes.parse.markdown import markdown_parser
from octavo.passes.parse.matter import kind_among, matter_of
from octavo.passes.parse.places import LinePlaces, OnePlace, SourceLines
from octavo.passes.parse.record import ChapterRecord
from octavo.passes.parse.syntax.lines import ABBREVIATIONS
from octavo.passes.parse.tree import NoteDefinition, TreeBuilder


@collector_paused()
def parse(source: Source, *, alone: bool = False) -> tuple[tuple[Chapter, ...], list[Diagnostic]]:
    """Parse one source.

    ``alone`` tells that it is the whole manuscript: its title is then the book's, and its
    first-level headings begin chapters. Returns the chapters and what was wrong.
    """
    source = _normalised(source)
    matter, body, first_line, found = matter_of(source)
    diagnostics = list(found)
    lines = SourceLines(body, first_line)
    parsed = Parsed(lines, markdown_parser(), {})
    tokens, notes, doubles = _take_notes(parsed.tokens(body), lines, source.path)
    diagnostics += doubles
    pieces = _pieces(tokens, alone=alone, titled=bool(matter.title))
    parts = [
        _part(partial(_Part, source, parsed, notes), piece, matter, len(pieces)) for piece in pieces
    ]
    called = {label for _, record in parts for label in _called(record)}
    for _, record in parts:
        diagnostics += record.diagnostics
    diagnostics += [_bodiless(note, source.path) for note in notes.values() if not note.tokens]
    diagnostics += [
        diagnose(
            "OCT221",
            f"the note [^{note.label}] is never called",
            Span(source.path, *note.place, width=len(note.label) + 3),
            f"call it with [^{note.label}], or remove it",
        )
        for note in notes.values()
        if note.label not in called and note.tokens
    ]
    chapters = tuple(chapter for chapter, _ in parts)
    if not any(chapter.blocks or chapter.kind == "part" for chapter in chapters):
        diagnostics.append(
            diagnose(
                "OCT240",
                "the chapter holds no text",
                Span(source.path, first_line),
                "write it, or take the file out of contents",
            )
        )
    return chapters, diagnostics


def _normalised(source: Source) -> Source:
    """Return a source as the parser takes it: its lines end with a line feed, nothing is null."""
    if "\r" not in source.text and "\0" not in source.text:
        return source
    text = source.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return replace(source, text=text)


def _bodiless(note: NoteDefinition, path: str) -> Diagnostic:
    """Tell of a note with nothing behind its colon."""
    return diagnose(
        "OCT220",
        f"the note [^{note.label}] has no body",
        Span(path, *note.place, width=len(note.label) + 3),
        f"write it behind the colon, [^{note.label}]: …; indent lines under it by four spaces",
    )


def _called(record: ChapterRecord) -> Iterable[str]:
    """Return the labels of the notes that a chapter calls, also where it may not."""
    yield from (reference.target for reference in record.note_calls)
    yield from record.refused_notes


_ENDS_OF_NOTES = ("footnote_reference_open", "footnote_reference_close")


def _take_notes(
    tokens: Sequence[Token], lines: SourceLines, path: str
) -> tuple[list[Token], dict[str, NoteDefinition], list[Diagnostic]]:
    """Take the definitions of notes out of the stream of tokens."""
    rest: list[Token] = []
    notes: dict[str, NoteDefinition] = {}
    doubles: list[Diagnostic] = []
    open_notes: list[tuple[Token, list[Token]]] = []
    into = rest
    for token in tokens:
        if token.type not in _ENDS_OF_NOTES:
            into.append(token)
        elif token.type == "footnote_reference_open":
            into = []
            open_notes.append((token, into))
        else:
            opened, inner = open_notes.pop()
            into = open_notes[-1][1] if open_notes else rest
            label = str(opened.meta["label"])
            place = lines.block(opened.map[0] if opened.map else 0)
            if label in notes:
                span = Span(path, *place, width=len(label) + 3)
                first = Span(path, *notes[label].place)
                doubles.append(
                    diagnose(
                        "OCT222",
                        f"the note [^{label}] is defined twice",
                        span,
                        f"the first is at {first}; give one of them another label",
                    )
                )
            else:
                notes[label] = NoteDefinition(label, tuple(inner), place)
    return rest, notes, doubles


def _pieces(tokens: list[Token], *, alone: bool, titled: bool) -> list[list[Token]]:
    """Cut a book in one file at its first-level headings."""
    cuts = [
        index
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h1" and token.level == 0
    ]
    if len(cuts) < 2 or (titled and not alone):
        return [tokens]
    starts = cuts if cuts[0] == 0 else [0, *cuts]
    ends = [*starts[1:], len(tokens)]
    return [tokens[start:end] for start, end in zip(starts, ends, strict=True)]


class _Part:
    """Builds one chapter of a source."""

    def __init__(
        self,
        source: Source,
        parsed: Parsed,
        notes: dict[str, NoteDefinition],
        named: Collection[str] = (),
    ) -> None:
        self.source = source
        self.parsed = parsed
        self.definitions = notes
        self.record = ChapterRecord(source.path, named)
        self.builder = TreeBuilder(self.record, parsed)

    def chapter(
        self, tokens: list[Token], matter: FrontMatter, parts: int
    ) -> tuple[Chapter, ChapterRecord]:
        if parts > 1:
            # The front matter of a book in one file speaks of the book, not of its chapters.
            matter = matter.of_a_part()
        blocks = self.builder.build(tokens)
        title, title_block, blocks = self._title(matter, blocks)
        blocks = levelled(blocks)
        notes = self._notes()
        called = set(_called(self.record))
        attributes = title_block.attributes if title_block else NO_ATTRIBUTES
        chapter = Chapter(
            source=self.source,
            matter=matter,
            title=title,
            blocks=blocks,
            title_place=title_block.place if title_block else matter.place("title"),
            identifier=title_block.key if title_block else "",
            kind=matter.kind or kind_among(attributes.classes) or "chapter",
            unnumbered="unnumbered" in attributes.classes,
            notes=notes,
            anchors=tuple(self.record.anchors),
            slugs=self.record.slugs.keys,
            places=self.record.places,
            links=tuple(self.record.links),
            images=tuple(self.record.images),
            note_calls=tuple(self.record.note_calls),
            abbreviations=self.parsed.env.get(ABBREVIATIONS, {}),
            uncalled=tuple(label for label in self.definitions if label not in called),
        )
        return chapter, self.record

    def _notes(self) -> tuple[NoteBody, ...]:
        """Build the notes that the text calls, and those that these notes call."""
        built: dict[str, NoteBody] = {}
        position = 0
        while position < len(self.record.note_calls):
            call = self.record.note_calls[position]
            position += 1
            if call.target in self.definitions and call.target not in built:
                built[call.target] = self.builder.note(self.definitions[call.target])
        notes = (*built.values(), *self.builder.inline_notes)
        return tuple(map(_levelled, notes))

    def _title(
        self, matter: FrontMatter, blocks: tuple[Block, ...]
    ) -> tuple[tuple[Inline, ...], Heading | None, tuple[Block, ...]]:
        """Return the title, the heading that it was taken from, and the blocks without it."""
        first = next(
            (block for block in blocks if isinstance(block, Heading) and block.level == 1), None
        )
        if not matter.title:
            if first is None:
                return (Text(text=_title_from_path(self.source.path)),), None, blocks
            if any(map(_is_seen, blocks[: blocks.index(first)])):
                self._tell_late(first)
            return first.children, first, _without(blocks, first)
        if first is not None and _same(plain_text(first.children), matter.title):
            return first.children, first, _without(blocks, first)
        return self._matter_title(matter), None, blocks

    def _tell_late(self, heading: Heading) -> None:
        # As in Quarto's books the heading is the title all the same: a chapter named after its
        # file would be the greater surprise.
        self.record.tell(
            "OCT248",
            f"“{plain_text(heading.children)}” becomes the title, before the text above it",
            heading.place,
            "write it before that text, or give the title in the front matter",
        )

    def _matter_title(self, matter: FrontMatter) -> tuple[Inline, ...]:
        # What the body defines is none of the title's: in it, [draft] are words in brackets.
        tokens = self.parsed.inline_tokens(matter.title, {})
        place = matter.place("title")
        line = self.source.text.split("\n", place.line)[place.line - 1]
        column = line.find(matter.title, place.column - 1)
        # A title may be folded over lines, or hold escapes: then its beginning must do.
        places = LinePlaces(place.line, column) if column >= 0 else OnePlace(place)
        builder = InlineBuilder(self.record, places)
        builder.refuses_notes = "a title"
        return builder.build(tokens)


def _levelled(note: NoteBody) -> NoteBody:
    blocks = levelled_note(note.blocks)
    return note if blocks is note.blocks else replace(note, blocks=blocks)


def _part(
    begin: Callable[..., _Part], tokens: list[Token], matter: FrontMatter, parts: int
) -> tuple[Chapter, ChapterRecord]:
    """Return one chapter of a source, in which headings give way to what the author named.

    Names that come after such a heading are known when all is read: then it is read again.
    """
    chapter, record = begin().chapter(tokens, matter, parts)
    if record.has_clash:
        return begin(frozenset(record.explicit)).chapter(tokens, matter, parts)
    return chapter, record


# What prints nothing of its own.
_UNSEEN = (Paragraph, Element, Division, Marked, Link, IndexTerm, SoftBreak, Rule)


def _is_seen(block: Block) -> bool:
    return any(not isinstance(node, _UNSEEN) for node in walk([block]))


def _without(blocks: tuple[Block, ...], left_out: Block) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block is not left_out)


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _title_from_path(path: str) -> str:
    """Make a title of a file's name: ``03-who-pays.md`` → “Who pays”."""
    stem = chapter_stem(path).replace("-", " ").replace("_", " ").strip()
    return stem[:1].upper() + stem[1:]
