"""The plan of an edition: its sections in their order, and what of the book it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from octavo.model.book import (
    Book,
    IndexEntry,
    IndexGroup,
    IndexReference,
    ResolvedChapter,
    TocEntry,
)
from octavo.model.content import Figure
from octavo.model.diagnostic import Diagnostic, diagnose
from octavo.model.matter import FRONT_KINDS, PLACED_KINDS
from octavo.model.publication import Design, Edition, SectionRule
from octavo.model.rendition import Matter, Side
from octavo.passes.template.conditions import Conditions, hidden_identifiers, visible

# Sections without a row in the contents.
UNLISTED = frozenset(
    {"cover", "half-title", "title", "imprint", "dedication", "epigraph", "contents", "colophon"}
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A section to be made: what it is, and the text that it holds if it holds one.

    ``is_chapter`` tells that the text is a chapter, not one that stands around them.
    """

    identifier: str
    kind: str
    rule: SectionRule
    chapter: ResolvedChapter | None = None
    is_chapter: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with a table of its data, and the chapter that it stands in."""

    chapter: ResolvedChapter
    figure: Figure


@dataclass(frozen=True, slots=True)
class View:
    """A book as one edition shows it.

    ``book`` has no rows, entries and lists of what the edition hides; ``hidden`` are the
    identifiers that it does not have; ``charts`` the figures with data that it shows.
    """

    book: Book
    hidden: frozenset[str]
    charts: tuple[Chart, ...]


def texts_of(book: Book) -> tuple[ResolvedChapter, ...]:
    """Return everything that was written: chapters, parts and the imprint, in reading order."""
    imprint = (book.imprint,) if book.imprint else ()
    return (*imprint, *book.chapters, *book.around.values())


def view(book: Book, edition: Edition) -> View:
    """Return what an edition shows of a book."""
    hidden: set[str] = set()
    charts: list[Chart] = []
    for resolved in texts_of(book):
        conditions = Conditions(edition, resolved.lang)
        hidden |= hidden_identifiers(resolved, conditions)
        bodies = (
            block
            for note in resolved.notes.values()
            if note.identifier not in hidden
            for block in note.body.blocks
        )
        charts += [
            Chart(resolved, node)
            for node in visible((*resolved.chapter.blocks, *bodies), conditions)
            if isinstance(node, Figure) and node.data is not None
        ]
    shown = book
    if hidden:
        shown = replace(
            book,
            toc=_rows(book.toc, hidden),
            figures=_rows(book.figures, hidden),
            tables=_rows(book.tables, hidden),
            index=_groups(book.index, hidden),
        )
    return View(shown, frozenset(hidden), tuple(charts))


def _rows(rows: Iterable[TocEntry], hidden: set[str]) -> tuple[TocEntry, ...]:
    return tuple(
        replace(row, children=_rows(row.children, hidden))
        for row in rows
        if row.identifier not in hidden
    )


def _groups(groups: Iterable[IndexGroup], hidden: set[str]) -> tuple[IndexGroup, ...]:
    """Return the groups with the entries that still lead a reader somewhere."""
    placed = [replace(group, entries=_placed(group.entries, hidden)) for group in groups]
    useful = _useful(entry for group in placed for entry in group.entries)
    found = (replace(group, entries=_kept(group.entries, useful)) for group in placed)
    return tuple(group for group in found if group.entries)


def _placed(entries: Iterable[IndexEntry], hidden: set[str]) -> tuple[IndexEntry, ...]:
    """Return all entries with those of their places and references that are shown."""
    return tuple(
        replace(
            entry,
            places=tuple(
                replace(place, end="" if place.end in hidden else place.end)
                for place in entry.places
                if place.identifier not in hidden
            ),
            see=_told(entry.see, hidden),
            see_also=_told(entry.see_also, hidden),
            children=_placed(entry.children, hidden),
        )
        for entry in entries
    )


def _told(references: tuple[IndexReference, ...], hidden: set[str]) -> tuple[IndexReference, ...]:
    """Return the references of which the edition has a term that makes them."""
    return tuple(one for one in references if not hidden.issuperset(one.marks))


def _useful(entries: Iterable[IndexEntry]) -> set[str]:
    """Return the identifiers of entries with places, and of those above them or sending to them.

    An entry that sends to what is no entry at all is told in resolve, and stays.
    """
    waiting: list[str] = []
    makes_useful: dict[str, list[str]] = {}
    unread = [*entries]
    while unread:
        entry = unread.pop()
        unread += entry.children
        targets = [one.identifier for one in (*entry.see, *entry.see_also)]
        if entry.places or "" in targets:
            waiting.append(entry.identifier)
        for other in (*targets, *(child.identifier for child in entry.children)):
            makes_useful.setdefault(other, []).append(entry.identifier)
    useful: set[str] = set()
    while waiting:
        identifier = waiting.pop()
        if identifier not in useful:
            useful.add(identifier)
            waiting += makes_useful.get(identifier, ())
    return useful


def _kept(entries: Iterable[IndexEntry], useful: set[str]) -> tuple[IndexEntry, ...]:
    """Return the useful entries, which send to useful ones only."""

    def sent(references: tuple[IndexReference, ...]) -> tuple[IndexReference, ...]:
        return tuple(one for one in references if not one.identifier or one.identifier in useful)

    return tuple(
        replace(
            entry,
            see=sent(entry.see),
            see_also=sent(entry.see_also),
            children=_kept(entry.children, useful),
        )
        for entry in entries
        if entry.identifier in useful
    )


def planned(view: View, design: Design, edition: Edition) -> list[Plan]:
    """Return the sections of an edition in their order; one without content is none."""

    def around(rules: Iterable[SectionRule]) -> list[Plan]:
        return [
            _plan(rule, book.around.get(rule.template))
            for rule in rules
            if (rule.matter != "cover" or edition.cover)
            and (edition.paged or not rule.paged)
            and rule.template not in edition.without
            and _has_content(rule.template, view)
        ]

    book = view.book
    front = [rule for rule in design.front if rule.template not in edition.at_end]
    moved = [rule for rule in design.front if rule.template in edition.at_end]
    at_end = [rule.model_copy(update={"matter": "back"}) for rule in moved]
    return [*around(front), *_chapters(book, design), *around(design.back), *around(at_end)]


def _chapters(book: Book, design: Design) -> Iterator[Plan]:
    """Yield the sections of the chapters: the front matter among them, the body, appendices."""
    body_begins = True
    for resolved in book.chapters:
        kind = resolved.chapter.kind
        matter: Matter = "body"
        side: Side = design.part_side if kind == "part" else design.chapter_side
        if kind in FRONT_KINDS:
            matter = "front"
        elif kind == "appendix":
            matter = "back"
        elif body_begins:
            side, body_begins = design.first_side, False
        template = "part" if kind == "part" else design.chapter
        rule = SectionRule(template=template, matter=matter, side=side)
        yield Plan(resolved.identifier, template, rule, resolved, is_chapter=True)


def without_a_place(book: Book, design: Design) -> Iterator[Diagnostic]:
    """Tell of texts of a kind for which the design has no section (OCT277)."""
    places = {rule.template for rule in (*design.front, *design.back)}
    for kind, resolved in book.around.items():
        if kind in PLACED_KINDS and kind not in places:
            yield diagnose(
                "OCT277",
                f"the design has no place for a text of the kind “{kind}”",
                resolved.chapter.kind_span,
                f"add {{template: {kind}}} to the sections of templates/designs/, or take the "
                "kind out: then it is a chapter",
            )


def _plan(rule: SectionRule, part: ResolvedChapter | None) -> Plan:
    identifier = part.identifier if part else f"section-{rule.template}"
    return Plan(identifier, rule.template, rule, part)


def _has_content(kind: str, view: View) -> bool:
    """Tell whether there is anything to show in a section of this kind."""
    book, publication = view.book, view.book.publication
    match kind:
        case "references" | "glossary" | "contributors" | "abbreviations":
            return kind in book.around
        case _ if kind in PLACED_KINDS:
            return kind in book.around
        case "figures":
            return publication.list_of_figures and bool(book.figures)
        case "tables":
            return publication.list_of_tables and bool(book.tables)
        case "index":
            return bool(book.index)
        case "data":
            return bool(view.charts)
        case "notes":
            return publication.notes == "book" and any(
                note.identifier not in view.hidden
                for resolved in texts_of(book)
                for note in resolved.notes.values()
            )
        case _:
            return True
