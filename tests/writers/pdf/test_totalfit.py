"""Total fit: the cheapest of all ways to break a paragraph, held against trying every one."""

from __future__ import annotations

from itertools import combinations
from math import copysign, inf
from random import Random

import pytest

from octavo.writers.pdf.totalfit import (
    LOOSEST,
    MISMATCH,
    SHORT_LAST_LINE,
    SHORT_SHARE,
    SHRINK,
    STRETCH,
    WORST_BADNESS,
    WORST_RATIO,
    Break,
    best_breaks,
)

SPACE = 4.0


def paragraph(widths: list[float]) -> list[Break]:
    """Words of the given widths with a space between; a line may end after each."""
    found, end = [], 0.0
    for number, width in enumerate(widths):
        end += width
        found.append(Break(end, end + SPACE, number, number + 1))
        end += SPACE
    return found


def demerits(widths: list[float], chosen: list[int], room: float) -> tuple[bool, float]:
    """What a way to break costs, worked out line by line, and whether a line is very loose."""
    total, before, very_loose = 0.0, 1, False
    begin = 0
    for end in chosen:
        is_last = end == len(widths) - 1
        spaces = (end - begin) * SPACE
        missing = room - sum(widths[begin : end + 1]) - spaces
        if is_last and missing < 0:
            return True, inf
        ratio = 0.0 if is_last else ratio_of(missing, spaces)
        if ratio < -1:
            return True, inf
        very_loose |= ratio > LOOSEST
        total += (1 + min(WORST_BADNESS, 100 * abs(ratio) ** 3)) ** 2
        now = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3
        total += MISMATCH if abs(now - before) > 1 else 0
        total += SHORT_LAST_LINE if is_last and room - missing < room * SHORT_SHARE else 0
        before, begin = now, end + 1
    return very_loose, total


def ratio_of(missing: float, spaces: float) -> float:
    if not spaces:
        return copysign(WORST_RATIO, missing)
    return missing / (spaces * (STRETCH if missing >= 0 else SHRINK))


def test_a_paragraph_of_one_line_ends_at_its_end() -> None:
    assert best_breaks(paragraph([10, 20, 10]), 100, 100, SPACE) == [2]


def test_a_line_gives_up_a_word_so_that_the_next_is_not_loose() -> None:
    """Filled one by one, the first line takes eight words, and the second is left very loose."""
    widths = [20.0] * 12 + [60.0, 80.0, 50.0]
    greedy = [7, 12, 14]
    assert demerits(widths, greedy, 200)[0]
    assert best_breaks(paragraph(widths), 200, 200, SPACE) == [6, 12, 14]


def test_a_word_wider_than_its_line_is_not_planned() -> None:
    assert best_breaks(paragraph([30, 130, 30]), 100, 100, SPACE) is None


def test_the_first_line_may_be_shorter() -> None:
    widths = [30.0] * 9
    chosen = best_breaks(paragraph(widths), 70, 104, SPACE)
    assert chosen is not None
    assert chosen[0] == 1
    assert chosen[1] == 4


def test_of_two_breaks_the_one_without_a_hyphen_is_taken() -> None:
    plain = Break(100, 104, 2, 3)
    hyphened = Break(100, 100, 2, 2, 0, hyphen=True)
    end = Break(180, 180, 4, 4)
    assert best_breaks([plain, end], 100, 100, SPACE) == [0, 1]
    assert best_breaks([hyphened, Break(101, 105, 2, 3), end], 100, 100, SPACE) == [1, 2]


@pytest.mark.parametrize("seed", range(60))
def test_no_other_way_costs_less(seed: int) -> None:
    """Of a small paragraph every way to break it is tried.

    Ways with a very loose line count only where there is none without.
    """
    random = Random(seed)
    widths = [random.uniform(12, 48) for _ in range(random.randint(8, 12))]
    room = random.uniform(90, 150)
    last = len(widths) - 1
    ways = [
        [*inner, last] for count in range(last + 1) for inner in combinations(range(last), count)
    ]
    least = min(demerits(widths, way, room) for way in ways)
    chosen = best_breaks(paragraph(widths), room, room, SPACE)
    if least[1] == inf:
        assert chosen is None
    else:
        assert chosen is not None
        very_loose, cost = demerits(widths, chosen, room)
        assert very_loose == least[0]
        assert cost == pytest.approx(least[1])
