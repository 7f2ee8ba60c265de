"""XHTML as trees: parsed, and changed without losing a word."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree
from lxml.etree import _Element

XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml"
EPUB_NAMESPACE = "http://www.idpf.org/2007/ops"
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
MATHML_NAMESPACE = "http://www.w3.org/1998/Math/MathML"

XHTML = f"{{{XHTML_NAMESPACE}}}"
EPUB_TYPE = f"{{{EPUB_NAMESPACE}}}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time "
    "u var".split()
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa ha he iw ps sd ug ur yi".split())


def local_name(element: _Element) -> str:
    """Return the name of an XHTML element, "" for a comment or an element of another language."""
    tag = element.tag
    return _name_in_xhtml(tag) if isinstance(tag, str) else ""


@lru_cache(1024)
def _name_in_xhtml(tag: str) -> str:
    return tag[len(XHTML) :] if tag.startswith(XHTML) else ""


def parse_body(markup: str) -> _Element:
    """Return a body that holds the markup of a section.

    Raises ``etree.XMLSyntaxError`` for what is not well-formed; template has made sure of it.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True,
        huge_tree=True,
    )  # fmt: skip
    source = (
        f'<body xmlns="{XHTML_NAMESPACE}" xmlns:epub="{EPUB_NAMESPACE}">\n{markup.strip()}\n</body>'
    )
    return etree.fromstring(source.encode(), parser)


def direction(lang: str) -> str:
    """Return the direction in which a language is written: ``ltr`` or ``rtl``."""
    parts = lang.lower().split("-")
    return "rtl" if parts[0] in _RIGHT_TO_LEFT and "latn" not in parts else "ltr"


def tag_language(element: _Element, lang: str) -> None:
    """Say in which language an element is, in HTML's way and in XML's."""
    element.set("lang", lang)
    element.set(XML_LANG, lang)


def drop_attributes(element: _Element, *names: str) -> None:
    """Take attributes away where they are."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def unwrap(element: _Element) -> None:
    """Take an element away and leave what is in it."""
    parent = element.getparent()
    assert parent is not None
    place = parent.index(element)
    add_text(parent, place, element.text or "")
    for child in list(element):
        place = parent.index(element)
        parent.insert(place, child)
    tail = element.tail or ""
    place = parent.index(element)
    element.tail = None
    parent.remove(element)
    add_text(parent, place, tail)


def add_text(parent: _Element, place: int, text: str) -> None:
    """Add text before the child at ``place``."""
    if place == 0:
        parent.text = (parent.text or "") + text
    else:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text
