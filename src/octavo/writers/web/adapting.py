"""The tree of a section in the forms of the web: what reading in a browser asks for.

Wide tables scroll by themselves, figures open large, charts hand out their data, headings can be
linked to, and the pages of the PDF are marked in the margin.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from octavo.documents.sections import Document
from octavo.documents.xhtml import HEADINGS, XHTML, drop_attributes
from octavo.model.rendition import File
from octavo.naming import ascii_slug
from octavo.writers.web.csvtables import csv_of

DATA_FOLDER = "data"
_LONGEST_STEM = 48


class Offer(NamedTuple):
    """A file of data that a page links to, and the caption of what it is the data of."""

    file: File
    title: str


def adapt(document: Document, words: Mapping[str, str]) -> tuple[Offer, ...]:
    """Change a document; return the files of data that it links to.

    ``words`` are the house words in its language. Links must lead where they lead already.
    """
    body, lang = document.body, document.section.lang
    _mark_pages(body, words)
    _link_headings(body, words)
    offers = _offer_data(body, words, lang)
    _enlarge_figures(body, words)
    _let_scroll(body, words)
    return offers


def _mark_pages(body: _Element, words: Mapping[str, str]) -> None:
    """Say in words what the margin shows at the beginning of a page of the PDF.

    It is nothing to anybody who has not asked for it: no screen reader stops at it unasked.
    """
    for mark in body.iter(XHTML + "span"):
        if mark.get("role") == "doc-pagebreak":
            label = mark.get("aria-label", "")
            mark.set("data-label", words["page-short"].format(page=label))
            mark.set("class", "page-mark")
            drop_attributes(mark, "role", "aria-label")


def _link_headings(body: _Element, words: Mapping[str, str]) -> None:
    """Give each heading under the title a link to itself, whose address a reader can copy.

    It stands beside the heading: in it, it would be read as part of it.
    """
    for heading in list(body.iter(*(XHTML + name for name in HEADINGS[1:]))):
        identifier = heading.get("id") or _section_of(heading)
        if identifier:
            title = _text_of(heading)
            box = wrapped(heading, {"class": "headed"})
            link = etree.SubElement(box, XHTML + "a", {"class": "anchor"})
            link.set("href", f"#{identifier}")
            link.set("aria-label", words["link-to"].format(title=title))


def _section_of(heading: _Element) -> str:
    """Return the identifier of the section that a heading begins, or nothing."""
    parent = heading.getparent()
    is_first = parent is not None and heading.getprevious() is None
    return (parent.get("id") or "") if is_first and parent is not None else ""


def _text_of(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _enlarge_figures(body: _Element, words: Mapping[str, str]) -> None:
    """Give each figure a link to its picture alone; a script shows it over the page."""
    for holder in list(body.iter(XHTML + "div")):
        image = next(holder.iter(XHTML + "img"), None)
        if "figure-image" not in holder.get("class", "").split() or image is None:
            continue
        tools = etree.Element(XHTML + "p", {"class": "figure-tools"})
        link = etree.SubElement(tools, XHTML + "a", {"class": "enlarge"})
        link.set("href", image.get("src", ""))
        link.text = words["enlarge"]
        figure = holder.getparent()
        _name_further(link, _label_of(figure))
        caption = None if figure is None else figure.find(XHTML + "figcaption")
        if caption is None:
            holder.addnext(tools)
        else:
            caption.append(tools)


def _label_of(figure: _Element | None) -> str:
    """Return “Figure 3” of a figure, or nothing where it has no number."""
    if figure is None:
        return ""
    labels = (one for one in figure.iter(XHTML + "span") if one.get("class") == "label")
    label = next(labels, None)
    return "" if label is None else _text_of(label)


def _name_further(link: _Element, label: str) -> None:
    """Say to those who hear a link what it belongs to: many on a page have the same words."""
    if label:
        further = etree.SubElement(link, XHTML + "span", {"class": "heard"})
        further.text = f" {label}"


def _offer_data(body: _Element, words: Mapping[str, str], lang: str) -> tuple[Offer, ...]:
    """Put a link to a file of the same rows under every table of a chart's data."""
    offers: list[Offer] = []
    for details in list(body.iter(XHTML + "details")):
        table = next(details.iter(XHTML + "table"), None)
        if "figure-data" not in details.get("class", "").split() or table is None:
            continue
        block = next((one.get("id", "") for one in details.iter() if one.get("id")), "")
        data = csv_of(table, lang)
        # With a digest: two charts with the rows of one file may share it, others never do.
        stem = f"{ascii_slug(block)[:_LONGEST_STEM] or 'data'}-{sha256(data).hexdigest()[:8]}"
        path = f"{DATA_FOLDER}/{stem}.csv"
        offers.append(Offer(File(path, data), _title_of(details.getprevious())))
        line = etree.SubElement(details, XHTML + "p", {"class": "data-file"})
        link = etree.SubElement(line, XHTML + "a", {"href": path, "download": ""})
        link.text = words["data-csv"]
    return tuple(offers)


def _title_of(figure: _Element | None) -> str:
    """Return the caption of a figure in one line, or nothing."""
    caption = None if figure is None else figure.find(XHTML + "figcaption")
    return "" if caption is None else _text_of(caption)


def _let_scroll(body: _Element, words: Mapping[str, str]) -> None:
    """Put what may be wider than a phone into a box that scrolls by itself.

    It can be reached with the keyboard (WCAG 2.2, 2.1.1), and says what it is.
    """
    tables = [one for one in body.iter(XHTML + "table") if not _is_within(one, "table")]
    for number, table in enumerate(tables, 1):
        caption = table.find(XHTML + "caption")
        box = _boxed(table, "table-scroll")
        if caption is None:
            box.set("aria-label", words["table"])
            continue
        if caption.get("id") is None:
            caption.set("id", f"{table.get('id') or f'table-{number}'}-caption")
        _keep_in_sight(caption)
        box.set("aria-labelledby", caption.get("id", ""))
    for equation in list(body.iter(XHTML + "div")):
        if "equation" in equation.get("class", "").split():
            _boxed(equation, "equation-scroll").set("aria-label", words["equation"])


def _keep_in_sight(caption: _Element) -> None:
    """Put the words of a caption into one element, which stays where its table is moved."""
    words = etree.Element(XHTML + "div", {"class": "caption-words"})
    words.text, caption.text = caption.text, None
    words.extend(list(caption))
    caption.append(words)


def _is_within(element: _Element, name: str) -> bool:
    return next(element.iterancestors(XHTML + name), None) is not None


def _boxed(element: _Element, name: str) -> _Element:
    return wrapped(element, {"class": name, "role": "group", "tabindex": "0"})


def wrapped(element: _Element, attributes: Mapping[str, str]) -> _Element:
    """Put an element into a new ``div``; its tail stays behind that. Returns the ``div``."""
    box = etree.Element(XHTML + "div", dict(attributes))
    box.tail, element.tail = element.tail, None
    element.addprevious(box)
    box.append(element)
    return box
