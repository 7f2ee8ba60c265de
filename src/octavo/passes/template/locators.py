"""Locators: the page numbers of the index, known only when the pages are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from octavo.model.book import IndexEntry, IndexPlace, ResolvedChapter
from octavo.model.content import line_of
from octavo.model.rendition import PageMap


@dataclass(frozen=True, slots=True)
class Locator:
    """A page that an entry of the index leads to, or a range of pages.

    ``label`` is what is printed, ``identifier`` where it leads, ``end`` and ``end_label`` the same
    of a range's last page, ``title`` the title of the chapter. ``is_page`` is false where the
    place is on no page that is known.
    """

    label: str
    identifier: str
    end: str = ""
    end_label: str = ""
    title: str = ""
    is_page: bool = True


class Locators:
    """Gives the places of an entry as pages, each once, in the order of the pages."""

    def __init__(
        self, chapters: Iterable[ResolvedChapter], page_map: PageMap, unknown: str
    ) -> None:
        """Take the pages as far as known; ``unknown`` stands for one that is yet to be found.

        It is empty in editions without pages: places that no page is known of are then numbered.
        """
        self.page_map = page_map
        self.unknown = unknown
        self._order: dict[str, int] = {}
        for page in page_map.pages:
            self._order.setdefault(page.label, page.index)
        self._titles = {
            identifier: line_of(chapter.chapter.title)
            for chapter in chapters
            for identifier in chapter.identifiers.values()
        }

    def __call__(self, places: Iterable[IndexPlace]) -> tuple[Locator, ...]:
        """Return the locators of an entry's places."""
        known: dict[tuple[str, str], Locator] = {}
        others: list[Locator] = []
        for place in places:
            label = self.page_map.label_of(place.identifier)
            title = self._titles.get(place.identifier, "")
            if label is None:
                shown = self.unknown or str(len(others) + 1)
                others.append(Locator(shown, place.identifier, title=title, is_page=False))
                continue
            end_label = self.page_map.label_of(place.end) if place.end else None
            if end_label is None or end_label == label:
                found = Locator(label, place.identifier, title=title)
            else:
                found = Locator(label, place.identifier, place.end, end_label, title)
            known.setdefault((label, found.end_label), found)
        return (*self._merged(known.values()), *others)

    def _merged(self, locators: Iterable[Locator]) -> Iterator[Locator]:
        """Yield locators in the order of their pages, without those inside a range before them."""
        last = -1
        for locator in sorted(locators, key=lambda one: (self._page(one.label), -self._end(one))):
            if self._end(locator) > last:
                last = self._end(locator)
                yield locator

    def _page(self, label: str) -> int:
        return self._order.get(label, len(self._order))

    def _end(self, locator: Locator) -> int:
        return self._page(locator.end_label or locator.label)


def entry_names(entries: Iterable[IndexEntry]) -> frozenset[str]:
    """Return the identifiers of entries and their sub-entries, which references can lead to."""
    return frozenset(_names(entries))


def _names(entries: Iterable[IndexEntry]) -> Iterator[str]:
    for entry in entries:
        yield entry.identifier
        yield from _names(entry.children)
