"""Renditions, page maps and artefacts: what becomes of a Book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, NamedTuple

from octavo.model.book import Asset, TocEntry
from octavo.model.diagnostic import Span
from octavo.model.places import Places
from octavo.model.publication import Edition, Publication

Matter = Literal["cover", "front", "body", "back"]
Side = Literal["any", "recto", "verso"]

# So many of the loosest lines are named.
MOST_LOOSE_LINES = 5


@dataclass(frozen=True, slots=True)
class Section:
    """One section of an edition: the unit of layout, of caching and of parallel work.

    ``xhtml`` is the content of its body, well-formed. ``printed`` are the blocks of which its text
    tells the page, each with the label that it was told (None: not known yet): when one of them
    changes it must be made again. ``is_chapter`` tells that it holds a chapter of the manuscript,
    ``in_part`` that the chapter belongs to a part.
    """

    identifier: str
    kind: str
    title: str
    lang: str
    xhtml: str
    matter: Matter = "body"
    side: Side = "any"
    running: str = ""
    printed: tuple[tuple[str, str | None], ...] = ()
    is_chapter: bool = False
    in_part: bool = False

    def is_true_to(self, page_map: PageMap) -> bool:
        """Tell whether the pages that its text names are those of a page map."""
        return all(page_map.label_of(block) == label for block, label in self.printed)


@dataclass(frozen=True, slots=True)
class DraftNotice:
    """What a draft says of itself: the word of its watermark, and a line for every page."""

    word: str
    line: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """One edition of a publication as XHTML, section by section, with the images it uses.

    ``blocks`` are the identifiers that it has, ``toc`` the rows of its contents, ``spans`` where
    in the manuscript each identifier comes from; ``authors`` are the names of its creators;
    ``draft`` is what it says where it is a draft.
    """

    publication: Publication
    edition: Edition
    sections: tuple[Section, ...]
    assets: tuple[Asset, ...] = ()
    blocks: frozenset[str] = frozenset()
    toc: tuple[TocEntry, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    draft: DraftNotice | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page: the place in the file (from 0), the printed label, and where its text begins.

    ``block`` is the identifier of the block that the page begins in, ``offset`` the number of
    that block's own characters on earlier pages (white space and hyphens not counted), so that
    the place can be found again in an edition that has no pages.
    """

    index: int
    label: str
    section: str
    block: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class PageMap:
    """What only layout knows: the pages, and the label of the page on which each block begins."""

    pages: tuple[PageFacts, ...] = ()
    blocks: Mapping[str, str] = field(default_factory=dict)

    def label_of(self, identifier: str) -> str | None:
        """Return the label of the page on which a block begins, or None where not known."""
        return self.blocks.get(identifier)


class LooseLine(NamedTuple):
    """A line whose spaces are far too wide: ``spaces`` times as wide as the face's own.

    ``place`` is ``path:line:column`` of its block in the manuscript, where that is known.
    """

    page: str
    spaces: float
    words: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class JustifiedLines:
    """What the justified lines of a PDF have become.

    ``lines`` counts all but the last ones of paragraphs. Of them ``loose`` have spaces more than
    1.6 times as wide as the face's own, ``very_loose`` more than twice; ``hyphens`` end in one;
    ``ladders`` are the third with a hyphen in a row; ``greedy`` were not chosen together with the
    others of their paragraph. ``short`` counts last lines of less than an eighth of the measure.
    ``loosest`` are the worst.
    """

    lines: int
    loose: int = 0
    very_loose: int = 0
    hyphens: int = 0
    ladders: int = 0
    short: int = 0
    greedy: int = 0
    loosest: tuple[LooseLine, ...] = ()

    def __add__(self, other: JustifiedLines) -> JustifiedLines:
        """Return what the lines of both have become."""
        return JustifiedLines(
            self.lines + other.lines,
            self.loose + other.loose,
            self.very_loose + other.very_loose,
            self.hyphens + other.hyphens,
            self.ladders + other.ladders,
            self.short + other.short,
            self.greedy + other.greedy,
            loosest_of((*self.loosest, *other.loosest)),
        )


def loosest_of(lines: Iterable[LooseLine]) -> tuple[LooseLine, ...]:
    """Return the worst of the lines, the loosest first."""
    return tuple(sorted(lines, key=lambda line: -line.spaces)[:MOST_LOOSE_LINES])


class File(NamedTuple):
    """A file that is to be written: its path, and what is in it."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Artefact:
    """What a build made; ``path`` relative to the build folder, ``pages`` where it has any.

    One of many files has them in ``files``, with their paths in the folder of ``path``, which is
    the first to read; its ``size`` is that of all, its ``sha256`` that of the list of theirs
    (``tree_sha256``). ``text`` is a checksum of what it was made of: artefacts of one publication
    with another one are of another state of the manuscript. ``justified`` counts its justified
    lines, where it has any; ``page_map`` is where its blocks fell, of the PDF whose pages the other
    editions share; ``places`` tells what stands where on its pages; ``data`` is its
    content until it is written.
    """

    publication: str
    edition: str
    path: str
    media_type: str
    size: int
    sha256: str
    pages: int | None = None
    text: str = ""
    justified: JustifiedLines | None = None
    page_map: PageMap | None = field(default=None, repr=False, compare=False)
    places: Places | None = field(default=None, repr=False, compare=False)
    files: tuple[File, ...] = field(default=(), repr=False, compare=False)
    data: bytes = field(default=b"", repr=False, compare=False)


def tree_sha256(checksums: Mapping[str, str]) -> str:
    """Return one checksum of many files from their paths and checksums, as hexadecimal.

    It is that of the list which ``sha256sum`` prints of the files in the order of their paths.
    """
    rows = (f"{checksum}  {path}\n" for path, checksum in sorted(checksums.items()))
    return sha256("".join(rows).encode()).hexdigest()


def countable(text: str) -> int:
    """Return how many characters of a text count for ``PageFacts.offset``.

    White space, hyphens and joiners do not: engines fold or add them.
    """
    return sum(not (character.isspace() or character in _UNCOUNTED) for character in text)


_UNCOUNTED = frozenset("-\u00ad\u200c\u2010\u2011")
