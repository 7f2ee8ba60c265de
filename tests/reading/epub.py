"""An EPUB as its reader finds it: documents in reading order, blocks, contents and page list."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from tests.reading.text import normalise

_XHTML = "{http://www.w3.org/1999/xhtml}"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "epub": "http://www.idpf.org/2007/ops",
}


class Entry(NamedTuple):
    """A row of a navigation list: its words, and the document and the identifier it leads to."""

    text: str
    document: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the spine."""

    path: str
    root: etree._Element

    def kinds(self, element: etree._Element) -> frozenset[str]:
        """Return what an element is: its roles and types."""
        words = f"{element.get('role', '')} {element.get(_TYPE, '')}".split()
        return frozenset(word.removeprefix("doc-") for word in words)


class EpubFile:
    """An EPUB file."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        container = etree.fromstring(self.zip.read("META-INF/container.xml"))
        self.package_path = str(_one(container, "//c:rootfile").get("full-path"))
        self.package = etree.fromstring(self.zip.read(self.package_path))

    def _path(self, href: str, base: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents of the spine, in reading order, without the navigation document."""
        items = {item.get("id"): item for item in _all(self.package, "//opf:manifest/opf:item")}
        found: list[Document] = []
        for reference in _all(self.package, "//opf:spine/opf:itemref"):
            item = items[reference.get("idref")]
            if "nav" not in item.get("properties", "").split():
                path = self._path(str(item.get("href")), self.package_path)
                found.append(Document(path, etree.fromstring(self.zip.read(path))))
        return tuple(found)

    def blocks(self, identifiers: Set[str]) -> Mapping[str, list[str]]:
        """Return what each of these blocks says of its own, once for each time it is there.

        The text of other blocks inside it is not its own; the links that call notes, the marks
        of pages and formulas belong to no text.
        """
        found: dict[str, list[str]] = {}
        for document in self.documents:
            for element in document.root.iter():
                identifier = element.get("id", "") if isinstance(element.tag, str) else ""
                if identifier in identifiers:
                    text = "".join(own_text(document, element, identifiers))
                    found.setdefault(identifier, []).append(normalise(text))
        return found

    @cached_property
    def formulas(self) -> tuple[str, ...]:
        """The alternative texts of the formulas, in reading order."""
        return tuple(
            element.get("alttext", "")
            for document in self.documents
            for element in document.root.iter(_MATH)
        )

    @cached_property
    def index_links(self) -> tuple[tuple[str, str], ...]:
        """The page numbers of the index, with the identifiers that they lead to."""
        return tuple(
            (
                "".join(str(text) for text in link.itertext()),
                str(link.get("href")).partition("#")[2],
            )
            for document in self.documents
            for link in document.root.iter(_XHTML + "a")
            if "index-locator" in document.kinds(link)
        )

    def text_besides(self, identifiers: Set[str], chapters: Set[str]) -> list[tuple[str, str]]:
        """Return, for every document that holds a chapter, what is in none of the blocks."""
        found: list[tuple[str, str]] = []
        for document in self.documents:
            body = document.root.find(_XHTML + "body")
            assert body is not None
            if any(element.get("id") in chapters for element in body.iter(etree.Element)):
                pieces = _reading(document, body, "", identifiers)
                found.append(
                    (document.path, "".join(text for block, text, _ in pieces if not block))
                )
        return found

    # ------------------------------------------------------------ navigation

    @cached_property
    def _navigation(self) -> tuple[str, etree._Element]:
        for item in _all(self.package, "//opf:manifest/opf:item"):
            if "nav" in item.get("properties", "").split():
                path = self._path(str(item.get("href")), self.package_path)
                return path, etree.fromstring(self.zip.read(path))
        raise AssertionError("no navigation document")

    def navigation(self, kind: str) -> list[Entry]:
        """Return the rows of the navigation list ``toc``, ``page-list`` or ``landmarks``."""
        path, root = self._navigation
        entries: list[Entry] = []
        for nav in root.iter(_XHTML + "nav"):
            if kind in (nav.get(_TYPE) or "").split():
                for link in nav.iter(_XHTML + "a"):
                    href, _, identifier = str(link.get("href")).partition("#")
                    text = " ".join("".join(str(text) for text in link.itertext()).split())
                    entries.append(Entry(text, self._path(href, path), identifier))
        return entries

    def pages_of_blocks(self, identifiers: Set[str]) -> Mapping[str, list[tuple[str, str]]]:
        """Return what each of these blocks says of its own, cut where pages begin.

        A piece is the label of its page and its text; the marks of pages are read in their order
        through the whole book.
        """
        return pages_of_blocks(self.documents, identifiers)


def pages_of_blocks(
    documents: Iterable[Document], identifiers: Set[str]
) -> Mapping[str, list[tuple[str, str]]]:
    """Return what ``EpubFile.pages_of_blocks`` does, of any documents with marks of pages."""
    found: dict[str, list[tuple[str, str]]] = {}
    label = ""
    for document in documents:
        for block, text, mark in _reading(document, document.root, "", identifiers):
            label = mark or label
            if block:
                found.setdefault(block, []).append((label, text))
    return found


def normalise_segments(pieces: list[tuple[str, str]]) -> list[tuple[str, int]]:
    """Return the pages of a block, with the number of characters that count on each."""
    pages: dict[str, int] = {}
    for label, text in pieces:
        if count := len(normalise(text)):
            pages[label] = pages.get(label, 0) + count
    return list(pages.items())


def own_text(document: Document, element: etree._Element, identifiers: Set[str]) -> Iterator[str]:
    """Yield what an element says without the blocks in it and the calls of notes."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            is_apart = document.kinds(child) & {"noteref", "pagebreak"} or child.tag == _MATH
            if not is_apart and child.get("id") not in identifiers:
                yield from own_text(document, child, identifiers)
        yield child.tail or ""


def _reading(
    document: Document, element: etree._Element, block: str, identifiers: Set[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield block, text and mark of a page, in reading order, without the calls of notes."""
    yield block, element.text or "", ""
    for child in element:
        if isinstance(child.tag, str):
            kinds = document.kinds(child)
            if "pagebreak" in kinds:
                yield block, "", child.get("aria-label") or child.get("title") or ""
            elif "noteref" not in kinds and child.tag != _MATH:
                identifier = child.get("id", "")
                inner = identifier if identifier in identifiers else block
                yield from _reading(document, child, inner, identifiers)
        yield block, child.tail or "", ""


def _all(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path, namespaces=_NAMES)
    assert isinstance(found, list)
    return [element for element in found if isinstance(element, etree._Element)]


def _one(root: etree._Element, path: str) -> etree._Element:
    found = _all(root, path)
    assert len(found) == 1, f"{path}: {len(found)}"
    return found[0]
