"""The finished pages as a whole: sound books of both designs, and what cannot be checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.checks.pages.made import Book, made, photograph

# Everything that stands outside of a text's own lines, and rightly so.
TEXT = """# One of many things

A paragraph with a note.[^1] And a formula $a^2 + b^2$ in it, *emphasis*, `code` and H~2~O^2^.

- an item
- another

  with a paragraph

1. one
2. two

- [x] done
- [ ] to do

::: {.verse}
A line of verse that is so long that it must be turned over at its end, as verses are,\\
and another.
:::

::: {.callout-note}
## Mind

What to mind.

```
some code
```
:::

> A quotation.

Term
: What it means.

$$
c = \\frac{a}{b}
$$

| left | right |
|:-----|------:|
| a    | 12.5  |
| b    | 3     |

: A table {#tbl-a}

![From edge to edge](wide.svg){#fig-wide .full-bleed fig-alt='Words'}

See @tbl-a, @fig-wide, @tbl-wide.

FILL

| a | b | c |
|---|---|---|
ROWS

: Wide {#tbl-wide .landscape}

FILL

[^1]: The note, with an address that is long enough to be broken over two lines or more:
    <https://example.org/a/rather/long/way/to/a/page/that/tells/of/what/is/said/in/the/text>.
"""
WIDE = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 30" width="200" height="30">
<rect width="200" height="30" fill="#ccc"/><text x="8" y="15" font-size="5">Far left</text>
<text x="192" y="15" font-size="5" text-anchor="end">Far right</text></svg>"""


@pytest.fixture(scope="module", params=["report", "anthology"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    text = TEXT.replace("FILL", "What it is about, and more. " * 160)
    text = text.replace("ROWS", "\n".join(f"| {n} | words of a cell | more |" for n in range(12)))
    return made(
        tmp_path_factory.mktemp("sound"),
        text,
        editions=("screen", "print"),
        design=request.param,
        files={"wide.svg": WIDE, "photo.png": photograph(10, 10)},
    )


def test_a_sound_book_is_told_of_nothing(sound: Book) -> None:
    assert sound.found("OCT5") == []


def test_it_holds_what_might_be_taken_for_a_fault(sound: Book) -> None:
    pages = sound.places("book-print.pdf").pages
    assert any(page.is_turned for page in pages)
    assert any(page.is_blank for page in pages) or len(pages) > 6
    kinds = {fragment.kind for page in pages for fragment in page.fragments}
    assert kinds >= {"paragraph", "heading", "caption", "cell", "code", "item", "note", "image"}
    assert "running" in kinds


def test_without_its_record_a_file_is_not_checked_rather_than_passed(
    sound: Book, tmp_path: Path
) -> None:
    book = Book(tmp_path / "build")
    shutil.copytree(sound.shelf, book.shelf)
    record = book.shelf / ".cache/book.pdf.places.json"
    for change in (lambda: record.write_text("{}"), record.unlink):
        change()
        (found,) = book.found("OCT5")
        assert not found.is_error
        assert found.code == "OCT530"
        assert str(found.span) == "build/book.pdf:1:1"
        assert "its pages are not checked" in found.message


def test_the_record_of_another_file_does_not_count(sound: Book, tmp_path: Path) -> None:
    book = Book(tmp_path / "build")
    shutil.copytree(sound.shelf, book.shelf)
    cache = book.shelf / ".cache"
    shutil.copy(cache / "book-print.pdf.places.json", cache / "book.pdf.places.json")
    assert [one.code for one in book.found("OCT5")] == ["OCT530"]
