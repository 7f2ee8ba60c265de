"""Words that are divided as the publication says, whatever the patterns of the language.

``hyphenation: [da-ta-base, Witwatersrand]`` in octavo.yaml: at a hyphen a word may be divided, and
nowhere else. Pyphen, which knows the patterns for the engine and for paragraphs set as a whole, is
asked for these words no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

import pyphen

Exceptions = Mapping[str, tuple[int, ...]]


def exceptions_of(words: Iterable[str]) -> Exceptions:
    """Return for each word, in small letters, after how many letters it may be divided."""
    found: dict[str, tuple[int, ...]] = {}
    for word in words:
        syllables = word.lower().split("-")
        found["".join(syllables)] = tuple(accumulate(map(len, syllables[:-1])))
    return found


@contextmanager
def divided_as_told(exceptions: Exceptions) -> Iterator[None]:
    """Let Pyphen divide these words as told while something is laid out."""
    if not exceptions:
        yield
        return
    original = pyphen.HyphDict.positions

    def positions(patterns: Any, word: str) -> Any:  # noqa: ANN401  (Pyphen is not typed)
        told = exceptions.get(word.lower())
        if told is None:
            return original(patterns, word)
        return [pyphen.DataInt(place) for place in told]

    pyphen.HyphDict.positions = positions
    try:
        yield
    finally:
        pyphen.HyphDict.positions = original
