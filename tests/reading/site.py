"""The addresses in a folder of pages: which lead nowhere, which would be fetched from elsewhere.

Read from the files themselves: pages, stylesheets, drawings, feeds, site maps, manifests of web
apps. What scripts ask for only a browser can tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from tests.reading.addresses import PARSERS, Reference, references

# What an address may not hold (URL Standard, “URL code points”); letters need not be ASCII.
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
# What a browser takes for the top of a page that has no such identifier (HTML Standard,
# “select the indicated part”).
_TOP = ("", "top")
# Where a browser finds what it shows in the address itself.
_HERE = ("data", "blob", "about")


def broken_links(folder: Path, address: str = "") -> list[str]:
    """Return the addresses that stay in the folder and lead nowhere: "file: address: why".

    ``address`` is where the folder is published, with a slash at its end: what begins with it
    stays in the folder, too. The address of a folder is that of its ``index.html``. Names must
    agree letter by letter; a fragment must be an identifier of the page. Queries are passed over.
    """
    files = _Files(folder, address)
    told = ((reference, files.fault(reference)) for reference in references(folder))
    return [f"{reference}: {fault}" for reference, fault in told if fault]


def outside(folder: Path) -> list[str]:
    """Return the addresses that a browser would fetch from elsewhere: "file: address".

    Images, scripts, stylesheets, fonts, frames and the like, not links that people follow. The
    address where the folder is published is elsewhere, too: a copy of the folder would ask there.
    """
    return [
        str(reference)
        for reference in references(folder)
        if reference.fetched and _is_elsewhere(reference.address)
    ]


def _is_elsewhere(address: str) -> bool:
    """Tell whether an address names a host; backslashes are slashes to a browser."""
    parts = urlsplit(address.replace("\\", "/"))
    return bool(parts.netloc or (parts.scheme and parts.scheme not in _HERE))


class _Files:
    """The files of a folder by name, and the identifiers in them."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.address = address
        # As they are listed: asked for one by one, a file system without case has them all.
        self.names = {
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        }
        self._identifiers: dict[str, frozenset[str]] = {}

    @cached_property
    def by_letters(self) -> Mapping[str, str]:
        """The files by their names without case."""
        return {name.casefold(): name for name in sorted(self.names)}

    def fault(self, reference: Reference) -> str:
        """Say why an address leads nowhere; "" where it leads somewhere, or elsewhere."""
        address = reference.address
        if self.address and address.startswith(self.address):
            address = f"/{address.removeprefix(self.address)}"
        elif _is_elsewhere(address) or urlsplit(address).scheme:
            return ""
        elif address.startswith("/"):
            return "begins at the top of the host, where the folder need not be"
        if found := _FORBIDDEN.search(address):
            return f"{found[0]!r} is not percent-encoded"
        path, _, fragment = address.partition("#")
        path = path.partition("?")[0]
        try:
            name = _name(reference.file, path)
        except UnicodeDecodeError:
            return "what is percent-encoded is not UTF-8"
        if name is None:
            return "leads out of the folder"
        return self._missing(name) or self._without(name, fragment.partition(":~:")[0])

    def _missing(self, name: str) -> str:
        """Say what is wrong with the name of a file; "" where the file is there."""
        if name in self.names:
            return ""
        if same := self.by_letters.get(name.casefold()):
            return f"the letters of {same} differ in case"
        if unquote(name) in self.names:
            return "percent-encoded twice"
        return "no such file"

    def _without(self, name: str, fragment: str) -> str:
        """Say that a page has no such identifier; "" where it has, or the file is no page."""
        parse = PARSERS.get(Path(name).suffix)
        if parse is None or fragment.lower() in _TOP:
            return ""
        if name not in self._identifiers:
            root = parse((self.folder / name).read_bytes())
            self._identifiers[name] = _identifiers(root)
        is_there = {fragment, unquote(fragment)} & self._identifiers[name]
        return "" if is_there else f"no such identifier in {name}"


def _identifiers(root: etree._Element) -> frozenset[str]:
    named = (element.get("name") for element in root.iter("a"))
    return frozenset(filter(None, (*named, *(element.get("id") for element in root.iter("*")))))


def _name(file: str, path: str) -> str | None:
    """Return the file that the path of an address leads to from a file; None outside the folder."""
    if not path:
        return file
    steps = [] if path.startswith("/") else file.split("/")[:-1]
    *folders, last = path.removeprefix("/").split("/")
    for step in (unquote(folder, errors="strict") for folder in folders):
        if step == ".." and not steps:
            return None
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join((*steps, unquote(last, errors="strict") or "index.html"))
