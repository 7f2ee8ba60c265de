"""Links to other sections: WeasyPrint drops a link whose anchor is in another document.

``weasyprint.pdf.resolve_links`` is private; it was read in WeasyPrint 70.0, where it yields for
each page the links and the anchors that are to be written, and drops links to nowhere with a
message. The test of this module fails where its shape has changed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import weasyprint.pdf
from weasyprint import Page

# A link is its type, its target, its rectangle and its box; an anchor its name and its place.
Link = tuple[str, str, Any, Any]
Anchor = tuple[str, float, float]
Resolver = Callable[[Sequence[Any]], Iterator[tuple[list[Link], list[Anchor]]]]


def fits() -> bool:
    """Tell whether the wrapped function still has the shape that this module knows."""
    resolve = getattr(weasyprint.pdf, "resolve_links", None)
    return resolve is not None and list(inspect.signature(resolve).parameters) == ["pages"]


@contextmanager
def kept_links(known: frozenset[str]) -> Iterator[None]:
    """Keep links to these identifiers while a PDF is written, wherever they are."""
    original: Resolver = weasyprint.pdf.resolve_links

    def resolve(pages: Sequence[Page]) -> Iterator[tuple[list[Link], list[Anchor]]]:
        away = known.difference(*(page.anchors for page in pages))
        asked = [
            SimpleNamespace(
                anchors=page.anchors, links=[one for one in page.links if not _leads(one, away)]
            )
            for page in pages
        ]
        for page, (links, anchors) in zip(pages, original(asked), strict=True):
            found = {id(link) for link in links}
            yield [one for one in page.links if id(one) in found or _leads(one, away)], anchors

    weasyprint.pdf.resolve_links = resolve
    try:
        yield
    finally:
        weasyprint.pdf.resolve_links = original


def _leads(link: Link, away: frozenset[str]) -> bool:
    return link[0] == "internal" and link[1] in away
