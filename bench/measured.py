"""What one run of ``bench/speed.py`` has measured, and how it is told in tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clock import Median
from peers import LIMIT, VIVLIOSTYLE, Result

BARE, WATCH = "bare", "watch"
_MEBI = 2**20


@dataclass(slots=True)
class Sized:
    """The book in one size: its pages as printed, times by state, bytes, and the others."""

    pages: int
    bare_pages: int = 0
    times: dict[str, Median] = field(default_factory=dict)
    size: int = 0
    bare_size: int = 0
    peers: Sequence[Result] = ()

    def seconds(self, state: str) -> float | None:
        """Return the median of a state, or None where it failed or was not measured."""
        found = self.times.get(state)
        return None if found is None or found.failure else found.seconds

    def memory(self, state: str) -> float | None:
        """Return the peak of the largest process in mebibytes, or None."""
        found = self.times.get(state)
        return None if found is None or found.failure else found.memory / _MEBI


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything of one run: the book by its sizes, and the EPUBs of Octavo and of Pandoc."""

    sizes: Mapping[int, Sized]
    epubs: tuple[Median, Median] | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A row of what is to be reached; ``value`` is None where it was not measured.

    Where the other program did not end, ``value`` is more than the true one.
    """

    what: str
    most: float
    value: float | None
    unit: str = ""
    bound: bool = False

    @property
    def row(self) -> str:
        """Return the row of the table."""
        if self.value is None:
            return f"| {self.what} | {self.most:g}{self.unit} | not measured | |"
        less = "less than " if self.bound else ""
        reached = "yes" if self.value <= self.most else "**no**"
        value = f"{less}{self.value:.3g}{self.unit}"
        return f"| {self.what} | {self.most:g}{self.unit} | {value} | {reached} |"


def targets(measured: Measured) -> Iterator[Target]:
    """Yield what is to be reached, from the smallest and the largest size."""
    large, small = measured.sizes[max(measured.sizes)], measured.sizes[min(measured.sizes)]
    whole = large.seconds(BARE)
    for what, most, state in (
        ("cold, without a page map: times B", 0.7, "cold"),
        ("page map remembered, cache empty: times B", 0.45, "remembered"),
        ("one word changed, pages kept: times B", 0.06, "edit"),
        ("`octavo watch`, from the saved file to the PDF: times B", 0.04, WATCH),
    ):
        yield Target(what, most, ratio(large.seconds(state), whole))
    yield Target("nothing changed", 0.5, large.seconds("nothing"), " s")
    page = [
        ratio(large.seconds("cold"), large.pages),
        ratio(small.seconds("cold"), small.pages),
    ]
    pages = f"{large.pages} pages against {small.pages}"
    yield Target(f"time a page, cold: {pages}", 1.1, ratio(*page))
    memory = ratio(large.memory("cold"), small.memory("cold"))
    yield Target(f"peak memory of any process, cold: {pages}", 1.5, memory)
    yield _against_vivliostyle(large)
    size = ratio(large.size, large.bare_size)
    yield Target("size of the PDF against that of the one document", 1.1, size)
    value = None
    if measured.epubs and not any(one.failure for one in measured.epubs):
        value = ratio(measured.epubs[0].seconds, measured.epubs[1].seconds)
    yield Target("EPUB of 1,000 chapters against Pandoc's", 0.25, value)


def _against_vivliostyle(large: Sized) -> Target:
    what = f"cold, against Vivliostyle CLI, {large.pages} pages"
    for peer in large.peers:
        if peer.name == VIVLIOSTYLE and not peer.missing:
            unfinished = bool(peer.took.failure) and peer.took.seconds >= LIMIT
            if unfinished or not peer.took.failure:
                value = ratio(large.seconds("cold"), peer.took.seconds)
                return Target(what, 0.15, value, bound=unfinished)
    return Target(what, 0.15, None)


def ratio(part: float | None, whole: float | None) -> float | None:
    """Return one over the other, or None where either is not known."""
    return part / whole if part is not None and whole else None
