"""A whole publication out of a seed: Markdown of any length with every construct of the language.

    python -m tests.stress FOLDER --words 60000 --seed 1

The same seed gives the same files on every machine: one ``random.Random``, no clock, no set whose
order could matter. The prose means nothing; its words are real and harmless. What it is made of
is decided by decks of cards: every construct is on a card, a card is not put back before all are
drawn, so that none is left out however short the book is.
"""

from tests.stress.book import write_stress_book
from tests.stress.plan import LEAST_ENTRIES, LEAST_FORMULAS, PAGE_WORDS, Plan

__all__ = ["LEAST_ENTRIES", "LEAST_FORMULAS", "PAGE_WORDS", "Plan", "write_stress_book"]
