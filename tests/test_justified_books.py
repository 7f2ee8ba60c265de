"""Books with justified text: set as a whole, they hold what they hold when set line by line.

Our own publications and a stress book are built with the token that justifies running text, once
with paragraphs set as a whole and once without.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from octavo.writers.pdf import engine
from octavo.writers.pdf.paragraphs import Count
from tests.reading import checks
from tests.reading.checks import nothing
from tests.reading.made import Made, make
from tests.reading.pdf import Element, PdfFile
from tests.stress import PAGE_WORDS, Plan, write_stress_book

ROOT = Path(__file__).resolve().parents[1]
# The role of what holds the notes of a page.
NOTES = "NonStruct"
PAGE = re.compile(r"(?<=page|eite|gina)\d+")  # page, Seite, página
TOKENS = ":root { --align-text: justify }\n"
BOOKS = [
    "report",
    "anthology",
    pytest.param(Plan(words=60 * PAGE_WORDS, seed=8, chapters=5), id="stress-60-pages"),
    pytest.param(
        Plan(words=600 * PAGE_WORDS, seed=2, chapters=24, every=220),
        id="stress-600-pages",
        marks=pytest.mark.full,
    ),
]


class Twice(NamedTuple):
    """A book set as a whole, and line by line."""

    whole: Made
    greedy: Made


@contextmanager
def line_by_line() -> Iterator[Count]:
    yield Count()


def folder_of(book: str | Plan, folder: Path) -> str:
    """Write a book with justified text into a folder; return its name."""
    if isinstance(book, Plan):
        write_stress_book(folder, book)
    else:
        shutil.copy(ROOT / "octavo.yaml", folder)
        shutil.copytree(ROOT / "content", folder / "content")
    (folder / "styles").mkdir(exist_ok=True)
    tokens = folder / "styles" / "tokens.css"
    old = tokens.read_text("utf-8") if tokens.exists() else ""
    tokens.write_text(old + TOKENS, encoding="utf-8")
    return book.name if isinstance(book, Plan) else book


@pytest.fixture(scope="module", params=BOOKS)
def twice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Twice:
    folder = tmp_path_factory.mktemp("justified")
    name = folder_of(request.param, folder)
    whole = make(folder, ("screen",))[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "set_as_a_whole", line_by_line)
        return Twice(whole, make(folder, ("screen",))[name])


def test_most_lines_are_set_as_a_whole(twice: Twice) -> None:
    facts = twice.whole.artefacts["screen"].justified
    assert facts is not None
    assert facts.lines > 400
    # Beside floats and in boxes of their own lines are set one by one.
    assert facts.greedy < facts.lines / 20
    assert twice.greedy.artefacts["screen"].justified is None, "nothing was noted line by line"


def test_every_block_holds_its_text_once(twice: Twice) -> None:
    nothing(checks.wrong_blocks_in_pdf(twice.whole))


def test_the_same_characters_are_read_in_both(twice: Twice) -> None:
    assert characters(twice.whole) == characters(twice.greedy)


def characters(made: Made) -> Mapping[str, str]:
    """The characters of every block, without what is added at the ends of lines.

    The page on which something stands may be another one, and the head of a table is printed on
    as many as the table runs over.
    """
    repeats = {one for one, block in made.expected.blocks.items() if block.repeats}
    return {
        identifier: PAGE.sub("", re.sub("[\\s\u00ad\u2010]", "", block.text))
        for identifier, block in made.printed.items()
        if identifier not in repeats
    }


def test_notes_stand_on_the_page_of_their_call(twice: Twice) -> None:
    nothing(checks.wrong_notes(twice.whole))
    nothing(checks.notes_in_the_text(twice.whole))


def test_links_lead_where_they_should(twice: Twice) -> None:
    nothing(checks.wrong_targets(twice.whole))
    assert addresses(twice.whole.screen) == addresses(twice.greedy.screen)


def addresses(file: PdfFile) -> set[str]:
    return {link.address or f"#{link.destination}" for link in file.links}


def test_no_line_runs_off_the_page(twice: Twice) -> None:
    nothing(checks.off_page(twice.whole.screen))


def test_the_tags_are_the_same(twice: Twice) -> None:
    """Every block has the same role, under the same roles, and they stand in the same order.

    Lines, and with them spans and links, may be cut elsewhere, and blocks at other pages. Notes
    are read at the end of their page, and figures and tables may wait for another one.
    """
    whole, greedy = tags(twice.whole), tags(twice.greedy)
    assert set(whole) == set(greedy)
    waited = checks.waited(twice.whole) | checks.waited(twice.greedy)

    def in_the_text(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        return [one for one in found if NOTES not in one and one[0] not in waited]

    assert in_the_text(whole) == in_the_text(greedy)
    assert len(in_the_text(whole)) > len(whole) / 2


def tags(made: Made) -> list[tuple[str, ...]]:
    """The identifier of each block with its role and those above it, in reading order."""
    found: dict[tuple[str, ...], None] = {}
    waiting: list[tuple[Element, tuple[str, ...]]] = [(made.screen.root, ())]
    while waiting:
        element, above = waiting.pop()
        path = (*above, element.role)
        if element.identifier in made.book.spans:
            found[element.identifier, *path] = None
        kids = [kid for kid in element.kids if isinstance(kid, Element)]
        waiting += [(kid, path) for kid in reversed(kids)]
    return list(found)
