"""Rewriting: nodes are replaced wherever they stand, and what is not changed is not copied."""

from __future__ import annotations

from octavo.model.content import (
    Cell,
    Division,
    Figure,
    Heading,
    Item,
    List,
    Paragraph,
    Row,
    Table,
    plain_text,
)
from octavo.model.diagnostic import Place
from octavo.model.inlines import Attributes, Marked, Node, Text, Value
from octavo.passes.resolve.rewrite import rewritten, rewritten_all
from octavo.passes.resolve.runs import Run, with_runs


def shown(node: Value) -> tuple[Node, ...]:
    return (Text(text="515"),)


def test_a_node_is_replaced_at_any_depth() -> None:
    value = Marked(element="em", children=(Value(argument="seats"),))
    table = Table(head=Row(cells=(Cell(children=(value,)),)), caption=(value,))
    items = (Item(children=(Paragraph(children=(value,)),)),)
    figure = Figure(caption=(value,), data=table)
    for block in (table, List(items=items), figure):
        changed = rewritten(block, {Value: shown})
        assert "515" in plain_text([changed])
        assert "515" not in plain_text([block])


def test_what_nothing_changes_is_the_same_object() -> None:
    blocks = (Paragraph(children=(Text(text="a"),)), Heading(children=(Text(text="b"),)))
    assert rewritten_all(blocks, {Value: shown}) is blocks


def test_a_node_may_become_several_or_none() -> None:
    paragraph = Paragraph(children=(Text(text="a"), Value(), Text(text="b")))
    assert plain_text([rewritten(paragraph, {Value: lambda _node: ()})]) == "ab"


def test_runs_tell_where_they_stand() -> None:
    from octavo.model.book import Source
    from octavo.passes.parse import parse

    text = "# T\n\n## Head\n\nplain\n\n> quoted\n\n- item\n\n| cell |\n|---|\n| x |\n\n: caption\n"
    (chapter,), _ = parse(Source("a.md", text))
    seen: list[tuple[str, bool, bool]] = []

    def change(inlines: tuple[Node, ...], run: Run) -> tuple[Node, ...]:
        seen.append((plain_text(inlines), run.in_heading, run.in_quotation))
        return inlines

    assert with_runs(chapter.blocks, change, "en") is chapter.blocks  # type: ignore[arg-type]
    assert seen == [
        ("Head", True, False),
        ("plain", False, False),
        ("quoted", False, True),
        ("item", False, False),
        ("caption", False, False),
        ("cell", False, False),
        ("x", False, False),
    ]


def test_a_block_in_another_language_is_read_in_it() -> None:
    inner = Paragraph(Place(1, 1), children=(Text(text="mot"),))
    french = Division(attributes=Attributes(pairs=(("lang", "fr"),)), children=(inner,))
    seen: list[str] = []

    def change(inlines: tuple[Node, ...], run: Run) -> tuple[Node, ...]:
        seen.append(run.lang)
        return inlines

    with_runs((inner, french), change, "en")  # type: ignore[arg-type]
    assert seen == ["en", "fr"]
