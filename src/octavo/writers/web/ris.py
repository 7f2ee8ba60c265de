"""RIS, the tagged format of reference managers, one fact on each line."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.writers.web.makers import Name
from octavo.writers.web.works import Work

_TYPES = {"report": "RPRT", "book": "BOOK", "contribution": "CHAP", "chapter": "CHAP"}


def ris(work: Work) -> str:
    """Return the record of a work: ``TY`` first, ``ER`` last, lines that end in CR and LF."""
    lines = [("TY", _TYPES[work.kind]), *((tag, text) for tag, text in _tags(work) if text)]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in (*lines, ("ER", "")))


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    yield from (("AU", _person(name)) for name in work.authors)
    # A2 is the editor of the book that a chapter is in, but of a book the editor of its series.
    editor = "A2" if work.container else "ED"
    yield from ((editor, _person(name)) for name in work.editors)
    yield from (("A4", _person(name)) for name in work.translators)
    yield "TI", work.title
    yield "T2", work.container
    yield "T3", work.series
    yield "PY", str(work.date.year)
    yield "DA", work.date.isoformat().replace("-", "/") + "/"
    yield "SP", work.first_page
    yield "EP", work.last_page
    yield "PB", work.publisher
    yield "SN", work.isbn
    yield "DO", work.doi
    yield "UR", work.address
    yield "LA", work.lang


def _person(name: Name) -> str:
    """Return a name as “Family, Given”, or whole: with a comma behind it, and none within.

    Readers split what has no comma at its spaces, as they would split “The editors”.
    """
    return name.inverted if name.family else name.literal.replace(",", "").strip() + ","
