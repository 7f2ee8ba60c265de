"""The finished pages of a PDF: what stands where it should not, or falls apart.

The file itself is read (``reading.py``); the places that the build noted tell to which block and
to which line of the manuscript a place on a page belongs (``setting.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from octavo.checks.pages.breaks import parted_captions, parted_headings, single_lines
from octavo.checks.pages.edges import outside_the_type_area, overlong_lines
from octavo.checks.pages.filling import nearly_empty_pages, paint_on_blanks
from octavo.checks.pages.finding import Finding
from octavo.checks.pages.fonts import fonts_not_embedded
from octavo.checks.pages.hyphens import hyphens_in_a_row
from octavo.checks.pages.pictures import coarse_images
from octavo.checks.pages.reading import read_pages
from octavo.checks.pages.setting import SetPage, set_pages
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.places import Places

Check = Callable[[Sequence[SetPage]], Iterable[Finding]]

# In the order of their codes.
CHECKS: tuple[Check, ...] = (
    outside_the_type_area,
    overlong_lines,
    single_lines,
    parted_headings,
    parted_captions,
    hyphens_in_a_row,
    paint_on_blanks,
)


def check_pages(place: Path, places: Places) -> list[Finding]:
    """Return what is wrong with the pages of a PDF, page by page."""
    printed = read_pages(place, places)
    pages = set_pages(places.pages, printed)
    found = chain(
        chain.from_iterable(check(pages) for check in CHECKS),
        fonts_not_embedded(place, pages),
        coarse_images(pages, for_press=places.for_press),
        nearly_empty_pages(pages),
    )
    return sorted(found, key=lambda finding: finding.index)


def told(
    found: Iterable[tuple[str, Sequence[Finding]]],
) -> Iterator[tuple[tuple[str, ...], Diagnostic]]:
    """Yield the findings in files as diagnostics, each with the files that have it.

    What the editions of a publication have in common is told once.
    """
    files: dict[Finding, list[str]] = {}
    for name, findings in found:
        for finding in dict.fromkeys(findings):
            files.setdefault(finding, []).append(name)
    for finding, found_in in files.items():
        names = sorted(found_in, key=lambda name: (len(name), name))
        page = "the cover" if finding.label == "Cover" else f"page {finding.label}"
        message = f"{page} of {' and '.join(names)} {finding.what}"
        span = finding.span or Span(names[0])
        yield tuple(names), diagnose(finding.code, message, span, finding.hint)
