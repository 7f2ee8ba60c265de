"""The tree of a chapter: every node is found by those who walk it."""

from __future__ import annotations

import dataclasses
import typing

from octavo.model import content, inlines
from octavo.model.content import FIELDS, Cell, Figure, Row, Table, children_of, walk
from octavo.model.inlines import Image, Node, Text

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
