"""Hyphens at the ends of lines, one under the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from octavo.checks.pages.finding import Finding, finding, quoted
from octavo.checks.pages.setting import Line, Printed, SetPage

MOST = 3
# The library that reads the text gives U+0002 for a hyphen at the end of a line.
_HYPHENS = ("-", "\u2010", "\u00ad", "\x02")
_ADDRESS = re.compile(r"://|www\.")


def hyphens_in_a_row(pages: Sequence[SetPage]) -> Iterator[Finding]:
    """Tell of paragraphs with more than three hyphens in a row at the ends of lines (OCT525).

    Only what stands on one page is one under the other.
    """
    element, word = -1, ""
    row: list[tuple[SetPage, Printed, Line]] = []
    for page in pages:
        yield from _told(row)
        element, row = -1, []
        for printed in page.fragments:
            if printed.fragment.element != element:
                yield from _told(row)
                element, word, row = printed.fragment.element, "", []
            if printed.fragment.kind == "code":
                continue  # nothing is hyphenated there
            for line in printed.lines:
                word = (word + line.text).split()[-1]
                # An address breaks at hyphens of its own, which no change of words can mend.
                is_address = _ADDRESS.search(word) is not None
                is_divided = line.text.endswith(_HYPHENS)
                word = word if is_divided or is_address else ""
                if is_divided and not is_address:
                    row.append((page, printed, line))
                else:
                    yield from _told(row)
                    row = []
    yield from _told(row)


def _told(row: list[tuple[SetPage, Printed, Line]]) -> Iterator[Finding]:
    if len(row) <= MOST:
        return
    page, printed, line = row[0]
    yield finding(
        "OCT525",
        page,
        printed.fragment,
        f"has {len(row)} lines in a row that end in a hyphen, from {quoted(line.text)}",
        "change a word there, or set the paragraph flush left without hyphens: text-align: left; "
        "hyphens: manual",
    )
