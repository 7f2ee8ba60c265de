"""What a build is done with: workers, what is remembered, and who is told of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from octavo.crew import Crew
from octavo.model.book import Chapter, Source
from octavo.model.diagnostic import Diagnostic
from octavo.model.progress import Progress, Step, unseen
from octavo.model.rendition import PageMap
from octavo.passes.parse import parse

Parsed = tuple[tuple[Chapter, ...], list[Diagnostic]]


def nothing_remembered(_publication: str) -> PageMap | None:
    """Remember no pages of an earlier build."""
    return None


class Steps:
    """Tells what is going on in the making of one publication."""

    def __init__(self, progress: Progress, publication: str) -> None:
        """Take who is told."""
        self.progress = progress
        self._now = Step(publication, "")

    @contextmanager
    def step(self, name: str, edition: str = "") -> Iterator[None]:
        """Tell that something is begun, and when it is done how long it took."""
        begun = replace(self._now, name=name, edition=edition, sections=0, of=0, pages=0)
        self._now = begun
        started = time.perf_counter()
        self.progress(begun)
        yield
        self.progress(replace(begun, seconds=time.perf_counter() - started))

    @contextmanager
    def sections(self, edition: str, count: int) -> Iterator[None]:
        """Tell that so many sections are laid out; ``section`` is called as each is done."""
        with self.step("laying out", edition):
            self._now = replace(self._now, of=count)
            yield

    def section(self, title: str, pages: int, seconds: float) -> None:
        """Tell of a section that is done, its pages and the seconds that it took."""
        now = self._now
        self._now = replace(now, sections=now.sections + 1, pages=now.pages + pages)
        self.progress(replace(self._now, section=title, own_pages=pages, seconds=seconds))


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a build is done with.

    ``remembered`` gives the pages of a publication in its last build, by its name; ``progress`` is
    told of every step; ``chapters`` are those that the last build with it has parsed, by
    the paths of their sources.
    """

    crew: Crew = field(default_factory=Crew)
    remembered: Callable[[str], PageMap | None] = nothing_remembered
    progress: Progress = unseen
    steps: Steps = field(default_factory=lambda: Steps(unseen, ""))
    chapters: dict[str, tuple[Source, bool, Parsed]] = field(default_factory=dict)

    def parsed(self, source: Source, *, alone: bool = False) -> Parsed:
        """Return what is in a source; ``alone`` tells that it is the only one of its book."""
        known, was_alone, found = self.chapters.get(source.path, (None, False, None))
        if found is None or known != source or was_alone != alone:
            found = parse(source, alone=alone)
            self.chapters[source.path] = source, alone, found
        return found

    def of(self, publication: str) -> Equipment:
        """Return the same for one publication."""
        return replace(self, steps=Steps(self.progress, publication))
