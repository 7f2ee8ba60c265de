"""The links of a book that lead out of it, for an editor to go through. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from octavo.model.book import Book, Chapter
from octavo.model.content import line_of, nodes_of
from octavo.model.diagnostic import Span
from octavo.model.inlines import Link


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """An address with every place that leads to it, and the words of the link there."""

    address: str
    places: tuple[tuple[Span, str], ...]

    def record(self) -> dict[str, object]:
        """Return the link as plain data."""
        places = [
            {"path": span.path, "line": span.line, "column": span.column, "text": text}
            for span, text in self.places
        ]
        return {"address": self.address, "places": places}


def outside_links(books: Iterable[Book]) -> list[OutsideLink]:
    """Return the links that lead out of the books, by address, each with its places in order."""
    found: dict[str, dict[tuple[Span, str], None]] = {}
    for book in books:
        parts = (*book.chapters, *((book.imprint,) if book.imprint else ()), *book.around.values())
        for resolved in parts:
            for link, span in _links(resolved.chapter):
                text = line_of(link.children)
                found.setdefault(link.href, {})[span, text] = None
    return [OutsideLink(address, tuple(found[address])) for address in sorted(found)]


def told(links: Iterable[OutsideLink], *, by_address: bool) -> Iterator[str]:
    """Yield the lines of a list of links: places under their address, or a line for each place."""
    count = addresses = 0
    for link in links:
        addresses += 1
        count += len(link.places)
        if by_address:
            yield link.address
            yield from (f"  {span}  {text}".rstrip() for span, text in link.places)
        else:
            yield from (f"{span}: {link.address} {text}".rstrip() for span, text in link.places)
    if by_address:
        words = "1 link" if count == 1 else f"{count} links"
        yield f"{words} to {addresses} address{'' if addresses == 1 else 'es'}"


def _links(chapter: Chapter) -> Iterator[tuple[Link, Span]]:
    bodies = (block for note in chapter.notes for block in note.blocks)
    for link in nodes_of((Link,), (*chapter.title, *chapter.blocks, *bodies)):
        if _leads_out(link.href):
            yield link, Span(chapter.source.path, *link.place)


def _leads_out(address: str) -> bool:
    try:
        return bool(urlsplit(address).scheme)
    except ValueError:
        return False
