"""Sections around the chapters: in the contents, among the landmarks, linked both ways."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from lxml import etree

from octavo.model.content import walk
from octavo.model.rendition import Rendition

from .conftest import Publication


def identifiers(rendition: Rendition) -> Counter[str]:
    return Counter(
        identifier
        for section in rendition.sections
        for identifier in re.findall(r'\sid="([^"]+)"', section.xhtml)
    )


def written(publication: Publication) -> set[str]:
    """The identifiers of all blocks in the trees of the chapters, of their titles and notes."""
    book = publication.book
    found: set[str] = set()
    for resolved in (*book.chapters, *book.around.values()):
        bodies = [note.body for note in resolved.notes.values()]
        blocks = (*resolved.chapter.blocks, *(block for body in bodies for block in body.blocks))
        keys = [getattr(node, "key", "") for node in walk(blocks)] + [body.key for body in bodies]
        found |= {resolved.identifier, *(resolved.identifiers.get(key, "") for key in keys)}
    return found - {""}


@pytest.mark.parametrize("edition", ["screen", "print", "epub"])
def test_every_block_of_an_edition_is_there_once(every: Publication, edition: str) -> None:
    rendition = every.rendition(edition)
    found = identifiers(rendition)
    wanted, hidden = written(every), frozenset(every.book.spans) - rendition.blocks
    assert len(wanted) > 80
    assert hidden, "a sample without conditions"
    assert {one: found[one] for one in wanted - hidden if found[one] != 1} == {}
    assert max(found.values()) == 1
    assert not [one for one in hidden if found[one]]


def test_the_navigation_has_rows_for_them(every: Publication) -> None:
    rows = [row.label for row in every.epub().navigation("toc") if row.depth == 1]
    assert rows[:3] == ["Figures", "Tables", "1 Blocks"]
    assert rows[-4:] == ["Data of the figures", "Abbreviations", "Notes", "Index"]


def test_they_are_landmarks(every: Publication) -> None:
    assert [row.label for row in every.epub().navigation("landmarks")][3:] == [
        "Contents",
        "Figures",
        "Tables",
        "Beginning of the text",
        "Notes",
        "Index",
    ]


def test_they_have_their_roles(every: Publication) -> None:
    found = dict(re.findall(r'<section class="back ([a-z-]+)[^"]*" role="([^"]+)"', _all(every)))
    assert found["book-notes"] == "doc-endnotes"
    assert found["index"] == "doc-index"
    assert found["figure-data"] == "doc-appendix"


def test_mathml_is_told_in_the_manifest(every: Publication) -> None:
    opened = every.epub()
    package = etree.tostring(opened.package).decode()
    assert 'properties="mathml"' in package
    assert "schema:accessibilityFeature" in package
    assert "MathML" in package


def _all(publication: Publication) -> str:
    return "".join(section.xhtml for section in publication.rendition("epub").sections)
