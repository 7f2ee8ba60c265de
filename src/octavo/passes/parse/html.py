"""Raw HTML, cleaned: what may stay, and what becomes of the rest.

Tags are read one by one and nested by the tree builder, so that the result is well-formed
whatever the author wrote. Scripts, forms and embedded pages go; an unknown tag is shown as the
characters that it is (``Vec<T>`` in prose is no tag); event handlers
and styles go without a word, since nothing is lost.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

PHRASING = frozenset(
    "abbr b bdi bdo big cite code del dfn em i ins kbd mark q s samp small span strike "
    "strong sub sup time tt u var".split()
)
FLOW = frozenset(
    "address article aside blockquote center dd details div dl dt figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hgroup li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul caption".split()
)
VOID = frozenset("br hr img wbr".split())
LINKS = frozenset({"a"})
ALLOWED = PHRASING | FLOW | VOID | LINKS

# Removed with all that is in them, and told.
ACTIVE = frozenset(
    "script form iframe object embed applet frame frameset noframes audio video canvas "
    "button input select textarea option portal".split()
)
# Removed with all that is in them, without a word: they print nothing.
SILENT = frozenset("style template head title meta link base noscript".split())

# Elements of the past under the names of today.
RENAMED = {"strike": "s", "tt": "code", "big": "span", "center": "div"}

# Elements that make sense only inside certain others; elsewhere they become a div or a span.
REQUIRED_PARENTS = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "caption": frozenset({"table"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
}

# Elements that may hold only certain others.
REQUIRED_CHILDREN = {
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd", "div"}),
    "table": frozenset({"caption", "thead", "tbody", "tfoot", "tr"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
}

# Elements whose content is phrasing: a block in them becomes a span.
PHRASING_ONLY = PHRASING | {"p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "summary"}

# Elements whose end tag HTML lets authors leave out, and what closes them.
CLOSED_BY = {
    "p": FLOW - {"caption"},
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "thead": frozenset({"tbody", "tfoot"}),
    "tbody": frozenset({"tbody", "tfoot"}),
}
IMPLIED_END = frozenset(CLOSED_BY)

_GLOBAL_ATTRIBUTES = frozenset({"id", "class", "lang", "dir", "title"})
_ATTRIBUTES = {
    "a": frozenset({"href", "name"}),
    "img": frozenset({"src", "alt", "width"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "ol": frozenset({"start"}),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
    "time": frozenset({"datetime"}),
}


# A span of a million cells would take the machine down; HTML allows a thousand.
_SMALL_NUMBER = re.compile(r"[0-9]{1,3}")

_MARKED_SECTION = re.compile(r"<!\[(?!CDATA\[)")
# Tags whose attributes have their values in quotation marks, and text without references.
_SIMPLE = re.compile(
    r"(?P<text>[^<&]+)|"
    r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)"
    r"(?P<attributes>(?:[ \t\r\n\f]+[A-Za-z][A-Za-z-]*=\"[^\"&<>]*\")*)[ \t\r\n\f]*>"
)
_PAIR = re.compile(r"([A-Za-z-]+)=\"([^\"]*)\"")
# What is in these is not read as HTML.
_WITH_OTHER_CONTENT = frozenset(
    "script style title textarea iframe noembed noframes noscript xmp plaintext".split()
)
_KNOWN = ALLOWED | ACTIVE | SILENT


class Tag(NamedTuple):
    """A start tag, an end tag or text; ``name`` is empty for text, ``source`` as it was written."""

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    end: bool = False
    line: int = 0
    column: int = 0
    source: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []

    def _position(self) -> tuple[int, int]:
        line, column = self.getpos()
        return line - 1, column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self._position()
        pairs = tuple((name, value or "") for name, value in attrs)
        source = self.get_starttag_text() or f"<{tag}>"
        self.tags.append(Tag(tag, attributes=pairs, line=line, column=column, source=source))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML a slash closes only what is void anyway.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        line, column = self._position()
        source = f"</{tag}>"
        self.tags.append(Tag(tag, end=True, line=line, column=column, source=source))

    def handle_data(self, data: str) -> None:
        line, column = self._position()
        self.tags.append(Tag("", data, line=line, column=column))


def read_tags(html: str) -> list[Tag]:
    """Return the tags and texts of a piece of HTML; comments and declarations print nothing."""
    tags = _read_simple(html)
    return _read_any(html) if tags is None else tags


@lru_cache(maxsize=1024)
def read_tags_in_words(html: str) -> tuple[Tag, ...]:
    """Return the same for what stands in a line, which is one tag: authors have few of them."""
    return tuple(read_tags(html))


def _read_any(html: str) -> list[Tag]:
    reader = _Reader()
    # Python's reader gives up at a marked section that it does not know.
    reader.feed(_MARKED_SECTION.sub("&lt;![", html))
    reader.close()
    return reader.tags


def _read_simple(html: str) -> list[Tag] | None:
    """Read what needs no parser of HTML, as most does; None for anything else."""
    tags: list[Tag] = []
    at = line = begin = 0
    while at < len(html):
        match = _SIMPLE.match(html, at)
        if match is None:
            return None
        text, slash, name = match["text"], match["slash"], (match["name"] or "").lower()
        column = at - begin
        if text:
            tags.append(Tag("", text, line=line, column=column))
        elif name in _WITH_OTHER_CONTENT or (slash and match["attributes"]):
            return None
        else:
            attributes = tuple(
                (key.lower(), value) for key, value in _PAIR.findall(match["attributes"])
            )
            source = f"</{name}>" if slash else match[0]
            tags.append(Tag(name, "", attributes, bool(slash), line, column, source))
        if count := match[0].count("\n"):
            line += count
            begin = html.rfind("\n", at, match.end()) + 1
        at = match.end()
    return tags


def is_unknown(name: str) -> bool:
    """Tell whether a tag is none of HTML's; those with a colon come from word processors."""
    return ":" not in name and name not in _KNOWN


def clean_attributes(tag: Tag) -> tuple[tuple[str, str], ...]:
    """Return the attributes of a start tag that editions may carry."""
    allowed = _GLOBAL_ATTRIBUTES | _ATTRIBUTES.get(tag.name, frozenset())
    found: dict[str, str] = {}
    for name, value in tag.attributes:
        if name not in allowed or name in found:
            continue
        if name in ("colspan", "rowspan", "start") and not _SMALL_NUMBER.fullmatch(value.strip()):
            continue
        found[name] = value
    return tuple(found.items())
