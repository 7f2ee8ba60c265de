"""Numbers of chapters, headings, figures, tables and equations, and the rows of the contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from string import ascii_lowercase
from typing import Any

from octavo.locales import listed
from octavo.model.book import Chapter, ResolvedChapter, TocEntry
from octavo.model.content import (
    Block,
    Callout,
    Chart,
    DataTable,
    Definition,
    DefinitionList,
    DisplayFormula,
    Division,
    Element,
    Figure,
    Heading,
    Item,
    List,
    Panel,
    Quote,
    Table,
    kinds_in,
    line_of,
)
from octavo.model.inlines import Inline, Node
from octavo.model.people import is_by, writers_among
from octavo.model.publication import Publication
from octavo.numerals import lettered, roman

_NUMBERED = frozenset({Heading, Figure, Table, Panel, Chart, DataTable, DisplayFormula})
Words = Callable[[str], Mapping[str, str]]

# Short words with a capital are often shortened ones: Prof. Curie, Sept. 2021.
_SENTENCE = re.compile(
    r"(.*?(?:\b[a-zß-öø-ÿ][^\W\d_]{3,}|[^\W\d_]{6,}|\d\d)[”’»)]?[.!?])\s+(?=[“‘«(]?[^\W\d_a-z])"
)
_WITHIN = re.compile(r"[.!?]\s")
_LISTS = frozenset({List, DefinitionList})
_CONTAINERS = _LISTS | {Item, Definition, Quote, Element, Division, Callout}


class Numbering:
    """Counts through a publication, chapter by chapter."""

    def __init__(self, publication: Publication) -> None:
        """Begin before the first chapter."""
        self.publication = publication
        self.chapters = self.parts = self.appendices = 0
        self.counts = {"figure": 0, "table": 0, "equation": 0}
        # What stands in texts without a number, where chapters count for themselves.
        self.others = dict(self.counts)

    def chapter(self, chapter: Chapter) -> tuple[str, dict[str, str]]:
        """Return the number of a chapter ("" without one) and those of its blocks by key."""
        number = self._number(chapter)
        prefix = ""
        if self.publication.numbering == "chapter" and number and chapter.kind != "part":
            prefix = f"{number}."
            self.counts = dict.fromkeys(self.counts, 0)
        by_chapter = self.publication.numbering == "chapter"
        counted = self.others if by_chapter and not prefix else self.counts
        numbers: dict[str, str] = {}
        counts: list[int] = []
        for block in numbered_blocks(chapter.blocks):
            if isinstance(block, Heading):
                label = self._heading(block, number, counts)
                if label:
                    numbers[block.key] = label
            elif kind := kind_of(block):
                counted[kind] += 1
                numbers[block.key] = f"{prefix}{counted[kind]}"
                if isinstance(block, Panel):
                    numbers |= _lettered(block, numbers[block.key])
        return number, numbers

    def _number(self, chapter: Chapter) -> str:
        """Count a chapter among its kind: parts I, chapters 1, appendices A; others have none."""
        if chapter.unnumbered:
            return ""
        if chapter.kind == "part":
            self.parts += 1
            return roman(self.parts).upper()
        if not self.publication.number_sections:
            return ""
        if chapter.kind == "appendix":
            self.appendices += 1
            return lettered(self.appendices).upper()
        if chapter.kind != "chapter":
            return ""
        self.chapters += 1
        return str(self.chapters)

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


def kind_of(block: Node) -> str:
    """Return in whose row a block is counted: figure, table, equation, or "" for none.

    Figures and tables are counted where they have a caption or a label, equations where they
    have a label.
    """
    match block:
        case Panel():
            return "table" if block.key.startswith("tbl-") else "figure"
        case Figure() | Chart():
            return "figure" if block.caption or block.key.startswith("fig-") else ""
        case Table() | DataTable():
            return "table" if block.caption or block.key.startswith("tbl-") else ""
        case DisplayFormula():
            return "equation" if block.key.startswith("eq-") else ""
        case _:
            return ""


def panel_parts(panel: Panel) -> list[Block]:
    """Return the figures and tables of a panel that a letter tells apart.

    They are those directly in it that have a caption or a label.
    """
    return [part for part in panel.children if kind_of(part) in ("figure", "table")]


def _lettered(panel: Panel, number: str) -> Mapping[str, str]:
    """Return the numbers of a panel's parts by key: 1a, 1b …, as far as there are letters."""
    pairs = zip(panel_parts(panel), ascii_lowercase, strict=False)
    return {part.key: f"{number}{letter}" for part, letter in pairs}


def numbered_blocks(nodes: Iterable[Any]) -> list[Block]:
    """Return headings, figures, tables and equations in reading order, at whatever depth.

    What a panel holds is counted with it.
    """
    found: list[Block] = []
    for node in nodes:
        kind = type(node)
        if kind in _NUMBERED:
            found.append(node)
        elif kind in _CONTAINERS and not kinds_in(node).isdisjoint(_NUMBERED):
            found += numbered_blocks(node.items if kind in _LISTS else node.children)
    return found


def lists(chapters: tuple[ResolvedChapter, ...], kind: str) -> tuple[TocEntry, ...]:
    """Return the rows of the list of figures (``kind`` figure) or of tables (table).

    Of a caption of several sentences a list has the first.
    """
    rows: list[TocEntry] = []
    for resolved in chapters:
        for block in numbered_blocks(resolved.chapter.blocks):
            caption: tuple[Inline, ...] = getattr(block, "caption", ())
            if kind_of(block) == kind and caption:
                title = first_sentence(line_of(caption))
                number = resolved.numbers.get(block.key, "")
                identifier = resolved.identifiers[block.key]
                rows.append(TocEntry(identifier, title, number, lang=resolved.lang))
    return tuple(rows)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text; a short word before a full stop may be shortened."""
    # Most captions are one sentence.
    found = _SENTENCE.match(text) if _WITHIN.search(text) else None
    return found.group(1) if found else text


def in_parts(chapters: Iterable[Chapter]) -> list[bool]:
    """Return for each chapter whether it belongs to a part, that of the last one before it."""
    found: list[bool] = []
    is_open = False
    for chapter in chapters:
        found.append(is_open and chapter.kind == "chapter" and bool(chapter.source.text))
        is_open = (is_open and chapter.kind == "chapter") or chapter.kind == "part"
    return found


def contents(
    chapters: tuple[ResolvedChapter, ...], publication: Publication, words: Words
) -> tuple[TocEntry, ...]:
    """Return the rows of the contents, as deep as the publication asks for.

    In its language the names of several authors are listed, and parts are called so. The chapters
    of a part hang under its row. Who wrote a chapter is told where it is not by those who wrote
    the book.
    """
    rows: list[TocEntry] = []
    lang = publication.lang
    for resolved in chapters:
        row = _entry(resolved, publication)
        if resolved.chapter.kind == "part":
            number = f"{words(lang)['part']} {row.number}" if row.number else ""
            rows.append(replace(row, level=0, number=number, children=()))
        elif resolved.in_part:
            rows[-1] = replace(rows[-1], children=(*rows[-1].children, row))
        else:
            rows.append(row)
    return tuple(rows)


def _entry(resolved: ResolvedChapter, publication: Publication) -> TocEntry:
    chapter, depth = resolved.chapter, publication.toc_depth
    headings = [block for block in chapter.blocks if isinstance(block, Heading)]
    rows = [
        TocEntry(
            resolved.identifiers[heading.key],
            line_of(heading.children),
            resolved.numbers.get(heading.key, ""),
            heading.level,
            lang=resolved.lang,
        )
        for heading in headings
        if 2 <= heading.level <= depth and "unlisted" not in heading.attributes.classes
    ]
    authors = chapter.matter.authors
    names = [] if is_by(publication.authors, authors) else writers_among(authors)
    byline = listed([person.name for person in names], publication.lang)
    title = line_of(chapter.title)
    nested = _nested(rows)
    return TocEntry(resolved.identifier, title, resolved.number, 1, byline, nested, resolved.lang)


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
    return tuple(replace(row, children=_nested(under)) for row, under in roots)
