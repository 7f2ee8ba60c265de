"""Total fit: the cheapest of all ways to break a paragraph, held against trying every one."""

from __future__ import annotations

from itertools import combinations
from math import inf
from random import Random

import pytest

from octavo.writers.pdf.totalfit import Break, Penalties, best_breaks

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
    """What a way to break costs, worked out line by line, and whether a line is very loose.

    The figures are those of docs/typography.md.
    """
    total, before, very_loose = 0.0, 1, False
    begin = 0
    for end in chosen:
        spaces = (end - begin) * SPACE
        missing = room - sum(widths[begin : end + 1]) - spaces
        if end == len(widths) - 1:
            if missing < 0:
                return True, inf
            total += 1 + (1_500 if before == 3 else 0)
            total += 12_000 if room - missing < room * 0.12 else 0
            total += 3_000 if SPACE / 2 < missing < 6 * SPACE else 0
            break
        wider = missing / (spaces or SPACE)
        if (missing < 0 and not spaces) or wider < -0.3:
            return True, inf
        very_loose |= wider > 1.9
        total += (1 + badness(wider)) ** 2 + (15_000 if wider > 0.6 else 0)
        now = 0 if wider < -0.15 else 1 if wider <= 0.25 else 2 if wider <= 0.5 else 3
        total += 1_500 if abs(now - before) > 1 else 0
        before, begin = now, end + 1
    return very_loose, total


def badness(wider: float) -> float:
    """How bad a line is whose spaces are wider by a share of their width."""
    if wider <= 0.5:
        return 100 * abs(wider / (0.5 if wider >= 0 else 0.3)) ** 3
    return 100 * (1 + (wider - 0.5) / 1.4) ** 3


def test_a_paragraph_of_one_line_ends_at_its_end() -> None:
    assert best_breaks(paragraph([10, 20, 10]), 100, 100, SPACE) == [2]


def test_a_line_gives_up_a_word_so_that_the_next_is_not_loose() -> None:
    """Filled one by one, the first line takes eight words, and the second is left very loose."""
    widths = [20.0] * 12 + [60.0, 80.0, 50.0]
    greedy = [7, 12, 14]
    assert demerits(widths, greedy, 200)[0]
    assert best_breaks(paragraph(widths), 200, 200, SPACE) == [6, 12, 14]


def test_a_word_wider_than_its_line_has_one_for_itself() -> None:
    """What stands before and after it is set as ever."""
    assert best_breaks(paragraph([30, 130, 30]), 100, 100, SPACE) == [0, 1, 2]
    words = [20.0] * 12
    alone = best_breaks(paragraph(words), 140, 140, SPACE)
    assert best_breaks(paragraph([*words, 200, *words]), 140, 140, SPACE) == [
        *alone, 12, *(13 + at for at in alone),
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "fits"), [(6.0, True), (9.0, False)])
def test_the_width_of_the_hyphen_counts(width: float, fits: bool) -> None:
    """Two spaces can be narrowed by 2.4 pixels, and no more."""
    plain = Break(80, 84, 1, 2)
    hyphened = Break(94, 94, 2, 2, width, hyphen=True)
    breaks = [plain, hyphened, Break(180, 180, 5, 5)]
    assert best_breaks(breaks, 100, 100, SPACE) == ([1, 2] if fits else [0, 2])


def test_the_first_line_may_be_shorter() -> None:
    widths = [30.0] * 9
    chosen = best_breaks(paragraph(widths), 70, 104, SPACE)
    assert chosen[0] == 1
    assert chosen[1] == 4


def test_the_last_line_is_not_a_word_alone() -> None:
    """Twice fourteen words fit well and leave one; twice thirteen fit less well and leave three."""
    assert best_breaks(paragraph([6.0] * 29), 140, 140, SPACE) == [12, 25, 28]
    assert best_breaks(paragraph([6.0] * 29), 140, 140, SPACE, Penalties(last=0)) == [13, 27, 28]


def test_a_third_hyphen_in_a_row_is_avoided() -> None:
    """Hyphens cost nothing here and fit exactly; words that fit less well are taken."""
    breaks = []
    for line in range(4):
        begin = 100.0 * line
        breaks.append(Break(begin + 91, begin + 95, 4 * line + 3, 4 * line + 4))
        breaks.append(Break(begin + 100, begin + 100, 4 * line + 4, 4 * line + 4, 0, hyphen=True))
    breaks.append(Break(450, 450, 18, 18))
    chosen = best_breaks(breaks, 100, 100, SPACE, Penalties(hyphen=0))
    hyphens = "".join("-" if breaks[at].hyphen else "." for at in chosen)
    assert "--" in hyphens
    assert "---" not in hyphens


def test_no_line_goes_over_a_forced_break() -> None:
    """It would be full to the point, and the two lines are very loose."""
    breaks = [Break(40, 44, 1, 2, forced=True), Break(100, 104, 3, 4), Break(190, 190, 5, 5)]
    assert best_breaks(breaks, 100, 100, SPACE) == [0, 1, 2]
    unforced = [breaks[0]._replace(forced=False), *breaks[1:]]
    assert best_breaks(unforced, 100, 100, SPACE) == [1, 2]


def test_penalties_decide() -> None:
    """Words that fit badly, or a hyphen that fits: what the hyphen costs decides."""
    breaks = [Break(93, 97, 2, 3), Break(100, 100, 3, 3, 0, hyphen=True), Break(180, 180, 5, 5)]
    assert best_breaks(breaks, 100, 100, SPACE, Penalties(hyphen=5_000)) == [0, 2]
    assert best_breaks(breaks, 100, 100, SPACE, Penalties(hyphen=0)) == [1, 2]


@pytest.mark.parametrize("name", ["stretch", "shrink"])
def test_spaces_may_be_of_one_width_only(name: str) -> None:
    """Then every other width is loose, or not to be had; exact lines still are."""
    widths = [[21.0, 21.0, 21.0, 21.0] * 3, [20.0, 23.0, 19.0, 25.0] * 3]
    for one in widths:
        assert best_breaks(paragraph(one), 96, 96, SPACE, Penalties(**{name: 0.0}))[-1] == 11


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
    assert least[1] < inf, "nothing to choose"
    very_loose, cost = demerits(widths, chosen, room)
    assert very_loose == least[0]
    assert cost == pytest.approx(least[1])
