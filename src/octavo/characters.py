"""Characters that no edition can hold: XML 1.0 does not know them (section 2.2, production 2)."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

_UNKNOWN_TO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Byte order marks (Unicode 15, table 2-4); the longer one first.
_OTHER_ENCODINGS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def printable(text: str) -> str:
    """Return a text with the replacement character for each that no edition can hold."""
    return _UNKNOWN_TO_XML.sub(REPLACEMENT, text)


def other_encoding(data: bytes) -> str | None:
    """Return the encoding that a byte order mark other than UTF-8's tells."""
    for mark, encoding in _OTHER_ENCODINGS.items():
        if data.startswith(mark):
            return encoding
    return None
