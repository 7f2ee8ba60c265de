"""Citations and cross-references: ``@key``, ``[see @key, p. 12; -@other]``, ``@fig-x``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

# Pandoc's keys: letters, digits and _, with single punctuation marks inside; any in braces.
_KEY = r"(?:\{(?P<braced>[^{}\n]+)\}|(?P<key>\w+(?:[:.#$%&\-+?<>~/]\w+)*))"
_BARE = re.compile("@" + _KEY)
_CITED = re.compile(r"(?<![\w@/.])(?P<minus>-?)@" + _KEY)
_LONGEST_LOCATOR = 500
_CROSS = re.compile(r"(?:[Ff]ig|[Tt]bl|[Ss]ec|[Ee]q)-")


@dataclass(frozen=True, slots=True)
class Cited:
    """One work or one target between the brackets; ``offset`` is where its ``@`` begins."""

    key: str
    offset: int
    prefix: str = ""
    suffix: str = ""
    minus: bool = False

    @property
    def is_cross_reference(self) -> bool:
        """Whether the key is that of a figure, a table, a section or an equation."""
        return _CROSS.match(self.key) is not None


def bracketed_citation(state: StateInline, silent: bool) -> bool:
    """Read ``[see @key, p. 12; -@other]``."""
    start = state.pos
    sign = state.src.find("@", start, state.posMax)
    if sign < 0 or state.src.find("]", sign, state.posMax) < 0:
        return False
    end = parseLinkLabel(state, start)
    if end < 0 or state.src[end + 1 : end + 2] in ("(", "{"):
        return False
    cited = _read(state.src, start + 1, end)
    if not cited:
        return False
    if not silent:
        _push(state, cited, state.src[start : end + 1], start)
    state.pos = end + 1
    return True


def bare_citation(state: StateInline, silent: bool) -> bool:
    """Read ``@key`` in the text, and ``@key [p. 12]``; not inside words and addresses."""
    source, start = state.src, state.pos
    if start and (source[start - 1].isalnum() or source[start - 1] in "_@/"):
        return False
    match = _BARE.match(source, start, state.posMax)
    if match is None:
        return False
    # In silent mode, and where characters before it are escaped, the minus is only a character.
    minus = not silent and _takes_minus(state)
    first = Cited(match["braced"] or match["key"], start - minus, minus=minus)
    others: list[Cited] = []
    end = match.end()
    if not first.is_cross_reference:
        end, first, others = _with_locator(state, first, end)
    if not silent:
        if minus:
            state.pending = state.pending[:-1]
        written = source[first.offset : end]
        _push(state, [first, *others], written, first.offset, in_text=not minus)
    state.pos = end
    return True


def _takes_minus(state: StateInline) -> bool:
    before = state.src[max(0, state.pos - 2) : state.pos]
    return before.endswith("-") and state.pending.endswith("-") and not before[:1].isalnum()


def _with_locator(state: StateInline, first: Cited, end: int) -> tuple[int, Cited, list[Cited]]:
    """Take ``[p. 12; see @other]`` after a key in the text for what belongs to it."""
    source = state.src
    opening = end + 1 if source.startswith(" [", end) else end
    if not source.startswith("[", opening) or source.startswith("[^", opening):
        return end, first, []
    if source.find("]", opening, opening + _LONGEST_LOCATOR) < 0:
        return end, first, []
    closing = parseLinkLabel(state, opening)
    if closing < 0 or closing > state.posMax or source[closing + 1 : closing + 2] in ("(", "{"):
        return end, first, []
    head, semicolon, rest = source[opening + 1 : closing].partition(";")
    if _CITED.search(head):
        return end, first, []
    others = _read(source, opening + 1 + len(head) + 1, closing) if semicolon else []
    if rest.strip() and not others:
        head += ";" + rest
    return closing + 1, Cited(first.key, first.offset, suffix=_suffix(head)), others


def _read(source: str, start: int, end: int) -> list[Cited]:
    """Read what stands between brackets; nothing if no key is in it."""
    found: list[Cited] = []
    position = start
    for piece in source[start:end].split(";"):
        match = _CITED.search(piece)
        if match is None:
            if not found:
                return []
            last = found[-1]
            suffix = f"{last.suffix}; {piece.strip()}"
            found[-1] = Cited(last.key, last.offset, last.prefix, suffix, last.minus)
        else:
            found.append(
                Cited(
                    match["braced"] or match["key"],
                    position + match.start(),
                    " ".join(piece[: match.start()].split()),
                    _suffix(piece[match.end() :]),
                    bool(match["minus"]),
                )
            )
        position += len(piece) + 1
    return found


def _suffix(text: str) -> str:
    """Return what stands behind a key, with the comma that may begin it.

    Citeproc takes the comma off a place in the work and keeps it before other words.
    """
    words = " ".join(text.split())
    return words if words.strip(" ,") else ""


def _push(
    state: StateInline, cited: list[Cited], written: str, offset: int, *, in_text: bool = False
) -> None:
    """Make one token of neighbouring works and one of each cross-reference."""
    separator = ", " if all(work.is_cross_reference for work in cited) else "; "
    works: list[Cited] = []
    for index, work in enumerate(cited):
        if not work.is_cross_reference:
            works.append(work)
            if index + 1 < len(cited) and not cited[index + 1].is_cross_reference:
                continue
            token = state.push("citation", "", 0)
            whole = len(works) == len(cited)
            token.content = written if whole else _written(works)
            token.meta.update(works=tuple(works), in_text=in_text)
            token.meta["offset"] = offset if whole else works[0].offset
            works = []
        else:
            token = state.push("cross_reference", "", 0)
            token.meta["cited"] = work
            token.meta["offset"] = work.offset
            if work.suffix:
                state.append_pending(_spaced(work.suffix))
        if index + 1 < len(cited):
            state.append_pending(separator)


def _written(works: list[Cited]) -> str:
    """Return works as an author would write them, where cross-references stood between them."""
    pieces = []
    for work in works:
        key = f"{'-' if work.minus else ''}@{{{work.key}}}"
        pieces.append(f"{work.prefix} {key}".strip() + _spaced(work.suffix))
    return f"[{'; '.join(pieces)}]"


def _spaced(suffix: str) -> str:
    """Return a suffix as it stands behind a word: its comma has no space before it."""
    return suffix if not suffix or suffix[0] in ",;:.!?)" else f" {suffix}"
