"""Words from records as machines take them: on one line, without what only steers a terminal."""

from __future__ import annotations

import re

from octavo.model.content import on_one_line

# Controls (C0 but white space, DEL, C1), lone surrogates and noncharacters: HTML forbids them
# (HTML, 13.2.3.5), XML most of them. With them go the embeddings, overrides and isolates of
# UAX #9: where one is not closed, it turns round whatever is printed behind it on the line. The
# marks LRM, RLM and ALM, which reach no further than themselves, stay.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
_STOPS = frozenset(".?!…:;。？！")


def line(text: str) -> str:
    """Return a text on one line, without characters that no page and no record can hold."""
    return on_one_line(_UNWANTED.sub("", text))


def lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return each of these texts once, on one line, in their order, and none that is empty."""
    return tuple(filter(None, dict.fromkeys(map(line, texts))))


def full_title(title: str, subtitle: str) -> str:
    """Return a title with its subtitle: behind a colon, or where it ends a sentence, a space."""
    title, subtitle = line(title), line(subtitle)
    return (subtitle and f"{with_stop(title, ':')} {subtitle}") or title


def with_stop(text: str, stop: str = ".") -> str:
    """Return a text with a stop at its end, unless one is there."""
    return text if not text or text[-1] in _STOPS else text + stop


def shortened(text: str, limit: int) -> str:
    """Return a text of at most ``limit`` characters, cut between words where it has spaces."""
    text = line(text)
    if len(text) <= limit:
        return text
    start = text[: limit - 1]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:–—-") + "…"
