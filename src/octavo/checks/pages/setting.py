"""Puts what is printed on a page together with the blocks that stand there: lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from octavo.checks.pages.reading import PrintedPage, Run
from octavo.model.places import Box, Fragment, PagePlaces

# How far things may stand out before an eye sees it, in points.
TOLERANCE = 1.0
# How far a letter may hang out of a line, in sizes of its face: an italic f does at its end, and a
# quotation mark at its beginning where a design lets them (``--hang``).
_OVERHANG = 0.27
# How far apart the baselines of two lines are at least, in sizes of their face: more than a
# number of a note is raised, less than the tightest leading.
_LEADING = 0.6
# What is no part of the text that runs from page to page.
_APART = frozenset({"running", "note", "margin"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a fragment: its runs from left to right."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Return what it says; runs that stand apart have a space between them."""
        said = self.runs[0].text
        for before, run in zip(self.runs, self.runs[1:], strict=False):
            gap = run.box.left - before.box.right
            said += (" " if gap > before.size / 8 else "") + run.text
        return said


@dataclass(frozen=True, slots=True)
class Printed:
    """A fragment with the lines that are printed in it, from top to bottom."""

    fragment: Fragment
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page: what was noted of it, what is printed on it, and the two put together.

    ``index`` counts pages from 0; ``strays`` are runs that belong to no fragment.
    """

    index: int
    places: PagePlaces
    printed: PrintedPage
    fragments: tuple[Printed, ...]
    strays: tuple[Run, ...]

    @property
    def flow(self) -> list[Printed]:
        """Return what of the running text is printed here: no notes, no running heads."""
        return [
            one
            for one in self.fragments
            if one.fragment.kind not in _APART and (one.lines or one.fragment.kind == "image")
        ]


def stands_out(points: float, run: Run) -> bool:
    """Tell whether a run that reaches so far over an edge is out, not only its last letter."""
    return points > max(TOLERANCE, run.size * _OVERHANG)


def set_pages(places: Sequence[PagePlaces], printed: Sequence[PrintedPage]) -> list[SetPage]:
    """Return the pages of a file with their lines in their blocks."""
    pairs = zip(places, printed, strict=True)
    return [_set_page(index, _lying(page), sheet) for index, (page, sheet) in enumerate(pairs)]


def _lying(page: PagePlaces) -> PagePlaces:
    """Return the places of a page as it was laid out, before it was set upright."""
    if not page.is_turned:
        return page
    height = page.trim.width
    return replace(
        page,
        trim=page.trim.lying(height),
        area=page.area.lying(height),
        fragments=tuple(replace(one, box=one.box.lying(height)) for one in page.fragments),
    )


def _set_page(index: int, places: PagePlaces, printed: PrintedPage) -> SetPage:
    owned: list[list[Run]] = [[] for _ in places.fragments]
    strays: list[Run] = []
    for run in printed.runs:
        owner = _owner(run, places.fragments)
        (strays if owner is None else owned[owner]).append(run)
    fragments = tuple(
        Printed(fragment, _lines(runs))
        for fragment, runs in zip(places.fragments, owned, strict=True)
    )
    return SetPage(index, places, printed, fragments, tuple(strays))


def _owner(run: Run, fragments: Sequence[Fragment]) -> int | None:
    """Return the number of the fragment that a run belongs to.

    Of those at the height of its baseline it is the smallest that it begins in (ends in, where
    lines are flush right), or, where it begins in none, the nearest before it.
    """
    best: tuple[bool, float, float, int] | None = None
    for number, fragment in enumerate(fragments):
        box = fragment.box
        if fragment.kind == "image":
            if not _holds(box, run.box):
                continue
            beyond = 0.0
        elif box.bottom - TOLERANCE <= run.baseline <= box.top + TOLERANCE:
            beyond = _beyond(run, fragment)
        else:
            continue
        rank = (beyond > 0, beyond, box.width * box.height, number)
        if best is None or rank < best:
            best = rank
    return None if best is None else best[-1]


def _holds(box: Box, other: Box) -> bool:
    """Tell whether the middle of a box is in another."""
    x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
    return box.left <= x <= box.right and box.bottom <= y <= box.top


def _beyond(run: Run, fragment: Fragment) -> float:
    """Return how far from a fragment a run stands, in points; 0 where it begins in it."""
    left, _, right, _ = fragment.box
    if fragment.align == "right":
        begin = run.box.right
    elif fragment.align == "center":
        begin = (run.box.left + run.box.right) / 2
    else:
        # What begins where a narrow box ends, such as that of a task, is no part of it.
        begin, right = run.box.left, right - 2 * TOLERANCE
    return max(left - TOLERANCE - begin, begin - right - TOLERANCE, 0.0)


def _lines(runs: list[Run]) -> tuple[Line, ...]:
    """Return runs as lines, from top to bottom."""
    if not runs:
        return ()
    apart = _LEADING * max(run.size for run in runs)
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: (-one.baseline, one.box.left)):
        if not rows or rows[-1][0].baseline - run.baseline > apart:
            rows.append([])
        rows[-1].append(run)
    return tuple(Line(tuple(sorted(row, key=lambda one: one.box.left))) for row in rows)
