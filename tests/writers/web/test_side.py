"""The contents at the side of a page do not grow with the book."""

from __future__ import annotations

from octavo.documents.navigation import NavPoint
from octavo.writers.web.side import AROUND, MOST_ROWS, Side


def chapter(number: int) -> NavPoint:
    """A chapter of two sections."""
    file = f"{number}.html"
    sections = tuple(NavPoint(f"{number}.{one}", f"{file}#s{one}", "en") for one in (1, 2))
    return NavPoint(f"Chapter {number}", file, "en", sections)


def labels(points: tuple[NavPoint, ...]) -> list[str]:
    return [point.label for point in points]


def test_a_short_book_has_all_its_chapters_and_the_sections_of_this_one() -> None:
    side = Side([chapter(number) for number in range(5)]).beside("2.html")
    assert labels(side.rows) == [f"Chapter {number}" for number in range(5)]
    assert [len(row.children) for row in side.rows] == [0, 0, 2, 0, 0]
    assert side.is_whole


def test_a_long_book_has_those_around_the_page() -> None:
    side = Side([chapter(number) for number in range(1000)])
    for file, first, count in (
        ("0.html", 0, AROUND + 1),
        ("500.html", 500 - AROUND, 2 * AROUND + 1),
        ("999.html", 999 - AROUND, AROUND + 1),
    ):
        found = side.beside(file)
        assert labels(found.rows)[0] == f"Chapter {first}"
        assert len(found.rows) == count
        assert [row.label for row in found.rows if row.children] == [
            f"Chapter {file.removesuffix('.html')}"
        ]
        assert not found.is_whole


def test_a_part_opens_for_its_chapters_and_they_for_their_sections() -> None:
    many = tuple(chapter(number) for number in range(MOST_ROWS + 1))
    parts = [NavPoint("Part I", "one.html", "en", many), NavPoint("Part II", "two.html", "en")]
    side = Side(parts)
    found = side.beside("30.html")
    part, other = found.rows
    assert other.children == ()
    assert labels(part.children)[AROUND] == "Chapter 30"
    assert labels(part.children[AROUND].children) == ["30.1", "30.2"]
    assert not found.is_whole
    assert len(side.beside("one.html").rows[0].children) == MOST_ROWS + 1


def test_a_page_without_a_row_has_the_first_ones() -> None:
    side = Side([chapter(number) for number in range(3)]).beside("imprint.html")
    assert labels(side.rows) == ["Chapter 0", "Chapter 1", "Chapter 2"]
    assert not any(row.children for row in side.rows)
