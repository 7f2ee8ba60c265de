"""Images that are too coarse for the size at which they stand on the page (OCT528)."""

from __future__ import annotations

from pathlib import Path

from tests.checks.pages.made import lines, made, photograph

TEXT = "# One\n\nText, see @fig-a.\n\n![Seats.](a.png){#fig-a fig-alt='Bars'}\n"
# As wide as the page's text and titles: 146 mm, 5.75 inches.
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50">
<rect width="100" height="50" fill="#ccc"/><text x="10" y="30" font-size="8">Bars</text></svg>"""


def test_each_edition_by_what_it_needs(tmp_path: Path) -> None:
    book = made(tmp_path, TEXT, editions=("screen", "print"), files={"a.png": photograph(575, 300)})
    screen, print_ = sorted(lines(book.found()), key=lambda told: "-print" in told)
    assert screen == (
        "one.md:5:1: OCT528: page 5 of build/book.pdf has an image at 100 dots per inch; "
        "150 are needed on a screen"
    )
    assert "build/book-print.pdf has an image at 100 dots per inch; 300 are needed" in print_


def test_enough_for_a_screen_is_not_enough_for_print(tmp_path: Path) -> None:
    book = made(
        tmp_path, TEXT, editions=("screen", "print"), files={"a.png": photograph(1150, 600)}
    )
    (told,) = lines(book.found())
    assert "build/book-print.pdf has an image at 200 dots per inch" in told


def test_pixels_enough_and_drawings_are_sound(tmp_path: Path) -> None:
    both = ("screen", "print")
    fine = made(tmp_path / "a", TEXT, editions=both, files={"a.png": photograph(1800, 900)})
    drawn = made(tmp_path / "b", TEXT.replace("png", "svg"), editions=both, files={"a.svg": SVG})
    assert fine.found() == []
    assert drawn.found() == []
