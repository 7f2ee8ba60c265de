"""Hanging punctuation: how far a glyph at the edge of a justified line stands out of it.

A full stop has so little ink that a line ending in one looks shorter than the lines around it,
although it is not. Set a little beyond the edge, it makes the edge look straight.

The shares are ours, chosen so that the edge of the ink comes near that of an upright letter: of a
hyphen, a full stop or a comma most hangs out, of a sign that is as high as a letter least.
"""

from __future__ import annotations

# How much of its own width a glyph stands out at most, at the end of a line and at its beginning.
_AT_END = {
    **dict.fromkeys("-\u2010\u00ad", 0.6),
    **dict.fromkeys(".,", 0.7),
    **dict.fromkeys("’”'\"", 0.6),
    **dict.fromkeys("“‘", 0.6),  # German closes with them
    **dict.fromkeys(":;·", 0.35),
    **dict.fromkeys("»›", 0.3),
    **dict.fromkeys("–—", 0.25),
    **dict.fromkeys("!?", 0.15),
    **dict.fromkeys(")]", 0.1),
}
_AT_BEGINNING = {
    **dict.fromkeys("“‘”’'\"„‚", 0.6),
    **dict.fromkeys("«‹»›", 0.3),
    **dict.fromkeys("–—", 0.25),
    **dict.fromkeys("([", 0.1),
}


def share_at_end(character: str) -> float:
    """Return how much of its width a character hangs out at the end of a line."""
    return _AT_END.get(character, 0.0)


def share_at_beginning(character: str) -> float:
    """Return how much of its width a character hangs out at the beginning of a line."""
    return _AT_BEGINNING.get(character, 0.0)
