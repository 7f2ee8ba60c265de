"""What justified lines have become: how loose they are, and how often they end in a hyphen.

Counted in the boxes of finished pages. ``paragraphs`` notes on every justified line how it was
set; the names used here are private to WeasyPrint and were read in version 70.0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from weasyprint import Page
from weasyprint.formatting_structure import boxes

from octavo.model.rendition import JustifiedLines, LooseLine, loosest_of
from octavo.writers.pdf.totalfit import HOLE, SHORT_SHARE

LOOSE, VERY_LOOSE, TOO_LOOSE = 1 + HOLE, 2.0, 2.5
_LONGEST = 60
# The attribute of a line box that holds how it was set.
ATTRIBUTE = "octavo_setting"


class Setting(NamedTuple):
    """How a justified line was set.

    ``planned`` tells whether its paragraph was set as a whole, ``hyphenated`` whether a word is
    divided at its end, ``last`` whether it is the last one or ends in a forced break; ``room`` is
    how wide it could be and ``space`` the width of the face's own space, in pixels.
    """

    planned: bool
    hyphenated: bool
    last: bool
    room: float
    space: float


def justified_lines(pages: Iterable[Page], placed: Collection[str]) -> JustifiedLines | None:
    """Count the justified lines of pages; None where there are none.

    ``placed`` are the identifiers of the blocks that come from the manuscript. The page of a loose
    line is its number from 0, its place the identifier of its block.
    """
    counter = _Counter()
    for index, page in enumerate(pages):
        for line, block in _lines(page._page_box, placed, ""):
            counter.add(str(index), line, getattr(line, ATTRIBUTE), block)
    return counter.facts()


def _lines(
    box: Any,  # noqa: ANN401
    placed: Collection[str],
    block: str,
) -> Iterator[tuple[Any, str]]:
    """Yield the justified lines in a box, each with the identifier of its block."""
    if box.element is not None and (found := box.element.get("id") or "") in placed:
        block = found
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox) and hasattr(child, ATTRIBUTE):
            yield child, block
        yield from _lines(child, placed, block)


class _Counter:
    def __init__(self) -> None:
        self.lines = self.loose = self.very_loose = self.hyphens = 0
        self.ladders = self.short = self.greedy = 0
        self.hyphens_in_a_row = self.lines_before = 0
        self.loosest: list[LooseLine] = []

    def add(
        self,
        page: str,
        line: Any,  # noqa: ANN401
        setting: Setting,
        block: str,
    ) -> None:
        """Count a line; they come in the order of the text."""
        texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
        if setting.last:
            self.short += bool(self.lines_before) and line.width < SHORT_SHARE * setting.room
            self.hyphens_in_a_row = self.lines_before = 0
            return
        stretch = _stretch(texts, setting.space)
        self.lines += 1
        self.lines_before += 1
        self.greedy += not setting.planned
        self.loose += stretch > LOOSE
        self.very_loose += stretch > VERY_LOOSE
        if setting.hyphenated:
            self.hyphens += 1
            self.hyphens_in_a_row += 1
            self.ladders += self.hyphens_in_a_row == 3
        else:
            self.hyphens_in_a_row = 0
        if stretch > TOO_LOOSE:
            words = "".join(box.text for box in texts).replace("\u00ad", "").strip()
            shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
            self.loosest.append(LooseLine(page, round(stretch, 1), shown, block))

    def facts(self) -> JustifiedLines | None:
        if not (self.lines or self.short):
            return None
        return JustifiedLines(
            self.lines, self.loose, self.very_loose, self.hyphens, self.ladders, self.short,
            self.greedy, loosest_of(self.loosest),
        )  # fmt: skip


def _stretch(texts: list[Any], space: float) -> float:
    """Return how wide the spaces of a line are, the face's own being 1."""
    added = max((box.justification_spacing for box in texts), default=0.0, key=abs)
    return float(1 + added / space) if space else 1.0
