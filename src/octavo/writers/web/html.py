"""Trees of XHTML as HTML: the same elements in the syntax of ``text/html``."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element
from markupsafe import Markup, escape

from octavo.documents.xhtml import EPUB_NAMESPACE, XML_LANG, drop_attributes


def inner_html(body: _Element) -> Markup:
    """Return what is in an element; the tree loses its namespaces.

    What only XHTML has goes: ``xml:lang`` beside ``lang``, the terms of EPUB.
    """
    for element in body.iter(etree.Element):
        element.tag = etree.QName(element).localname
        drop_attributes(element, XML_LANG)
        for name in list(element.attrib):
            if str(name).startswith(f"{{{EPUB_NAMESPACE}}}"):
                drop_attributes(element, str(name))
    etree.cleanup_namespaces(body)
    pieces = [str(escape(body.text or ""))]
    pieces += [etree.tostring(child, method="html", encoding="unicode") for child in body]
    return Markup("".join(pieces).strip())  # noqa: S704  (serialised: its text is escaped)
