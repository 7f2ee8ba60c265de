"""Sections become documents: their markup in forms that every reader of (X)HTML takes.

Everything here works on the tree of one section. Links need all sections and are made in
``links``; page breaks in ``pagelist``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from octavo.documents.names import COVER_IMAGE, xml_identifier
from octavo.documents.schema import mend
from octavo.documents.xhtml import (
    HEADINGS,
    XHTML,
    XML_LANG,
    add_text,
    drop_attributes,
    local_name,
    parse_body,
    tag_language,
)
from octavo.model.rendition import Section

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Document:
    """One section on its way into an edition.

    ``body`` is its tree, the one thing here that changes: the steps of the writer work on it.
    """

    section: Section
    file: str
    title: str
    body: _Element


def make_document(
    section: Section, file: str, title: str, image_file: Callable[[str], str | None]
) -> Document:
    """Return a section as a document.

    ``image_file`` gives the file name in the edition of an image's path, or None where the book
    has no such image.
    """
    body = parse_body(section.xhtml)
    _strip(body)
    mend(body)
    _unnest_links(body)
    _number_headings(body)
    _place_images(body, image_file, is_cover=section.matter == "cover")
    return Document(section, file, title, body)


def has_cover_image(section: Section) -> bool:
    """Tell whether a section shows the cover's image."""
    return section.matter == "cover" and f'src="{COVER_IMAGE}"' in section.xhtml


def _strip(body: _Element) -> None:
    """Take out what is for the PDF alone, and mend values that XHTML's schema refuses."""
    for element in body.iter(etree.Element):
        if not element.attrib:
            continue
        drop_attributes(element, "data-bookmark")
        identifier = element.get("id")
        if identifier is not None:
            element.set("id", xml_identifier(identifier))
        lang = element.get("lang") or element.get(XML_LANG)
        if lang is not None:
            drop_attributes(element, "lang", XML_LANG)
            if _LANGUAGE_TAG.fullmatch(lang):
                tag_language(element, lang)


def _unnest_links(body: _Element) -> None:
    """Put a note's call that stands inside a link behind it: no link may hold another (HTML)."""
    for outer in [link for link in body.iter(XHTML + "a") if not _in_link(link)]:
        calls: list[_Element] = []
        for inner in list(outer.iterdescendants(XHTML + "a")):
            if "noteref" in inner.get("class", "").split():
                calls.append(inner)
            else:
                inner.tag = XHTML + "span"
                drop_attributes(inner, "href")
        if calls:
            _move_behind(outer, calls)


def _in_link(element: _Element) -> bool:
    return next(element.iterancestors(XHTML + "a"), None) is not None


def _move_behind(element: _Element, moved: list[_Element]) -> None:
    """Move elements out of another one, to stand behind it in their order."""
    around = element.getparent()
    assert around is not None
    tail, element.tail = element.tail, None
    for place, inner in enumerate(moved, around.index(element) + 1):
        parent = inner.getparent()
        assert parent is not None
        add_text(parent, parent.index(inner), inner.tail or "")
        inner.tail = None
        around.insert(place, inner)
    moved[-1].tail = tail


def _number_headings(body: _Element) -> None:
    """Give a document one first-level heading and no skipped levels.

    WCAG 2.2, technique G141; the outline stays what the author's levels say: each heading is one
    below the nearest one before it that the author set higher.
    """
    above: list[tuple[int, int]] = []
    for heading in body.iter(*(XHTML + name for name in HEADINGS)):
        wanted = int(local_name(heading)[1])
        while len(above) > 1 and above[-1][0] >= wanted:
            above.pop()
        level = min(6, above[-1][1] + 1) if above else 1
        above.append((wanted, level))
        heading.tag = f"{XHTML}h{level}"


def _place_images(
    body: _Element, image_file: Callable[[str], str | None], *, is_cover: bool
) -> None:
    for image in list(body.iter(XHTML + "img")):
        path = unquote(image.get("src", ""))
        file = COVER_IMAGE if is_cover and path == COVER_IMAGE else image_file(path)
        if file is not None:
            image.set("src", file)
            continue
        image.tag = XHTML + "span"
        image.text = image.get("alt", "")
        drop_attributes(image, "src", "alt", "role", "style")
