"""What the parts of a document are, in the terms of EPUB."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element

from octavo.documents.sections import Document
from octavo.documents.xhtml import EPUB_TYPE, local_name
from octavo.model.rendition import Section

# DPUB-ARIA roles and the term of the EPUB 3 Structural Semantics Vocabulary 1.1 that says the
# same. ``doc-toc`` is missing: ``toc`` belongs to the navigation document alone.
EPUB_TYPES: Mapping[str, str] = {
    f"doc-{name}": name
    for name in (
        "abstract acknowledgments afterword appendix backlink biblioentry bibliography biblioref "
        "chapter colophon conclusion cover credit credits dedication endnotes epigraph epilogue "
        "errata footnote foreword glossary glossref index introduction noteref notice pagebreak "
        "part preface prologue pullquote qna subtitle tip"
    ).split()
}
_MATTERS = {
    "cover": "cover",
    "front": "frontmatter",
    "body": "bodymatter",
    "back": "backmatter",
}
# What a section of the design is, in the vocabulary's terms, and its role where there is one.
_KINDS = {
    "title": ("titlepage", ""),
    "imprint": ("imprint colophon", "doc-colophon"),
    "figures": ("loi", ""),
    "tables": ("lot", ""),
    "contributors": ("contributors", ""),
}


def tell_types(document: Document) -> None:
    """Say of a document's parts what they are: by their roles, and by what the section is."""
    document.body.set(EPUB_TYPE, _MATTERS[document.section.matter])
    _type_by_role(document.body)
    _type_by_kind(document.body, document.section)


def _type_by_role(body: _Element) -> None:
    for element in body.iter(etree.Element):
        if kind := EPUB_TYPES.get(element.get("role", "")):
            _add_type(element, kind)


def _type_by_kind(body: _Element, section: Section) -> None:
    outer = next((child for child in body if local_name(child)), None)
    if outer is None:
        return
    if section.kind in _KINDS:
        kind, role = _KINDS[section.kind]
        _add_type(outer, kind)
        if role and local_name(outer) == "section" and outer.get("role") is None:
            outer.set("role", role)
    elif section.matter == "body" and outer.get(EPUB_TYPE) is None:
        _add_type(outer, "chapter")


def _add_type(element: _Element, kind: str) -> None:
    kinds = [*element.get(EPUB_TYPE, "").split(), *kind.split()]
    element.set(EPUB_TYPE, " ".join(dict.fromkeys(kinds)))
