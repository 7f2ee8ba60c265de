"""Words: what no font has, and what a typesetter would ask back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from octavo.checks.manuscript.reading import Reading, SourceText, Words
from octavo.checks.manuscript.theme import Theme
from octavo.model.book import Doubt
from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose

_DOUBLE = re.compile(r" {2,}")
_STRAIGHT = re.compile("[\"']")
# Controls, joiners and the like; spaces; line ends: no font needs a shape for them.
_SHAPELESS = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_LISTED = 5
# How far the beginning of the next paragraph is looked for, and what it begins with.
_NEXT = 40
_MARKS = frozenset("\"'“‘«‹„‚")

_WRITE_MARKS = "write the marks of the language yourself: “ ” ‘ ’, « », „ “"
_DOUBTS = {
    "spaces": (
        "OCT606",
        "two or more spaces stand between words",
        "one is enough; a gap that is meant needs a table or a list",
    ),
    "straight": ("OCT607", "it is not clear which way this quotation mark turns", _WRITE_MARKS),
    "closed": ("OCT607", "this quotation mark closes what nothing opened", _WRITE_MARKS),
    "unclosed": ("OCT607", "this quotation mark opens what nothing closes", _WRITE_MARKS),
    "continued": ("OCT607", "this quotation mark opens what nothing closes", _WRITE_MARKS),
    "option": (
        "OCT615",
        "this may be a dash or the option of a command",
        "write `--option` as code, or the dash itself: –",
    ),
}


def double_spaces(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about more than one space between words, once in each block (OCT606)."""
    seen: set[Place] = set()
    for words in reading.words:
        if words.is_code or "  " not in words.text or words.block in seen:
            continue
        match = _DOUBLE.search(words.text)
        if match is not None:
            seen.add(words.block)
            yield diagnose(
                "OCT606",
                "two spaces stand between words"
                if len(match[0]) == 2
                else "several spaces stand between words",
                reading.find(words, *match.span()),
                "one is enough, after a full stop too",
            )


def straight_quotes(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about straight quotation marks where nobody turns them, once in each block (OCT607)."""
    seen: set[Place] = set()
    for words in reading.words:
        if words.is_code or words.block in seen:
            continue
        match = _STRAIGHT.search(words.text)
        if match is not None:
            seen.add(words.block)
            yield diagnose(
                "OCT607",
                f"the quotation mark {match[0]} is straight",
                reading.find(words, *match.span()),
                "write the marks of the language yourself, or set smart: true in octavo.yaml",
            )


def undecided(readings: Iterable[Reading], doubts: Iterable[Doubt]) -> Iterator[Diagnostic]:
    """Ask about what typography left as it was typed, or guessed (OCT606, OCT607, OCT615)."""
    sources = {reading.source.path: reading.source for reading in readings}
    for doubt in doubts:
        if doubt.kind == "continued" and _goes_on(sources.get(doubt.span.path), doubt.span):
            continue
        if doubt.kind in _DOUBTS:
            code, message, hint = _DOUBTS[doubt.kind]
            yield diagnose(code, message, doubt.span, hint)


def _goes_on(source: SourceText | None, span: Span) -> bool:
    """Tell whether the next paragraph begins with a quotation mark, as a long quotation's does."""
    if source is None:
        return True
    end = source.text.find("\n\n", source.offset(Place(span.line, span.column)))
    return end >= 0 and source.text[end : end + _NEXT].lstrip()[:1] in _MARKS


def missing_characters(reading: Reading, theme: Theme) -> Iterator[Diagnostic]:
    """Ask about characters that no font of the theme has, each once in a chapter (OCT613).

    Those of right-to-left scripts are left to ``right_to_left``.
    """
    everything = set().union(*(words.text for words in reading.words))
    missing = theme.lacking({sign for sign in everything if _has_shape(sign)})
    for words in reading.words if missing else ():
        here = [sign for sign in dict.fromkeys(words.text) if sign in missing]
        here = [sign for sign in here if not _is_composed(sign, words, theme)]
        if not here:
            continue
        missing -= set(here)
        first = words.text.index(here[0])
        more = f" and {len(here) - _LISTED} more" if len(here) > _LISTED else ""
        yield diagnose(
            "OCT613",
            f"no font of the design has {', '.join(map(_named, here[:_LISTED]))}{more}",
            reading.find(words, first, first + 1),
            "write it in another way, or add a font that has it to the stylesheet fonts.css",
        )


def _has_shape(sign: str) -> bool:
    is_selector = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    return not (
        is_selector
        or unicodedata.category(sign) in _SHAPELESS
        or unicodedata.bidirectional(sign) in ("R", "AL")
    )


def _is_composed(sign: str, words: Words, theme: Theme) -> bool:
    """Tell whether an accent becomes one letter with what stands before it, which a font has."""
    if not unicodedata.combining(sign):
        return False
    composed = unicodedata.normalize("NFC", words.text)
    return sign not in composed and not theme.lacking(
        {letter for letter in composed if not letter.isascii()} - {sign}
    )


def _named(sign: str) -> str:
    number, name = f"{ord(sign):04X}", unicodedata.name(sign, "").lower()
    # Chinese characters have no other name than their number.
    words = f", {name}" if name and not name.endswith(number.lower()) else ""
    return f"“{sign}” (U+{number}{words})"
