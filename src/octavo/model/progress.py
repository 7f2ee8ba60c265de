"""What is going on, as the passes and writers report it: the reporter draws it, timings keep it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is begun, or that is done where ``seconds`` tells how long it took.

    ``section`` is the title of a section that has been laid out, ``own_pages`` how many pages it
    has; ``sections`` and ``pages`` are how many sections and pages are done, ``of`` how many
    sections there are.
    """

    publication: str
    name: str
    edition: str = ""
    section: str = ""
    seconds: float | None = None
    own_pages: int = 0
    pages: int = 0
    sections: int = 0
    of: int = 0


Progress = Callable[[Step], None]


def unseen(_step: Step) -> None:
    """Take a step and do nothing: for those who do not want to know."""
