"""What a build hands to the preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from octavo.model.diagnostic import Diagnostic


class Made(NamedTuple):
    """A file that a build has written; ``path`` is relative to the build folder, with slashes.

    That of a web edition is its first page.
    """

    publication: str
    edition: str
    path: str
    media_type: str


class Outcome(NamedTuple):
    """How a build went.

    ``ok``: everything that was asked for was made. ``artefacts`` are what was written, also where
    other publications failed.
    """

    ok: bool
    diagnostics: tuple[Diagnostic, ...] = ()
    artefacts: tuple[Made, ...] = ()
    seconds: float = 0.0


# Builds what was asked for and writes it; an author's mistakes are in the outcome.
Rebuild = Callable[[], Outcome]
