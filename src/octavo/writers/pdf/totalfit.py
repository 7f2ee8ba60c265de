"""Total fit: the breaks of a paragraph chosen together, so that its spaces differ least.

The method is that of Donald E. Knuth and Michael F. Plass, “Breaking Paragraphs into Lines”,
Software: Practice and Experience 11 (1981), 1119-1184. Every way to break a paragraph is a path
from break to break; each line on it costs demerits by how far its spaces are stretched or shrunk,
with more for a hyphen, for hyphens in a row and for neighbours of very different looseness. The
cheapest path is found by remembering for every break only the best ways to reach it.

Nothing here knows of the engine: widths are given, in CSS pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

# A space may become this much narrower and, before it counts as loose, wider; of its own width.
SHRINK, STRETCH = 0.28, 0.5
HYPHEN_PENALTY = 60.0
# Demerits: hyphens in a row, neighbours that differ, a last line shorter than this share.
TWO_HYPHENS, THREE_HYPHENS = 4_000.0, 200_000.0
MISMATCH = 3_000.0
SHORT_LAST_LINE, SHORT_SHARE = 12_000.0, 0.12
WORST_BADNESS, WORST_RATIO = 10_000.0, 10.0
# The ratio up to which lines are looked at first.
LOOSEST = 3.0


class Break(NamedTuple):
    """Where a line may end.

    ``end`` is the width of all text before it (without the spaces at the line's end), ``start``
    that of the text before the next line, ``spaces`` and ``start_spaces`` how many spaces stand
    before these; ``extra`` is the width of the hyphen that it adds, ``hyphen`` whether it is one.
    """

    end: float
    start: float
    spaces: int
    start_spaces: int
    extra: float = 0.0
    hyphen: bool = False


_BEGINNING = Break(0.0, 0.0, 0, 0)


@dataclass(slots=True)
class _Way:
    """The best way to reach a break, with a line of some looseness before it."""

    at: int
    demerits: float
    looseness: int
    hyphens: int
    before: _Way | None


def best_breaks(
    breaks: Sequence[Break], first_width: float, width: float, space: float
) -> list[int] | None:
    """Return the numbers of the breaks at which the lines of a paragraph end, the last included.

    ``breaks`` are in the order of the text; the last one is its end. The first line is
    ``first_width`` wide, all others ``width``; ``space`` is the width of a space. None where a
    word is wider than its line.
    """
    widths = first_width, width
    # Very loose lines are looked at only where there is no way without them: most are not needed.
    return _cheapest(breaks, widths, space, LOOSEST) or _cheapest(breaks, widths, space, inf)


def _cheapest(
    breaks: Sequence[Break], widths: tuple[float, float], space: float, loosest: float
) -> list[int] | None:
    """Return the cheapest breaks in which no line but the last is stretched further than told."""
    active = [_Way(-1, 0.0, 1, 0, None)]
    last = len(breaks) - 1
    for at, here in enumerate(breaks):
        is_last = at == last
        found: dict[tuple[int, int], _Way] = {}
        kept: list[_Way] = []
        for way in active:
            start = breaks[way.at] if way.at >= 0 else _BEGINNING
            room = widths[way.at >= 0]
            missing = room - (here.end + here.extra - start.start)
            word_spaces = (here.spaces - start.start_spaces) * space
            if missing + here.extra < -word_spaces * SHRINK:
                continue  # too long, and so is every later line from there
            kept.append(way)
            if is_last and missing >= 0:
                _consider(found, way, at, here, 0.0, missing > room * (1 - SHORT_SHARE))
            elif not is_last and -1 <= (ratio := _ratio(missing, word_spaces)) <= loosest:
                _consider(found, way, at, here, ratio, False)
        active = [*kept, *found.values()]
        if not active:
            return None
    ends = [way for way in active if way.at == last]
    return _chosen(min(ends, key=_demerits)) if ends else None


def _demerits(way: _Way) -> float:
    return way.demerits


def _chosen(end: _Way) -> list[int]:
    """Return the breaks on the way to the end, in the order of the text."""
    chosen: list[int] = []
    way: _Way | None = end
    while way is not None and way.at >= 0:
        chosen.append(way.at)
        way = way.before
    return chosen[::-1]


def _consider(
    found: dict[tuple[int, int], _Way], way: _Way, at: int, here: Break, ratio: float, short: bool
) -> None:
    """Keep a line up to a break, if it is the best of its looseness so far."""
    badness = min(WORST_BADNESS, 100.0 * abs(ratio) ** 3)
    demerits = (1.0 + badness + (HYPHEN_PENALTY if here.hyphen else 0.0)) ** 2
    hyphens = way.hyphens + 1 if here.hyphen else 0
    if hyphens > 1:
        demerits += THREE_HYPHENS if hyphens > 2 else TWO_HYPHENS
    looseness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1.0 else 3
    if abs(looseness - way.looseness) > 1:
        demerits += MISMATCH
    if short:
        demerits += SHORT_LAST_LINE
    total = way.demerits + demerits
    key = (looseness, min(hyphens, 3))
    if key not in found or total < found[key].demerits:
        found[key] = _Way(at, total, looseness, hyphens, way)


def _ratio(missing: float, word_spaces: float) -> float:
    """Return how far spaces are stretched (1: as far as they may) or shrunk (-1)."""
    if missing >= 0:
        return missing / (word_spaces * STRETCH) if word_spaces else WORST_RATIO
    return missing / (word_spaces * SHRINK) if word_spaces else -WORST_RATIO
