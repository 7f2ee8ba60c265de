"""Breaks texts at random, and makes a text that breaks something as short as it can be."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

# Characters that mean something to Markdown, YAML, CSV or XML, or are trouble everywhere.
SPECIAL = (
    *"[](){}<>*_~^`$@#:;|!\"'\\/-+=&%.,?\t\n\r 0aé—“”«»",
    "\x00", "\x1b", "\x7f", "\x85", "\xa0", "\u00ad", "\u200b", "\u2028", "\u202e", "\ufeff",
    "\ufffd", "\uffff", "😀", "אב", "مرحبا", "e\u0301", "```", "~~~", ":::", "$$", "---", "{{<",
    ">}}", "[^", "]{", "![", "](", "<!--", "-->", "<?", "]]>", "&#0;", "&#xD800;", "\n\n", "\n    ",
    "\n> ", "\n- ", "\n1. ", "| ", "\n: ", "{#x}", "{.index}", "@", "[@", "::: {.x}\n", "<b", "</",
    "<table>", "<script>", "9" * 40, "\\" * 3, "*" * 9, "[" * 40, ">" * 40, "{" * 40,
)  # fmt: skip
Wound = Callable[[bytes, random.Random], bytes]
BRACKETS = frozenset(b"[](){}<>`$*_~^:|\"'")


def broken(text: bytes, rng: random.Random) -> bytes:
    """Return a text with some random damage: one wound mostly, several at times."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        wound: Wound = rng.choice(_WOUNDS)
        text = wound(text, rng)
    return text


def _dropped(text: bytes, rng: random.Random) -> bytes:
    at, length = _piece(text, rng)
    return text[:at] + text[at + length :]


def _doubled(text: bytes, rng: random.Random) -> bytes:
    at, length = _piece(text, rng)
    times = rng.choice((1, 1, 1, 2, 30))
    return text[:at] + text[at : at + length] * times + text[at:]


def _swapped(text: bytes, rng: random.Random) -> bytes:
    one, length = _piece(text, rng)
    other = min(len(text), one + length)
    end = min(len(text), other + rng.randint(1, 8))
    return text[:one] + text[other:end] + text[one:other] + text[end:]


def _replaced(text: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(text) + 1)
    return text[:at] + bytes([rng.randrange(256)]) + text[at + 1 :]


def _inserted(text: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(text) + 1)
    special: str = rng.choice(SPECIAL)
    return text[:at] + special.encode("utf-8", "surrogatepass") + text[at:]


def _bracket_lost(text: bytes, rng: random.Random) -> bytes:
    places = [at for at, byte in enumerate(text) if byte in BRACKETS]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at + 1 :]


def _lines_shuffled(text: bytes, rng: random.Random) -> bytes:
    lines = text.split(b"\n")
    begin = rng.randrange(len(lines))
    end = min(len(lines), begin + rng.randint(2, 8))
    some = lines[begin:end]
    rng.shuffle(some)
    return b"\n".join([*lines[:begin], *some, *lines[end:]])


def _line_dropped(text: bytes, rng: random.Random) -> bytes:
    lines = text.split(b"\n")
    del lines[rng.randrange(len(lines))]
    return b"\n".join(lines)


def _indented(text: bytes, rng: random.Random) -> bytes:
    lines = text.split(b"\n")
    at = rng.randrange(len(lines))
    lines[at] = rng.choice((b" ", b"    ", b"\t", b"> ", b"- ")) + lines[at]
    return b"\n".join(lines)


def _cut(text: bytes, rng: random.Random) -> bytes:
    return text[: rng.randrange(len(text) + 1)]


_WOUNDS: Sequence[Wound] = (
    _dropped, _dropped, _doubled, _swapped, _replaced, _inserted, _inserted, _inserted,
    _bracket_lost, _bracket_lost, _lines_shuffled, _line_dropped, _indented, _cut,
)  # fmt: skip


def _piece(text: bytes, rng: random.Random) -> tuple[int, int]:
    """Return the place and the length of a piece: a byte mostly, a few lines at most."""
    return rng.randrange(len(text) + 1), rng.choice((1, 1, 1, 2, 5, 20, 120))


def shrunken(text: bytes, fails: Callable[[bytes], bool], tries: int = 300) -> bytes:
    """Return a shorter text that still fails, by leaving out ever smaller pieces."""
    length = max(1, len(text) // 2)
    while tries > 0:
        at, shorter = 0, text
        while at < len(shorter) and tries > 0:
            tries -= 1
            candidate = shorter[:at] + shorter[at + length :]
            if fails(candidate):
                shorter = candidate
            else:
                at += length
        if length == 1 and shorter == text:
            break
        text, length = shorter, max(1, length // 2)
    return text
