"""Lines are as full as their words allow: the engine's fault before inline boxes is mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from octavo.writers.pdf.lines import fits, whole_lines

TEXT = (
    "International instruments bind states in the first place. It is also the point at which "
    "critics begin. Fransen and Kolk looked at how standards of this kind are set and by whom "
    '<span>(<a href="#x">Fransen and Kolk 2007</a>)</span>. Bartley gave his study a title.'
)
PAGE = (
    "<html lang=en-GB><style>@page {{ margin: 0; size: 500px 700px }} body {{ margin: 0 }}"
    "p {{ font: 15px serif; hyphens: auto; width: {width}px }}</style><p id=x>{text}</p>"
)
WIDTHS = (*range(192, 210), *range(326, 344))


def lines_in(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield child
        else:
            yield from lines_in(child)


def text_of(box: Any) -> str:
    return getattr(box, "text", "") or "".join(map(text_of, getattr(box, "children", ())))


def lines_at(width: int) -> list[tuple[float, str]]:
    document = HTML(string=PAGE.format(width=width, text=TEXT)).render()
    return [
        (sum(child.margin_width() for child in line.children), text_of(line))
        for line in lines_in(document.pages[0]._page_box)
    ]


def words_of(lines: list[tuple[float, str]]) -> str:
    return "".join(text.removesuffix("\u2010") for _, text in lines).replace(" ", "")


def short_lines(width: int) -> list[str]:
    """The lines within the paragraph that are less than half full."""
    return [text for used, text in lines_at(width)[:-1] if used < width / 2]


def test_the_engine_still_has_what_is_mended() -> None:
    assert fits()


def test_unmended_the_engine_sets_single_words_into_lines_of_their_own() -> None:
    """When this fails the fault is gone, and so may be ``lines.py``."""
    assert any(short_lines(width) for width in WIDTHS)


def test_mended_every_line_is_as_full_as_its_words_allow_and_no_word_is_lost() -> None:
    with whole_lines():
        for width in WIDTHS:
            assert not short_lines(width), width
            lines = lines_at(width)
            assert all(used <= width + 4.5 for used, _ in lines), width  # a space at the end
            assert words_of(lines) == words_of(lines_at(480)), width
