"""Block identifiers on the tag tree, and the guard on what is wrapped."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from weasyprint import HTML
from weasyprint.pdf import tags

from octavo.writers.pdf.stamps import fits, stamped


def identifiers(html: str, blocks: set[str]) -> list[str]:
    document = HTML(
        string=f"<html lang=en><title>T</title><style>@page{{size:80mm 60mm}}</style>{html}"
    ).render()
    with stamped(frozenset(blocks)):
        data = document.write_pdf(pdf_tags=True)
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            bytes(item.ID).decode()
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/ID" in item
        ]


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


def test_the_engine_is_left_as_it_was() -> None:
    before = tags._build_box_tree
    with stamped(frozenset()):
        pass
    assert tags._build_box_tree is before
