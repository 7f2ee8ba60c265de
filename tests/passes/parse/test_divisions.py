"""Fenced divisions: boxes, callouts, panels."""

from __future__ import annotations

import pytest

from octavo.model.content import (
    Callout,
    Division,
    Heading,
    List,
    Panel,
    Paragraph,
    Quote,
    Table,
    plain_text,
    walk,
)
from octavo.model.diagnostic import Place
from octavo.model.inlines import Attributes, Link
from tests.passes.parse.reading import blocks, every, findings, only, read


@pytest.mark.parametrize(
    "opening", ["::: box", ":::box", "::: {.box}", ":::{.box}", "::: {.box} :::", "::::: box :::"]
)
def test_a_division_is_opened_as_in_pandoc(opening: str) -> None:
    division = only(f"{opening}\nText.\n:::\n", Division)
    assert division.attributes == Attributes(classes=("box",))
    assert plain_text(division.children) == "Text."


def test_its_identifier_is_its_key_and_its_pairs_are_kept() -> None:
    division = only('::: {#x .a .b when-format="pdf" lang=fr}\nMot.\n:::\n', Division)
    assert division.key == "x"
    assert division.attributes.classes == ("a", "b")
    assert division.attributes.pairs == (("when-format", "pdf"), ("lang", "fr"))


def test_divisions_nest_whatever_the_number_of_colons() -> None:
    outer = only("::: a\n::::: b\nOne.\n:::\n\nTwo.\n::::::\n", Division)
    inner, after = outer.children
    assert isinstance(inner, Division)
    assert (plain_text([inner]), plain_text([after])) == ("One.", "Two.")


@pytest.mark.parametrize(
    ("text", "container"),
    [
        ("- item\n\n  ::: box\n  In it.\n  :::\n\n- next\n", List),
        ("> ::: box\n> In it.\n> :::\n", Quote),
        ("::: outer\n> quoted\n:::\n", Division),
        ("::: outer\n- item\n:::\n", Division),
    ],
)
def test_divisions_in_lists_and_quotations_and_around_them(text: str, container: type) -> None:
    assert isinstance(only(text, container), container)


def test_colons_in_code_close_nothing() -> None:
    division = only("::: box\n```\n:::\n```\n\nAfter.\n:::\n", Division)
    assert plain_text(division.children[1:]) == "After."


def test_a_division_that_is_never_closed_keeps_its_content_and_is_told() -> None:
    chapter, _ = read("Before.\n\n> ::: box\n> In it.\n\nAfter.\n")
    assert plain_text(chapter.blocks) == "Before.In it.After."
    assert findings("Before.\n\n> ::: box\n> In it.\n\nAfter.\n") == ["OCT234 7:3"]
    assert findings("::: a\n\n::: b\n\n:::\n") == ["OCT234 5:1"]


def test_colons_that_close_nothing_are_told() -> None:
    chapter, _ = read("Text.\n:::\n\nMore.\n")
    assert plain_text(chapter.blocks) == "Text.More."
    assert findings("Text.\n:::\n\nMore.\n") == ["OCT234 6:1"]


def test_a_name_that_is_none_is_told_and_printed() -> None:
    assert findings('::: {.box title="a}\nText.\n') == ["OCT234 5:1"]
    assert plain_text(read("::: two words\n")[0].blocks) == "::: two words"


# ------------------------------------------------------------------- callouts


@pytest.mark.parametrize("kind", ["note", "tip", "important", "caution", "warning"])
def test_callouts_of_all_kinds(kind: str) -> None:
    callout = only(f"::: {{.callout-{kind}}}\nMind.\n:::\n", Callout)
    assert (callout.kind, callout.title, plain_text(callout.children)) == (kind, (), "Mind.")


def test_the_title_of_a_callout_is_an_attribute_with_mark_up_and_places() -> None:
    text = '::: {.callout-tip .wide title="See *the* [code](a.md)" collapse="true"}\nX\n:::\n'
    callout = only(text, Callout)
    assert plain_text(callout.title) == "See the code"
    assert callout.attributes == Attributes(classes=("wide",))
    (link,) = every(Link, callout.title)
    assert link.place == Place(5, 42)
    assert read(text)[0].links[0].place == Place(5, 42)


def test_or_the_heading_that_it_begins_with_which_is_then_none() -> None:
    callout = only("::: {.callout-note}\n## Mind *this*\n\nText.\n\n### Deeper\n:::\n", Callout)
    assert plain_text(callout.title) == "Mind this"
    assert [plain_text([node]) for node in walk(callout.children) if isinstance(node, Heading)] == [
        "Deeper"
    ]


# --------------------------------------------------------------------- panels


def test_figures_in_a_labelled_division_have_one_caption() -> None:
    text = (
        "::: {#fig-both layout-ncol=2}\n"
        '![A](a.png){#fig-a fig-alt="x"}\n\n![B](b.png){fig-alt="y"}\n\nBoth, *together*.\n:::\n'
    )
    panel = only(text, Panel)
    assert panel.key == "fig-both"
    assert plain_text(panel.caption) == "Both, together."
    assert [child.key for child in panel.children][:1] == ["fig-a"]
    assert len(panel.children) == 2
    assert panel.attributes.get("layout-ncol") == "2"
    # The caption is no block of its own.
    assert list(read(text)[0].places) == ["fig-both", *(child.key for child in panel.children)]


def test_a_table_alone_in_a_labelled_division_takes_its_label_and_caption() -> None:
    table = only("::: {#tbl-x .landscape}\n| a |\n|---|\n| b |\n\nThe caption.\n:::\n", Table)
    assert (table.key, plain_text(table.caption)) == ("tbl-x", "The caption.")
    assert table.rows[0].key
    assert table.attributes.classes == ("landscape",)


def test_a_table_with_a_label_of_its_own_keeps_it() -> None:
    panel = only("::: {#tbl-x}\n| a |\n|---|\n| b |\n\n: Inner {#tbl-y}\n\nOuter.\n:::\n", Panel)
    assert panel.key == "tbl-x"
    assert panel.children[0].key == "tbl-y"


def test_what_has_no_figure_in_it_is_a_panel_too() -> None:
    panel = only("::: {#fig-steps}\n1. One\n2. Two\n\nThe steps.\n:::\n", Panel)
    assert [type(child) for child in panel.children] == [List]
    assert plain_text(panel.caption) == "The steps."


# ---------------------------------------------------------------- page breaks


@pytest.mark.parametrize("mark", ["{{< pagebreak >}}", "\\newpage", "\\pagebreak"])
def test_a_page_break(mark: str) -> None:
    before, division, after = blocks(f"A\n\n{mark}\n\nB\n")
    assert isinstance(division, Division)
    assert division.attributes.classes == ("page-break",)
    assert (type(before), type(after)) == (Paragraph, Paragraph)


def test_a_page_break_inside_a_paragraph_is_text_and_told() -> None:
    assert findings("A {{< pagebreak >}} b.\n") == ["OCT232 5:3"]


def test_every_key_belongs_to_a_node_of_the_tree() -> None:
    chapter, _ = read(
        "::: {#tbl-x}\n| a |\n|---|\n| b |\n\nThe caption.\n:::\n\n"
        '::: {#fig-y}\n![A](a.png){fig-alt="b"}\n\nThe other.\n:::\n'
    )
    keys = {getattr(node, "key", "") for node in walk(chapter.blocks)} - {""}
    assert keys == set(chapter.places)
