"""Text that runs over an edge: of the type area, or of its own block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from octavo.checks.pages.finding import Finding, finding, millimetres, quoted
from octavo.checks.pages.reading import Run
from octavo.checks.pages.setting import SetPage, stands_out
from octavo.model.places import Box, Fragment

_OUTSIDE_HINT = (
    "shorten or divide what does not fit; where a stylesheet moved it, give it back its margins"
)
_OVERLONG_HINT = (
    "say with &shy; where a word may be divided (&ZeroWidthSpace; where without a hyphen), break "
    "the line of code, or give the column more room"
)
_NAMES = {"running": "place in the margin", "code": "listing"}


class _Excess(NamedTuple):
    """A text that reaches so many points too far with one of its runs."""

    points: float
    run: Run
    text: str
    fragment: Fragment | None


def outside_the_type_area(pages: Sequence[SetPage]) -> Iterator[Finding]:
    """Tell of letters outside the type area (OCT520).

    Running heads and folios have the margins, but must stay on the page.
    """
    for page in pages:
        if page.places.is_blank:
            continue  # nothing at all may be printed there, which has a code of its own
        for worst, more in _worst(_outside(page)):
            what = f"has text {millimetres(worst.points)} outside its type area"
            what += f": {quoted(worst.text)}{more}"
            yield finding("OCT520", page, worst.fragment, what, _OUTSIDE_HINT)


def _outside(page: SetPage) -> Iterator[_Excess]:
    for printed in page.fragments:
        area = _allowed(page, printed.fragment)
        for line in printed.lines:
            for run in line.runs:
                yield _Excess(_beyond(area, run.box), run, line.text, printed.fragment)
    for run in page.strays:
        yield _Excess(_beyond(page.places.area, run.box), run, run.text, None)


def _allowed(page: SetPage, fragment: Fragment) -> Box:
    if fragment.kind == "running":
        return page.places.trim
    area = page.places.area
    if fragment.kind == "margin":
        return page.places.trim._replace(bottom=area.bottom, top=area.top)
    if fragment.kind == "image":
        # A picture from edge to edge takes its words with it.
        box = fragment.box
        return area._replace(left=min(area.left, box.left), right=max(area.right, box.right))
    return area


def _beyond(area: Box, box: Box) -> float:
    """Return how far a box reaches out of an area, in points."""
    return max(
        area.left - box.left, box.right - area.right, area.bottom - box.bottom, box.top - area.top
    )


def overlong_lines(pages: Sequence[SetPage]) -> Iterator[Finding]:
    """Tell of lines that run past the edge of their own block, though not off the page (OCT521).

    A running head is told of on the first page that has it.
    """
    heads: set[str] = set()
    for page in pages:
        for worst, more in _worst(_overlong(page)):
            assert worst.fragment is not None
            kind = worst.fragment.kind
            if kind == "running":
                if worst.text in heads:
                    continue
                heads.add(worst.text)
            what = f"has a line that runs {millimetres(worst.points)} past the edge of its "
            what += f"{_NAMES.get(kind, kind)}: {quoted(worst.text)}{more}"
            yield finding("OCT521", page, worst.fragment, what, _OVERLONG_HINT)


def _overlong(page: SetPage) -> Iterator[_Excess]:
    """Yield how far lines run; those outside the type area are told of as that."""
    for printed in page.fragments:
        fragment = printed.fragment
        if fragment.kind == "image":
            continue
        area = _allowed(page, fragment)
        for line in printed.lines:
            if any(stands_out(_beyond(area, run.box), run) for run in line.runs):
                continue
            for run in line.runs:
                yield _Excess(_past(fragment, run), run, line.text, fragment)


def _past(fragment: Fragment, run: Run) -> float:
    """Return how far a run reaches past the edge of its fragment, in points.

    Marks of lists hang out on the left, where lines begin; so only lines that are not flush left
    are measured there.
    """
    past = run.box.right - fragment.box.right
    return past if fragment.align == "left" else max(past, fragment.box.left - run.box.left)


def _worst(found: Iterable[_Excess]) -> Iterator[tuple[_Excess, str]]:
    """Yield what reaches farthest of every block and every table, with how many texts do so."""
    groups: dict[str, list[_Excess]] = {}
    for one in found:
        if stands_out(one.points, one.run):
            groups.setdefault(_group(one.fragment), []).append(one)
    for group in groups.values():
        others = len({one.text for one in group}) - 1
        more = f" and {others} more" if others else ""
        yield max(group, key=lambda one: one.points), more


def _group(fragment: Fragment | None) -> str:
    if fragment is None:
        return ""
    # Where a table is too wide, all cells of its last column are.
    return fragment.within if fragment.kind == "cell" else fragment.block
