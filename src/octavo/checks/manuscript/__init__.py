"""What an editor would ask about a manuscript: one function, one code.

They run in ``octavo check``, not in a build: none of them keeps an edition from being right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from octavo.checks.manuscript import headings, images, links, references, words
from octavo.checks.manuscript.embargo import early_embargo
from octavo.checks.manuscript.reading import Reading, readings_of, readings_of_parts
from octavo.checks.manuscript.righttoleft import right_to_left
from octavo.checks.manuscript.theme import Theme
from octavo.model.book import Book
from octavo.model.diagnostic import Diagnostic
from octavo.model.publication import Design
from octavo.workspace import Workspace

__all__ = ["check_manuscript", "early_embargo", "right_to_left"]

_OF_A_CHAPTER: tuple[Callable[[Reading], Iterable[Diagnostic]], ...] = (
    headings.skipped_levels,
    headings.empty_headings,
    headings.equal_headings,
    links.empty_links,
    links.idle_links,
    images.alt_that_repeats_the_caption,
    images.alt_that_is_a_file_name,
    images.alt_that_says_it_is_an_image,
    images.alt_that_is_long,
)


def check_manuscript(book: Book, design: Design, workspace: Workspace) -> list[Diagnostic]:
    """Return the questions that an editor would ask, all of them warnings (OCT6xx).

    The design and the workspace tell what the fonts hold and how wide a picture is printed.
    They come chapter by chapter, not yet in reading order.
    """
    readings = readings_of(book)
    theme = Theme(design, workspace)
    found: list[Diagnostic] = [*headings.equal_titles(readings)]
    for reading in readings:
        for check in _OF_A_CHAPTER:
            found += check(reading)
        if not book.publication.smart:
            found += words.double_spaces(reading)
            found += words.straight_quotes(reading)
        found += words.missing_characters(reading, theme)
        found += images.small_images(reading, theme)
    for part in readings_of_parts(book):
        found += words.missing_characters(part, theme)
    found += words.undecided(readings, book.doubts)
    found += references.never_referred_to(readings)
    return found
