"""Mends what authors' raw HTML may bring and the XHTML schema of EPUB refuses.

parse has cleaned and nested it already. What is left are elements that HTML forbids inside others
and values that are none; each becomes its nearest neighbour without a meaning of its own, and no
word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element

from octavo.documents.addresses import web_address
from octavo.documents.xhtml import HEADINGS, XHTML, drop_attributes, local_name

# What an element may not stand in (HTML, content models).
_FORBIDDEN: Mapping[str, frozenset[str]] = {
    "address": frozenset({"address"}),
    "header": frozenset({"address", "header", "footer"}),
    "footer": frozenset({"address", "header", "footer"}),
    "dfn": frozenset({"dfn"}),
    "table": frozenset({"caption"}),
}
# Elsewhere a header or footer would be that of the whole document (HTML-AAM: banner).
_SECTIONS = frozenset({"section", "article", "aside", "body"})
_HOLDERS: Mapping[str, frozenset[str]] = {
    "start": frozenset({"ol"}),
    "colspan": frozenset({"td", "th"}),
    "rowspan": frozenset({"td", "th"}),
    "scope": frozenset({"th"}),
    "cite": frozenset({"blockquote", "q", "ins", "del"}),
    "datetime": frozenset({"time", "ins", "del"}),
    "dir": frozenset(),
}
_PARTS = frozenset("figcaption caption thead tbody tfoot tr td th dt dd".split())
_VALUES: Mapping[str, re.Pattern[str]] = {
    "start": re.compile(r"-?\d{1,9}"),
    "colspan": re.compile(r"[1-9]\d{0,3}"),
    "rowspan": re.compile(r"\d{1,4}"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "datetime": re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"),
    "dir": re.compile(r"ltr|rtl|auto"),
}


def mend(body: _Element) -> None:
    """Make the content of a body valid."""
    for element in list(body.iter(etree.Element)):
        name = local_name(element)
        if not name:
            continue
        _mend_attributes(element, name)
        if name == "aside" and element.get("role") is None:
            # Without it each would be a landmark of the document (HTML-AAM: complementary).
            element.set("role", "note")
        if name == "th" and element.get("scope") is None:
            element.set("scope", "row" if _heads_a_row(element) else "col")
        if _is_misplaced(element, name):
            element.tag = XHTML + ("span" if name in ("dfn", "bdo") else "div")
            _flatten(element)
        elif name == "table":
            _order_table(element)


def _heads_a_row(head: _Element) -> bool:
    """Tell whether a head of a table stands before cells, rather than above them (HTML, th)."""
    row = head.getparent()
    return row is not None and any(local_name(cell) == "td" for cell in row)


def _is_misplaced(element: _Element, name: str) -> bool:
    """Tell whether an element may not be what it is, where it is."""
    match name:
        case "main":
            return True  # a document has one, and here the section is it
        case "bdo":
            return element.get("dir") is None
        case "hgroup":
            children = {local_name(child) for child in element}
            return bool((element.text or "").strip()) or not children <= {*HEADINGS, "p"}
        case "dl":
            return not _has_pairs(element)
        case "figure":
            return not _has_good_caption(element)
        case _ if name in HEADINGS:
            return not _says_something(element)
        case _ if name in _FORBIDDEN:
            around = [local_name(outer) for outer in element.iterancestors()]
            if name in ("header", "footer") and around[0] not in _SECTIONS:
                return True
            return not _FORBIDDEN[name].isdisjoint(around)
        case _:
            return False


def _flatten(element: _Element) -> None:
    """Make boxes of the parts of an element that is no longer what they belong to."""
    for child in element:
        if local_name(child) in _PARTS:
            child.tag = XHTML + "div"
            _flatten(child)


def _has_pairs(element: _Element) -> bool:
    """Tell whether a list of terms has each term before its description (HTML, dl)."""
    names = [local_name(child) for child in element]
    if names and set(names) == {"div"}:
        return all(_has_pairs(child) for child in element)
    letters = "".join({"dt": "t", "dd": "d"}.get(name, "x") for name in names)
    return re.fullmatch("(t+d+)*", letters) is not None


def _order_table(table: _Element) -> None:
    """Put the parts of a table into the order of HTML: caption, head, bodies, foot.

    A second caption, head or foot becomes a row or a body.
    """
    ranks = ("caption", "colgroup", "thead", "tbody", "tfoot")
    for part in list(table):
        name = local_name(part)
        others = [child for child in table if local_name(child) == name]
        if name == "tr" and len(others) < len(table):
            part.tag = XHTML + "tbody"
            _wrap_content(part, "tr")
        elif name in ("thead", "tfoot") and part is not others[0]:
            part.tag = XHTML + "tbody"
        elif name == "caption" and part is not others[0]:
            part.tag = XHTML + "tbody"
            _wrap_content(part, "tr")
            _wrap_content(part[0], "td")
    order = {name: rank for rank, name in enumerate(ranks)}
    parts = sorted(table, key=lambda part: order.get(local_name(part), order["tbody"]))
    if parts != list(table):
        table[:] = parts


def _wrap_content(element: _Element, name: str) -> None:
    """Put everything in an element into a new one."""
    inner = etree.Element(XHTML + name)
    inner.text, element.text = element.text, None
    inner[:] = list(element)
    element.append(inner)


def _mend_attributes(element: _Element, name: str) -> None:
    for key in [*element.attrib]:
        if (holders := _HOLDERS.get(str(key))) is None:
            continue
        if (holders and name not in holders) or not _is_good(str(key), element.get(key, "")):
            drop_attributes(element, str(key))


def _is_good(key: str, value: str) -> bool:
    pattern = _VALUES.get(key)
    return web_address(value) == value if pattern is None else bool(pattern.fullmatch(value))


def _says_something(element: _Element) -> bool:
    has_words = any(str(text).strip() for text in element.itertext())
    return has_words or next(element.iter(XHTML + "img"), None) is not None


def _has_good_caption(figure: _Element) -> bool:
    """Tell whether a figure has at most one caption, before or after everything else."""
    captions = figure.findall(XHTML + "figcaption")
    if not captions:
        return True
    return len(captions) == 1 and captions[0] in (figure[0], figure[-1])
