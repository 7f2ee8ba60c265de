"""Numbers of chapters, headings, figures and tables, and the rows of the contents."""

from __future__ import annotations

from octavo.model.book import Chapter, ResolvedChapter, TocEntry
from octavo.model.content import (
    Element,
    Figure,
    Heading,
    Item,
    List,
    Node,
    Quote,
    Table,
    plain_text,
)
from octavo.model.publication import Publication


class Numbering:
    """Counts through a publication, chapter by chapter."""

    def __init__(self, publication: Publication) -> None:
        """Begin before the first chapter."""
        self.publication = publication
        self.chapters = 0
        self.figures = 0
        self.tables = 0

    def chapter(self, chapter: Chapter) -> tuple[str, dict[str, str]]:
        """Return the number of a chapter ("" without one) and those of its blocks by key."""
        number = ""
        if self.publication.number_sections and not chapter.unnumbered:
            self.chapters += 1
            number = str(self.chapters)
        numbers: dict[str, str] = {}
        counts: list[int] = []
        for block in numbered_blocks(chapter.blocks):
            match block:
                case Heading():
                    label = self._heading(block, number, counts)
                    if label:
                        numbers[block.key] = label
                case Figure() if block.caption:
                    self.figures += 1
                    numbers[block.key] = str(self.figures)
                case Table() if block.caption:
                    self.tables += 1
                    numbers[block.key] = str(self.tables)
                case _:
                    pass
        return number, numbers

    def _heading(self, heading: Heading, chapter: str, counts: list[int]) -> str:
        """Count a heading under its chapter; deeper ones begin again at 1."""
        unnumbered = "unnumbered" in heading.attributes.classes
        if not chapter or unnumbered or heading.level > self.publication.number_depth:
            return ""
        depth = heading.level - 1
        while len(counts) < depth:
            counts.append(0)
        del counts[depth:]
        counts[depth - 1] += 1
        # A level that was skipped counts as 1, so that no number holds a 0.
        counts[:] = [count or 1 for count in counts]
        return ".".join([chapter, *map(str, counts)])


def numbered_blocks(nodes: tuple[Node, ...]) -> list[Node]:
    """Return headings, figures and tables in reading order, also those inside other blocks."""
    found: list[Node] = []
    for node in nodes:
        match node:
            case Heading() | Figure() | Table():
                found.append(node)
            case Quote() | Item() | Element():
                found += numbered_blocks(node.children)
            case List():
                found += numbered_blocks(node.items)
            case _:
                pass
    return found


def contents(chapters: tuple[ResolvedChapter, ...], depth: int) -> tuple[TocEntry, ...]:
    """Return the rows of the contents down to ``depth`` levels (1: chapters alone)."""
    return tuple(_entry(resolved, depth) for resolved in chapters)


def _entry(resolved: ResolvedChapter, depth: int) -> TocEntry:
    chapter = resolved.chapter
    headings = [block for block in chapter.blocks if isinstance(block, Heading)]
    rows = [
        TocEntry(
            resolved.identifiers[heading.key],
            title_text(plain_text(heading.children)),
            resolved.numbers.get(heading.key, ""),
            heading.level,
        )
        for heading in headings
        if 2 <= heading.level <= depth and "unlisted" not in heading.attributes.classes
    ]
    byline = ", ".join(person.name for person in chapter.matter.authors)
    title = title_text(plain_text(chapter.title))
    return TocEntry(resolved.identifier, title, resolved.number, 1, byline, _nested(rows))


def _nested(rows: list[TocEntry]) -> tuple[TocEntry, ...]:
    """Hang each row under the nearest one above it of a higher level."""
    roots: list[tuple[TocEntry, list[TocEntry]]] = []
    position = 0
    while position < len(rows):
        row = rows[position]
        end = position + 1
        while end < len(rows) and rows[end].level > row.level:
            end += 1
        roots.append((row, rows[position + 1 : end]))
        position = end
    return tuple(
        TocEntry(row.identifier, row.title, row.number, row.level, row.byline, _nested(under))
        for row, under in roots
    )


def title_text(text: str) -> str:
    """Fold the white space of a title that stands on one line."""
    return " ".join(text.split())
