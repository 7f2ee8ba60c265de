"""Text over an edge: of the type area (OCT520), or of its own block (OCT521)."""

from __future__ import annotations

from pathlib import Path

from octavo.checks.pages.reading import read_pages
from octavo.checks.pages.setting import set_pages
from tests.checks.pages.made import lines, made

WORD = "unbreakable" * 4
CELLS = f"# One\n\n| a | b |\n|---|---|\n| {WORD} | short |\n\n: Cells {{#tbl-cells}}\n"
# The house style breaks long words and addresses anywhere rather than let them run on.
UNBROKEN = ".chapter * { hyphens: manual } .long, .chapter a { overflow-wrap: normal !important }"
FIXED = UNBROKEN + "table { table-layout: fixed } th:first-child { width: 30mm }"


def test_a_block_that_a_stylesheet_moves_out_of_the_type_area(tmp_path: Path) -> None:
    text = "# One\n\nText.\n\n::: {.moved}\nOut it goes.\n:::\n"
    book = made(tmp_path, text, ".moved { position: relative; left: 130mm }")
    (found,) = book.found()
    assert found.is_error
    assert str(found.span) == "one.md:6:1"
    assert found.code == "OCT520"
    assert found.message.startswith("page 5 of build/book.pdf has text ")
    assert found.message.endswith(" outside its type area: “Out it goes.”")


def test_what_is_moved_when_it_is_painted_is_found_too(tmp_path: Path) -> None:
    text = "# One\n\nText.\n\n::: {.moved}\nOut it goes.\n:::\n"
    book = made(tmp_path, text, ".moved { transform: translate(0, 250mm) }")
    assert [found.code for found in book.found()] == ["OCT520"]


def test_a_word_that_runs_out_of_the_type_area(tmp_path: Path) -> None:
    """The line is wider than its block, too, which is not told a second time."""
    book = made(tmp_path, f"# One\n\nText.\n\nA {WORD * 3}\n", UNBROKEN)
    (found,) = book.found()
    assert (found.code, str(found.span)) == ("OCT520", "one.md:5:1")
    assert "mm outside its type area: “unbreakable" in found.message


def test_titles_reach_into_the_margin_as_far_as_the_design_says(tmp_path: Path) -> None:
    text = "# One\n\n## Two\n\nText.\n"
    near = made(tmp_path / "near", text, "h2 { margin-left: -22mm }")
    far = made(tmp_path / "far", text, "h2 { margin-left: -30mm }")
    assert near.found() == []
    assert [(one.code, str(one.span)) for one in far.found()] == [("OCT520", "one.md:3:1")]


def test_a_word_wider_than_its_cell(tmp_path: Path) -> None:
    book = made(tmp_path, CELLS, FIXED)
    (found,) = book.found()
    assert found.is_error
    assert (found.code, str(found.span)) == ("OCT521", "one.md:5:1")
    assert "mm past the edge of its cell: “unbreakable" in found.message


def test_a_cell_that_grows_with_its_word_is_sound(tmp_path: Path) -> None:
    assert made(tmp_path, CELLS, UNBROKEN).found() == []


def test_a_table_that_outgrows_what_it_stands_in(tmp_path: Path) -> None:
    text = CELLS.replace(": Cells {#tbl-cells}\n", "").replace("# One\n", "# One\n\n::: {.narrow}")
    book = made(tmp_path, text + "\n:::\n", UNBROKEN + ".narrow { width: 30mm }")
    (found,) = book.found()
    assert found.code == "OCT521"
    assert "past the edge of its cell" in found.message
    # The table is told once, with all its cells.
    assert found.message.endswith(" more")


def test_a_line_of_code_a_title_and_an_address_wider_than_their_blocks(tmp_path: Path) -> None:
    code = "x = " + "1 + " * 10
    text = f"# One\n\n## A {WORD}\n\n```\n{code}2\n```\n\nSee <https://example.org/{'a' * 60}>.\n"
    narrow = ".chapter h2, .chapter pre, .chapter p { width: 60mm } pre { white-space: pre }"
    found = made(tmp_path, text, UNBROKEN + narrow).found()
    assert [(one.code, str(one.span)) for one in found] == [
        ("OCT521", "one.md:3:1"),
        ("OCT521", "one.md:5:1"),
        ("OCT521", "one.md:9:1"),
    ]
    kinds = ("heading", "listing", "paragraph")
    for one, kind in zip(found, kinds, strict=True):
        assert f"past the edge of its {kind}: " in one.message


def test_what_both_editions_have_is_told_once(tmp_path: Path) -> None:
    book = made(tmp_path, CELLS, FIXED, editions=("screen", "print"))
    (told,) = lines(book.found())
    assert "page 5 of build/book.pdf and build/book-print.pdf has a line" in told


def test_a_page_set_upright_for_the_press_is_read_as_it_was_laid_out(tmp_path: Path) -> None:
    text = CELLS.replace("#tbl-cells", "#tbl-cells .landscape")
    css = FIXED
    sound = made(tmp_path / "sound", text, editions=("print",))
    faulty = made(tmp_path / "faulty", text, css, editions=("print",))
    assert any(page.is_turned for page in sound.places("book-print.pdf").pages)
    assert sound.found("OCT521") == sound.found("OCT520") == []
    (found,) = faulty.found("OCT521")
    assert "past the edge of its cell: “unbreakable" in found.message


def test_an_italic_letter_that_hangs_out_of_a_running_head_is_sound(tmp_path: Path) -> None:
    text = "# Wheel by report roof\n\n" + "What it is about. " * 400
    book = made(tmp_path, text, design="anthology")
    heads = [
        line.text
        for page in set_pages(
            book.places("book.pdf").pages,
            read_pages(book.shelf / "book.pdf", book.places("book.pdf")),
        )
        for printed in page.fragments
        if printed.fragment.kind == "running"
        for line in printed.lines
    ]
    assert "Wheel by report roof" in heads
    assert book.found("OCT520") == book.found("OCT521") == []


def test_a_running_head_that_is_too_long_is_told_once(tmp_path: Path) -> None:
    text = f"# {'2026' * 8}\n\n" + "What it is about. " * 700
    css = "@page :left { @top-left { width: 30mm } } @page :right { @top-right { width: 30mm } }"
    found = made(tmp_path, text, css + UNBROKEN, design="anthology").found("OCT521")
    assert len(found) == 1
    assert "past the edge of its place in the margin: “2026" in found[0].message


def test_spaces_at_the_end_of_a_line_of_code_are_no_text(tmp_path: Path) -> None:
    text = f"# One\n\n```python\nx = 1  # {'a ' * 20}{' ' * 90}\n```\n"
    assert made(tmp_path, text, "pre { white-space: pre }").found() == []


def test_what_the_help_says_helps(tmp_path: Path) -> None:
    digits = "2026" * 12
    faulty = made(tmp_path / "faulty", f"# One\n\nA {digits * 2}\n")
    mended = made(tmp_path / "mended", f"# One\n\nA {digits}&ZeroWidthSpace;{digits}\n")
    assert [one.code for one in faulty.found()] == ["OCT520"]
    assert mended.found() == []


def test_a_note_in_the_margin_is_where_it_belongs(tmp_path: Path) -> None:
    text = "# One\n\nText.\n\n::: {.column-margin}\nA short note.\n:::\n\nMore text.\n"
    for design in ("report", "anthology"):
        (tmp_path / design).mkdir()
        assert made(tmp_path / design, text, design=design).found() == []
