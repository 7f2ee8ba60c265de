"""Every printed page number is true: in the contents, in the text, at the foot, in the EPUB.

The labels of the pages in the PDF (``/PageLabels``) are the measure; where a link leads says which
page a number is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.reading import apparatus, checks
from tests.reading.checks import nothing
from tests.reading.made import Made, make
from tests.reading.model import pages_printed

LINKS = """\
publications:
  pages:
    title: Pages
    date: 2026-01-15
    design: {design}
    number-sections: true
    contents: [text]
    editions: [screen]
"""


def test_the_contents_tell_true_pages(made: Made) -> None:
    """Each row has the title and the byline of its target, and the label of the target's page."""
    nothing(apparatus.wrong_contents(made))
    assert len(apparatus.contents_rows(made)) >= len([*made.contents_rows]) > 2


def test_the_folio_is_the_label_of_its_page(made: Made) -> None:
    """From the contents on every page bears its label at the foot; before them none does.

    Print has the same runs in the same places (``test_parity``).
    """
    nothing(checks.wrong_folios(made))
    assert len(apparatus.contents_pages(made)) >= 1


def test_pages_named_in_the_text_are_true(made: Made) -> None:
    """Each “(page N)” names the page that its link leads to, and none is left out."""
    nothing(checks.wrong_page_references(made))
    assert len(checks.page_references(made)) == pages_printed(made.expected)


def test_the_epub_knows_the_pages_of_the_pdf(made: Made) -> None:
    """Its page list has every page, and each begins at the word that it begins with on paper."""
    nothing(checks.wrong_page_list(made))


@pytest.fixture(scope="module", params=["report", "anthology"])
def linked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Made]:
    """A small book in which everything names the page of everything else."""
    folder = tmp_path_factory.mktemp("linked")
    (folder / "text").mkdir()
    (folder / "octavo.yaml").write_text(LINKS.format(design=request.param), encoding="utf-8")
    filler = "One line more of a paragraph that only takes room on its page. " * 12
    for number in range(1, 9):
        sections = [
            f"## Part {part} {{#sec-{number}-{part}}}\n\n{filler}\n\n"
            f"See [there](#sec-{9 - number}-{4 - part}){{.with-page}}, and "
            f"[the last](8-file.md#sec-8-3){{.with-page}}, and "
            f"[its beginning]({9 - number}-file.md){{.with-page}}.[^{part}]\n\n{filler}\n\n"
            f"[^{part}]: A note on [the second](2-file.md#sec-2-1){{.with-page}}."
            for part in (1, 2, 3)
        ]
        lang = "lang: fr\n" if number == 3 else ""
        (folder / "text" / f"{number}-file.md").write_text(
            f"---\ntitle: File {number}\n{lang}---\n\n" + "\n\n".join(sections), encoding="utf-8"
        )
    return make(folder)


def test_pages_that_name_each_other_are_true(linked: Mapping[str, Made]) -> None:
    made = linked["pages"]
    assert len(checks.page_references(made)) == pages_printed(made.expected) == 96
    nothing(checks.wrong_page_references(made))
    nothing(apparatus.wrong_contents(made))
    nothing(checks.wrong_folios(made))
    assert made.built.rounds <= 4


def test_a_page_is_named_in_the_language_of_its_chapter(linked: Mapping[str, Made]) -> None:
    made = linked["pages"]
    last = made.screen.blocks({"sec-8-3"})["sec-8-3"].page
    text = "".join(made.screen.page_text(index) for index in range(len(made.screen.labels)))
    assert f"(page {made.screen.labels[last]})" in " ".join(text.split())


def test_a_target_can_be_far_away(linked: Mapping[str, Made], tmp_path: Path) -> None:
    """Of two and of three digits alike: the numbers are not all of one width."""
    made = linked["pages"]
    widths = {len(printed) for _, printed, _ in checks.page_references(made)}
    assert widths == {1, 2}
