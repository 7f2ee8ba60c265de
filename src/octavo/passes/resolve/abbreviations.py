"""Abbreviations: written out at their first use in each chapter, ``abbr`` afterwards."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from octavo.locales import base_language
from octavo.model.content import plain_text
from octavo.model.diagnostic import Diagnostic, OctavoError, Span, diagnose
from octavo.model.inlines import Abbreviation, GlossaryTerm, IndexTerm, Inline, Link, Marked, Text
from octavo.passes.resolve.runs import Run
from octavo.passes.resolve.typography.languages import rules_of
from octavo.workspace import Workspace
from octavo.yamlplaces import load_yaml

# Elements in which words are quoted, cited or shown as they are.
_LEFT_ALONE = frozenset({"q", "cite", "code", "kbd", "samp", "var", "abbr", "dfn", "sub", "sup"})
# Words that join the parts of a name, whose plural is not made at its end.
_JOINING = re.compile(r"\W(?:of|for|in|on|to|at|by|with|from|and|or|the)\W", re.IGNORECASE)
_ADDS_ES = re.compile(r"(?:s|x|z|ch|sh)\Z")
# Words before a short form that would have another form before some long ones.
_ARTICLE = re.compile(r"\b(an?)\s\Z", re.IGNORECASE)
_UNELIDED = re.compile(r"\b(?:le|la|de|du|au|que|ne|se|lo|gli|il|un|una|el)\s\Z", re.IGNORECASE)
_ELIDED = re.compile(r"\w['’]\Z")
_VOWEL = re.compile(r"[aeiouyhàâäéèêëîïôöûüœæ]", re.IGNORECASE)
# What ends a sentence, with the marks that may close after it and open before the next.
_SENTENCE_END = re.compile(r"(?:\A|[.!?…]['’\"”»)\]]*\s)\s*[¿¡(\[]*\Z")
# A point after one of these ends no sentence.
_WITH_POINT = re.compile(
    r"\b(?:\w|approx|bzw|ca|cf|dr|esp|incl|mrs?|ms|prof|resp|st|vgl|viz|vs)\.\s+\Z",
    re.IGNORECASE,
)
_REACH_BEFORE = 20
_WITH_TEXT = (Marked, Link, IndexTerm, GlossaryTerm)
_FOLDED = str.maketrans("-‐‑\u00a0\u202f’", "     '")


class Forms:
    """The short forms of a publication or a chapter with their long forms."""

    def __init__(self, longs: Mapping[str, str]) -> None:
        """Take the long form of each short form."""
        self.longs: dict[str, str] = {
            short: long for short, long in longs.items() if short.strip() and long
        }
        names = "|".join(map(re.escape, sorted(self.longs, key=len, reverse=True)))
        # Without conditions before it, so that the search has a set of characters to begin with.
        self.quick = re.compile(names or "(?!)")
        self.exact = re.compile(rf"(?<![\w@/.\\-])(?:{names or '(?!)'})(?:s(?!\w))?(?!\w|[./@]\w)")

    def may_be_in(self, text: str) -> bool:
        """Tell at a glance whether the letters of a short form stand in a text."""
        return self.quick.search(text) is not None

    def used_in(self, text: str) -> Iterator[str]:
        """Yield the short forms in a text, in the plural where they stand so."""
        position = 0
        while found := self.quick.search(text, position):
            match = self.exact.match(text, found.start())
            if match:
                yield match[0]
            position = match.end() if match else found.start() + 1


@dataclass(slots=True)
class _Position:
    """Where a walk through a run is: how many characters of its plain text are behind it."""

    offset: int = 0


class ChapterAbbreviations:
    """Marks the abbreviations of one chapter, run by run in reading order."""

    def __init__(self, forms: Forms) -> None:
        """Begin before the first run of a chapter."""
        self.forms = forms
        self._written_out: set[str] = set()

    def change(self, inlines: tuple[Inline, ...], run: Run) -> tuple[Inline, ...]:
        """Return a run with its abbreviations marked, the first of each written out.

        Headings and quotations stay as they are. Beside the text (in captions, cells, terms) and
        in links abbreviations are marked and never written out, and a later one still is.
        """
        if run.in_heading or run.in_quotation or not _holds(inlines, self.forms.quick):
            return inlines
        line = plain_text(inlines)
        marker = _Marker(self, line, run, _quoted(line, run.lang))
        return marker.all(inlines, _Position(), marked_only=run.beside)

    def first_use(self, short: str) -> bool:
        """Tell whether a short form has not been written out yet, and note that it now is."""
        first = short not in self._written_out
        self._written_out.add(short)
        return first


class _Marker:
    """Marks the abbreviations of one run."""

    def __init__(
        self, chapter: ChapterAbbreviations, line: str, run: Run, quoted: list[tuple[int, int]]
    ) -> None:
        self.chapter = chapter
        self.line = line
        self.lang = run.lang
        self.quoted = quoted

    def all(
        self, inlines: tuple[Inline, ...], at: _Position, *, marked_only: bool
    ) -> tuple[Inline, ...]:
        result: list[Inline] = []
        same = True
        for node in inlines:
            start = at.offset
            if isinstance(node, Text):
                changed = self._text(node, start, marked_only=marked_only)
                at.offset = start + len(node.text)
            elif isinstance(node, _WITH_TEXT) and not _left_alone(node):
                # What an edition may leave out is no first use.
                aside = isinstance(node, (Link, GlossaryTerm)) or node.attributes.is_conditional
                inner = marked_only or aside
                children = self.all(node.children, at, marked_only=inner)
                kept = children is node.children
                changed = (node,) if kept else (replace(node, children=children),)
            else:
                changed = (node,)
                at.offset = start + len(plain_text((node,)))
            same = same and len(changed) == 1 and changed[0] is node
            result += changed
        return inlines if same else tuple(result)

    def _text(self, node: Text, start: int, *, marked_only: bool) -> tuple[Inline, ...]:
        result: list[Inline] = []
        done = 0
        for match in self.chapter.forms.exact.finditer(node.text):
            begin, end = start + match.start(), start + match.end()
            if self._is_part_of_a_word(begin, end) or self._is_quoted(begin):
                continue
            if match.start() > done:
                result.append(replace(node, text=node.text[done : match.start()]))
            done = match.end()
            result += self._marked(match[0], begin, end, node, marked_only=marked_only)
        if not done:
            return (node,)
        if done < len(node.text):
            result.append(replace(node, text=node.text[done:]))
        return tuple(result)

    def _marked(
        self, written: str, begin: int, end: int, node: Text, *, marked_only: bool
    ) -> tuple[Inline, ...]:
        longs = self.chapter.forms.longs
        short = written if written in longs else written[:-1]
        mark = Abbreviation(node.place, text=short, long=longs[short])
        ending = (replace(node, text="s"),) if short != written else ()
        if marked_only or self._is_compound(end):
            return (mark, *ending)
        plural = _plural(longs[short]) if ending and base_language(self.lang) == "en" else None
        if ending and plural is None:
            return (mark, *ending)
        if not self.chapter.first_use(short) or self._is_written_out(longs[short], begin, end):
            return (mark, *ending)
        if not ending and _clashes(self.line[max(0, begin - 8) : begin], longs[short], self.lang):
            return (mark, replace(node, text=f" ({longs[short]})"))
        begins = self._begins_sentence(begin)
        if plural:
            words = _capitalised(plural) if begins else plural
            return (replace(node, text=f"{words} ("), mark, replace(node, text="s)"))
        long = _capitalised(longs[short]) if begins else longs[short]
        return (replace(mark, long=long, expanded=True),)

    def _begins_sentence(self, begin: int) -> bool:
        start = max(0, begin - _REACH_BEFORE)
        # One character more stands for all that is further before.
        before = ("x" if start else "") + self.line[start:begin]
        return _SENTENCE_END.search(before) is not None and not _WITH_POINT.search(before)

    def _is_part_of_a_word(self, begin: int, end: int) -> bool:
        """Tell whether the word goes on in another element: *MS*I is no MSI."""
        around = self.line[begin - 1 : begin] + self.line[end : end + 1]
        return any(character.isalnum() for character in around)

    def _is_compound(self, end: int) -> bool:
        """Tell whether something hangs on the abbreviation: MSI-led, the MSI’s members."""
        return self.line[end : end + 1] in tuple("-‐‑–'’")

    def _is_quoted(self, begin: int) -> bool:
        before = bisect_right(self.quoted, (begin, begin)) - 1
        return before >= 0 and begin < self.quoted[before][1]

    def _is_written_out(self, long: str, begin: int, end: int) -> bool:
        """Tell whether the author wrote “long form (MSI)” or “MSI (long form)”."""
        stem = _fold(long)
        stem = stem[:-1] if len(stem) > 4 else stem
        reach = len(stem) + 8
        if self.line[begin - 1 : begin] == "(":
            return stem in _fold(self.line[max(0, begin - reach) : begin])
        after = _fold(self.line[end : end + reach])
        return after.startswith(" (") and stem in after


def read_abbreviations(
    given: str | Mapping[str, str], workspace: Workspace
) -> tuple[Mapping[str, str], list[Diagnostic]]:
    """Return the long forms of octavo.yaml, or of the file that it names, by their short forms.

    A file that is not there is told by ``load``.
    """
    if not isinstance(given, str):
        return given, []
    if not workspace.exists(given):
        return {}, []
    try:
        yaml = load_yaml(workspace.read_text(given), given)
    except OctavoError as error:
        return {}, list(error.diagnostics)
    found: list[Diagnostic] = list(yaml.diagnostics)
    longs: dict[str, str] = {}
    for short, long in _pairs(yaml.data):
        if short and isinstance(long, (str, int, float)):
            longs[short] = str(long)
            continue
        place = yaml.place((short,) if short else ())
        message = f"the long form of “{short}” is no text" if short else "this is no mapping"
        hint = "write each as “MSI: multi-stakeholder initiative”"
        found.append(diagnose("OCT275", message, Span(given, *place), hint))
    return longs, found


def _pairs(data: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  (YAML data)
    if isinstance(data, dict):
        yield from data.items()
    elif data is not None:
        yield "", data


def _holds(inlines: tuple[Inline, ...], pattern: re.Pattern[str]) -> bool:
    for node in inlines:
        if isinstance(node, Text):
            if pattern.search(node.text):
                return True
        elif (children := getattr(node, "children", ())) and _holds(children, pattern):
            return True
    return False


def _left_alone(node: Marked | Link | IndexTerm | GlossaryTerm) -> bool:
    """Tell whether an element's words are not the author's own: quoted, or in another language."""
    if node.attributes.get("lang"):
        return True
    return isinstance(node, Marked) and node.element in _LEFT_ALONE


def _quoted(line: str, lang: str) -> list[tuple[int, int]]:
    """Return where quotations in a line begin and end."""
    opening, closing = rules_of(lang).quotes.outer
    marks = re.compile(f'[{opening}{closing}"]')
    found: list[tuple[int, int]] = []
    begin = -1
    for match in marks.finditer(line):
        if begin < 0 and (match[0] == opening or match[0] == '"'):
            begin = match.start()
        elif begin >= 0 and match[0] in (closing, '"'):
            found.append((begin, match.start()))
            begin = -1
    return found


def _fold(text: str) -> str:
    return text.translate(_FOLDED).lower()


def _capitalised(words: str) -> str:
    """Return words as they begin a sentence; a name such as iPhone keeps its small letter."""
    first = words.split()[0]
    return words[0].upper() + words[1:] if first == first.lower() else words


def _plural(long: str) -> str | None:
    """Return the plural of an English noun; None where it is not certain."""
    if _JOINING.search(long) or not re.search(r"[a-z]\Z", long):
        return None
    if re.search(r"[^aeiou]y\Z", long):
        return long[:-1] + "ies"
    return long + ("es" if _ADDS_ES.search(long) else "s")


def _clashes(before: str, long: str, lang: str) -> bool:
    """Tell whether the word before a short form might not fit the long one: an MSI, la FAO."""
    base = base_language(lang)
    if base == "en" and (article := _ARTICLE.search(before)):
        if article[1].lower() == "an":
            return re.match(r"(?!eu|one)[aeio]", long, re.IGNORECASE) is None
        return re.match(r"[aeiouh]", long, re.IGNORECASE) is not None
    if base in ("fr", "it", "ca"):
        with_vowel = _VOWEL.match(long) is not None
        return (_UNELIDED if with_vowel else _ELIDED).search(before) is not None
    return False
