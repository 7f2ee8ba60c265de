"""Figures and tables that the text never speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from octavo.checks.manuscript.reading import Reading
from octavo.model.diagnostic import Diagnostic, diagnose

_KINDS = {"fig-": "figure", "tbl-": "table"}


def never_referred_to(readings: list[Reading]) -> Iterator[Diagnostic]:
    """Ask about a labelled figure or table that nothing refers to (OCT612)."""
    referred = set(_referred(readings))
    for reading in readings:
        labels = reading.labels
        for block in reading.labelled:
            kind = _KINDS.get(block.key[:4])
            if kind and block.key in labels and block.key not in referred:
                yield diagnose(
                    "OCT612",
                    f"the {kind} “{block.key}” is never referred to",
                    reading.span(block.place),
                    f"write @{block.key} where the text speaks of it",
                )


def _referred(readings: Iterable[Reading]) -> Iterator[str]:
    for reading in readings:
        for link in reading.links:
            # A cross-reference that was resolved is a link whose address is what was written.
            if link.href.startswith("@"):
                yield link.href[1:]
            else:
                yield unquote(link.href.rpartition("#")[2])
        for reference in reading.cross_references:
            yield reference.target
