"""The sections of one edition in their places: counted, numbered, and joined into one file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from octavo.model.diagnostic import Diagnostic, Span
from octavo.model.places import Fragment, PagePlaces, Places
from octavo.model.publication import Design
from octavo.model.rendition import JustifiedLines, PageFacts, PageMap, Rendition, Section
from octavo.writers.pdf.ahead import Ahead
from octavo.writers.pdf.canonical import Canonical, Numbers, canonical, literal
from octavo.writers.pdf.finish import Finish, finish
from octavo.writers.pdf.folios import Folio, FolioCounter, Start, after
from octavo.writers.pdf.fonttime import fixed_font_time
from octavo.writers.pdf.joining import Joined
from octavo.writers.pdf.orders import Orders
from octavo.writers.pdf.sectionpages import SectionPages
from octavo.writers.pdf.sections import Made, Numbered, Sections
from octavo.writers.pdf.telling import engine_findings, idle_handles, misplaced_notes


@dataclass(frozen=True, slots=True)
class Placed:
    """A section where it stands: on which page it begins, and the numbers that it prints.

    ``section`` is None for a blank page. ``is_turned``: what was laid out as a recto is a verso.
    """

    section: Section | None
    folio: Folio
    made: Made
    numbers: tuple[str, ...] = ()
    is_turned: bool = False

    @property
    def pages(self) -> SectionPages:
        """Return what it was laid out as."""
        return self.made.pages

    @property
    def numbered(self) -> Numbered:
        """Return it with the numbers that its pages bear."""
        numbers = Numbers(self.numbers, tuple(folio.label for folio in self.folios))
        return Numbered(self.made, numbers, self.is_turned)

    def fragments(self, index: int) -> tuple[Fragment, ...]:
        """Return what stands on one of its pages, the margins as they have come to be."""
        found = self.pages.findings
        fragments = found.places[index].fragments
        if not self.is_turned:
            return fragments
        text = (one for one in fragments if one.kind != "running")
        return (*text, *found.other_margins[index])

    @property
    def folios(self) -> list[Folio]:
        """Return the folios of its pages."""
        return [after(self.folio, index) for index in range(self.pages.findings.pages)]


class Assembly:
    """Sections in their places."""

    def __init__(
        self,
        design: Design,
        sections: Sections,
        created: datetime.datetime,
        *,
        looks_for_idle: bool,
    ) -> None:
        """Take who lays sections out, and the time that the file tells.

        ``looks_for_idle``: handles without effect are told.
        """
        self.design = design
        self.sections = sections
        self.created = created
        self.ahead = Ahead(sections, created)
        self.looks_for_idle = looks_for_idle
        self.placed: list[Placed] = []
        self.spans: Mapping[str, Span] = {}
        self.is_settled = False
        self.lost: tuple[str, ...] = ()
        self._joined: Joined | None = None
        self._counts: dict[str, int] = {}
        # What does not fit these pages otherwise.
        self._literal: set[tuple[str, Folio]] = set()

    # -------------------------------------------------------------------- layout

    def lay_out(self, rendition: Rendition, known: PageMap, *, is_guess: bool) -> PageMap:
        """Lay a rendition out and return where its blocks fell.

        Where ``known`` is a guess, contents and index wait: their numbers would all be wrong.
        """
        self.spans = rendition.spans
        if not self._counts:
            self._counts = _pages_of_sections(known)
        expected = _starts(self.design, rendition, self._counts)
        wanted = {
            section.identifier: self._canonical(section, start.folio)
            for section, start in zip(rendition.sections, expected, strict=True)
        }
        if is_guess:
            wanted = {name: one for name, one in wanted.items() if not one.is_full_of_numbers}
        made = self._made(rendition, wanted, expected, is_guess=is_guess)
        self._counts |= {name: one.pages.findings.pages for name, one in made.items()}
        true = _starts(self.design, rendition, self._counts)
        self.is_settled = true == expected and len(made) == len(rendition.sections)
        self.placed = list(self._in_places(rendition, true, wanted, made))
        return self._page_map()

    def _made(
        self,
        rendition: Rendition,
        wanted: dict[str, Canonical],
        starts: list[Start],
        *,
        is_guess: bool,
    ) -> dict[str, Made]:
        """Return sections as they were laid out, from the pages that they begin on.

        ``wanted`` are their forms; those whose numbers do not fit become literal.
        """
        orders = Orders(rendition, looks_for_idle=self.looks_for_idle)
        folios = {
            section.identifier: start.folio
            for section, start in zip(rendition.sections, starts, strict=True)
        }
        sections = [one for one in rendition.sections if one.identifier in wanted]

        def meanwhile(found: Sequence[Made | None]) -> None:
            if not is_guess:
                self._begin_to_join(rendition, wanted, starts, found)

        while True:
            asked = [orders.order(section, wanted[section.identifier]) for section in sections]
            found = self.sections.set(asked, meanwhile)
            made = {one.identifier: done for one, done in zip(sections, found, strict=True)}
            misfits = [one for one in sections if not _fits(one, wanted, made, folios)]
            if not misfits:
                return made
            self._literal |= {(one.identifier, folios[one.identifier]) for one in misfits}
            wanted |= {one.identifier: literal(one, folios[one.identifier]) for one in misfits}

    def _begin_to_join(
        self,
        rendition: Rendition,
        wanted: dict[str, Canonical],
        starts: list[Start],
        found: Sequence[Made | None],
    ) -> None:
        """Begin to join what is laid out, in the places that are expected.

        Nothing is waited for: where a blank page would have to be made it is not begun.
        """
        blanks = [folio for start in starts for folio in start.blanks]
        if rendition.edition.blanks and not all(map(self.sections.has_blank, blanks)):
            return
        made = {
            section.identifier: one
            for section, one in zip(rendition.sections, found, strict=True)
            if one is not None
        }
        names = [section.identifier for section in rendition.sections]
        missing = next(number for number, name in enumerate(names) if name not in made)

        def numbered(some: Sequence[str]) -> list[Numbered]:
            there = {name: made[name] for name in some if name in made}
            return [one.numbered for one in self._in_places(rendition, starts, wanted, there)]

        self.ahead.begin(rendition, numbered(names[:missing]), numbered(names[missing:]))

    def _canonical(self, section: Section, folio: Folio) -> Canonical:
        setup = self.sections.setup
        if setup.counts_pages or (section.identifier, folio) in self._literal:
            return literal(section, folio)
        return canonical(section, folio, is_sided=setup.is_sided)

    def _in_places(
        self,
        rendition: Rendition,
        starts: list[Start],
        forms: dict[str, Canonical],
        made: dict[str, Made],
    ) -> Iterator[Placed]:
        for section, start in zip(rendition.sections, starts, strict=True):
            if section.identifier not in made:
                continue
            if rendition.edition.blanks:
                for folio in start.blanks:
                    yield Placed(None, folio, self.sections.set_blank(folio))
            form = forms[section.identifier]
            is_turned = form.for_both_sides and form.folio.is_recto != start.folio.is_recto
            one = made[section.identifier]
            yield Placed(section, start.folio, one, form.numbers, is_turned)

    def _page_map(self) -> PageMap:
        """Return where every block fell."""
        pages: list[PageFacts] = []
        blocks: dict[str, str] = {}
        for placed in self.placed:
            identifier = placed.section.identifier if placed.section else ""
            folios = placed.folios
            if placed.section:
                blocks.setdefault(identifier, placed.folio.label)
            for folio, (block, offset) in zip(folios, placed.pages.findings.begins, strict=True):
                pages.append(PageFacts(len(pages), folio.label, identifier, block, offset))
            for anchor, index in placed.pages.findings.anchors.items():
                blocks.setdefault(anchor, folios[index].label)
        return PageMap(tuple(pages), blocks)

    # ------------------------------------------------------------------- writing

    def write(self, rendition: Rendition) -> tuple[bytes, Places]:
        """Return the finished file, and what stands where on its pages."""
        edition = rendition.edition
        with fixed_font_time(int(self.created.timestamp())):
            joined = self._joined = self.ahead.join(
                rendition, [placed.numbered for placed in self.placed]
            )
        self.lost = joined.lost
        facts = Finish(
            folios=[folio for placed in self.placed for folio in placed.folios],
            bleed=edition.bleed,
            for_press=not edition.tagged,
            overlays=[one.pages.overlay for one in self.placed if one.pages.overlay],
        )
        places = Places(tuple(self._places()), for_press=not edition.tagged)
        return finish(joined.pdf, facts), places

    def _places(self) -> Iterator[PagePlaces]:
        """Yield what stands where, with labels and places; elements are counted through it all."""
        before = 0
        for placed in self.placed:
            after_these, folios = before, placed.folios
            for index, page in enumerate(placed.pages.findings.places):
                fragments = tuple(
                    replace(one, span=self.spans.get(one.block), element=one.element + before)
                    for one in placed.fragments(index)
                )
                after_these = max(after_these, *(one.element + 1 for one in fragments), 0)
                yield replace(page, label=folios[index].label, fragments=fragments)
            before = after_these

    # ------------------------------------------------------------------- telling

    def justified(self) -> JustifiedLines | None:
        """Return what the justified lines have become; None where no line is justified."""
        total = JustifiedLines(0)
        for placed in self.placed:
            if (found := placed.pages.findings.justified) is not None:
                folios = placed.folios
                loosest = tuple(
                    line._replace(
                        page=folios[int(line.page)].label,
                        place=str(self.spans.get(line.place) or ""),
                    )
                    for line in found.loosest
                )
                total += replace(found, loosest=loosest)
        return total if total.lines else None

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield what could not be placed and what does nothing, in reading order, then the rest."""
        for placed in self.placed:
            findings = placed.pages.findings
            if placed.section:
                yield from misplaced_notes(findings, placed.section.title, self.spans)
        yield from engine_findings((one.pages.findings for one in self.placed), self.lost)
        for placed in self.placed:
            yield from idle_handles(placed.pages.findings, self.spans)


def _fits(
    section: Section,
    forms: Mapping[str, Canonical],
    made: Mapping[str, Made],
    folios: Mapping[str, Folio],
) -> bool:
    """Tell whether the page numbers of a section can be put in, where they are to be."""
    form, findings = forms[section.identifier], made[section.identifier].pages.findings
    if form.is_literal:
        return True
    return not findings.is_uneven and form.fits(folios[section.identifier], findings.pages)


def _starts(design: Design, rendition: Rendition, counts: Mapping[str, int]) -> list[Start]:
    """Return where each section begins when they have so many pages."""
    counter = FolioCounter(design)
    starts: list[Start] = []
    for section in rendition.sections:
        starts.append(counter.start(section))
        counter.place(section, counts.get(section.identifier, 1))
    return starts


def _pages_of_sections(known: PageMap) -> dict[str, int]:
    counts: dict[str, int] = {}
    for page in known.pages:
        counts[page.section] = counts.get(page.section, 0) + 1
    return counts
