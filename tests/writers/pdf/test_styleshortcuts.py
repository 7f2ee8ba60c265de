"""Styles worked out on the shorter way have the values that the engine gives them."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import COMPUTER_FUNCTIONS
from weasyprint.css.properties import INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.layout import percent

from octavo.writers.pdf.styleshortcuts import fits, styles_shortened

PAGE = """
<html lang=en><body><section dir=rtl><p class=logical>one <b>two</b></p></section>
<div class=outer><p class=percent>three</p><p class=decorated><i>four</i></p>
<p class=math>five</p><p class=reset>six</p></div>
<table><tr><td class=own>seven</table><p class=pages>eight</p></body></html>
"""
STYLE = """
:root { --colour: teal; font-size: 17px }
.logical { margin-inline-start: 1em; padding-block-end: 3px; border-inline-end: 2px solid;
  inline-size: 50%; margin-left: 4px }
.outer { width: 60%; min-height: 10%; height: 40%; color: var(--colour); direction: ltr }
.percent { padding: 1% 2%; margin: auto; max-width: 50%; min-width: auto; text-indent: 5% }
.decorated { text-decoration: underline red } .decorated i { text-decoration: line-through }
.math { width: calc(50% - 1em); line-height: calc(1em + 2px); font-size: calc(10px * 2) }
.reset { color: initial; margin: initial } .own { width: inherit; border: inherit; float: left }
.pages { page: wide; position: relative; left: 10% }
@page wide { margin: 5% }
"""
# The engine does not know itself what some logical properties begin with; it never asks for them.
PROPERTIES = [
    name
    for name in INITIAL_VALUES
    if name in COMPUTER_FUNCTIONS or name not in INITIAL_NOT_COMPUTED
]


def all_boxes(box: Any) -> list[Any]:
    return [box, *(one for child in getattr(box, "children", ()) for one in all_boxes(child))]


def boxes_of_the_page() -> list[Any]:
    pages = HTML(string=PAGE).render(stylesheets=[CSS(string=STYLE)]).pages
    return [box for page in pages for box in all_boxes(page._page_box)]


def values() -> list[tuple[object, ...]]:
    """Return every property of every box, those that the layout has not asked for included."""
    return [
        (box.element_tag, name, repr(box.style[name]))
        for box in boxes_of_the_page()
        for name in PROPERTIES
    ]


def used_lengths() -> list[tuple[object, ...]]:
    names = ("width", "height", "min_width", "max_width", "min_height", "margin_left", "left")
    return [
        (box.element_tag, *(getattr(box, name, None) for name in names))
        for box in boxes_of_the_page()
    ]


def test_the_engine_still_has_what_is_replaced() -> None:
    assert fits()


def test_every_property_of_every_box_has_the_value_of_the_engine() -> None:
    plain = values()
    with styles_shortened():
        assert values() == plain


def test_percentages_are_those_of_the_engine() -> None:
    plain = used_lengths()
    with styles_shortened():
        assert used_lengths() == plain


def test_most_properties_do_not_go_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    original = ComputedStyle.__missing__

    def counted(style: Any, name: str) -> Any:
        asked.append(name)
        return original(style, name)

    monkeypatch.setattr(ComputedStyle, "__missing__", counted)
    boxes_of_the_page()
    long_way = len(asked)
    monkeypatch.undo()
    asked.clear()
    monkeypatch.setattr("octavo.writers.pdf.styleshortcuts.fits", lambda: True)
    monkeypatch.setattr(ComputedStyle, "__missing__", counted)
    with styles_shortened():
        boxes_of_the_page()
    assert len(asked) < long_way / 2


def test_afterwards_all_is_the_engines_again() -> None:
    before = ComputedStyle.__missing__, percent.resolve_one_percentage
    with styles_shortened():
        assert ComputedStyle.__missing__ is not before[0]
    assert (ComputedStyle.__missing__, percent.resolve_one_percentage) == before


def test_where_the_engine_has_changed_nothing_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("octavo.writers.pdf.styleshortcuts.fits", lambda: False)
    before = ComputedStyle.__missing__
    with styles_shortened():
        assert ComputedStyle.__missing__ is before
