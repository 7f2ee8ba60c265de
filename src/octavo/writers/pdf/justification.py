"""Tokens of justified text: what a stylesheet says of stretch, shrink and penalties.

They are custom properties, inherited as all of them are, so that a design or an element can have
its own: ``blockquote { --justify-hyphen: 500 }``.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from octavo.writers.pdf.tokens import number
from octavo.writers.pdf.totalfit import Penalties

# Languages of long compounds need more hyphens for the same evenness.
_HYPHEN_BY_LANGUAGE = {"de": 225.0, "fi": 225.0, "hu": 225.0, "nl": 225.0, "sv": 225.0}
_TOKENS = tuple(field.name for field in fields(Penalties))
# Narrower than this, words run into each other.
_MOST_SHRINK = 0.5


def penalties_of(style: Any) -> Penalties:  # noqa: ANN401
    """Return the penalties of an element by its style, those of its language where it names none.

    The tokens are ``--justify-`` and the names of ``Penalties``, numbers without a unit; what is
    none is told as the engine tells what it does not understand.
    """
    language = (style["lang"] or "").partition("-")[0].lower()
    hyphen = _HYPHEN_BY_LANGUAGE.get(language, Penalties().hyphen)
    found = {name: number(style, f"justify-{name}") for name in _TOKENS}
    told = {name: value for name, value in found.items() if value is not None}
    if "shrink" in told:
        told["shrink"] = min(told["shrink"], _MOST_SHRINK)
    return Penalties(**{"hyphen": hyphen, **told})


def hang_of(style: Any) -> float:  # noqa: ANN401
    """Return how far punctuation at the edges of lines hangs out: 0 not at all, 1 at most.

    The token is ``--hang``.
    """
    return min(number(style, "hang") or 0.0, 1.0)
