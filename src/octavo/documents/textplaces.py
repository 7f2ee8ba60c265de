"""Places in the text of a block, counted as ``PageFacts.offset`` counts.

A block's own text is what stands in it without the text of blocks inside it, of note calls and of
formulas. White space and hyphens do not count, so that a place found in laid-out lines is found
again in XHTML.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from octavo.documents.xhtml import INLINE, local_name
from octavo.model.rendition import countable

_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text: what an element begins with, or (``tail``) what follows it.

    ``joined`` tells that it continues the run before it without a gap, as in ``un<em>do</em>``.
    """

    element: _Element
    tail: bool
    text: str
    joined: bool


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place between two characters: the run, and how many of its characters come before."""

    run: Run
    index: int


def own_text(block: _Element, is_block: Callable[[_Element], bool]) -> tuple[Run, ...]:
    """Return the runs of a block's own text in reading order."""
    runs: list[Run] = []
    joined = False
    for element, tail, text in _walk(block, is_block):
        if text is None:
            joined = False
        elif text:
            runs.append(Run(element, tail, text, joined))
            joined = True
    return tuple(runs)


def _walk(
    element: _Element, is_block: Callable[[_Element], bool]
) -> Iterator[tuple[_Element, bool, str | None]]:
    """Yield runs, and None where something stands between two."""
    yield element, False, element.text or ""
    for child in element:
        name = local_name(child)
        is_note = "noteref" in child.get("class", "").split()
        if not name or is_note or is_block(child):
            yield child, False, None
        elif name in INLINE:
            yield from _walk(child, is_block)
        else:
            yield child, False, None
            yield from _walk(child, is_block)
            yield child, False, None
        yield child, True, child.tail or ""


def find_place(runs: tuple[Run, ...], offset: int) -> TextPlace | None:
    """Return the place before which ``offset`` countable characters stand.

    It is moved back to the beginning of a word that it would cut. Where the text has fewer
    characters (the editions differ there), it is the beginning of its last word; None where it
    has none at all.
    """
    left = offset
    last: tuple[int, int] | None = None
    for position, run in enumerate(runs):
        for index, character in enumerate(run.text):
            if not countable(character):
                continue
            last = position, index
            if left == 0:
                return _word_start(runs, position, index)
            left -= 1
    return _word_start(runs, *last) if last else None


def _word_start(runs: tuple[Run, ...], position: int, index: int) -> TextPlace:
    while True:
        run = runs[position]
        if index > 0:
            before = run.text[index - 1]
        elif run.joined:
            before = runs[position - 1].text[-1]
        else:
            break
        if not _joined(before, run.text[index]):
            break
        if index > 0:
            index -= 1
        else:
            position -= 1
            index = len(runs[position].text) - 1
    return TextPlace(runs[position], index)


def _joined(before: str, after: str) -> bool:
    """Tell whether two characters that follow each other belong to one word.

    Scripts that are written without spaces (wide ones) can be divided anywhere.
    """
    wide = any(unicodedata.east_asian_width(one) in "WF" for one in (before, after))
    return not wide and _in_word(before) and _in_word(after)


def _in_word(character: str) -> bool:
    return (
        character.isalnum()
        or character in ("'", "’", _SOFT_HYPHEN)
        or unicodedata.category(character).startswith("M")
    )
