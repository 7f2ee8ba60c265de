"""What the command line asks of a build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pydantic, which stands behind it, takes long to load
    from octavo.model.publication import Edition


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for: names to build (all where empty), and how."""

    publications: Sequence[str] = ()
    editions: Sequence[str] = ()
    draft: bool = False
    strict: bool = False

    def ask_for(self, edition: Edition) -> bool:
        """Tell whether an edition is to be built."""
        return not self.editions or edition.name in self.editions
