"""The contents of a book with the addresses of their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from octavo.documents.links import Targets
from octavo.documents.names import clean
from octavo.model.book import TocEntry


@dataclass(frozen=True, slots=True)
class NavPoint:
    """A row of the contents with its address in the edition."""

    label: str
    address: str
    lang: str
    children: tuple[NavPoint, ...] = ()


def nav_points(entries: Iterable[TocEntry], targets: Targets) -> tuple[NavPoint, ...]:
    """Return rows with their addresses; what is under a row without one moves up to its place."""
    points: list[NavPoint] = []
    for entry in entries:
        label = clean(entry.label)
        children = nav_points(entry.children, targets)
        address = targets.address(entry.identifier)
        if address is None or not label:
            points += children
        else:
            points.append(NavPoint(label, address, targets.lang(address), children))
    return tuple(points)
