"""Headings: the outline that a reader finds the way by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from octavo.checks.manuscript.reading import Reading
from octavo.model.content import children_of, line_of, walk
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import Image, Node


def skipped_levels(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about a heading that stands more than one level under the one before it (OCT600).

    The chapter's title is the first level (WCAG 2.2, technique G141; ISO 14289-1, 7.4.2).
    """
    before = 1
    for level, heading in reading.headings:
        if level > before + 1:
            words = _words(heading)
            yield diagnose(
                "OCT600",
                f"the heading “{words}” skips {_levels(level - before - 1)}",
                reading.span(heading.place),
                f"take away {'one #' if level == before + 2 else f'{level - before - 1} #'}, "
                "or add the heading that is missing above it",
            )
        before = level


def empty_headings(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about a heading without words (OCT601)."""
    for _, heading in reading.headings:
        if not _words(heading) and not any(isinstance(node, Image) for node in walk([heading])):
            yield diagnose(
                "OCT601",
                "the heading is empty",
                reading.span(heading.place),
                "write its words, or remove the line",
            )


def equal_titles(readings: Iterable[Reading]) -> Iterator[Diagnostic]:
    """Ask about chapters with the title of an earlier one (OCT602)."""
    first: dict[str, Span] = {}
    for reading in readings:
        title = line_of(reading.chapter.title)
        span = reading.span(reading.title_place)
        earlier = first.setdefault(title.casefold(), span)
        if earlier is not span:
            yield diagnose(
                "OCT602",
                f"two chapters are called “{title}”",
                span,
                f"the first is at {earlier}; tell them apart in the contents",
            )


def equal_headings(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about headings with the same words under the same heading (OCT603)."""
    parents: dict[int, str] = {}
    first: dict[tuple[str, ...], Span] = {}
    for level, heading in reading.headings:
        words = _words(heading)
        for deeper in [known for known in parents if known >= level]:
            del parents[deeper]
        path = (*parents.values(), f"{level} {words.casefold()}")
        parents[level] = path[-1]
        span = reading.span(heading.place)
        earlier = first.setdefault(path, span)
        if words and earlier is not span:
            yield diagnose(
                "OCT603",
                f"two headings here read “{words}”",
                span,
                f"the first is at {earlier}; say in one of them what is different",
            )


def _words(heading: Node) -> str:
    return line_of(children_of(heading))


def _levels(count: int) -> str:
    return "a level" if count == 1 else f"{count} levels"
