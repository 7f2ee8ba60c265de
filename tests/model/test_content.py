"""The tree of a chapter: every node is found by those who walk it."""

from __future__ import annotations

import dataclasses
import typing

from octavo.model import content, inlines
from octavo.model.content import (
    FIELDS,
    Cell,
    Figure,
    Paragraph,
    Row,
    Table,
    children_of,
    kinds_in,
    nodes_of,
    texts_of,
    walk,
)
from octavo.model.inlines import Attributes, Code, Image, Marked, Node, Text

TEXT = Text(text="a")


def kinds() -> list[type[Node]]:
    return [
        kind
        for module in (content, inlines)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Node)
    ]


def holds_nodes(annotation: object) -> bool:
    """Whether an annotation names a node, at whatever depth."""
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return True
    if typing.get_origin(annotation) is type:  # the types of nodes, not nodes
        return False
    return any(map(holds_nodes, typing.get_args(annotation)))


def test_no_field_that_holds_nodes_is_forgotten() -> None:
    """A citation is the exception: its works are read with it."""
    for kind in set(kinds()) - {inlines.Citation}:
        hints = typing.get_type_hints(kind)
        fields = {
            field.name for field in dataclasses.fields(kind) if holds_nodes(hints[field.name])
        }
        assert fields == set(FIELDS.get(kind, ())), kind


def test_children_come_in_the_order_in_which_they_are_printed() -> None:
    data = Table(head=Row(cells=(Cell(children=(TEXT,)),)))
    figure = Figure(image=Image(), caption=(TEXT,), data=data)
    assert children_of(figure) == (figure.image, TEXT, data)
    assert children_of(Figure(caption=(TEXT,))) == (Image(), TEXT)
    assert children_of(TEXT) == ()


def test_a_walk_goes_down_before_it_goes_on() -> None:
    cells = (Cell(children=(TEXT,)), Cell())
    row = Row(cells=cells)
    assert list(walk((row, TEXT))) == [row, cells[0], TEXT, cells[1], TEXT]


def test_nodes_of_some_kinds_are_found_in_reading_order() -> None:
    first, second = Code(text="a"), Code(text="b")
    blocks = (
        Paragraph(children=(TEXT,)),
        Paragraph(children=(Marked(children=(first,)), TEXT, second)),
    )
    assert nodes_of((Code,), blocks) == [first, second]
    assert nodes_of((Code, Marked), blocks) == [Marked(children=(first,)), first, second]
    assert nodes_of((Image,), blocks) == []


def test_what_a_block_remembers_of_itself_is_no_part_of_it() -> None:
    block = Paragraph(children=(TEXT,))
    twin = Paragraph(children=(TEXT,))
    assert kinds_in(block) == {Paragraph, Text}
    assert block == twin
    assert hash(block) == hash(twin)
    changed = dataclasses.replace(block, children=(Code(text="a"),))
    assert kinds_in(changed) == {Paragraph, Code}


def test_all_texts_of_a_block_are_found_and_whether_it_names_a_language() -> None:
    french = Marked(attributes=Attributes(pairs=(("lang", "fr"),)), children=(Text(text="mot"),))
    plain, mixed = Paragraph(children=(TEXT,)), Paragraph(children=(TEXT, french))
    assert texts_of(plain) == (["a"], False)
    assert sorted(texts_of(mixed)[0]) == ["a", "mot"]
    assert texts_of(mixed)[1]
