"""Listings with their parts marked by Pygments, for stylesheets to tell apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from markupsafe import escape

# Beyond this a listing stays plain: a lexer's patterns may take very long on made-up text.
MAXIMUM_LENGTH = 60_000
MAXIMUM_LINE = 2_000
# Shorter words fit on a line of every design, also in a list.
_LONG = re.compile(r"\S{30,}")


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:  # noqa: ANN401  (Pygments has no types)
    """Return the lexer of a language that changes no character, None for an unknown one."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def highlighted(text: str, language: str) -> str:
    """Return a listing as markup, its parts in spans with the short class names of Pygments.

    Plain where the language is unknown, and where the listing is too long to be read in a
    reasonable time. Every character of the text is kept. What has no space for so long that it
    may not fit on a line stands in a span ``long``, for stylesheets to break anywhere.
    """
    runs = [match.span() for match in _LONG.finditer(text)]
    starts, ends = {start for start, _ in runs}, {end for _, end in runs}
    edges = sorted(starts | ends)
    pieces: list[str] = []
    position = 0
    for name, part in _parts(text, language):
        for piece in _cut(part, position, edges):
            opening = '<span class="long">' if position in starts else ""
            position += len(piece)
            closing = "</span>" if position in ends else ""
            pieces.append(f"{opening}{_marked(name, piece)}{closing}")
    return "".join(pieces)


def _cut(part: str, position: int, edges: Sequence[int]) -> Iterator[str]:
    """Yield a part of a listing that begins at ``position``, cut at the edges in it."""
    start = 0
    for edge in edges[bisect_right(edges, position) : bisect_left(edges, position + len(part))]:
        yield part[start : edge - position]
        start = edge - position
    yield part[start:]


def _parts(text: str, language: str) -> list[tuple[str, str]]:
    """Return the parts of a listing with their classes; together they are the text."""
    plain = [("", text)] if text else []
    if not language or len(text) > MAXIMUM_LENGTH:
        return plain
    if any(len(line) > MAXIMUM_LINE for line in text.split("\n")):
        return plain
    lexer = _lexer(language.lower())
    if lexer is None:
        return plain
    tokens = [(_class(kind), value) for _, kind, value in lexer.get_tokens_unprocessed(text)]
    if "".join(value for _, value in tokens) != text:
        return plain
    return [
        (name, "".join(value for _, value in run))
        for name, run in groupby(tokens, key=lambda token: token[0])
    ]


def _class(kind: Any) -> str:  # noqa: ANN401
    """Return the class of a kind of token, that of its family where it has none of its own."""
    from pygments.token import STANDARD_TYPES

    while kind is not None:
        if kind in STANDARD_TYPES:
            return str(STANDARD_TYPES[kind])
        kind = kind.parent
    return ""


def _marked(name: str, text: str) -> str:
    if not name or name in ("w", "x") or not text.strip():
        return str(escape(text))
    return f'<span class="{name}">{escape(text)}</span>'
