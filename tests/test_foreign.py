"""Manuscripts that were not written for Octavo build without a change.

``tests/manuscripts`` holds a Quarto book, a Pandoc manuscript and the posts of a blog, each with an
``octavo.yaml`` and nothing else of ours (and ``voices``, of which ``test_many_voices.py`` tells).
What Octavo does otherwise than their own programs is a warning here and a row in
docs/from-quarto.md or docs/from-pandoc.md.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from octavo.cli import octavo
from tests.reading.pdf import PdfFile
from tests.reading.text import normalise

MANUSCRIPTS = Path(__file__).parent / "manuscripts"

# What `octavo check` tells of each, in the order of the manuscript.
TOLD = {
    "quarto": """
        chapters/measuring.qmd:38 OCT205
        chapters/measuring.qmd:40 OCT205
        chapters/telling.qmd:21 OCT238
        chapters/telling.qmd:26 OCT238
        chapters/telling.qmd:42 OCT245
        chapters/telling.qmd:47 OCT232
        chapters/telling.qmd:47 OCT232
    """,
    "pandoc": """
        manuscript.md:23 OCT251
        manuscript.md:25 OCT251
        manuscript.md:41 OCT606
        manuscript.md:42 OCT237
        manuscript.md:48 OCT237
        manuscript.md:49 OCT606
        manuscript.md:51 OCT606
        manuscript.md:52 OCT606
        manuscript.md:55 OCT236
        manuscript.md:57 OCT612
        manuscript.md:90 OCT205
        manuscript.md:90 OCT612
    """,
    "blog": """
        posts/2020-07-01-a-seat.md:10 OCT232
        posts/2020-07-01-a-seat.md:12 OCT232
        posts/2020-07-01-a-seat.md:17 OCT232
        posts/2020-07-01-a-seat.md:19 OCT205
        posts/2020-07-01-a-seat.md:21 OCT232
        posts/2020-07-01-a-seat.md:23 OCT232
        posts/2020-08-02-a-roof.md:14 OCT232
        posts/2020-08-02-a-roof.md:16 OCT232
        posts/2020-08-02-a-roof.md:18 OCT232
        posts/2020-09-03-a-rope.md:14 OCT230
        posts/2020-10-04-nothing-but-a-title.md:9 OCT600
        posts/2020-11-05-not-yet.md:3 OCT107
    """,
}


@pytest.fixture
def manuscript(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """A copy of a manuscript, as the current folder; its name."""
    name = str(request.param)
    shutil.copytree(MANUSCRIPTS / name, tmp_path / name)
    monkeypatch.chdir(tmp_path / name)
    return name


each = pytest.mark.parametrize("manuscript", sorted(TOLD), indirect=True)


def run(*arguments: str) -> str:
    """Run a command that must end well; what it says."""
    result = CliRunner().invoke(octavo, arguments)
    assert "Traceback" not in result.output
    assert result.exit_code == 0, result.output
    return result.output


@each
def test_it_is_read_with_these_warnings_and_no_errors(manuscript: str) -> None:
    said = run("check", "--output-format", "concise")
    assert "error[" not in said
    found = re.findall(r"^(\S+:\d+):\d+: warning\[(OCT\d+)\]", said, re.M)
    wanted = [tuple(line.split()) for line in TOLD[manuscript].split("\n") if line.strip()]
    assert sorted(set(found)) == sorted(set(wanted))


def built() -> PdfFile:
    """The PDF to download of the only publication of the current folder."""
    (path,) = Path("build").glob("*.pdf")
    return PdfFile(path.read_bytes())


# What stands on the pages: references with numbers, conditions, values, lists, callouts.
PRINTED = {
    "quarto": (
        "is told in Chapter 1",
        "This sentence is for paper.",
        "Figure 1 shows the days with water, and Fig. 1 says so again; the number alone is 1",
        "Both wells of Figure 2 are on the hill",
        "In Equation (1) the rope",
        "Do not lean over",
        "Count the seconds until the splash.",
        "The version is Telling what was found",
        "Counting What Is Not There",
    ),
    "pandoc": (
        "A Pandoc Manuscript",
        "In two paragraphs.",
        "a task done",
        "The limerick packs laughs anatomical",
        "A fenced division with one word.",
        "Counting What Is Not There",
    ),
    "blog": (
        "A seat at the well",
        "Ada Example",
        "August 2, 2020",
        "Pull gently",
        "First thing",
        "Just text, without anything at its head.",
    ),
}


@each
def test_it_builds(manuscript: str) -> None:
    run("build", "--edition", "screen", "--edition", "epub")
    assert list(Path("build").glob("*.epub"))
    file = built()
    text = normalise(" ".join(file.page_text(index) for index in range(len(file.labels))))
    missing = [words for words in PRINTED[manuscript] if normalise(words) not in text]
    assert not missing


@pytest.mark.parametrize("manuscript", ["blog"], indirect=True)
@pytest.mark.usefixtures("manuscript")
def test_posts_lead_to_each_other_inside_the_book() -> None:
    run("build", "--edition", "screen")
    addresses = [link.address for link in built().links if "blog.example" in link.address]
    # The line that says where a post first appeared; all links in the text lead inside.
    assert addresses == ["https://blog.example/2020/09/a-rope/"]
