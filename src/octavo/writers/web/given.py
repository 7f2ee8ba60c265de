"""What the web edition of a publication is made of beside its rendition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from octavo.model.book import Book
from octavo.model.publication import Design, Edition, Publication, SiteFacts
from octavo.model.rendition import PageMap
from octavo.writers.web.metadata import Download


@dataclass(frozen=True, slots=True)
class Given:
    """The book, its design and its site, and what the other editions know.

    ``page_map`` are the pages of the PDF, whose numbers stand in the text (an empty one: none do);
    ``cover`` is a JPEG, or None; ``downloads`` are the files of the other editions.
    """

    book: Book
    design: Design
    site: SiteFacts
    page_map: PageMap
    cover: bytes | None = None
    downloads: tuple[Download, ...] = ()


DOWNLOADS = "downloads"
_MEDIA_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip"}


def downloads_of(publication: Publication, editions: Iterable[Edition]) -> tuple[Download, ...]:
    """Return the files of a publication's editions where the page to download from has them."""
    return tuple(
        Download(f"{DOWNLOADS}/{publication.name}{one.suffix}.{one.kind}", _MEDIA_TYPES[one.kind])
        for one in editions
        if one.kind in _MEDIA_TYPES
    )
