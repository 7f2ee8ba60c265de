"""Tokens of justified text: what a stylesheet says of stretch, shrink and penalties.

They are custom properties, inherited as all of them are, so that a design or an element can have
its own: ``blockquote { --justify-hyphen: 500 }``.
"""

from __future__ import annotations

import logging
from dataclasses import fields
from typing import Any

from octavo.writers.pdf.totalfit import Penalties

# Languages of long compounds need more hyphens for the same evenness.
_HYPHEN_BY_LANGUAGE = {"de": 225.0, "fi": 225.0, "hu": 225.0, "nl": 225.0, "sv": 225.0}
_TOKENS = tuple(field.name for field in fields(Penalties))
# Narrower than this, words run into each other.
_MOST_SHRINK = 0.5
_LOGGER = logging.getLogger("weasyprint")


def penalties_of(style: Any) -> Penalties:  # noqa: ANN401
    """Return the penalties of an element by its style, those of its language where it names none.

    The tokens are ``--justify-`` and the names of ``Penalties``, numbers without a unit; what is
    none is told as the engine tells what it does not understand.
    """
    language = (style["lang"] or "").partition("-")[0].lower()
    hyphen = _HYPHEN_BY_LANGUAGE.get(language, Penalties().hyphen)
    told = {
        name: value for name in _TOKENS if (value := _number(style, f"justify-{name}")) is not None
    }
    if "shrink" in told:
        told["shrink"] = min(told["shrink"], _MOST_SHRINK)
    return Penalties(**{"hyphen": hyphen, **told})


def hang_of(style: Any) -> float:  # noqa: ANN401
    """Return how far punctuation at the edges of lines hangs out: 0 not at all, 1 at most.

    The token is ``--hang``.
    """
    return min(_number(style, "hang") or 0.0, 1.0)


def _number(style: Any, name: str) -> float | None:  # noqa: ANN401
    try:
        tokens = style[f"__{name.replace('-', '_')}"]
    except KeyError:
        return None
    words = [token for token in tokens or () if token.type != "whitespace"]
    if not words:
        return None
    if len(words) == 1 and words[0].type == "number" and words[0].value >= 0:
        return float(words[0].value)
    written = "".join(token.serialize() for token in tokens).strip()
    _LOGGER.warning("Ignored `--%s: %s`, a number is wanted, without a unit.", name, written)
    return None
