"""Cross-references: numbers that follow what they refer to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from octavo.model.book import Book
from octavo.model.content import plain_text, walk
from octavo.model.inlines import Link
from tests.passes.conftest import MakeBook

TEXT = """\
# One {#sec-one}

See @fig-b, @tbl-a, @eq-mass and @sec-two; also @sec-inner.

## Inside {#sec-inner}

![First](a.png){#fig-a fig-alt="A dot"}

![Second](a.png){#fig-b fig-alt="A dot"}

| a |
|---|
| b |

: A table {#tbl-a}

$$
E = mc^2
$$ {#eq-mass}
"""


@pytest.fixture
def dot(tmp_path: Path) -> None:
    Pillow.new("RGB", (2, 2)).save(tmp_path / "a.png")


def references(book: Book) -> list[tuple[str, str | None]]:
    """Return the words of every cross-reference and where it leads."""
    return [
        (plain_text(node.children), resolved.links[node.href])
        for resolved in book.chapters
        for node in walk(resolved.chapter.blocks)
        if isinstance(node, Link) and "cross-reference" in node.attributes.classes
    ]


@pytest.mark.usefixtures("dot")
def test_a_reference_reads_as_the_number_of_what_it_means(make_book: MakeBook) -> None:
    book, found = make_book(
        {"1.md": TEXT, "2.md": "# Two {#sec-two}\n\nText.\n"}, **{"number-sections": True}
    )
    assert not [finding for finding in found if finding.is_error]
    assert references(book) == [
        ("Figure\u00a02", "#fig-b"),
        ("Table\u00a01", "#tbl-a"),
        ("Equation\u00a0(1)", "#eq-mass"),
        ("Chapter\u00a02", "#chapter-2"),
        ("Section\u00a01.1", "#sec-inner"),
    ]


@pytest.mark.usefixtures("dot")
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("@fig-a", "Figure\u00a01"),
        ("[-@fig-a]", "1"),
        ("[Chart @fig-a]", "Chart\u00a01"),
        ("@Fig-a", "Figure\u00a01"),
    ],
)
def test_an_author_chooses_the_words(make_book: MakeBook, written: str, read: str) -> None:
    figure = '![A](a.png){#fig-a fig-alt="A dot"}\n'
    book, _ = make_book({"1.md": f"# One\n\nSee {written}.\n\n{figure}"})
    assert references(book) == [(read, "#fig-a")]


@pytest.mark.usefixtures("dot")
def test_words_follow_the_language_of_the_chapter(make_book: MakeBook) -> None:
    table = "| a |\n|---|\n| b |\n\n: Un tableau {#tbl-a}\n"
    book, _ = make_book({"1.md": f"---\nlang: fr\n---\n# Un\n\nVoir @tbl-a.\n\n{table}"})
    assert references(book) == [("Tableau\u00a01", "#tbl-a")]


@pytest.mark.usefixtures("dot")
def test_numbers_begin_again_in_each_chapter_where_asked(make_book: MakeBook) -> None:
    figure = '![A](a.png){{#fig-{} fig-alt="A dot"}}\n\n'
    texts = {
        "1.md": "# One\n\n" + figure.format("a") + figure.format("b"),
        "2.md": "# Two\n\n" + figure.format("c") + "See @fig-c and @fig-b.\n",
    }
    options = {"number-sections": True, "numbering": "chapter"}
    book, _ = make_book(texts, **options)
    assert [text for text, _ in references(book)] == ["Figure\u00a02.1", "Figure\u00a01.2"]


def test_a_section_without_a_number_is_called_by_its_title(make_book: MakeBook) -> None:
    book, found = make_book({"1.md": "# One\n\nSee @sec-how.\n\n## How it was made {#sec-how}\n"})
    assert not found
    assert references(book) == [("How it was made", "#sec-how")]


@pytest.mark.usefixtures("dot")
def test_a_reference_to_nothing_is_told_with_what_is_near(make_book: MakeBook) -> None:
    figure = '![A](a.png){#fig-growth fig-alt="A dot"}\n'
    _, found = make_book({"1.md": f"# One\n\nAs @fig-grwth shows.\n\n{figure}"})
    (finding,) = found
    assert (finding.code, finding.is_error) == ("OCT213", True)
    assert str(finding.span) == "1.md:3:4"
    assert finding.hints == ("did you mean “@fig-growth”?",)


@pytest.mark.usefixtures("dot")
@pytest.mark.parametrize(
    ("labelled", "label", "hint"),
    [
        ("$$\na = b\n$$ {#loss}\n", "eq-loss", "a label needs `eq-`: write {#eq-loss}"),
        ("## Loss {#loss}\n", "sec-loss", "a label needs `sec-`: write {#sec-loss}"),
        ("| a |\n|---|\n| b |\n\n: C {#loss}\n", "tbl-loss",
         "a label needs `tbl-`: write {#tbl-loss}"),
        ('![A](a.png){#loss fig-alt="A dot"}\n', "fig-loss",
         "a label needs `fig-`: write {#fig-loss}"),
        ("## Loss {#loss}\n", "fig-loss", "give what is meant the label {#fig-loss}"),
        ("$$\na = b\n$$ {#loss}\n", "eq-los", "give the equation its label: $$ … $$ {#eq-los}"),
    ],
)  # fmt: skip
def test_a_label_without_its_kind_is_told_how_to_begin(
    make_book: MakeBook, labelled: str, label: str, hint: str
) -> None:
    _, found = make_book({"1.md": f"# One\n\nAs @{label} shows.\n\n{labelled}"})
    (finding,) = found
    assert (finding.code, finding.hints) == ("OCT213", (hint,))


@pytest.mark.usefixtures("dot")
def test_the_parts_of_a_panel_have_letters(make_book: MakeBook) -> None:
    part = '![{}](a.png){{{} fig-alt="A dot"}}\n\n'
    text = (
        "# One\n\nSee @fig-left, [-@fig-right] and @fig-both, then @fig-after.\n\n"
        "::: {#fig-both layout-ncol=2}\n"
        + part.format("Left", "#fig-left")
        + part.format("Middle", "width=50%")
        + part.format("", "#fig-right")
        + "All three.\n:::\n\n"
        + part.format("After", "#fig-after")
    )
    book, found = make_book({"1.md": text}, **{"list-of-figures": True})
    assert not found
    assert references(book) == [
        ("Figure\u00a01a", "#fig-left"),
        ("1c", "#fig-right"),
        ("Figure\u00a01", "#fig-both"),
        ("Figure\u00a02", "#fig-after"),
    ]
    assert [row.number for row in book.figures] == ["1", "2"]


def test_the_tables_of_a_panel_have_letters(make_book: MakeBook) -> None:
    table = "| a |\n|---|\n| b |\n\n: {} {{#tbl-{}}}\n\n"
    panel = table.format("One", "one") + table.format("Two", "two")
    text = f"# One\n\nSee @tbl-two.\n\n::: {{#tbl-both}}\n{panel}Both\n:::\n"
    book, found = make_book({"1.md": text})
    assert (references(book), found) == ([("Table\u00a01b", "#tbl-two")], [])


def test_what_bears_no_number_cannot_be_referred_to_by_one(make_book: MakeBook) -> None:
    _, found = make_book({"1.md": "# One\n\nSee @sec-x.\n\n[words]{#sec-x}\n"})
    assert [finding.code for finding in found] == ["OCT213"]
