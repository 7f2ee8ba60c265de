"""Links inside the book: ``#identifier`` becomes ``file.xhtml#identifier``."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element

from octavo.documents.addresses import web_address
from octavo.documents.names import xml_identifier
from octavo.documents.sections import Document
from octavo.documents.xhtml import XHTML, drop_attributes, tag_language, unwrap
from octavo.model.book import Book


class Targets:
    """Where every identifier of the book stands."""

    def __init__(self, book: Book, documents: Sequence[Document]) -> None:
        """Read the identifiers of the documents."""
        self._places: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._langs = {document.file: document.section.lang for document in documents}
        for document in documents:
            self._files[document.section.identifier] = document.file
            for element in document.body.iter(etree.Element):
                if identifier := element.get("id"):
                    self._places.setdefault(identifier, document.file)
            if document.section.kind == "imprint" and book.imprint is not None:
                self._files[book.imprint.identifier] = document.file

    @property
    def identifiers(self) -> frozenset[str]:
        """Return every identifier that is in a document."""
        return frozenset(self._places)

    def address(self, identifier: str) -> str | None:
        """Return the address of an identifier from the package's folder, or None.

        A section's own identifier leads to the beginning of its file, so that its number and the
        break of its page are seen too.
        """
        if identifier in self._files:
            return self._files[identifier]
        name = xml_identifier(identifier)
        if name in self._places:
            return f"{self._places[name]}#{name}"
        return None

    def lang(self, address: str) -> str:
        """Return the language of the document that an address leads to."""
        return self._langs[address.partition("#")[0]]


def make_links(documents: Sequence[Document], targets: Targets) -> None:
    """Rewrite the links of all documents; one whose target is in no document loses its link.

    Such a target exists in another edition only; the words stay.
    """
    for document in documents:
        for link in list(document.body.iter(XHTML + "a")):
            href = link.get("href")
            if href is None:
                continue
            if not any(str(text).strip() for text in link.itertext()) and len(link) == 0:
                _drop(link)
                continue
            if not href.startswith("#"):
                _link_out(link, href)
                continue
            address = targets.address(href[1:])
            if address is None:
                _drop(link)
                continue
            _tag_title(link, document, targets.lang(address))
            file, _, identifier = address.partition("#")
            inside = file == document.file and identifier
            link.set("href", f"#{identifier}" if inside else address)


def _tag_title(link: _Element, document: Document, lang: str) -> None:
    """Tag a row of the contents that is in another language (WCAG 2.2, 3.1.2)."""
    is_row = any(outer.get("role") == "doc-toc" for outer in link.iterancestors(XHTML + "nav"))
    if is_row and lang != document.section.lang:
        tag_language(link, lang)


def _link_out(link: _Element, href: str) -> None:
    address = web_address(href)
    if address is None:
        _drop(link)
    else:
        link.set("href", address)


def _drop(link: _Element) -> None:
    if any(name in link.attrib for name in ("id", "class", "lang")):
        link.tag = XHTML + "span"
        drop_attributes(link, "href", "role", "title")
    else:
        unwrap(link)
