"""Attributes in braces: ``{#identifier .class key=value}``."""

from __future__ import annotations

import re
from dataclasses import field

from markdown_it.common.utils import unescapeAll

from octavo.model.inlines import NO_ATTRIBUTES, Attributes, node_class

_ATTRIBUTE = re.compile(
    r"""\s*(?:
        \#(?P<identifier>[^\s#{}="']+)
      | \.(?P<class>[^\s#.{}="']+)
      | (?P<key>[\w:-]+)=(?:
            "(?P<double>(?:\\.|[^"\\])*)"
          | '(?P<single>[^']*)'
          | (?P<bare>[^\s{}"']+)
        )
    )""",
    re.VERBOSE | re.DOTALL,
)
_END = re.compile(r"\s*\}")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LINE_END = re.compile(r"\s*\n\s*")
# The languages of fences that stand for more than a listing.
DATA_BLOCKS = ("vega-lite", "csv-table", "csv-records")
_CELL_OF_OURS = re.compile(rf"(\s*\{{)(?:{'|'.join(DATA_BLOCKS)})(?=[\s}}])")
# What begins as attributes do, unlike {1,3} and {r, echo=FALSE} of other programs.
_LIKE_BRACES = re.compile(
    rf"(?:\A|(?<=\s))\{{\s*(?:[#.]\w|[\w:-]+=|(?:{'|'.join(DATA_BLOCKS)})(?![\w-]))"
)
_QUOTES_IN_VALUE = re.compile(r'="(?:\\.|[^"\\])*"[^\s}]')
_TRAILING = re.compile(r"\{[^{}]*\}\s*$")


@node_class
class Braces:
    """Attributes as they were found: ``starts`` is the offset of each value in the text."""

    attributes: Attributes = NO_ATTRIBUTES
    starts: dict[str, int] = field(default_factory=dict)
    end: int = 0


NO_BRACES = Braces()


def read_braces(text: str, start: int = 0, end: int | None = None) -> Braces | None:
    """Read the attributes that begin at ``start`` of a text, or return None where none do.

    ``{-}`` stands for ``{.unnumbered}`` as in Pandoc.
    """
    limit = len(text) if end is None else end
    if not text.startswith("{", start, limit):
        return None
    if text.startswith("{-}", start, limit):
        return Braces(Attributes(classes=("unnumbered",)), end=start + 3)
    position, identifier = start + 1, ""
    classes: list[str] = []
    pairs: dict[str, str] = {}
    starts: dict[str, int] = {}
    while match := _ATTRIBUTE.match(text, position, limit):
        position = match.end()
        # The last group is the one that was read: for a pair, the form of its value.
        group = match.lastgroup or ""
        if group == "class":
            classes.append(match[group])
        elif group == "identifier":
            identifier = match[group]
        else:
            key = match["key"]
            pairs[key] = _value(match[group], is_escaped=group == "double")
            starts[key] = match.start(group)
    closing = _END.match(text, position, limit)
    if closing is None or position == start + 1:
        return None
    return Braces(
        Attributes(identifier, tuple(classes), tuple(pairs.items())), starts, closing.end()
    )


def _value(written: str, *, is_escaped: bool) -> str:
    value = _LINE_END.sub(" ", written) if "\n" in written else written
    return _ESCAPED.sub(r"\1", value) if is_escaped and "\\" in value else value


def trailing_braces(text: str) -> tuple[int, Braces] | None:
    """Return where the attributes at the end of a text begin, and what they are."""
    if not text.rstrip().endswith("}"):
        return None
    match = _TRAILING.search(text, text.rfind("{"))
    if match is None:
        return None
    braces = read_braces(text, match.start())
    return (match.start(), braces) if braces else None


def fence_info(info: str) -> tuple[str, Braces]:
    """Read a fence's info string: ``python``, ``python {#id}`` or ``{.python #id}``.

    The starts of values are those in the info string as it was written.
    """
    if match := _CELL_OF_OURS.match(info):
        # ``{vega-lite #fig-x}``, as a cell of Quarto's is written.
        language, cell = fence_info(info[: match.end(1)] + "." + info[match.end(1) :])
        starts = {name: start - 1 for name, start in cell.starts.items()}
        return language, Braces(cell.attributes, starts, cell.end - 1)
    start = len(info) - len(info.lstrip())
    brace = info.find("{")
    found = read_braces(info, brace) if brace >= 0 else None
    if found is None:
        words = unescapeAll(info).split()
        return (words[0] if words and brace != start else ""), NO_BRACES
    word = info[:brace].strip()
    if word:
        return unescapeAll(word).split()[0], found
    attributes = found.attributes
    language = attributes.classes[0] if attributes.classes else ""
    rest = Attributes(attributes.identifier, attributes.classes[1:], attributes.pairs)
    return language, Braces(rest, found.starts, found.end)


def unread_in_fence(info: str) -> int:
    """Return where in a fence's info string attributes begin that cannot be read, or -1."""
    match = _LIKE_BRACES.search(info)
    if match is None or fence_info(info[match.start() :])[1].end > 0:
        return -1
    return match.start()


def why_unread(braces: str) -> str:
    """Return why braces cannot be read as attributes; the text begins with the opening one."""
    if braces.count('"') % 2:
        return "a quotation mark in them is not closed"
    if _QUOTES_IN_VALUE.search(braces):
        return 'a quotation mark ends the value: write \\" for one inside it'
    if "}" not in braces:
        return "they are not closed"
    return 'a value with spaces stands in quotation marks: key="two words"'
