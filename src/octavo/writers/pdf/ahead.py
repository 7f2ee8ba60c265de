"""The file of an edition is begun while workers still lay out the section that was changed.

Where that section keeps its pages, most of the file is joined by the time that it is there. What
was begun is only used if the file has the same frame and begins with the same pieces; so it is the
same file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pikepdf import Pdf

from octavo.model.rendition import Rendition
from octavo.writers.pdf.document import claimed_variant, frame_document
from octavo.writers.pdf.joining import Joined, Joining, opened
from octavo.writers.pdf.sections import Numbered, Sections

# An open piece takes four megabytes.
_MOST_OPENED = 16


@dataclass(slots=True)
class _Begun:
    """A file that grows, the frame that it was begun with, and the keys of its pieces."""

    frame: bytes
    file: Joining
    keys: list[str] = field(default_factory=list)


class Ahead:
    """Joins the sections of an edition; what it can it does before it is asked to."""

    def __init__(self, sections: Sections, created: datetime.datetime) -> None:
        """Take who has the pieces; ``created`` is the time that the file tells."""
        self.sections = sections
        self.created = created
        self._begun: _Begun | None = None
        self._opened: dict[str, Pdf] = {}

    def begin(
        self, rendition: Rendition, first: Iterable[Numbered], later: Iterable[Numbered]
    ) -> None:
        """Join the first sections and open some later ones, as far as their pieces are kept."""
        self._begun = None
        self._opened.clear()
        frame = self.sections.kept_frame(*self._frame(rendition))
        if frame is None:
            return
        begun = self._begun = _Begun(frame, Joining(frame, self.sections.font))
        for one in first:
            if (piece := self.sections.kept_piece(one)) is None:
                return
            begun.file.add(piece)
            begun.keys.append(one.key)
        for one in islice(later, _MOST_OPENED):
            if (piece := self.sections.kept_piece(one)) is not None:
                self._opened[one.key] = opened(piece)

    def join(self, rendition: Rendition, sections: Sequence[Numbered]) -> Joined:
        """Return the whole file."""
        frame = self.sections.frame(*self._frame(rendition))
        keys = [one.key for one in sections]
        begun, self._begun = self._begun, None
        if begun is None or begun.frame != frame or begun.keys != keys[: len(begun.keys)]:
            begun = _Begun(frame, Joining(frame, self.sections.font))
        done = len(begun.keys)
        pieces = self.sections.pieces(sections[done:])
        for key, piece in zip(keys[done:], pieces, strict=True):
            begun.file.add(piece, self._opened.pop(key, None))
        self._opened.clear()
        return begun.file.finish()

    def _frame(self, rendition: Rendition) -> tuple[str, str | None]:
        return frame_document(rendition, self.created), claimed_variant(rendition)
