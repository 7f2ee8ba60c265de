"""Every address in the files of a folder of pages, and whether a browser fetches it by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import tinycss2
from lxml import etree, html

# Attributes of HTML and SVG with an address, and those with several of them, each with its size.
_ADDRESSES = ("action", "formaction", "href", "poster", "src", "xlink:href")
_SETS = ("imagesrcset", "srcset")
# Elements whose addresses people follow. Those of links depend on the kind of the link.
_FOLLOWED = frozenset(("a", "area", "button", "form"))
# Links that a browser follows by itself (HTML Standard, “Link types”).
_FETCHED_LINKS = frozenset(
    "apple-touch-icon dns-prefetch icon manifest mask-icon modulepreload preconnect prefetch "
    "preload prerender stylesheet".split()
)
# Elements of Atom (RFC 4287), RSS 2.0 and sitemaps.org whose text is an address.
_TEXTS = frozenset(("icon", "link", "loc", "logo", "uri", "url"))
# Keys whose text is an address in JSON Feed 1.1 and in the W3C's Web Application Manifest.
_KEYS = frozenset(
    "avatar banner_image favicon feed_url home_page_url icon image next_url scope src start_url "
    "url".split()
)
_FUNCTIONS = ("-webkit-image-set", "image-set", "src", "url")
# An address in a set, and its size. A comma within an address is part of it, one at its end is not.
_CANDIDATE = re.compile(r"([^\s,](?:\S*[^\s,])?)(?:\s+[\d.]+[wx])?")
_REFRESH = re.compile(r"(?i)\s*[\d.]+\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)")


class Reference(NamedTuple):
    """An address in a file of a folder."""

    file: str
    """The file, from the top of the folder."""
    address: str
    fetched: bool
    """Whether a browser asks for it by itself; the rest is followed by people."""

    def __str__(self) -> str:
        return f"{self.file}: {self.address}"


Addresses = Iterator[tuple[str, bool]]


def references(folder: Path) -> list[Reference]:
    """Return all addresses in the files of a folder, file by file, each once in a file."""
    found: dict[Reference, None] = {}
    for path in sorted(folder.rglob("*")):
        read = _READERS.get(path.suffix)
        if read is None or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        for address, fetched in read(path.read_bytes()):
            found[Reference(name, address.strip(), fetched)] = None
    return list(found)


def _page(data: bytes) -> etree._Element:
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def _xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


# How files are read that can hold identifiers.
PARSERS: Mapping[str, Callable[[bytes], etree._Element]] = MappingProxyType(
    {".html": _page, ".svg": _xml}
)


def _of_page(data: bytes) -> Addresses:
    for element in _page(data).iter("*"):
        attributes = {str(name): str(text) for name, text in element.attrib.items()}
        yield from _of_element(element, attributes)


def _of_drawing(data: bytes) -> Addresses:
    for element in _xml(data).iter("*"):
        prefixes = {uri: f"{prefix}:" for prefix, uri in element.nsmap.items() if prefix}
        names = ((etree.QName(name), text) for name, text in element.attrib.items())
        attributes = {
            f"{prefixes.get(name.namespace or '', '')}{name.localname}": str(text)
            for name, text in names
        }
        yield from _of_element(element, attributes)


def _of_element(element: etree._Element, attributes: Mapping[str, str]) -> Addresses:
    """Return the addresses in the attributes of an element, and in its style."""
    kind = etree.QName(element).localname
    relations = attributes.get("rel", "").lower().split()
    fetched = not _FETCHED_LINKS.isdisjoint(relations) if kind == "link" else kind not in _FOLLOWED
    for name in _ADDRESSES:
        if name in attributes:
            yield attributes[name], fetched
    if kind == "object" and "data" in attributes:
        yield attributes["data"], True
    for name in _SETS:
        # A comma within an address is part of it; one at its end, or after the size, is not.
        for candidate in re.findall(
            r"[^\s,](?:\S*[^\s,])?(?:\s+[\d.]+[wx])?", attributes.get(name, "")
        ):
            yield candidate.split()[0], True
    if attributes.get("http-equiv", "").lower() == "refresh":
        yield from ((address, True) for address in _REFRESH.findall(attributes.get("content", "")))
    yield from _of_styles(attributes.get("style", ""))
    if kind == "style":
        yield from _of_styles(element.text or "")


def _of_stylesheet(data: bytes) -> Addresses:
    # A fragment alone is one of the page, not of the stylesheet (CSS Values 4, “Fragment URLs”).
    return (
        (address, fetched)
        for address, fetched in _of_styles(data.decode("utf-8-sig"))
        if not address.startswith("#")
    )


def _of_styles(text: str) -> Addresses:
    tokens = tinycss2.parse_component_value_list(text, skip_comments=True)
    return ((address, True) for address in _in_tokens(tokens))


def _in_tokens(tokens: Iterable[Any]) -> Iterator[str]:
    """Return the addresses in values of CSS: of functions, and of ``@import``."""
    rule = ""
    for token in tokens:
        if token.type == "at-keyword":
            rule = token.lower_value
        elif token == ";" or token.type == "{} block":
            rule = ""
        if rule == "namespace":
            continue  # a name that only looks like an address
        if token.type == "url" or (token.type == "string" and rule == "import"):
            yield token.value
        elif token.type == "function":
            if token.lower_name in _FUNCTIONS:
                yield from (part.value for part in token.arguments if part.type == "string")
            yield from _in_tokens(token.arguments)
        elif token.type.endswith(" block"):
            yield from _in_tokens(token.content)


def _of_feed(data: bytes) -> Addresses:
    """Return the addresses of a feed, a site map or other XML; nothing there is fetched."""
    for element in _xml(data).iter("*"):
        text = (element.text or "").strip()
        if text and etree.QName(element).localname in _TEXTS:
            yield text, False
        yield from (
            (str(element.get(name)), False) for name in ("href", "src") if element.get(name)
        )


def _of_json(data: bytes) -> Addresses:
    """Return the addresses of a JSON Feed; other files of JSON have their own rules."""
    content = json.loads(data)
    if isinstance(content, dict) and "jsonfeed.org" in str(content.get("version", "")):
        yield from ((address, False) for address in _in_json(content))


def _of_manifest(data: bytes) -> Addresses:
    yield from ((address, True) for address in _in_json(json.loads(data)))


def _in_json(content: Any) -> Iterator[str]:
    if isinstance(content, list):
        for item in content:
            yield from _in_json(item)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key in _KEYS and isinstance(value, str):
                yield value
            yield from _in_json(value)


_READERS: Mapping[str, Callable[[bytes], Addresses]] = MappingProxyType(
    {
        ".atom": _of_feed,
        ".css": _of_stylesheet,
        ".html": _of_page,
        ".json": _of_json,
        ".svg": _of_drawing,
        ".webmanifest": _of_manifest,
        ".xml": _of_feed,
    }
)
