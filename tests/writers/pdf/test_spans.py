"""Spans that say nothing are taken out of the tag tree, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pydyf
import pytest
from weasyprint import HTML, Document

from octavo.writers.pdf.spans import HOLDERS, without_empty_spans
from octavo.writers.pdf.stamps import stamped
from tests.reading.pdf import Content, Element, PdfFile

WORDS = "Words that go on and on until they have filled one line and then another. " * 4
PAGE = f"""
<html lang=en><head><title>Spans</title><style>@page {{ size: 300px 400px }}</style></head><body>
<h1>A heading of some words, so that it has more than one line of them</h1>
<p id=first>{WORDS}<em>stressed</em> <span>plain <span>inner</span></span>
<span lang=fr>en français</span> <span id=named>named</span> <a href="#first">a link</a>.
{WORDS}</p>
<p>See <a href="#first"><span>a link <span>in parts</span></span></a>,
<a href="#nowhere"><span>one <span>that leads to nothing</span></span></a>.</p>
<div>Bare text in a division. {WORDS}</div>
<ul><li>One</li><li>Two <p>Three</p></li></ul>
<table><tr><th>Head</th><td>{WORDS}</td></tr></table>
<p>{WORDS * 3}</p>
</body></html>
"""


@pytest.fixture(scope="module")
def plain() -> PdfFile:
    with stamped(frozenset({"first", "named"})):
        return PdfFile(HTML(string=PAGE).write_pdf(pdf_tags=True))


@pytest.fixture(scope="module")
def simplified() -> PdfFile:
    def finish(_document: Document, pdf: pydyf.PDF) -> None:
        without_empty_spans(pdf)

    with stamped(frozenset({"first", "named"})):
        return PdfFile(HTML(string=PAGE).write_pdf(pdf_tags=True, finisher=finish))


def says_nothing(element: Element) -> bool:
    told = element.identifier or element.lang or element.alt
    holds_a_link = any(not isinstance(kid, Element | Content) for kid in element.kids)
    return element.role == "Span" and not told and not holds_a_link


def said(element: Element) -> Iterator[tuple[object, ...]]:
    """Everything in reading order with the elements around it, but for spans that say nothing."""
    for kid in element.kids:
        if isinstance(kid, Element):
            about = (kid.role, kid.page, kid.identifier, kid.lang)
            if says_nothing(kid):
                yield from said(kid)
            else:
                yield ("begin", *about)
                yield from said(kid)
                yield ("end", *about)
        elif isinstance(kid, Content):
            yield "content", kid.page, kid.mcid
        else:
            yield ("link",)


def test_everything_else_is_there_in_the_same_order(plain: PdfFile, simplified: PdfFile) -> None:
    assert list(said(simplified.root)) == list(said(plain.root))


def test_what_may_hold_content_holds_it_itself(plain: PdfFile, simplified: PdfFile) -> None:
    def spared(file: PdfFile) -> int:
        return sum(
            isinstance(kid, Element) and says_nothing(kid)
            for element in file.root.walk()
            if f"/{element.role}" in HOLDERS
            for kid in element.kids
        )

    assert spared(plain) > 20
    assert spared(simplified) == 0


def test_what_says_something_stays(simplified: PdfFile) -> None:
    spans = [one for one in simplified.root.walk() if one.role == "Span"]
    assert {one.lang for one in spans} == {"fr", ""}
    assert "named" in {one.identifier for one in spans}


def test_grouping_elements_hold_no_content(simplified: PdfFile) -> None:
    """ISO 32000-1, 14.8.4.2: they group other elements."""
    divisions = [one for one in simplified.root.walk() if one.role in {"Div", "Document", "L"}]
    assert divisions
    assert not any(isinstance(kid, Content) for one in divisions for kid in one.kids)


def content(element: Any) -> Iterator[tuple[int, Any]]:
    for kid in element.K:
        if isinstance(kid, int):
            yield kid, element
        elif "/K" in kid:
            yield from content(kid)


def test_all_content_leads_to_the_element_that_holds_it(simplified: PdfFile) -> None:
    with pikepdf.open(BytesIO(simplified.data)) as pdf:
        root = pdf.Root.StructTreeRoot
        nums = list(root.ParentTree.Nums)
        parents = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
        pages = {page.obj.objgen: int(page.obj.StructParents) for page in pdf.pages}
        held = list(content(root.K[0]))
        for mcid, element in held:
            assert parents[pages[element.Pg.objgen]][mcid].objgen == element.objgen
        assert len(held) == sum(len(parents[number]) for number in pages.values())


def test_every_link_leads_to_the_element_that_holds_it(simplified: PdfFile) -> None:
    with pikepdf.open(BytesIO(simplified.data)) as pdf:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", ())]
        assert len(links) > 3
        for link in links:
            kids = [kid for kid in parents[int(link.StructParent)].K if not isinstance(kid, int)]
            assert link.objgen in [kid.Obj.objgen for kid in kids if "/Obj" in kid]


def test_parents_and_children_name_each_other(simplified: PdfFile) -> None:
    with pikepdf.open(BytesIO(simplified.data)) as pdf:
        waiting = [pdf.Root.StructTreeRoot.K[0]]
        while waiting:
            element = waiting.pop()
            kids = [kid for kid in element.K if not isinstance(kid, int) and "/S" in kid]
            assert all(kid.P.objgen == element.objgen for kid in kids)
            waiting += kids
