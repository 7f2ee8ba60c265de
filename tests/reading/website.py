"""A web edition as its reader finds it: the pages of a publication, and the whole site on disk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

import tinyhtml5
from lxml import etree

from octavo import shelf
from octavo.model.rendition import Artefact
from octavo.pipeline import present
from octavo.workspace import Workspace
from tests.reading.epub import Document, own_text
from tests.reading.text import normalise

XHTML = "{http://www.w3.org/1999/xhtml}"
# What the pages add to what a block says: links to its picture, its data and itself.
_ADDED = frozenset({"figure-tools", "data-file", "anchor"})


def put_on_disk(folder: Path, artefacts: Iterable[Artefact], workspace: Workspace) -> Path:
    """Write artefacts as ``octavo build`` does; return the folder of the web edition."""
    by_publication: dict[str, list[Artefact]] = {}
    for artefact in artefacts:
        by_publication.setdefault(artefact.publication, []).append(artefact)
    for made in by_publication.values():
        shelf.put(folder, made)
    shelf.put_site(folder, present(workspace, folder)[0])
    return folder / "web"


class Website:
    """The pages of one publication, parsed as a browser parses them."""

    def __init__(self, artefact: Artefact) -> None:
        self.files: Mapping[str, bytes] = dict(artefact.files)

    @property
    def record(self) -> Mapping[str, object]:
        """What ``publication.json`` says."""
        found: Mapping[str, object] = json.loads(self.files["publication.json"])
        return found

    @cached_property
    def pages(self) -> tuple[Document, ...]:
        """The pages of the sections: what is in their ``main``, without what pages add."""
        found: list[Document] = []
        for path, data in self.files.items():
            if path.endswith(".html") and path != "index.html":
                main = next(parsed(data).iter(XHTML + "main"))
                _leave_out_added(main)
                _name_marks(main)
                found.append(Document(path, main))
        return tuple(found)

    def blocks(self, identifiers: Set[str]) -> Mapping[str, list[str]]:
        """Return what each of these blocks says of its own, once for each time it is there."""
        found: dict[str, list[str]] = {}
        for page in self.pages:
            for element in page.root.iter(etree.Element):
                identifier = element.get("id", "")
                if identifier in identifiers:
                    text = "".join(own_text(page, element, identifiers))
                    found.setdefault(identifier, []).append(normalise(text))
        return found

    @property
    def labels(self) -> list[list[str]]:
        """The labels of the PDF's pages that are marked on each page, in reading order."""
        return [
            [
                str(mark.get("aria-label"))
                for mark in page.root.iter(XHTML + "span")
                if mark.get("class") == "page-mark"
            ]
            for page in self.pages
        ]


def parsed(page: bytes) -> etree._Element:
    """Return a page as the tree that a browser makes of it."""
    tree = tinyhtml5.parse(page.decode())
    return etree.fromstring(ElementTree.tostring(tree))


def _name_marks(main: etree._Element) -> None:
    """Say of the marks of pages what an EPUB says of its own, so that both are read alike."""
    for mark in main.iter(XHTML + "span"):
        if mark.get("class") == "page-mark":
            mark.set("role", "doc-pagebreak")
            mark.set("aria-label", re.sub(r"^[pS]\.\s", "", mark.get("data-label", "")))


def _leave_out_added(main: etree._Element) -> None:
    for element in list(_added(main)):
        before, around, tail = element.getprevious(), element.getparent(), element.tail or ""
        assert around is not None
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            around.text = (around.text or "") + tail
        around.remove(element)


def _added(main: etree._Element) -> Iterator[etree._Element]:
    for element in main.iter(etree.Element):
        if element.tag == XHTML + "summary" or _ADDED & set(element.get("class", "").split()):
            yield element
