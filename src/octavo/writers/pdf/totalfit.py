"""Total fit: the breaks of a paragraph chosen together, so that its spaces differ least.

The method is that of Donald E. Knuth and Michael F. Plass, “Breaking Paragraphs into Lines”,
Software: Practice and Experience 11 (1981), 1119-1184. Every way to break a paragraph is a path
from break to break; each line on it costs demerits by how far its spaces are stretched or shrunk,
with more for a hyphen, for hyphens in a row, for neighbours of very different looseness and for a
last line that is very short or all but full. The cheapest path is found by remembering for every
break only the best ways to reach it.

In one thing it departs from them: beyond its stretch a line's badness grows more slowly, because a
line that is seen to be loose is not much worse for being looser still, and a hyphen that mends it
should not cost two hyphens elsewhere.

Nothing here knows of the engine: widths are given, in CSS pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

# Beyond its stretch, a space's further growth by this much of its own width counts as one stretch.
_BEYOND = 1.4
# A space this much wider than its own is seen as a hole.
HOLE = 0.6
SHORT_SHARE = 0.12
# A last line that leaves less than so many spaces looks as if the paragraph went on.
_FULL_SPACES = 6.0
# A box that is as wide as its text may seem narrower by the errors of adding up, in pixels.
_ROUNDING = 1e-6
_THREE_HYPHENS = 4_000_000.0
# What a word costs that is wider than its line.
_OVERFULL = 1e18
# The growth of spaces up to which lines are looked at first.
_LOOSEST = 1.9
_VERY_LOOSE = 3


@dataclass(frozen=True, slots=True)
class Penalties:
    """What a line may do, and what it costs.

    ``stretch`` and ``shrink`` say by how much of its own width a space may grow before it counts
    as loose, and become narrower at all. ``hyphen`` is added to a line's badness (100 for a space
    at the end of its stretch), once more for a hyphen right under another; the others are
    demerits: for a line that is seen to be loose, for neighbours of very different looseness, for
    a last line that is very short or all but full.
    """

    stretch: float = 0.5
    shrink: float = 0.3
    hyphen: float = 240.0
    loose: float = 15_000.0
    mismatch: float = 1_500.0
    last: float = 12_000.0


class Break(NamedTuple):
    """Where a line may end.

    ``end`` is the width of all text before it (without the spaces at the line's end), ``start``
    that of the text before the next line, ``spaces`` and ``start_spaces`` how many spaces stand
    before these; ``extra`` is the width of the hyphen that it adds, ``hyphen`` whether it is one.
    A line must end where ``forced`` is true, and is not stretched then.
    """

    end: float
    start: float
    spaces: int
    start_spaces: int
    extra: float = 0.0
    hyphen: bool = False
    forced: bool = False


_BEGINNING = Break(0.0, 0.0, 0, 0)


class _Way:
    """The best way to reach a break, with a line of some looseness before it.

    ``limit`` is how far the line after it reaches, counted as the breaks are; ``spaces`` how many
    stand before it.
    """

    __slots__ = ("at", "before", "demerits", "hyphens", "limit", "looseness", "spaces")

    def __init__(
        self,
        at: int,
        demerits: float,
        looseness: int,
        hyphens: int,
        limit: float,
        spaces: int,
        before: _Way | None,
    ) -> None:
        self.at = at
        self.demerits = demerits
        self.looseness = looseness
        self.hyphens = hyphens
        self.limit = limit
        self.spaces = spaces
        self.before = before


def best_breaks(
    breaks: Sequence[Break],
    first_width: float,
    width: float,
    space: float,
    penalties: Penalties = Penalties(),
    *,
    overfull: bool = True,
) -> list[int]:
    """Return the numbers of the breaks at which the lines of a paragraph end, the last included.

    ``breaks`` are in the order of the text; the last one is its end. The first line is
    ``first_width`` wide, all others ``width``; ``space`` is the width of a space. A word that is
    wider than its line has one for itself, unless ``overfull`` is false: then there are no breaks.
    """
    fit = _Fit(breaks, first_width, width, space, penalties, overfull)
    # Very loose lines are looked at only where there is no way without them: most are not needed.
    return fit.cheapest(_LOOSEST) or fit.cheapest(inf) or []


@dataclass(frozen=True, slots=True)
class _Fit:
    """One paragraph, and what its lines cost."""

    breaks: Sequence[Break]
    first_width: float
    width: float
    space: float
    penalties: Penalties
    overfull: bool

    def cheapest(self, widest: float) -> list[int] | None:
        """Return the cheapest breaks in which no space grows by more than ``widest`` of its width.

        Lines that end where they must may be as short as they are. None where there is no way, or
        only one with a word that is wider than its line; without a limit that is a way, too.
        """
        space, shrink = self.space, self.penalties.shrink
        active = [_Way(-1, 0.0, 1, 0, self.first_width, 0, None)]
        last = len(self.breaks) - 1
        for at, (end, _, spaces, _, extra, _, forced) in enumerate(self.breaks):
            ends = forced or at == last
            found: dict[tuple[int, int], _Way] = {}
            kept: list[_Way] = []
            # This runs for every pair of breaks that a line could lie between.
            for way in active:
                missing = way.limit - end - extra + _ROUNDING
                room = (spaces - way.spaces) * space
                if missing < 0:
                    if missing + extra < -room * shrink:
                        continue  # too long, and so is every later line from there
                    kept.append(way)
                    if missing >= -room * shrink and not ends:
                        self._consider(found, way, at, missing / room)
                else:
                    kept.append(way)
                    if ends:
                        self._finish(found, way, at, missing)
                    elif widest == inf or missing <= room * widest:
                        # A line without a space is as bad as if all were missing from one.
                        self._consider(found, way, at, missing / (room or space))
            if not found and (ends or not kept):
                if widest != inf or not self.overfull:
                    return None
                latest = [way for way in active if way.at == active[-1].at]
                way = min(latest, key=_demerits)
                self._keep(found, way, at, way.demerits + _OVERFULL, 1, 0)
            active = [*found.values()] if forced else [*kept, *found.values()]
        finished = [way for way in active if way.at == last]
        return _chosen(min(finished, key=_demerits)) if finished else None

    def _finish(
        self, found: dict[tuple[int, int], _Way], way: _Way, at: int, missing: float
    ) -> None:
        """Keep a last line that leaves so much room."""
        demerits = way.demerits + 1.0
        room = self.width if way.before else self.first_width
        if missing > room * (1 - SHORT_SHARE):
            demerits += self.penalties.last
        elif self.space / 2 < missing < _FULL_SPACES * self.space:
            demerits += self.penalties.last / 4
        if way.looseness == _VERY_LOOSE:
            demerits += self.penalties.mismatch
        self._keep(found, way, at, demerits, 1, 0)

    def _consider(
        self, found: dict[tuple[int, int], _Way], way: _Way, at: int, wider: float
    ) -> None:
        """Keep a line whose spaces are wider by so much of their width, or narrower."""
        penalties = self.penalties
        stretch = penalties.stretch
        if wider < 0:
            ratio = max(-1.0, wider / penalties.shrink) if penalties.shrink else 0.0
            looseness = 0 if ratio < -0.5 else 1
        elif wider <= stretch:
            ratio = wider / stretch if stretch else 0.0
            looseness = 1 if ratio <= 0.5 else 2
        else:
            ratio = 1.0 + (wider - stretch) / _BEYOND
            looseness = _VERY_LOOSE
        badness = 1.0 + 100.0 * abs(ratio) ** 3
        demerits = way.demerits
        hyphens = 0
        if self.breaks[at].hyphen:
            hyphens = min(way.hyphens + 1, 3)
            badness += penalties.hyphen * min(hyphens, 2)
            if hyphens > 2:
                demerits += _THREE_HYPHENS
        if abs(looseness - way.looseness) > 1:
            demerits += penalties.mismatch
        if wider > HOLE:
            demerits += penalties.loose
        self._keep(found, way, at, demerits + badness * badness, looseness, hyphens)

    def _keep(
        self,
        found: dict[tuple[int, int], _Way],
        way: _Way,
        at: int,
        demerits: float,
        looseness: int,
        hyphens: int,
    ) -> None:
        """Keep a way if it is the best of its looseness and its hyphens so far."""
        known = found.get((looseness, hyphens))
        if known is None or demerits < known.demerits:
            here = self.breaks[at]
            found[looseness, hyphens] = _Way(
                at, demerits, looseness, hyphens, here.start + self.width, here.start_spaces, way
            )


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
