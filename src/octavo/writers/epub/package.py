"""The container: EbookLib's manifest, spine and zip, with our metadata and fixed times.

EbookLib 0.20, in which the private names used here were read, would group the metadata by
namespace, give every author one identifier and write the clock into the zip.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from ebooklib import epub
from lxml import etree
from lxml.etree import _Element

from octavo.documents.names import COVER_IMAGE
from octavo.writers.epub.metadata import IDENTIFIER_ID, Entry
from octavo.writers.epub.names import NAVIGATION, NCX

COVER_ID = "cover-image"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
# The earliest time that a zip can hold: the same for every book.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ZIP_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package; ``linear`` files are read in their order."""

    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    linear: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """Everything that goes into the container, in order."""

    metadata: tuple[Entry, ...]
    lang: str
    files: tuple[File, ...]
    ncx: bytes
    direction: str = "ltr"


def write_package(package: Package) -> bytes:
    """Return the EPUB: the same package gives the same bytes."""
    book = epub.EpubBook()
    book.reset()
    book.IDENTIFIER_ID = IDENTIFIER_ID
    book.direction = "rtl" if package.direction == "rtl" else None
    used: set[str] = set()
    for file in package.files:
        item = _item(file, used)
        book.add_item(item)
        if file.linear:
            book.spine.append(item)
    book.add_item(epub.EpubNcx(uid="ncx", file_name=NCX))
    out = BytesIO()
    _Writer(out, book, package).write()
    return out.getvalue()


def _item(file: File, used: set[str]) -> Any:  # noqa: ANN401  (EbookLib has no types)
    if file.name == COVER_IMAGE:
        item = epub.EpubCover(uid=COVER_ID, file_name=file.name)
        item.media_type = file.media_type
        item.content = file.data
        return item
    identifier = "nav" if file.name == NAVIGATION else "item-" + file.name.replace("/", "-")
    assert identifier not in used
    used.add(identifier)
    # A plain item is bytes in, bytes out: EpubHtml would parse the document as HTML again.
    item = epub.EpubItem(identifier, file.name, file.media_type, file.data)
    item.properties = list(file.properties)
    return item


class _Zip(zipfile.ZipFile):
    """A zip whose entries have a fixed time and mode."""

    def writestr(  # type: ignore[override]
        self,
        zinfo_or_arcname: str,
        data: str | bytes,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        info = zipfile.ZipInfo(zinfo_or_arcname, _ZIP_TIME)
        info.external_attr = _ZIP_MODE
        info.create_system = 3
        info.compress_type = zipfile.ZIP_DEFLATED if compress_type is None else compress_type
        super().writestr(info, data, info.compress_type, compresslevel)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer with our package document, NCX and zip."""

    def __init__(self, out: BytesIO, book: Any, package: Package) -> None:  # noqa: ANN401
        super().__init__("book.epub", book, {"epub2_guide": False})
        self.package = package
        self.target = out

    def write(self) -> None:
        """Write the container. The stock method takes a path and the clock."""
        with _Zip(self.target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as self.out:
            # First, stored, without extra fields (EPUB 3.3, OCF ZIP container).
            self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf(self) -> None:
        """Write the package document with its language; all our prefixes are reserved ones."""
        root = etree.Element("package", nsmap={None: _OPF})  # type: ignore[dict-item]
        root.set("version", "3.0")
        root.set("unique-identifier", IDENTIFIER_ID)
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.package.lang)
        if self.package.direction == "rtl":
            root.set("dir", "rtl")
        _write_metadata(root, self.package.metadata)
        ncx_id = self._write_opf_manifest(root)
        self._write_opf_spine(root, ncx_id)
        _qualify(root)
        self._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        """Return our NCX. The stock one repeats identifiers and has no depth."""
        return self.package.ncx


def _write_metadata(root: _Element, entries: Sequence[Entry]) -> None:
    metadata = etree.SubElement(root, "metadata", nsmap={"dc": _DC})
    for entry in entries:
        name = entry.name
        tag = f"{{{_DC}}}{name[3:]}" if name.startswith("dc:") else name
        element = etree.SubElement(metadata, tag)
        for key, value in entry.attributes:
            if key == "xml:lang":
                key = "{http://www.w3.org/XML/1998/namespace}lang"
            element.set(key, value)
        element.text = entry.text or None


def _qualify(root: _Element) -> None:
    """Put elements without a namespace, as EbookLib makes them, into that of the package."""
    elements: Iterable[_Element] = root.iter(etree.Element)
    for element in elements:
        if not str(element.tag).startswith("{"):
            element.tag = f"{{{_OPF}}}{element.tag}"
