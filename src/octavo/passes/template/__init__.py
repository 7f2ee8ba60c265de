"""template: a Book becomes a Rendition, one edition as XHTML, section by section."""

from __future__ import annotations

from dataclasses import replace

from octavo.memory import collector_paused
from octavo.model.book import Asset, Book
from octavo.model.publication import Design, Edition
from octavo.model.rendition import PageMap, Rendition
from octavo.passes.template.draft import draft_notice
from octavo.passes.template.maker import Maker
from octavo.passes.template.plan import View, planned, view
from octavo.words import Words
from octavo.workspace import Workspace


@collector_paused()
def template(
    book: Book,
    design: Design,
    edition: Edition,
    workspace: Workspace,
    page_map: PageMap,
    previous: Rendition | None = None,
    *,
    draft: bool = False,
) -> Rendition:
    """Return an edition of the book, with the page numbers that ``page_map`` knows.

    With ``previous``, a rendition of the same book and edition, only the sections that print
    other page numbers are made again. A ``draft`` says that it is one. Raises ``OctavoError``
    where a template fails.
    """
    if previous and all(section.is_true_to(page_map) for section in previous.sections):
        return previous
    seen = view(book, edition)
    plans = planned(seen, design, edition)
    publication = book.publication
    notice = draft_notice(publication, Words(workspace, publication.lang)) if draft else None
    maker = Maker(seen, plans, design, edition, workspace, page_map, notice)
    if previous is None:
        sections = tuple(maker.section(plan) for plan in plans)
        blocks = (frozenset(book.spans) - seen.hidden - maker.left_out) | maker.places.keys()
        added = {identifier: span for identifier, span in maker.places.items() if span}
        return Rendition(
            publication,
            edition,
            sections,
            _assets(seen),
            blocks,
            maker.toc,
            {**added, **book.spans},
            tuple(person.name for person in book.creators),
            notice,
        )
    kept = {section.identifier: section for section in previous.sections}
    sections = tuple(
        kept[plan.identifier] if kept[plan.identifier].is_true_to(page_map) else maker.section(plan)
        for plan in plans
    )
    return replace(previous, sections=sections)


def _assets(seen: View) -> tuple[Asset, ...]:
    """Return the images that an edition may show, each once: the author's, charts, formulas."""
    found = {asset.path: asset for asset in seen.book.assets}
    found |= {drawn.asset.path: drawn.asset for drawn in seen.book.formulas.values()}
    return tuple(found[path] for path in sorted(found))
