"""Numbers among the tokens: custom properties that a stylesheet sets for the engine's helpers."""

from __future__ import annotations

import logging
from typing import Any

_LOGGER = logging.getLogger("weasyprint")


def number(style: Any, name: str) -> float | None:  # noqa: ANN401  (WeasyPrint is not typed)
    """Return the number that the token ``--NAME`` has in a style, None where it has none.

    What is no number, or has a unit, is told as the engine tells what it does not understand.
    """
    try:
        tokens = style["__" + name.replace("-", "_")]
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
