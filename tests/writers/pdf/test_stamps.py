"""Block identifiers on the tag tree, and the guard on what is wrapped."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

import pikepdf
from weasyprint import HTML
from weasyprint.pdf import tags

from octavo.writers.pdf.stamps import fits, stamped


class Tag(NamedTuple):
    """A structure element: its role, its identifier, its language."""

    role: str
    identifier: str
    lang: str


def tags_of(html: str, blocks: set[str]) -> list[Tag]:
    """The structure elements of a document."""
    document = HTML(
        string=f"<html lang=en><title>T</title><style>@page{{size:80mm 60mm}}</style>{html}"
    ).render()
    with stamped(frozenset(blocks)):
        data = document.write_pdf(pdf_tags=True)
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            Tag(
                str(item.S),
                bytes(item.ID).decode() if "/ID" in item else "",
                str(item.get("/Lang", "")),
            )
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item
        ]


def identifiers(html: str, blocks: set[str]) -> list[str]:
    return [tag.identifier for tag in tags_of(html, blocks) if tag.identifier]


def languages(html: str) -> list[tuple[str, str]]:
    """The elements that say their language, with their roles."""
    return [(tag.role, tag.lang) for tag in tags_of(html, {"a"}) if tag.lang]


def test_weasyprint_still_has_what_is_wrapped() -> None:
    """Fails when the private function that stamps.py wraps changes its shape."""
    assert fits()


def test_every_block_is_stamped_once() -> None:
    html = (
        "<p id=a>One</p><ul><li id=b>Two<ul><li id=c>Three</ul></ul><table><tr id=d><td>x</table>"
    )
    assert sorted(identifiers(html, {"a", "b", "c", "d"})) == ["a", "b", "c", "d"]


def test_a_block_on_two_pages_has_two_elements() -> None:
    html = f"<p id=a>{'word ' * 300}</p>"
    found = identifiers(html, {"a"})
    assert found[0] == "a"
    assert found[1:] == [f"a~{number}" for number in range(2, len(found) + 1)]
    assert len(found) > 1


def test_what_is_no_block_is_not_stamped() -> None:
    assert identifiers("<p id=a>One</p>", set()) == []


def test_words_in_another_language_say_so() -> None:
    html = (
        "<p>One <a href='#a' lang=fr>deux <em>trois</em></a> <span lang=de>vier</span></p>"
        "<ul><li id=a lang=es>Cinco</ul><p lang=''>Six</p>"
    )
    assert sorted(languages(html)) == [("/LI", "es"), ("/Link", "fr"), ("/Span", "de")]


def test_words_on_two_lines_say_their_language_on_both() -> None:
    found = languages(f"<p>One <em lang=fr>{'deux ' * 12}</em>")
    assert len(found) > 1
    assert set(found) == {("/NonStruct", "fr")}


def test_the_engine_is_left_as_it_was() -> None:
    before = tags._build_box_tree
    with stamped(frozenset()):
        pass
    assert tags._build_box_tree is before
