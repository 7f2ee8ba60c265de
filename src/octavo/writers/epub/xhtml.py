"""Documents as EPUB 3 wants them: written out as bytes."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from octavo.documents.xhtml import (
    EPUB_NAMESPACE,
    MATHML_NAMESPACE,
    SVG_NAMESPACE,
    VOID,
    XHTML,
    XHTML_NAMESPACE,
    direction,
    local_name,
    tag_language,
)
from octavo.writers.epub.names import STYLESHEET

_SVG, _MATHML = f"{{{SVG_NAMESPACE}}}", f"{{{MATHML_NAMESPACE}}}"
# Attributes whose value is fetched when the page is shown (EPUB 3.3, manifest property
# ``remote-resources``).
_FETCHED = {"img": "src", "audio": "src", "video": "src", "source": "src", "iframe": "src"}


def write_document(body: _Element, title: str, lang: str) -> bytes:
    """Return a whole document around a body: XML declaration, title, language, stylesheet."""
    root = etree.fromstring(f'<html xmlns="{XHTML_NAMESPACE}" xmlns:epub="{EPUB_NAMESPACE}"/>')
    tag_language(root, lang)
    if direction(lang) == "rtl":
        root.set("dir", "rtl")
    head = etree.SubElement(root, XHTML + "head")
    etree.SubElement(head, XHTML + "meta", charset="utf-8")
    etree.SubElement(head, XHTML + "title").text = title
    link = {"rel": "stylesheet", "type": "text/css", "href": STYLESHEET}
    etree.SubElement(head, XHTML + "link", link)
    root.append(body)
    root.text = head.tail = body.tail = "\n"
    for element in root.iter():
        # <span/> is an open tag to readers that parse HTML: it would swallow what follows.
        if element.text is None and len(element) == 0 and local_name(element) not in VOID | {""}:
            element.text = ""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    return b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n' + etree.tostring(
        root, encoding="utf-8", xml_declaration=False
    )


def properties(body: _Element) -> tuple[str, ...]:
    """Return the manifest properties that a document's content asks for.

    EPUB 3.3, manifest properties vocabulary.
    """
    found: set[str] = set()
    for element in body.iter(etree.Element):
        tag = str(element.tag)
        if tag.startswith(_SVG):
            found.add("svg")
        elif tag.startswith(_MATHML):
            found.add("mathml")
        address = element.get(_FETCHED.get(local_name(element), "src"), "")
        if address.lower().startswith(("http://", "https://", "//")):
            found.add("remote-resources")
    return tuple(sorted(found))
