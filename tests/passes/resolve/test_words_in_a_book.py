"""Typography, abbreviations, index and glossary together, in a whole book."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.book import IndexPlace
from octavo.model.content import plain_text, walk
from octavo.model.inlines import Abbreviation, Link
from tests.passes.conftest import MakeBook

ESSAY = """\
# "Who" pays the ILO?

The ILO asks ["who" pays for an audit]{.index entry="audits!\\"who\\" pays"}; an [audit]{.glossary}
isn't free. > The MSI's *members* do -- and the MSI.

> The MSI quoted.

*[MSI]: multi-stakeholder initiative
"""


def test_words_are_set_written_out_linked_and_indexed(make_book: MakeBook, tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").write_text('audit: "A visit; it isn\'t long."\n')

    book, diagnostics = make_book(
        {"one.md": ESSAY, "two.md": "# Two\n\nThe ILO."},
        abbreviations={"ILO": "International Labour Organization"},
        glossary="glossary.yaml",
    )

    assert diagnostics == []
    first, second = book.chapters
    assert plain_text(first.chapter.title) == "“Who” pays the ILO?"
    assert not any(isinstance(node, Abbreviation) for node in walk(first.chapter.title))
    marked = [
        (node.text, node.expanded)
        for chapter in (first, second)
        for node in walk(chapter.chapter.blocks)
        if isinstance(node, Abbreviation)
    ]
    assert marked == [("ILO", True), ("MSI", False), ("MSI", True), ("ILO", True)]
    (link,) = (node for node in walk(first.chapter.blocks) if isinstance(node, Link))
    assert first.links[link.href] == "#glossary-audit"
    assert plain_text(book.around["glossary"].chapter.blocks) == "auditA visit; it isn’t long."
    (group,) = book.index
    (audits,) = group.entries
    assert (group.letter, audits.title) == ("A", "audits")
    (child,) = audits.children
    assert child.title == "“who” pays"
    (place,) = child.places
    assert isinstance(place, IndexPlace)
    assert place.identifier in book.spans


@pytest.mark.parametrize(
    ("lang", "smart", "long"),
    [
        ("en-GB", True, "water users’ association – “local”"),
        ("fr", True, "water users’ association – «\u00a0local\u00a0»"),
        ("en-GB", False, 'water users\' association -- "local"'),
    ],
)
def test_long_forms_are_set_as_the_words_around_them(
    make_book: MakeBook, lang: str, smart: bool, long: str
) -> None:
    typed = 'water users\' association -- "local"'
    texts = {
        "one.md": f"---\nlang: {lang}\n---\n\n# One\n\nThe WUA.\n",
        "two.md": f"---\nlang: {lang}\n---\n\n# Two\n\nThe WUA and A.\n\n*[A]: b\n",
    }
    book, _ = make_book(texts, abbreviations={"WUA": typed}, smart=smart)
    for resolved in book.chapters:
        (written, *_) = (
            node for node in walk(resolved.chapter.blocks) if isinstance(node, Abbreviation)
        )
        assert (written.long, written.expanded) == (long, True)


def test_what_the_author_wrote_out_is_known_whatever_its_apostrophe(make_book: MakeBook) -> None:
    text = "# One\n\nA water users' association (WUA), the WUA.\n"
    book, _ = make_book({"one.md": text}, abbreviations={"WUA": "water users' association"})
    nodes = walk(book.chapters[0].chapter.blocks)
    assert not any(node.expanded for node in nodes if isinstance(node, Abbreviation))


@pytest.mark.parametrize(
    "hidden",
    [
        '::: {.content-visible when-format="pdf"}\nThe MSI.\n\n> The MSI.\n:::\n\n',
        '::: {.content-hidden unless-format="pdf"}\n- The MSI.\n:::\n\n',
        'Text, [the MSI]{.content-visible when-format="pdf"}. ',
    ],
    ids=["division", "list", "span"],
)
def test_a_use_that_an_edition_may_leave_out_is_not_the_first(
    make_book: MakeBook, hidden: str
) -> None:
    text = f"# One\n\n{hidden}The MSI and the MSI.\n"
    book, _ = make_book({"one.md": text}, abbreviations={"MSI": "multi-stakeholder initiative"})
    nodes = walk(book.chapters[0].chapter.blocks)
    expanded = [node.expanded for node in nodes if isinstance(node, Abbreviation)]
    assert expanded == [False, True, False]
