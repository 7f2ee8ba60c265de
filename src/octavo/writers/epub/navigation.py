"""The navigation document, and the NCX for reading systems of EPUB 2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from octavo.documents.links import Targets
from octavo.documents.navigation import NavPoint, nav_points
from octavo.documents.pagelist import PageTarget
from octavo.documents.sections import Document
from octavo.documents.xhtml import EPUB_TYPE, XHTML, parse_body, tag_language
from octavo.model.book import TocEntry
from octavo.writers.epub.names import NAVIGATION
from octavo.writers.epub.xhtml import write_document

_NCX_NAMESPACE = "http://www.daisy.org/z3986/2005/ncx/"
_NCX = f"{{{_NCX_NAMESPACE}}}"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that reading systems offer by its kind, a term of the structural vocabulary."""

    kind: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """Everything that a reader can go to."""

    points: tuple[NavPoint, ...]
    landmarks: tuple[Landmark, ...]
    pages: tuple[PageTarget, ...] = ()


def navigation_of(
    toc: Iterable[TocEntry],
    documents: Sequence[Document],
    targets: Targets,
    pages: tuple[PageTarget, ...],
    words: Mapping[str, str],
) -> Navigation:
    """Return the navigation of a book; without a table of contents its sections are the rows."""
    points = nav_points(toc, targets) or tuple(
        NavPoint(document.title, document.file, document.section.lang) for document in documents
    )
    return Navigation(points, _landmarks(documents, words), pages)


def _landmarks(documents: Sequence[Document], words: Mapping[str, str]) -> tuple[Landmark, ...]:
    """Return one landmark of each kind that the book has, in reading order."""
    kinds = {
        "cover": ("cover", words["cover"]),
        "title": ("titlepage", words["title"]),
        "imprint": ("imprint", words["imprint"]),
        "contents": ("toc", words["contents"]),
        "figures": ("loi", words["figures"]),
        "tables": ("lot", words["tables"]),
        "notes": ("endnotes", words["notes"]),
        "glossary": ("glossary", words["glossary"]),
        "references": ("bibliography", words["references"]),
        "index": ("index", words["index"]),
    }
    found: dict[str, Landmark] = {}
    for document in documents:
        section = document.section
        kind, label = kinds.get(section.kind, ("", ""))
        if section.matter == "body":
            kind, label = "bodymatter", words["start"]
        if kind:
            found.setdefault(kind, Landmark(kind, label, document.file))
    found.setdefault("toc", Landmark("toc", words["contents"], f"{NAVIGATION}#toc"))
    return tuple(found.values())


# ------------------------------------------------------ the navigation document


def navigation_document(
    navigation: Navigation, title: str, lang: str, words: Mapping[str, str]
) -> bytes:
    """Return the navigation document of EPUB 3.3: contents, page list, landmarks."""
    body = parse_body("")
    body.set(EPUB_TYPE, "frontmatter")
    toc = _nav(body, "toc", words["contents"], level=1)
    toc.set("role", "doc-toc")
    _list(toc, navigation.points, lang)
    if navigation.pages:
        pages = _nav(body, "page-list", words["pages"], level=2)
        pages.set("role", "doc-pagelist")
        pages.set("hidden", "hidden")
        rows = etree.SubElement(pages, XHTML + "ol")
        for page in navigation.pages:
            _link(rows, page.label, f"{page.file}#{page.identifier}")
    landmarks = _nav(body, "landmarks", words["landmarks"], level=2)
    landmarks.set("hidden", "hidden")
    rows = etree.SubElement(landmarks, XHTML + "ol")
    for landmark in navigation.landmarks:
        link = _link(rows, landmark.label, landmark.address)[0]
        link.set(EPUB_TYPE, landmark.kind)
    return write_document(body, title, lang)


def _nav(body: _Element, kind: str, heading: str, *, level: int) -> _Element:
    nav = etree.SubElement(body, XHTML + "nav", {EPUB_TYPE: kind, "id": kind})
    nav.set("aria-labelledby", f"{kind}-heading")
    etree.SubElement(nav, f"{XHTML}h{level}", id=f"{kind}-heading").text = heading
    return nav


def _list(parent: _Element, points: Iterable[NavPoint], lang: str) -> None:
    rows = etree.SubElement(parent, XHTML + "ol")
    for point in points:
        row = _link(rows, point.label, point.address)
        if point.lang != lang:
            tag_language(row[0], point.lang)
        if point.children:
            _list(row, point.children, lang)


def _link(rows: _Element, label: str, address: str) -> _Element:
    row = etree.SubElement(rows, XHTML + "li")
    etree.SubElement(row, XHTML + "a", href=address).text = label
    rows[-1].tail = "\n"
    return row


# ------------------------------------------------------------------- the NCX


def ncx_document(
    navigation: Navigation, identifier: str, title: str, lang: str, authors: Sequence[str]
) -> bytes:
    """Return the NCX (OPF 2.0.1), which EPUB 3.3 allows beside the navigation document.

    ``identifier`` is the package's, letter for letter.
    """
    root = etree.Element(_NCX + "ncx", nsmap={None: _NCX_NAMESPACE})  # type: ignore[dict-item]
    root.set("version", "2005-1")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    head = etree.SubElement(root, _NCX + "head")
    numbers = [int(page.label) for page in navigation.pages if page.label.isdecimal()]
    for name, content in (
        ("dtb:uid", identifier),
        ("dtb:depth", str(_depth(navigation.points))),
        ("dtb:totalPageCount", str(len(navigation.pages))),
        ("dtb:maxPageNumber", str(max(numbers, default=0))),
    ):
        etree.SubElement(head, _NCX + "meta", name=name, content=content)
    _text(etree.SubElement(root, _NCX + "docTitle"), title)
    for author in authors:
        _text(etree.SubElement(root, _NCX + "docAuthor"), author)
    _Counter().points(etree.SubElement(root, _NCX + "navMap"), navigation.points)
    if navigation.pages:
        _page_targets(etree.SubElement(root, _NCX + "pageList"), navigation.pages)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data


def _depth(points: Sequence[NavPoint]) -> int:
    return max((1 + _depth(point.children) for point in points), default=0)


def _text(parent: _Element, text: str) -> None:
    etree.SubElement(parent, _NCX + "text").text = text


class _Counter:
    """Numbers the rows, so that each has an identifier of its own."""

    def __init__(self) -> None:
        self.count = 0

    def points(self, parent: _Element, points: Iterable[NavPoint]) -> None:
        for point in points:
            self.count += 1
            row = etree.SubElement(parent, _NCX + "navPoint", id=f"point-{self.count}")
            _text(etree.SubElement(row, _NCX + "navLabel"), point.label)
            etree.SubElement(row, _NCX + "content", src=point.address)
            self.points(row, point.children)


def _page_targets(parent: _Element, pages: Iterable[PageTarget]) -> None:
    """Write the page list; ``front`` pages bear roman numbers, ``special`` ones a name."""
    for count, page in enumerate(pages, 1):
        kind = "special"
        if page.label.isdecimal():
            kind = "normal"
        elif set(page.label) <= set("ivxlcdm"):
            kind = "front"
        row = etree.SubElement(parent, _NCX + "pageTarget", id=f"target-{count}", type=kind)
        if kind == "normal":
            row.set("value", str(int(page.label)))
        _text(etree.SubElement(row, _NCX + "navLabel"), page.label)
        etree.SubElement(row, _NCX + "content", src=f"{page.file}#{page.identifier}")
