"""A project as configured, with the places of what octavo.yaml says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from octavo.model.diagnostic import Place, Span
from octavo.model.publication import Project


@dataclass(frozen=True, slots=True)
class Configuration:
    """The validated project, and for every key path of its file the place of the value."""

    project: Project
    path: str
    places: Mapping[tuple[str | int, ...], Place]

    def span(self, *keys: str | int) -> Span:
        """Return the place of the value at a key path, or of the nearest that encloses it."""
        while keys and keys not in self.places:
            keys = keys[:-1]
        return Span(self.path, *self.places.get(keys, Place(1, 1)))
