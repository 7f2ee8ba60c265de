"""One chapter, card by card."""

from __future__ import annotations

from collections.abc import Callable

from tests.stress.divisions import Divisions

BLOCK_CARDS = (
    "paragraphs", "paragraphs", "paragraphs", "paragraphs", "paragraphs", "paragraphs",
    "wrapped", "wrapped", "wrapped", "heading", "heading", "heading", "quote", "nested-quote",
    "tight-list", "loose-list", "nested-list", "ordered-list", "started-list", "deep-list",
    "fence", "indented", "rule", "table", "aligned-table", "caption-before", "bare-table",
    "headless-table", "long-table", "figure", "figure", "narrow-figure", "figure-without-caption",
    "high-figure", "full-bleed-figure",
    "html-div", "html-table", "details", "html-definitions", "aside", "html-quote", "short-lines",
    "html-list", "setext", "full-list", "full-quote", "references", "tasks", "definitions", "ends",
    "credited-figure", "panel", "table-notes", "landscape-table", "data-table", "records", "chart",
    "formula", "numbered-formula", "callout", "callout", "division", "epigraph", "pull-quote",
    "key-figure", "condition",
)  # fmt: skip


class Chapter(Divisions):
    """Writes one chapter."""

    def write(self, words: int) -> str:
        """Return the chapter's text, of about so many words."""
        matter = self.matter()
        if self.number == 1:
            # What the index can send to from the first word on has a place in the text.
            self.add(self.terms(self.targets.heads))
        self.add(self.paragraph())
        while self.written < words:
            card = self.deck.draw("blocks", BLOCK_CARDS)
            make: Callable[[], None] = getattr(self, "block_" + card.replace("-", "_"))
            make()
            if self.rng.random() < 0.3:
                self.flush_notes()
        if self.open_ranges:
            self.block_ends()
        self.block_close()
        self.flush_notes()
        return matter + "\n\n".join(self.blocks) + "\n"
