"""What a page break has parted: lines, headings and captions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from octavo.checks.pages.finding import Finding, finding, quoted
from octavo.checks.pages.setting import Line, Printed, SetPage
from octavo.model.places import Kind

# What is broken over pages line by line; rows of tables are not.
_PARAGRAPHS: frozenset[Kind] = frozenset({"paragraph", "item", "note", "code"})
_SINGLE_HINT = (
    "change a word so that the paragraph has a line more or less, or set `orphans` and `widows` "
    "to 2 in the stylesheet"
)


def single_lines(pages: Sequence[SetPage]) -> Iterator[Finding]:
    """Tell of paragraphs of which a page begins or ends with one line alone (OCT522)."""
    for before, after in pairwise(pages):
        heads = _blocks(after)
        for element, (last, lines) in _blocks(before).items():
            if element not in heads or before.places.may_be_short or after.places.may_be_short:
                continue
            first, following = heads[element]
            if len(lines) == 1 and not _continues(pages, before, element):
                what = f"ends with the first line of a paragraph alone: {quoted(lines[0].text)}"
                yield finding("OCT522", before, last.fragment, what, _SINGLE_HINT)
            elif len(following) == 1 and not _goes_on(pages, after, element):
                what = f"begins with a single line of a paragraph: {quoted(following[0].text)}"
                yield finding("OCT522", after, first.fragment, what, _SINGLE_HINT)


def _blocks(page: SetPage) -> dict[int, tuple[Printed, list[Line]]]:
    """Return the paragraphs of a page by their elements, each with all its lines there."""
    found: dict[int, tuple[Printed, list[Line]]] = {}
    for printed in page.fragments:
        fragment = printed.fragment
        if fragment.block and fragment.kind in _PARAGRAPHS and printed.lines:
            found.setdefault(fragment.element, (printed, []))[1].extend(printed.lines)
    return found


def _continues(pages: Sequence[SetPage], page: SetPage, element: int) -> bool:
    """Tell whether an element has begun on an earlier page."""
    return page.index > 0 and element in _blocks(pages[page.index - 1])


def _goes_on(pages: Sequence[SetPage], page: SetPage, element: int) -> bool:
    """Tell whether an element goes on on the next page."""
    return page.index + 1 < len(pages) and element in _blocks(pages[page.index + 1])


def parted_headings(pages: Sequence[SetPage]) -> Iterator[Finding]:
    """Tell of headings that are the last thing on their page (OCT523).

    A page that holds nothing but headings is one of its own, as that of a part.
    """
    for page, last in _ends(pages):
        is_alone = all(one.fragment.kind == "heading" for one in page.flow)
        if last.fragment.kind == "heading" and not is_alone:
            yield finding(
                "OCT523",
                page,
                last.fragment,
                f"ends with a heading: {quoted(last.lines[0].text)}",
                "let the heading begin a page ({{< pagebreak >}} before it), or set "
                "`break-after: avoid` on it in the stylesheet",
            )


def _ends(pages: Sequence[SetPage]) -> Iterator[tuple[SetPage, Printed]]:
    """Yield what ends a page, for every page after which its section goes on."""
    for page, following in pairwise(pages):
        if following.places.section == page.places.section and page.flow and following.flow:
            yield page, page.flow[-1]


def parted_captions(pages: Sequence[SetPage]) -> Iterator[Finding]:
    """Tell of captions on another page than what they are the captions of (OCT524).

    One that is no part of a figure or table stands over it, so it must not end a page.
    """
    bodies: defaultdict[str, set[int]] = defaultdict(set)
    for page in pages:
        for printed in page.flow:
            if printed.fragment.kind != "caption":
                bodies[printed.fragment.within].add(page.index)
    ends = {(page.index, last.fragment.element) for page, last in _ends(pages)}
    for page in pages:
        for printed in page.flow:
            if printed.fragment.kind != "caption":
                continue
            frame = printed.fragment.within
            if frame:
                is_parted = bool(bodies[frame]) and page.index not in bodies[frame]
            else:
                is_parted = (page.index, printed.fragment.element) in ends
            if is_parted:
                yield finding(
                    "OCT524",
                    page,
                    printed.fragment,
                    f"has a caption whose figure or table is on another: "
                    f"{quoted(printed.lines[0].text)}",
                    "make the figure smaller or shorten the caption, or let it begin a page: "
                    "{{< pagebreak >}}",
                )
