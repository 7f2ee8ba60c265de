"""Slips: keys of front matter that are one letter away from one that Octavo knows."""

from __future__ import annotations

from functools import lru_cache

# A word as short as ``date`` is one letter away from words that blogs use.
_SHORTEST_GUESS = 5


# Authors write the same few classes and keys again and again.
@lru_cache(maxsize=1024)
def meant_by(typed: str, known: tuple[str, ...]) -> str | None:
    """Return the known key that a slip of one letter made of, None where there is none.

    A letter was left out, added, changed, or swapped with the next.
    """
    return next((key for key in known if _one_slip(typed, key)), None)


def _one_slip(typed: str, meant: str) -> bool:
    if len(meant) < _SHORTEST_GUESS or abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    one, other = typed[start:], meant[start:]
    return (
        one[1:] == other
        or one == other[1:]
        or one[1:] == other[1:]
        or (one[:2] == other[1::-1] and len(other) > 1 and one[2:] == other[2:])
    )
