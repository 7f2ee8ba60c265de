"""The reporter: what a terminal shows of a finding."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.reporter import Reporter
from octavo.reporter.excerpt import LONGEST, excerpt, printable


def shown(found: Diagnostic, line: str = "", *, terminal: bool = False) -> str:
    out = StringIO()
    console = Console(file=out, force_terminal=terminal, highlight=False, soft_wrap=True)
    Reporter(lambda _span: line, err=console).diagnostics([found])
    return out.getvalue()


def marked(line: str, column: int, width: int = 1) -> str:
    """The characters that the caret stands under."""
    quoted = excerpt(line, column, width)
    cells = [character for character in quoted.text for _ in range(cell_len(character))]
    return "".join(dict.fromkeys(cells[quoted.before : quoted.before + quoted.marked]))


def test_a_finding_with_its_line_a_caret_and_help() -> None:
    found = diagnose("OCT201", "no image", Span("a.md", 12, 6, width=4), "look there", "or here")
    assert shown(found, "Text ![A](b.png)") == (
        "a.md:12:6: error[OCT201]: no image\n"
        "  12 │ Text ![A](b.png)\n"
        "     │      ^^^^\n"
        "  help: look there\n"
        "  help: or here\n\n"
    )


def test_colours_on_a_terminal_only() -> None:
    found = diagnose("OCT204", "no alt text", Span("a.md"))
    assert "\x1b[" in shown(found, "![]()", terminal=True)
    assert "\x1b[" not in shown(found, "![]()")


def test_a_finding_without_a_place_and_one_on_an_empty_line() -> None:
    assert shown(diagnose("OCT201", "no image")) == "error[OCT201]: no image\n\n"
    assert shown(diagnose("OCT201", "no image", Span("a.md"))) == (
        "a.md:1:1: error[OCT201]: no image\n\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "width", "expected"),
    [
        ("plain words", 7, 5, "words"),
        ("漢字 wide", 4, 4, "wide"),
        ("漢字 wide", 2, 1, "字"),
        ("a\tb\tword", 5, 4, "word"),
        ("cafe\u0301 word", 7, 4, "word"),
        ("end", 3, 9, "d"),
    ],
)
def test_the_caret_stands_under_its_characters(
    line: str, column: int, width: int, expected: str
) -> None:
    assert marked(line, column, width) == expected


def test_the_caret_may_stand_behind_the_line() -> None:
    assert excerpt("end", 4, 1) == ("end", 3, 1)
    assert excerpt("end", 99, 1) == ("end", 3, 1)


@pytest.mark.parametrize("column", [1, 50, 500, 990, 1000])
def test_a_long_line_is_cut_around_the_caret(column: int) -> None:
    line = "".join(f"{number:03d}." for number in range(250))
    quoted = excerpt(line, column, 1)
    assert LONGEST // 2 < cell_len(quoted.text) <= LONGEST + 2
    assert quoted.text[quoted.before] == line[column - 1]
    assert quoted.text.startswith("…") == (column > 51)
    assert quoted.text.endswith("…") == (column < 949)


def test_a_long_line_of_wide_characters_is_cut_to_the_same_width() -> None:
    quoted = excerpt("漢" * 400, 200, 2)
    assert cell_len(quoted.text) <= LONGEST + 2
    assert quoted.text[1 + (quoted.before - 1) // 2] == "漢"


def test_manuscripts_do_nothing_to_a_terminal() -> None:
    assert printable("a\x1b[31mb\u202ec\ud800\x07") == "a\ufffd[31mb\ufffdc\ufffd\ufffd"
    text = shown(diagnose("OCT201", "no “\x1b]0;x\x07”", Span("a\x1b.md")), "x\x1b[2Jy")
    assert "\x1b" not in text
    assert "\x07" not in text
