"""Texts made comparable: the same words, however an engine breaks and spaces them."""

from __future__ import annotations

import unicodedata

# Hyphens that engines add at line ends, and those that they could not be told from.
_HYPHENS = frozenset("-\u00ad\u2010\u2011")


def normalise(text: str) -> str:
    """Return a text without what typesetting adds or takes.

    NFKC undoes ligatures; white space, hyphens and characters without width are dropped.
    """
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if not character.isspace()
        and character not in _HYPHENS
        and unicodedata.category(character) not in ("Cf", "Cc")
    )


def difference(found: str, expected: str) -> str:
    """Say where two texts part, for a message that somebody can act on."""
    at = next(
        (
            index
            for index, (one, other) in enumerate(zip(found, expected, strict=False))
            if one != other
        ),
        min(len(found), len(expected)),
    )
    begin = max(0, at - 30)
    return f"…{found[begin : at + 40]!r} instead of …{expected[begin : at + 40]!r}"
