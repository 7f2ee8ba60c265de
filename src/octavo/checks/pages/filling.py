"""Pages with too much on them, or too little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from octavo.checks.pages.finding import Finding, finding
from octavo.checks.pages.setting import TOLERANCE, SetPage
from octavo.model.places import Box

# A page is nearly empty where less than this part of its type area's height holds anything. The
# last page of a chapter may be short: a tenth is the four or five lines that editors ask for there.
LEAST, LEAST_AT_THE_END = 1 / 5, 1 / 10
# What is less than this apart belongs together, as the lines of a text; in points.
_TOGETHER = 18.0
# A ground behind a whole page is no content; from this part of the area's height on it is one.
_GROUND = 0.9
# Sections that are meant to hold little.
_SPARE = frozenset(
    {"cover", "title", "half-title", "imprint", "dedication", "epigraph", "part", "blank"}
)


def paint_on_blanks(pages: Sequence[SetPage]) -> Iterator[Finding]:
    """Tell of anything that is printed on a blank page (OCT526); printer's marks do not count."""
    for page in pages:
        trim = page.places.trim
        if page.places.is_blank and any(_touches(trim, box) for box in page.printed.paint):
            yield finding(
                "OCT526",
                page,
                None,
                "is a blank, but something is printed on it",
                "take it off in the stylesheet: @page :blank, blank { background: none } and "
                "`content: none` for its running heads",
            )


def _touches(trim: Box, box: Box) -> bool:
    return (
        box.right > trim.left + TOLERANCE
        and box.left < trim.right - TOLERANCE
        and box.top > trim.bottom + TOLERANCE
        and box.bottom < trim.top - TOLERANCE
    )


def nearly_empty_pages(pages: Sequence[SetPage]) -> Iterator[Finding]:
    """Tell of pages with less than a fifth of their height filled, a tenth at the end (OCT529).

    A section that has one page only is as short as it was written, so nothing can be mended.
    """
    lengths = Counter(page.places.section for page in pages)
    ends = {page.places.section: page.index for page in pages}
    for page in pages:
        flow = page.flow
        if page.places.is_blank or page.places.kind in _SPARE or page.places.matter == "cover":
            continue
        if lengths[page.places.section] == 1 or not flow or page.places.may_be_short:
            continue
        if all(one.fragment.kind == "heading" for one in flow):
            continue  # a page for a title alone, as that of a part
        share = _filled(page)
        is_end = page.index == ends[page.places.section]
        if share < (LEAST_AT_THE_END if is_end else LEAST):
            yield finding(
                "OCT529",
                page,
                flow[0].fragment,
                f"is nearly empty: {int(100 * share)} % of its height holds anything",
                "shorten what comes before it so that the page is not needed, or look for the "
                "break or the large figure that keeps what follows away",
            )


def _filled(page: SetPage) -> float:
    """Return the part of the type area's height that holds anything."""
    area = page.places.area
    pieces = [(one.fragment.box.bottom, one.fragment.box.top) for one in page.flow]
    pieces += [(run.box.bottom, run.box.top) for run in page.printed.runs]
    pieces += [
        (box.bottom, box.top) for box in page.printed.paint if box.height < _GROUND * area.height
    ]
    filled, end = 0.0, area.bottom
    last = area.bottom - 2 * _TOGETHER
    for low, high in sorted((max(low, area.bottom), min(high, area.top)) for low, high in pieces):
        if high <= max(low, end):
            continue
        begin = last if low - last < _TOGETHER else low
        filled += high - max(begin, end)
        end = last = high
    return filled / area.height
