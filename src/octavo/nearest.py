"""What an author may have meant: the known name that is nearest to the one written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from difflib import SequenceMatcher

# Comparing two names takes up to 0.1 ms; a hand mistypes some names, not a thousand.
# Each set of names has its share, so that one kind of mistake leaves hints for the others.
MAXIMUM_COMPARISONS = 60_000
SHARE = 12_000
# Comparing takes the product of the lengths.
_LONGEST_NAME = 120


@dataclass(slots=True)
class _Known:
    """A set of names with what was found in it, and the comparisons that it has left."""

    left: int = SHARE
    found: dict[tuple[str, float], str] = field(default_factory=dict)


@dataclass(slots=True)
class _Looks:
    """The sets of names of a run, and the comparisons that it has left."""

    left: int = MAXIMUM_COMPARISONS
    known: dict[tuple[str, ...], _Known] = field(default_factory=dict)


_looks: ContextVar[_Looks | None] = ContextVar("looks", default=None)


@contextmanager
def bounded_looks() -> Iterator[None]:
    """Let all that is looked for within take a bounded time; also a decorator."""
    if _looks.get() is not None:
        yield
        return
    token = _looks.set(_Looks())
    try:
        yield
    finally:
        _looks.reset(token)


def nearest(wanted: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known name that is nearest to ``wanted``, or "" where none is near.

    ``cutoff`` is what two names need have in common, from 0 to 1 (all). A name that was looked
    for before costs nothing; when the comparisons of the run are spent nothing is found.
    """
    names = tuple(known)
    looks = _looks.get() or _Looks()
    known_names = looks.known.setdefault(names, _Known())
    found = known_names.found
    if (wanted, cutoff) not in found:
        if len(wanted) > _LONGEST_NAME or min(looks.left, known_names.left) <= 0:
            return ""
        looks.left -= len(names)
        known_names.left -= len(names)
        short = [name for name in names if len(name) <= _LONGEST_NAME]
        found[wanted, cutoff] = _closest(wanted, short, cutoff)
    return found[wanted, cutoff]


def _closest(wanted: str, names: Iterable[str], cutoff: float) -> str:
    """Return what ``difflib.get_close_matches`` has first, or "".

    That works out how near every name is; here a name that cannot be nearer than the best so far is
    passed by.
    """
    matcher = SequenceMatcher()
    matcher.set_seq2(wanted)
    best, found = cutoff, ""
    for name in names:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
            best, found = max((best, found), (matcher.ratio(), name))
    return found
