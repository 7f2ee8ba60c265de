"""Definition lists, tasks, line blocks, abbreviations, and lists that are nested too deep."""

from __future__ import annotations

import pytest

from octavo.model.content import (
    Definition,
    DefinitionList,
    Division,
    Item,
    List,
    Paragraph,
    Table,
    Term,
    plain_text,
)
from octavo.model.diagnostic import Place
from octavo.model.inlines import HardBreak, SoftBreak, Text
from tests.passes.parse.reading import blocks, every, findings, only, read


def test_a_definition_list() -> None:
    found = only(
        "A *term*\n:   One.\n\n    More.\n\n:   Two.\n\nAnother\n:   Three.\n", DefinitionList
    )
    assert [type(item) for item in found.items] == [Term, Definition, Definition, Term, Definition]
    assert [plain_text([item]) for item in found.items] == [
        "A term", "One.More.", "Two.", "Another", "Three.",
    ]  # fmt: skip
    assert found.items[1].place == Place(6, 1)
    assert len({item.key for item in found.items}) == 5


def test_a_definition_is_tight_or_loose() -> None:
    tight, loose = only("A\n: One\n", DefinitionList), only("A\n\n: One\n", DefinitionList)
    (one,) = every(Paragraph, [tight])
    (other,) = every(Paragraph, [loose])
    assert (one.tight, other.tight) == (True, True)


def test_the_caption_before_a_table_is_no_definition() -> None:
    paragraph, table = blocks("One line.\n\n: Caption {#tbl-x}\n\n| a |\n|---|\n| b |\n")
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert table.key == "tbl-x"


def test_tasks() -> None:
    found = only("- [ ] to do\n- [x] *done*\n- [X] done too\n- none\n", List)
    assert [item.done for item in found.items] == [False, True, True, None]
    assert [plain_text([item]) for item in found.items] == ["to do", "done", "done too", "none"]
    assert every(Text, [found.items[0]])[0].place == Place(5, 7)


def test_a_box_elsewhere_is_text() -> None:
    assert plain_text(blocks("Tick [ ] or [x] here.\n")) == "Tick [ ] or [x] here."


def test_a_line_block_keeps_its_lines_and_their_indentation() -> None:
    division = only("| One\n|    two\n|\n| three\n  goes on\n", Division)
    assert division.attributes.classes == ("line-block",)
    (paragraph,) = division.children
    assert isinstance(paragraph, Paragraph)
    assert plain_text([paragraph]) == "One \u00a0\u00a0\u00a0two \u00a0 three goes on"
    breaks = [type(node) for node in paragraph.children if not isinstance(node, Text)]
    assert breaks == [HardBreak, HardBreak, HardBreak, SoftBreak]
    assert paragraph.children[2].place == Place(6, 6)


def test_abbreviations_are_taken_out_of_the_text() -> None:
    chapter, diagnostics = read("The MSI.\n\n*[MSI]: multi-stakeholder initiative\n*[EU]: Union\n")
    assert not diagnostics
    assert plain_text(chapter.blocks) == "The MSI."
    assert chapter.abbreviations == {"MSI": "multi-stakeholder initiative", "EU": "Union"}


@pytest.mark.parametrize(
    "text",
    [
        ">" * 60 + " deep\n",
        "".join("  " * depth + "- x\n" for depth in range(60)),
        "".join("::: x\n" for _ in range(60)) + "deep\n" + ":::\n" * 60,
        "".join("*a _b " for _ in range(60)) + "deep" + "_ c* " * 60 + "\n",
        "<div>\n\n" * 60 + "deep\n\n" + "</div>\n\n" * 60,
        "<b>" * 60 + "deep" + "</b>" * 60 + "\n",
        "".join("> " * depth + "<div>" * 30 + "\n" + "> " * depth + "\n" for depth in range(30))
        + "> " * 30
        + "deep\n",
    ],
)
def test_what_is_nested_too_deep_keeps_its_words_and_is_told(text: str) -> None:
    chapter, diagnostics = read(text)
    words = plain_text(chapter.blocks)
    assert "deep" in words or words.count("x") == 60
    assert "OCT241" in {finding.code for finding in diagnostics}


def test_the_place_of_what_is_nested_too_deep() -> None:
    assert findings(">" * 40 + " deep\n") == ["OCT241 5:33"]


def test_items_that_say_the_same_have_keys_of_their_own() -> None:
    found = only("- a\n- a\n- a\n", List)
    keys = [item.key for item in every(Item, [found])]
    assert keys == [keys[0], keys[0] + "-2", keys[0] + "-3"]
