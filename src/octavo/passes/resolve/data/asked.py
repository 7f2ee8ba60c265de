"""What a value's shortcode asks for, read from the characters that the author wrote.

    {{< var msis.fair-wear.seats >}}
    {{< var msis["Fair Wear"]["Seats on the board"] format="0" >}}
    {{< var msis.seats sum where="sector == 'Mining'" >}}

A path has a part for each key; one in brackets and quotes may hold points and spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPENING = re.compile(r"\{\{<\s*[\w-]+\s*")
_SEGMENT = re.compile(r"""\.?(?:\[\s*(?:"([^"]*)"|'([^']*)'|([^\]"']*?))\s*\]|([^\s.\[\]"'=]+))""")
_OPTION = re.compile(r"""\s+([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?(?=\s|$|>)""")
_CLOSING = re.compile(r"\s*>\}\}")
# Also without brackets: "a key that holds blanks" in quotes is split at its points.
_QUOTED = re.compile(r"""(["'])(.*?)\1""")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a path, with its offset in the shortcode."""

    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The path that a shortcode names, and its options; ``sum`` and the like have no value.

    ``wrong`` is the offset of what cannot be read, or None.
    """

    path: tuple[Segment, ...]
    options: dict[str, Segment] = field(default_factory=dict)
    wrong: int | None = None


def read_shortcode(source: str) -> Asked:
    """Return what a shortcode such as ``{{< var a.b sum format="0" >}}`` asks for."""
    opening = _OPENING.match(source)
    at = opening.end() if opening else 0
    if quoted := _QUOTED.match(source, at):
        inner = _path(quoted[2], 0)
        path = [Segment(part.name, part.offset + at + 1) for part in inner[0]]
        end = quoted.end() if inner[1] == len(quoted[2]) else at + 1 + inner[1]
    else:
        path, end = _path(source, at)
    options: dict[str, Segment] = {}
    while match := _OPTION.match(source, end):
        number = next((group for group in (2, 3, 4) if match[group] is not None), None)
        value = "" if number is None else match[number]
        options[match[1]] = Segment(value, match.start(1 if number is None else number))
        end = match.end()
    closed = _CLOSING.match(source, end) is not None
    return Asked(tuple(path), options, None if closed and path else end)


def _path(source: str, at: int) -> tuple[list[Segment], int]:
    path: list[Segment] = []
    while match := _SEGMENT.match(source, at):
        number = next(group for group in (1, 2, 3, 4) if match[group] is not None)
        if number == 4 and match[4].startswith(">"):
            break
        path.append(Segment(match[number], match.start(number)))
        at = match.end()
    return path, at
