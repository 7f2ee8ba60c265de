"""Makes the sections of one edition, with what their templates can use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from markupsafe import Markup

from octavo.bylines import bylines
from octavo.model.book import IndexPlace, ResolvedChapter, TocEntry
from octavo.model.content import Figure, line_of
from octavo.model.diagnostic import Span
from octavo.model.matter import PLACED_KINDS
from octavo.model.publication import Design, Edition
from octavo.model.rendition import DraftNotice, PageMap, Section
from octavo.passes.template.chapters import (
    ROLES,
    authors_of,
    bookmark,
    opening_paragraph,
    plain_title,
    running_head,
)
from octavo.passes.template.conditions import Conditions, called, visible
from octavo.passes.template.core import Setting
from octavo.passes.template.inlines import NoteView
from octavo.passes.template.locators import Locator, Locators, entry_names
from octavo.passes.template.plan import UNLISTED, Chart, Plan, View, texts_of
from octavo.passes.template.xhtml import XhtmlWriter
from octavo.theme import Templates, in_language
from octavo.words import Words
from octavo.workspace import Workspace

# Stands for a page number until layout has found it; as wide as the numbers of most books.
UNKNOWN_PAGE = "000"


@dataclass(frozen=True, slots=True)
class ChapterNotes:
    """The notes of a chapter for the section that holds all notes."""

    identifier: str
    title: str
    lang: str
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class FigureData:
    """The data of a figure for the section that shows them; ``label`` is “Figure 3”.

    ``identifier`` is empty where the table itself bears it.
    """

    identifier: str
    figure: str
    label: str
    caption: str
    lang: str
    table: Markup


class Maker:
    """Makes the sections of one edition."""

    def __init__(
        self,
        view: View,
        plans: Sequence[Plan],
        design: Design,
        edition: Edition,
        workspace: Workspace,
        page_map: PageMap,
        draft: DraftNotice | None = None,
    ) -> None:
        """Take what the edition shows, its sections, and the pages where they are known.

        ``draft`` is what a draft says of itself.
        """
        self.design = design
        self.view = view
        self.book = view.book
        self.plans = plans
        self.edition = edition
        self.workspace = workspace
        self.page_map = page_map
        self.draft = draft
        self.templates = Templates(workspace, edition.variant)
        self._kinds = {plan.kind for plan in plans}
        # Of a book in one file the last chapter: what the file says of its rights stands there.
        ends = {one.chapter.source.path: one.identifier for one in self.book.chapters}
        self._ends = frozenset(ends.values())
        self._capped = frozenset(one.identifier for one in self.book.chapters if design.drop_caps)
        self._words: dict[str, Words] = {}
        self._asked: dict[str, str | None] = {}
        self._locators: Locators | None = None

    @property
    def left_out(self) -> frozenset[str]:
        """Return the identifiers of the parts that the design has no section for."""
        return frozenset(
            identifier
            for kind, part in self.book.around.items()
            if kind not in self._kinds
            for identifier in (*part.identifiers.values(), part.identifier)
        )

    @property
    def places(self) -> dict[str, Span | None]:
        """Return the identifiers that this edition adds to those of the manuscript's blocks.

        Each comes with the place of the figure whose data are shown there.
        """
        if "data" not in self._kinds:
            return {}
        spans = self.view.book.spans
        return {
            data_identifier(resolved, figure): spans.get(resolved.identifiers.get(figure.key, ""))
            for resolved, figure in ((one.chapter, one.figure) for one in self.view.charts)
        }

    @property
    def placement(self) -> str:
        """Return where notes stand: those of the book need a section for them."""
        placement = self.book.publication.notes
        return "chapter" if placement == "book" and "notes" not in self._kinds else placement

    def section(self, plan: Plan) -> Section:
        """Make a section. Raises ``OctavoError`` where its template fails."""
        lang = plan.chapter.lang if plan.chapter else self.book.publication.lang
        self._asked = {}
        facts = self._facts(plan, lang)
        title, running = self._words_in(lang).get(plan.kind, ""), ""
        if plan.is_chapter and plan.chapter is not None:
            facts |= self._chapter_facts(plan.chapter)
            title = plain_title(plan.chapter)
            running = running_head(self.book, plan.chapter)
        elif plan.chapter is not None:
            facts |= self._chapter_facts(plan.chapter)
            title = plain_title(plan.chapter) if plan.kind in PLACED_KINDS else title
        elif plan.kind == "imprint" and self.book.imprint is not None:
            writer = self._writer(self.book.imprint)
            facts["content"] = writer.blocks(self.book.imprint.chapter.blocks)
            facts["notes"] = writer.notes
        else:
            facts |= self._gathered(plan.kind)
        xhtml = str(self.templates.render(f"sections/{plan.kind}.html", facts))
        self.templates.check(xhtml, f"sections/{plan.kind}.html")
        return Section(
            identifier=plan.identifier,
            kind=plan.kind,
            title=title or self.book.publication.title,
            lang=lang,
            xhtml=xhtml,
            matter=plan.rule.matter,
            side=plan.rule.side,
            running=running or title,
            printed=tuple(self._asked.items()),
            is_chapter=plan.is_chapter,
            in_part=plan.chapter is not None and plan.chapter.in_part,
        )

    # --------------------------------------------------------------- facts

    def _facts(self, plan: Plan, lang: str) -> dict[str, object]:
        """Return what every template can use."""
        words = self._words_in(lang)
        return {
            "publication": self.book.publication,
            "edition": self.edition,
            "book": self.book,
            "draft": self.draft,
            "toc": self.toc,
            "section": plan.identifier,
            "lang": lang,
            "words": words,
            "in_language": partial(in_language, around=lang),
            "bylines": partial(bylines, words=words, lang=lang),
            "page": self._page,
            "content": Markup(""),
            "notes": (),
            "notes_at": self.placement,
        }

    def _chapter_facts(self, resolved: ResolvedChapter) -> dict[str, object]:
        chapter = resolved.chapter
        writer = self._writer(resolved)
        title = writer.inlines(chapter.title)
        content = writer.blocks(chapter.blocks)
        return {
            "chapter": resolved,
            "matter": chapter.matter,
            "rights": chapter.matter.rights if resolved.identifier in self._ends else "",
            "title": title,
            "kind": chapter.kind,
            "role": ROLES[chapter.kind],
            "authors": authors_of(self.book, resolved),
            "bookmark": bookmark(resolved, self._words_in(resolved.lang)),
            "content": content,
            "notes": writer.notes,
        }

    def _gathered(self, kind: str) -> dict[str, object]:
        """Return what a section gathers from all chapters."""
        match kind:
            case "notes":
                return {"chapters": tuple(self._all_notes())}
            case "data":
                return {"figures": tuple(map(self._figure_data, self.view.charts))}
            case "index":
                entries = (entry for group in self.book.index for entry in group.entries)
                return {"page_list": self._page_list, "entries": entry_names(entries)}
            case _:
                return {}

    @cached_property
    def toc(self) -> tuple[TocEntry, ...]:
        """Return the rows of the contents, with those of the sections around the chapters."""
        words = self._words_in(self.book.publication.lang)
        rows: dict[str, list[TocEntry]] = {"front": [], "back": []}
        for plan in self.plans:
            if plan.rule.matter in rows and plan.kind not in UNLISTED and not plan.is_chapter:
                title = words.get(plan.kind, "")
                if plan.chapter and (plan.kind in PLACED_KINDS or not title):
                    title = plain_title(plan.chapter)
                if title:
                    rows[plan.rule.matter].append(TocEntry(plan.identifier, title))
        return (*rows["front"], *self.book.toc, *rows["back"])

    def _all_notes(self) -> Iterator[ChapterNotes]:
        for resolved in texts_of(self.book):
            writer = self._writer(resolved)
            conditions = Conditions(self.edition, resolved.lang)
            text = (*resolved.chapter.title, *resolved.chapter.blocks)
            writer.call_all(called(visible(text, conditions)))
            if notes := writer.notes:
                is_imprint = resolved is self.book.imprint
                words = self._words_in(resolved.lang)
                title = words["imprint"] if is_imprint else bookmark(resolved, words)
                yield ChapterNotes(resolved.identifier, title, resolved.lang, notes)

    def _figure_data(self, chart: Chart) -> FigureData:
        resolved, figure = chart.chapter, chart.figure
        assert figure.data is not None
        words = self._words_in(resolved.lang)
        identifier = data_identifier(resolved, figure)
        number = resolved.numbers.get(figure.key, "")
        return FigureData(
            identifier="" if figure.data.key in resolved.identifiers else identifier,
            figure=resolved.identifiers.get(figure.key, ""),
            label=f"{words['figure']} {number}" if number else "",
            caption=line_of(figure.caption),
            lang=resolved.lang,
            table=self._writer(resolved).table(figure.data),
        )

    def _writer(self, resolved: ResolvedChapter) -> XhtmlWriter:
        words = self._words_in(resolved.lang)

        def component(name: str, **facts: object) -> Markup:
            common = {"words": words, "edition": self.edition, "lang": resolved.lang}
            markup = self.templates.render(f"components/{name}.html", {**common, **facts})
            return Markup(markup.strip())  # noqa: S704  (a template's own output)

        conditions = Conditions(self.edition, resolved.lang)
        setting = Setting(
            page_label=self._page if self.edition.paged else None,
            shows=conditions.shows,
            handles=lambda attributes: self.edition.paged and conditions.hold(attributes),
            hidden=self.view.hidden | self.left_out,
            formulas=self.book.formulas,
            notes=self.placement,
            data_identifier=data_identifier if "data" in self._kinds else None,
            drop_cap=opening_paragraph(resolved) if resolved.identifier in self._capped else "",
        )
        return XhtmlWriter(resolved, component, setting)

    def _words_in(self, lang: str) -> Words:
        if lang not in self._words:
            self._words[lang] = Words(self.workspace, lang, self.edition.variant)
        return self._words[lang]

    def _page(self, identifier: str) -> str:
        """Return the label of the page on which a block begins; templates print it."""
        label = self._asked[identifier] = self.page_map.label_of(identifier)
        return label or UNKNOWN_PAGE

    def _page_list(self, places: Iterable[IndexPlace]) -> tuple[Locator, ...]:
        """Return the pages of an entry of the index; the index's template prints them."""
        places = tuple(places)
        for identifier in (name for place in places for name in (place.identifier, place.end)):
            if identifier:
                self._asked[identifier] = self.page_map.label_of(identifier)
        if self._locators is None:
            unknown = UNKNOWN_PAGE if self.edition.paged else ""
            self._locators = Locators(self.book.chapters, self.page_map, unknown)
        return self._locators(places)


def data_identifier(resolved: ResolvedChapter, figure: Figure) -> str:
    """Return the identifier of the place where a figure's data are shown."""
    if figure.data is not None and figure.data.key in resolved.identifiers:
        return resolved.identifiers[figure.data.key]
    return f"{resolved.identifiers.get(figure.key, resolved.identifier)}-data"
