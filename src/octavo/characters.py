"""Characters that no edition can hold: XML 1.0 does not know them (section 2.2, production 2)."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

_UNKNOWN_TO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text with the replacement character for each that no edition can hold."""
    return _UNKNOWN_TO_XML.sub(REPLACEMENT, text)
