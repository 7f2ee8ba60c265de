"""template: a Book becomes a Rendition, one edition as XHTML, section by section."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from octavo.model.book import Book, ResolvedChapter, TocEntry
from octavo.model.content import plain_text
from octavo.model.diagnostic import OctavoError, Span, diagnose
from octavo.model.publication import Design, Edition, SectionRule
from octavo.model.rendition import PageMap, Rendition, Section, Side
from octavo.passes.template.theme import Templates, Words
from octavo.passes.template.xhtml import XhtmlWriter
from octavo.workspace import Workspace

# Stands for a page number until layout has found it; as wide as the numbers of most books.
UNKNOWN_PAGE = "000"


def template(
    book: Book,
    design: Design,
    edition: Edition,
    workspace: Workspace,
    page_map: PageMap,
    previous: Rendition | None = None,
) -> Rendition:
    """Return an edition of the book, with the page numbers that ``page_map`` knows.

    With ``previous``, a rendition of the same book and edition, only the sections that print
    page numbers are made again. Raises ``OctavoError`` where a template fails.
    """
    maker = _Maker(book, design, edition, workspace, page_map)
    if previous is None:
        sections = tuple(maker.section(plan) for plan in _plan(book, design, edition))
        return Rendition(book.publication, edition, sections, book.assets, frozenset(book.spans))
    kept = {section.identifier: section for section in previous.sections}
    sections = tuple(
        maker.section(plan) if kept[plan.identifier].prints_pages else kept[plan.identifier]
        for plan in _plan(book, design, edition)
    )
    return replace(previous, sections=sections)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A section to be made: what it is, and the chapter that it holds if it holds one."""

    identifier: str
    kind: str
    rule: SectionRule
    chapter: ResolvedChapter | None = None


def _plan(book: Book, design: Design, edition: Edition) -> list[_Plan]:
    """Return the sections of an edition in their order."""

    def around(rules: tuple[SectionRule, ...]) -> list[_Plan]:
        return [
            _Plan(f"section-{rule.template}", rule.template, rule)
            for rule in rules
            if rule.matter != "cover" or edition.cover
        ]

    chapters: list[_Plan] = []
    for resolved in book.chapters:
        side: Side = design.chapter_side if chapters else design.first_side
        rule = SectionRule(template=design.chapter, matter="body", side=side)
        chapters.append(_Plan(resolved.identifier, design.chapter, rule, resolved))
    return [*around(design.front), *chapters, *around(design.back)]


class _Maker:
    """Makes the sections of one edition."""

    def __init__(
        self,
        book: Book,
        design: Design,
        edition: Edition,
        workspace: Workspace,
        page_map: PageMap,
    ) -> None:
        self.book = book
        self.design = design
        self.edition = edition
        self.workspace = workspace
        self.page_map = page_map
        self.templates = Templates(workspace, edition.variant)
        self._words: dict[str, Words] = {}
        self._asked_for_pages = False

    def section(self, plan: _Plan) -> Section:
        lang = plan.chapter.lang if plan.chapter else self.book.publication.lang
        self._asked_for_pages = False
        facts = self._facts(lang)
        title, running = self._words_in(lang).get(plan.kind, ""), ""
        if plan.chapter is not None:
            facts |= self._chapter_facts(plan.chapter, lang)
            title = running = " ".join(plain_text(plan.chapter.chapter.title).split())
        elif plan.kind == "imprint" and self.book.imprint is not None:
            writer = self._writer(self.book.imprint, lang)
            facts["content"] = writer.blocks(self.book.imprint.chapter.blocks)
            facts["notes"] = writer.notes
        markup = self.templates.render(f"sections/{plan.kind}.html", facts)
        xhtml = str(markup)
        self._check(xhtml, plan.kind)
        return Section(
            identifier=plan.identifier,
            kind=plan.kind,
            title=title or self.book.publication.title,
            lang=lang,
            xhtml=xhtml,
            matter=plan.rule.matter,
            side=plan.rule.side,
            running=running or title,
            prints_pages=self._asked_for_pages,
        )

    # --------------------------------------------------------------- facts

    def _facts(self, lang: str) -> dict[str, object]:
        """Return what every template can use."""
        return {
            "publication": self.book.publication,
            "edition": self.edition,
            "book": self.book,
            "toc": self.book.toc,
            "lang": lang,
            "words": self._words_in(lang),
            "page": self._page,
            "toc_label": _toc_label,
            "content": Markup(""),
            "notes": (),
        }

    def _chapter_facts(self, resolved: ResolvedChapter, lang: str) -> dict[str, object]:
        chapter = resolved.chapter
        writer = self._writer(resolved, lang)
        title = writer.inlines(chapter.title)
        content = writer.blocks(chapter.blocks)
        plain = " ".join(plain_text(chapter.title).split())
        return {
            "chapter": resolved,
            "matter": chapter.matter,
            "title": title,
            "bookmark": f"{resolved.number} {plain}".strip(),
            "content": content,
            "notes": writer.notes,
        }

    def _writer(self, resolved: ResolvedChapter, lang: str) -> XhtmlWriter:
        words = self._words_in(lang)

        def component(name: str, **facts: object) -> Markup:
            common = {"words": words, "edition": self.edition}
            markup = self.templates.render(f"components/{name}.html", {**common, **facts})
            return Markup(markup.strip())  # noqa: S704  (a template's own output)

        paged = self.edition.paged
        return XhtmlWriter(resolved, component, self._page if paged else None)

    def _words_in(self, lang: str) -> Words:
        if lang not in self._words:
            self._words[lang] = Words(self.workspace, lang)
        return self._words[lang]

    def _page(self, identifier: str) -> str:
        """Return the label of the page on which a block begins; templates print it."""
        self._asked_for_pages = True
        return self.page_map.label_of(identifier) or UNKNOWN_PAGE

    def _check(self, xhtml: str, kind: str) -> None:
        """Make sure that what the templates made is well-formed."""
        from lxml import etree

        try:
            etree.fromstring(f'<div xmlns:epub="e">{xhtml}</div>'.encode())
        except etree.XMLSyntaxError as error:
            path = self.templates.path(f"sections/{kind}.html") or kind
            line = error.position[0] if error.position else 1
            source = xhtml.split("\n")[line - 1 : line]
            raise OctavoError(
                diagnose(
                    "OCT302",
                    f"the output of this template is not well-formed: {error.msg}",
                    Span(path),
                    f"line {line} of the output: {' '.join(source)[:120]}",
                )
            ) from None


def _toc_label(entry: TocEntry) -> str:
    """Return a row of the contents as text: its number and its title."""
    return f"{entry.number} {entry.title}".strip()
