"""typography: what was typed becomes what is set, by the rules of each language.

Straight quotation marks and apostrophes, dashes, dots, and spaces that must not break. Letters
and digits are never touched, nor are code, formulas and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, cast

from octavo.model.diagnostic import START, Place
from octavo.model.inlines import Inline, Link, Marked, SoftBreak, Text
from octavo.passes.resolve.typography.languages import (
    NARROW_NO_BREAK,
    NO_BREAK,
    UNIT,
    Rules,
    rules_of,
)
from octavo.passes.resolve.typography.line import (
    LINE_END,
    Edit,
    Line,
    inner_run,
    own_language,
)
from octavo.passes.resolve.typography.quotes import Quotations

Doubt = Literal["straight", "closed", "unclosed", "continued", "spaces", "option"]

_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@[^\s@]+\.\w[^\s@]*")
_AROUND_ADDRESS = ".,;:!?\"'()[]»”’«“‘"
_DASHES = re.compile(r"(?<![-<!])(?:---|--)(?![->])")
_OPTION = re.compile(r"(?:^|(?<=[\s(\[/]))--(?=[a-z]+(?:-[a-z0-9]+)*(?![\w-]))")
_INSERTION_END = re.compile(r"(?<=[^\s-])--(?![\w-])")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?=\.?(?!\.))")
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*\Z")
_HIGH = re.compile(r"[;!?]+|:")
_GUILLEMET = re.compile("[«»‹›]")
# A number, with groups of three digits where it is written so.
_NUMBER = re.compile(r"[0-9](?<![0-9.,][0-9])[0-9]{0,2}(?: [0-9]{3})+(?![0-9])|[0-9]+")
_TYPED_SPACES = " \u00a0\u202f"
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something typed that typography could not decide, and left or guessed.

    ``doubt`` is ``straight`` for a quotation mark left as it was; ``closed`` for one that closes
    what nothing opened, left as well; ``unclosed`` for one set as opening that nothing closes,
    ``continued`` the same at the beginning of a run, right where the next paragraph begins so
    too; ``spaces`` for several spaces inside a sentence; ``option`` for a ``--word`` that may
    be an option of a command, left. ``text`` are the words around it.
    """

    place: Place
    doubt: Doubt
    text: str


def typeset(
    inlines: tuple[Inline, ...], lang: str, place: Place = START
) -> tuple[tuple[Inline, ...], tuple[Undecided, ...]]:
    """Return a run of inlines (a paragraph, a heading, a cell) as it is set in a language.

    ``lang`` is a BCP 47 tag; spans with a ``lang`` of their own follow that. ``place`` is told
    for what stands in no node with a place. What needs no change is the same object.
    """
    rules = rules_of(lang)
    if not _needs_a_look(inlines, rules):
        return inlines, ()
    undecided: list[Undecided] = []
    inlines = _foreign_set(inlines, lang, place, undecided)
    line = Line(inlines, place)
    edits, doubts = _edits(line.text, rules)
    undecided += (
        Undecided(line.place_of(at), doubt, _around(line.text, at)) for at, doubt in doubts
    )
    return line.edited(edits), tuple(undecided)


def typeset_text(text: str, lang: str) -> str:
    """Return plain text (a subtitle in front matter) as it is set in a language."""
    rules = rules_of(lang)
    if not _can_change(text, rules):
        return text
    node = Line((Text(text=text),), START).edited(_edits(text, rules)[0])[0]
    assert isinstance(node, Text)
    return node.text


def _needs_a_look(inlines: Iterable[Inline], rules: Rules) -> bool:
    """Tell whether a run holds anything that a rule could change."""
    for node in inlines:
        if isinstance(node, Text):
            found = _can_change(node.text, rules)
        elif isinstance(node, SoftBreak):
            continue
        elif isinstance(node, (Marked, Link)) and own_language(node):
            found = True
        else:
            found = _needs_a_look(inner_run(node), rules)
        if found:
            return True
    return False


def _can_change(text: str, rules: Rules) -> bool:
    return (
        "'" in text
        or '"' in text
        or "--" in text
        or "..." in text
        or "  " in text
        or rules.trigger.search(text) is not None
    )


def can_change(text: str, lang: str) -> bool:
    """Tell whether a rule of a language could change anything in a text."""
    return _can_change(text, rules_of(lang))


def _foreign_set(
    inlines: tuple[Inline, ...], lang: str, place: Place, undecided: list[Undecided]
) -> tuple[Inline, ...]:
    """Return a run with the spans in other languages set by their own rules."""
    if not any(isinstance(node, (Marked, Link)) for node in inlines):
        return inlines
    result = tuple(_foreign(node, lang, place, undecided) for node in inlines)
    same = all(new is old for new, old in zip(result, inlines, strict=True))
    return inlines if same else result


def _foreign(node: Inline, lang: str, place: Place, undecided: list[Undecided]) -> Inline:
    if not isinstance(node, (Marked, Link)):
        return node
    here = node.place if node.place != START else place
    if own := own_language(node):
        children, findings = typeset(node.children, own, here)
        undecided += findings
    elif inner_run(node):
        children = _foreign_set(node.children, lang, here, undecided)
    else:
        return node
    return node if children is node.children else replace(node, children=children)


def _edits(text: str, rules: Rules) -> tuple[list[Edit], list[tuple[int, Doubt]]]:
    """Return what changes in a line, and at which offsets there are doubts."""
    doubts: list[tuple[int, Doubt]] = []
    edits: list[Edit] = []
    if '"' in text or "'" in text:
        quotations = Quotations(text, rules)
        edits += quotations.edits
        doubts += cast("list[tuple[int, Doubt]]", list(quotations.unsure.items()))
    if "--" in text:
        edits += _dashes(text, doubts)
    if "..." in text:
        edits += (Edit(match.start(), match.end(), "…") for match in _DOTS.finditer(text))
    if rules.spaced:
        edits += _high_punctuation(text, rules)
        edits += _guillemets(text)
    if "  " in text:
        edits += _double_spaces(text, doubts, rules)
    if rules.trigger.search(text):
        edits += _kept_together(text, rules)
    if "://" in text or "www." in text or "@" in text:
        edits, doubts = _outside_addresses(text, edits, doubts)
    return edits, sorted(doubts)


def _dashes(text: str, doubts: list[tuple[int, Doubt]]) -> Iterator[Edit]:
    last_end = max((match.start() for match in _INSERTION_END.finditer(text)), default=0)
    options = {match.start() for match in _OPTION.finditer(text) if match.start() > last_end}
    for match in _DASHES.finditer(text):
        if match.start() in options:
            doubts.append((match.start(), "option"))
        else:
            yield Edit(match.start(), match.end(), "—" if len(match[0]) == 3 else "–")


def _high_punctuation(text: str, rules: Rules) -> Iterator[Edit]:
    """Set the spaces before ; ! ? and : (Lexique des règles typographiques)."""
    for match in _HIGH.finditer(text):
        space = NO_BREAK if match[0] == ":" else NARROW_NO_BREAK
        if match[0] != ":" and not rules.high:
            continue
        start = match.start()
        typed = start > 0 and text[start - 1] in _TYPED_SPACES + LINE_END
        before = text[start - 2 if typed else start - 1 : start - 1 if typed else start]
        after = text[match.end() : match.end() + 1]
        if not before or before.isspace() or before in "([{«“‘¿¡;:!?/":
            continue
        if after.isalnum() or after in ("/", "-", "_", "=", ":"):
            # 12:30, a URL's query, :-) and the like.
            continue
        if not typed:
            yield Edit(start, start, space)
        elif text[start - 1] in " \n":
            yield Edit(start - 1, start, space)


def _guillemets(text: str) -> Iterator[Edit]:
    """Set the spaces inside guillemets that were typed as such."""
    for match in _GUILLEMET.finditer(text):
        at, opens = match.start(), match[0] in "«‹"
        inner = at + 1 if opens else at - 1
        neighbour = text[inner : inner + 1] if inner >= 0 else ""
        if neighbour in (" ", LINE_END):
            yield Edit(inner, inner + 1, NO_BREAK)
        elif neighbour and not neighbour.isspace():
            yield Edit(at, at + 1, match[0] + NO_BREAK if opens else NO_BREAK + match[0])


def _double_spaces(text: str, doubts: list[tuple[int, Doubt]], rules: Rules) -> Iterator[Edit]:
    """Take one space for the two that typists put after a sentence."""
    for match in _SPACES.finditer(text):
        if rules.spaced and text[match.end()] in ";:!?»":
            continue
        if _SENTENCE_END.search(text, max(0, match.start() - 4), match.start()):
            yield Edit(match.start(), match.end(), " ")
        else:
            doubts.append((match.start(), "spaces"))


def _kept_together(text: str, rules: Rules) -> Iterator[Edit]:
    """Set the spaces at which no line may end, where that is certain."""
    for match in _NUMBER.finditer(text):
        space = NARROW_NO_BREAK if rules.spaced else NO_BREAK
        for at in range(match.start(), match.end()):
            if text[at] == " ":
                yield Edit(at, at + 1, space)
        if UNIT.match(text, match.end()):
            yield Edit(match.end(), match.end() + 1, NO_BREAK)
        before = match.start() - 1
        if before > 0 and text[before] == " ":
            found = rules.before_number.search(text[max(0, before - 7) : match.start()])
            if found:
                yield Edit(before, match.start(), NO_BREAK)
    if rules.parts:
        for match in rules.parts.finditer(text):
            for at in range(match.start(), match.end()):
                if text[at] == " ":
                    yield Edit(at, at + 1, NARROW_NO_BREAK)


def _outside_addresses(
    text: str, edits: list[Edit], doubts: list[tuple[int, Doubt]]
) -> tuple[list[Edit], list[tuple[int, Doubt]]]:
    """Return edits and doubts without those inside the addresses of a line."""
    inside: set[int] = set()
    for match in _WEB_ADDRESS.finditer(text):
        start = match.end() - len(match[0].lstrip(_AROUND_ADDRESS))
        inside.update(range(start, match.start() + len(match[0].rstrip(_AROUND_ADDRESS))))
    return (
        [edit for edit in edits if edit.start not in inside],
        [doubt for doubt in doubts if doubt[0] not in inside],
    )


def _around(text: str, at: int) -> str:
    """Return the words around an offset, on one line."""
    excerpt = text[max(0, at - _SHOWN // 2) : at + _SHOWN // 2]
    return " ".join(excerpt.split())
