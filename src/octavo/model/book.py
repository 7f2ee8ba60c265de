"""Sources, chapters, and the Book: everything known about a publication before it has pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from octavo.model.content import Block
from octavo.model.diagnostic import START, Place, Span
from octavo.model.inlines import Inline, node_class
from octavo.model.matter import ChapterKind, FrontMatter
from octavo.model.people import EDITOR, WRITER, Person, each_once, writers_among
from octavo.model.publication import Publication


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file: its path relative to the publication's root, and its text.

    ``entry`` is the number of the entry of ``contents`` that named it.
    """

    path: str
    text: str
    entry: int = 0


@node_class
class Anchor:
    """A block that a link can lead to: its key, its explicit identifier if it has one."""

    key: str
    identifier: str
    place: Place


@node_class
class Reference:
    """A link, an image or a note's call as the author wrote it."""

    target: str
    place: Place


@node_class
class NoteBody:
    """The body of a note, where it is defined."""

    label: str
    key: str
    blocks: tuple[Block, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter as parsed from its source, blind to its neighbours.

    ``title`` are the inlines of its title; ``places`` where each block's key begins;
    ``slugs`` the keys of headings by the identifier that Pandoc would give them;
    ``abbreviations`` the long forms that its text defines (``*[HTML]: …``); ``uncalled`` the
    labels of notes that its source defines and it does not call.
    """

    source: Source
    matter: FrontMatter
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    title_place: Place = START
    identifier: str = ""
    kind: ChapterKind = "chapter"
    unnumbered: bool = False
    notes: tuple[NoteBody, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    slugs: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    links: tuple[Reference, ...] = ()
    images: tuple[Reference, ...] = ()
    note_calls: tuple[Reference, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    uncalled: tuple[str, ...] = ()

    @property
    def kind_span(self) -> Span:
        """Return where the author says what kind of text this is."""
        place = self.matter.place("kind") if self.matter.kind else self.title_place
        return Span(self.source.path, *place)


@dataclass(frozen=True, slots=True)
class Asset:
    """An image of the publication, checked: ``path`` relative to the root, sizes in pixels."""

    path: str
    media_type: str
    data: bytes = field(repr=False)
    width: float = 0
    height: float = 0


@node_class
class Note:
    """A note with its number; ``number`` is what is printed."""

    number: str
    identifier: str
    body: NoteBody


@dataclass(frozen=True, slots=True)
class ResolvedChapter:
    """A chapter with everything looked up that its text refers to.

    ``in_part`` tells whether it belongs to a part of the book, that of the last one before it.

    ``identifiers`` gives a block's key its identifier in the editions; ``numbers`` the printed
    numbers of headings, figures and tables by key; ``links`` what an author's address leads to:
    ``#identifier``, a web address, or None; ``images`` the asset of an image's path, or None.
    """

    chapter: Chapter
    identifier: str
    lang: str
    number: str = ""
    in_part: bool = False
    identifiers: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str | None] = field(default_factory=dict)
    images: Mapping[str, Asset | None] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A row of the contents: plain text, and the identifier that it leads to.

    ``lang`` is the language of the title, or empty where it is that of the contents. The row of a
    part has the level 0 and its word with the number: “Part II”.
    """

    identifier: str
    title: str
    number: str = ""
    level: int = 1
    byline: str = ""
    children: tuple[TocEntry, ...] = ()
    lang: str = ""

    @property
    def label(self) -> str:
        """Return the row as one text: its number and its title."""
        if self.number and self.title and not self.level:
            return f"{self.number}: {self.title}"
        return f"{self.number} {self.title}".strip()


@node_class
class IndexPlace:
    """A place that an entry of the index leads to; ``end`` is the end of a range, or empty."""

    identifier: str
    end: str = ""


class IndexReference(NamedTuple):
    """Another entry to which one sends the reader, and the terms of the text that say so.

    ``identifier`` is empty where there is no such entry; ``marks`` are the identifiers of terms.
    """

    words: str
    identifier: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An entry of the index with its places, its sub-entries, and where it sends the reader."""

    identifier: str
    title: str
    places: tuple[IndexPlace, ...] = ()
    see: tuple[IndexReference, ...] = ()
    see_also: tuple[IndexReference, ...] = ()
    children: tuple[IndexEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The entries of the index under one letter."""

    letter: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class DrawnFormula:
    """A formula as a picture and as MathML; sizes in units of the font's size."""

    asset: Asset
    mathml: str
    alt: str
    width: float = 0
    height: float = 0
    depth: float = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something typed that typography could not decide; ``kind`` says what, ``text`` shows it."""

    span: Span
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Book:
    """A publication with its chapters resolved: the one thing that all editions are made from.

    ``spans`` tells for every block identifier where it stands in the manuscript; ``missing_alt``
    the images without an alt text, so that no edition claims what it does not have. ``around``
    are the texts that a design sets at places of their own, by the name of their template: those
    that resolve makes (``references``, ``glossary``, ``contributors``) and those that an author
    wrote (``dedication``, ``colophon``); ``figures`` and ``tables`` the rows of their lists;
    ``formulas`` are found by their LaTeX and whether they stand on lines of their own; ``doubts``
    are what typography left or guessed.
    """

    publication: Publication
    chapters: tuple[ResolvedChapter, ...]
    toc: tuple[TocEntry, ...] = ()
    imprint: ResolvedChapter | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)
    missing_alt: tuple[Span, ...] = ()
    around: Mapping[str, ResolvedChapter] = field(default_factory=dict)
    figures: tuple[TocEntry, ...] = ()
    tables: tuple[TocEntry, ...] = ()
    index: tuple[IndexGroup, ...] = ()
    formulas: Mapping[tuple[str, bool], DrawnFormula] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Return the images that the chapters use, each once, in the order of their paths."""
        found = {
            asset.path: asset
            for resolved in (
                *self.chapters,
                *self.around.values(),
                *((self.imprint,) if self.imprint else ()),
            )
            for asset in resolved.images.values()
            if asset is not None
        }
        return tuple(found[path] for path in sorted(found))

    @property
    def creators(self) -> tuple[Person, ...]:
        """Return those who made the book, each once.

        They are the authors and editors that the publication names; where it names none, the
        authors of the chapters; where these have none either, everybody the publication names.
        """
        named = self.publication.authors
        makers = tuple(person for person in named if person.role in (WRITER, EDITOR))
        return each_once(makers or writers_among(self._in_chapters) or named)

    @property
    def contributors(self) -> tuple[Person, ...]:
        """Return everybody else who had a part in the book, each once."""
        creators = self.creators
        people = each_once((*creators, *self.publication.authors, *self._in_chapters))
        return people[len(creators) :]

    @property
    def _in_chapters(self) -> tuple[Person, ...]:
        return tuple(
            person for resolved in self.chapters for person in resolved.chapter.matter.authors
        )
