"""Listings with their parts marked by Pygments, for stylesheets to tell apart."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Any

from markupsafe import escape

# Beyond this a listing stays plain: a lexer's patterns may take very long on made-up text.
MAXIMUM_LENGTH = 60_000
MAXIMUM_LINE = 2_000


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
    reasonable time. Every character of the text is kept.
    """
    plain = str(escape(text))
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
    return "".join(
        _part(name, "".join(value for _, value in run))
        for name, run in groupby(tokens, key=lambda token: token[0])
    )


def _class(kind: Any) -> str:  # noqa: ANN401
    """Return the class of a kind of token, that of its family where it has none of its own."""
    from pygments.token import STANDARD_TYPES

    while kind is not None:
        if kind in STANDARD_TYPES:
            return str(STANDARD_TYPES[kind])
        kind = kind.parent
    return ""


def _part(name: str, text: str) -> str:
    if not name or name in ("w", "x") or not text.strip():
        return str(escape(text))
    return f'<span class="{name}">{escape(text)}</span>'
