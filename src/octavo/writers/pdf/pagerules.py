"""What stylesheets say of pages that forbids to lay sections out for pages yet unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable

import tinycss2

_COUNTS_PAGES = re.compile(r"\bcounters?\(\s*page\b", re.IGNORECASE)
_BREAKS_TO_A_SIDE = re.compile(
    r"\bbreak-(?:before|after)\s*:\s*(?:recto|verso|left|right)\b", re.IGNORECASE
)


def counts_pages_in_text(stylesheets: Iterable[str]) -> bool:
    """Tell whether the number of a page is shown elsewhere than in its margins.

    There it could not be found again: in what a style adds to the text, or in a running head that
    is taken from it.
    """
    return any(_COUNTS_PAGES.search(_without_page_rules(text)) for text in stylesheets)


def breaks_to_a_side(texts: Iterable[str]) -> bool:
    """Tell whether stylesheets or markup let something begin on a recto or on a verso."""
    return any(_BREAKS_TO_A_SIDE.search(text) for text in texts)


def _without_page_rules(text: str) -> str:
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return "".join(
        rule.serialize()
        for rule in rules
        if not (rule.type == "at-rule" and rule.lower_at_keyword == "page")
    )
