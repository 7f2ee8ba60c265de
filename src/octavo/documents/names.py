"""Names inside an edition of many files: of files, of documents, and of XML identifiers.

File names are ASCII, differ also where letter case does not count, and stay under 64 characters,
so that every zip program, reading system and web server finds them (EPUB 3.3, file paths and file
names).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from octavo.model.book import Asset
from octavo.model.content import on_one_line
from octavo.model.rendition import Section
from octavo.naming import ascii_slug, plain_letters, unique_name

COVER_IMAGE = "images/cover.jpg"

_LONGEST_NAME = 48
IMAGE_EXTENSIONS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}
_NCNAME = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def section_files(
    sections: Iterable[Section],
    extension: str,
    *taken_stems: str,
    stems: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """Return the file name of every section by its identifier.

    A chapter's is its identifier, that of another section what it is (``contents.xhtml``) or what
    ``stems`` says of that. ``taken_stems`` are the names of other files without ``extension``.
    """
    taken = set(taken_stems)
    files: dict[str, str] = {}
    for section in sections:
        wanted = section.identifier
        if not section.is_chapter:
            wanted = stems.get(section.kind, section.kind)
        stem = unique_name(_slug(wanted) or "section", taken)
        taken.add(stem)
        files[section.identifier] = f"{stem}{extension}"
    return files


def document_titles(sections: Iterable[Section]) -> dict[str, str]:
    """Return a title for every section by its identifier, no two alike."""
    taken: set[str] = set()
    titles: dict[str, str] = {}
    for section in sections:
        wanted = clean(section.title) or section.identifier
        title, count = wanted, 1
        while title.casefold() in taken:
            count += 1
            title = f"{wanted} ({count})"
        taken.add(title.casefold())
        titles[section.identifier] = title
    return titles


def image_files(assets: Iterable[Asset]) -> dict[str, str]:
    """Return the file name in the package of every image by its path in the publication."""
    taken = {COVER_IMAGE}
    files: dict[str, str] = {}
    for asset in assets:
        extension = IMAGE_EXTENSIONS[asset.media_type]
        stem = _slug(PurePosixPath(asset.path).stem) or "image"
        name, count = f"images/{stem}{extension}", 1
        while name in taken:
            count += 1
            name = f"images/{stem}-{count}{extension}"
        taken.add(name)
        files[asset.path] = name
    return files


def xml_identifier(wanted: str, prefix: str = "id") -> str:
    """Return an identifier that XML allows (an NCName) and that looks like what is wanted."""
    if _NCNAME.fullmatch(wanted):
        return wanted
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain_letters(wanted))
    return name if _NCNAME.match(name) else f"{prefix}-{name}".rstrip("-")


def clean(text: str) -> str:
    """Return text on one line, without the control characters that XML cannot hold."""
    return on_one_line(_NOT_XML.sub("", text))


def _slug(text: str) -> str:
    return ascii_slug(text)[:_LONGEST_NAME].strip("-")
