"""Abbreviations: written out at their first use in each chapter, ``abbr`` afterwards."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from octavo.model.content import (
    Abbreviation,
    Block,
    Definition,
    DefinitionList,
    GlossaryTerm,
    IndexTerm,
    Inline,
    Link,
    Marked,
    Paragraph,
    Term,
    Text,
    plain_text,
)
from octavo.model.diagnostic import Diagnostic, OctavoError, Span, diagnose
from octavo.naming import ascii_slug, unique_name
from octavo.passes.resolve.collation import Collation
from octavo.passes.resolve.runs import Run
from octavo.passes.resolve.typography.languages import rules_of
from octavo.workspace import Workspace
from octavo.yamlplaces import load_yaml

# Elements in which words are quoted, cited or shown as they are.
_LEFT_ALONE = frozenset({"q", "cite", "code", "kbd", "samp", "var", "abbr", "dfn", "sub", "sup"})
# Words that join the parts of a name, whose plural is not made at its end.
_JOINING = re.compile(r"\W(?:of|for|in|on|to|at|by|with|from|and|or|the)\W", re.IGNORECASE)
_ADDS_ES = re.compile(r"(?:s|x|z|ch|sh)\Z")
_WITH_TEXT = (Marked, Link, IndexTerm, GlossaryTerm)
_FOLDED = str.maketrans("-‐‑\u00a0\u202f’", "     '")


class Forms:
    """The short forms of a publication or a chapter with their long forms."""

    def __init__(self, longs: Mapping[str, str]) -> None:
        """Take the long form of each short form."""
        self.longs = {short: long for short, long in longs.items() if short.strip() and long}
        names = "|".join(map(re.escape, sorted(self.longs, key=len, reverse=True)))
        # Without conditions before it, so that the search has a set of characters to begin with.
        self.quick = re.compile(names or "(?!)")
        self.exact = re.compile(rf"(?<![\w@/.\\-])(?:{names})(?:s(?!\w))?(?!\w|[./@]\w)")
        if not names:
            self.exact = self.quick

    def long_of(self, written: str, lang: str) -> tuple[str, str | None]:
        """Return the short form behind ``MSI`` or ``MSIs``, and its long form as it is used.

        None for a plural that has no certain form: English alone makes it with an s at the end.
        """
        if written in self.longs:
            return written, self.longs[written]
        short = written[:-1]
        return short, _plural(self.longs[short]) if lang.startswith("en") else None


@dataclass(slots=True)
class _Position:
    """Where a walk through a run is: how many characters of its plain text are behind it."""

    offset: int = 0


class ChapterAbbreviations:
    """Marks the abbreviations of one chapter, run by run in reading order.

    ``used`` gathers the short forms that its text uses, with their long forms.
    """

    def __init__(self, forms: Forms) -> None:
        """Begin before the first run of a chapter."""
        self.forms = forms
        self.used: dict[str, str] = {}
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
        self.folded = _fold(line)
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
                inner = marked_only or isinstance(node, (Link, GlossaryTerm))
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
            result.append(self._marked(match[0], begin, end, node, marked_only=marked_only))
        if not done:
            return (node,)
        if done < len(node.text):
            result.append(replace(node, text=node.text[done:]))
        return tuple(result)

    def _marked(
        self, written: str, begin: int, end: int, node: Text, *, marked_only: bool
    ) -> Abbreviation:
        forms = self.chapter.forms
        short, long = forms.long_of(written, self.lang)
        self.chapter.used.setdefault(short, forms.longs[short])
        expanded = False
        if long is not None and not marked_only and not self._is_compound(end):
            by_author = self._is_written_out(forms.longs[short], begin, end)
            expanded = self.chapter.first_use(short) and not by_author
        return Abbreviation(
            node.place, text=written, long=long or forms.longs[short], expanded=expanded
        )

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
            return stem in self.folded[max(0, begin - reach) : begin]
        after = self.folded[end : end + reach]
        return after.startswith(" (") and stem in after


def read_abbreviations(
    given: str | Mapping[str, str], workspace: Workspace
) -> tuple[Forms, list[Diagnostic]]:
    """Return the abbreviations of a publication: those of octavo.yaml, or of the file it names.

    A file that is not there is told by ``load``.
    """
    if not isinstance(given, str):
        return Forms(given), []
    if not workspace.exists(given):
        return Forms({}), []
    try:
        yaml = load_yaml(workspace.read_text(given), given)
    except OctavoError as error:
        return Forms({}), list(error.diagnostics)
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
    return Forms(longs), found


def list_of_abbreviations(used: Mapping[str, str], lang: str) -> tuple[Block, ...]:
    """Return the abbreviations that a publication uses as a list in alphabetical order."""
    collation = Collation(lang)
    taken: set[str] = set()
    items: list[Term | Definition] = []
    for short in sorted(used, key=collation.key):
        key = unique_name(f"abbreviation-{ascii_slug(short) or 'form'}", taken)
        taken.add(key)
        long = Paragraph(children=(Text(text=used[short]),), tight=True)
        items.append(Term(key=key, children=(Text(text=short),)))
        items.append(Definition(key=f"{key}-long", children=(long,)))
    return (DefinitionList(items=tuple(items)),) if items else ()


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


def _plural(long: str) -> str | None:
    """Return the English plural of a plain noun; None where it is not certain."""
    if _JOINING.search(long) or not re.search(r"[a-z]\Z", long):
        return None
    if re.search(r"[^aeiou]y\Z", long):
        return long[:-1] + "ies"
    return long + ("es" if _ADDS_ES.search(long) else "s")
