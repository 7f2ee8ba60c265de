"""What was made once is kept, and only what changed is made anew: the pages are the same.

Every build here has real workers or a real cache, and is compared with one that has neither.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from octavo import shelf
from octavo.cache import Cache
from octavo.crew import Crew
from octavo.model.progress import Step
from octavo.model.rendition import PageMap
from octavo.pipeline import Equipment
from tests.reading import apparatus, checks
from tests.reading.checks import nothing
from tests.reading.made import Made, make
from tests.stress import PAGE_WORDS, Plan, write_stress_book
from tests.stress.editing import edit

SMALL = Plan(words=24 * PAGE_WORDS, seed=21, chapters=6, every=90)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a stress book of some forty pages."""
    folder = tmp_path_factory.mktemp("small")
    write_stress_book(folder, SMALL)
    return folder


@pytest.fixture
def book(small: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(small, tmp_path / "book"))


def made_by(
    root: Path,
    *,
    crew: Crew | None = None,
    cache: Cache | None = None,
    known: PageMap | None = None,
    progress: Callable[[Step], None] | None = None,
) -> Made:
    """The screen edition, made with what a test wants it to be made with."""
    equipment = Equipment(crew or Crew(), lambda _name: known)
    if progress:
        equipment = replace(equipment, progress=progress)
    return make(root, ("screen",), equipment, cache)["stress"]


def pdf(made: Made) -> bytes:
    return made.artefacts["screen"].data


def pages_of(made: Made) -> PageMap:
    found = made.artefacts["screen"].page_map
    assert found is not None
    return found


class LaidOut:
    """Counts the sections that are laid out; those of the cache are not."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def __call__(self, step: Step) -> None:
        if step.section:
            self.titles.append(step.section)


# ------------------------------------------------------------------------ workers


def test_any_number_of_workers_makes_the_same_bytes(small: Path) -> None:
    alone = pdf(made_by(small))
    for jobs in (2, 4):
        with Crew(jobs) as crew:
            crew.start()
            assert pdf(made_by(small, crew=crew)) == alone


def command(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "octavo", "build", "--edition", "screen", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


# The command line, whose workers are killed when they come to a chapter: a fork inherits the task.
KILLED = """
import os, signal
from octavo.writers.pdf import tasks

real = tasks.set_section

def set_section(setup, workspace, order):
    if order.section.is_chapter:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(setup, workspace, order)

set_section.__module__, set_section.__qualname__ = real.__module__, real.__qualname__
tasks.set_section = set_section

from octavo.cli import main

main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="not checked: workers are no forks here")
def test_a_worker_that_is_killed_leaves_what_was_built_before(book: Path) -> None:
    with command(book, "--jobs", "2") as run:
        said, _ = run.communicate()
    assert run.returncode == 0, said
    before = (book / "build/stress.pdf").read_bytes()
    text = next((book / "text").glob("*.md"))
    text.write_text(text.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, "build", "--jobs", "2", "--no-cache"],
        cwd=book,
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == 3, killed.stdout
    assert "error[OCT408]: a worker process was ended from outside" in killed.stderr
    assert "Traceback" not in killed.stderr
    assert (book / "build/stress.pdf").read_bytes() == before


# ---------------------------------------------------------------------- the cache


def test_nothing_is_laid_out_twice(small: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    first = made_by(small, cache=cache)
    laid_out = LaidOut()
    again = made_by(small, cache=cache, known=pages_of(first), progress=laid_out)
    assert laid_out.titles == []
    assert pdf(again) == pdf(first)


def test_a_word_that_changes_changes_one_section(book: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    first = made_by(book, cache=cache)
    path, text = next(
        (path, text)
        for path in sorted((book / "text").glob("*.md"))
        if (text := path.read_text(encoding="utf-8")).count(" with ") > 2
    )
    path.write_text(text.replace(" with ", " when ", 1), encoding="utf-8")
    laid_out = LaidOut()
    changed = made_by(book, cache=cache, known=pages_of(first), progress=laid_out)
    assert len(set(laid_out.titles)) == 1
    assert pdf(changed) == pdf(made_by(book, known=pages_of(first))) != pdf(first)


def test_sections_are_not_laid_out_again_when_only_their_folios_move(tmp_path: Path) -> None:
    """An essay in the front of a book grows by two pages; those behind it have other numbers."""
    (tmp_path / "text").mkdir()
    (tmp_path / "octavo.yaml").write_text(
        "publications:\n  stress:\n    title: Folios\n    date: 2026-01-15\n"
        "    design: anthology\n    contents: [text]\n",
        encoding="utf-8",
    )
    essay = "# Essay {number}\n\n{first}" + "A paragraph that fills lines. " * 40 + "\n\n"
    for number in range(60):
        body = essay.format(number=number, first="") * 1 + ("Words. " * 300 + "\n\n") * 3
        (tmp_path / f"text/{number:02}.md").write_text(body, encoding="utf-8")
    cache = Cache(tmp_path / "cache")
    first = made_by(tmp_path, cache=cache)
    count = len(pages_of(first).pages)
    longer = tmp_path / "text/50.md"
    longer.write_text(
        longer.read_text(encoding="utf-8") + ("More words. " * 300 + "\n\n") * 4, encoding="utf-8"
    )
    laid_out = LaidOut()
    changed = made_by(tmp_path, cache=cache, known=pages_of(first), progress=laid_out)
    moved = len(pages_of(changed).pages) - count
    assert moved
    # Essays stand on any side; where they have changed it they are laid out again.
    expected = {"Essay 50", "Contents"} if moved % 2 == 0 else None
    assert expected is None or set(laid_out.titles) <= expected
    assert pdf(changed) == pdf(made_by(tmp_path, known=pages_of(first)))
    nothing(checks.wrong_folios(changed))


def test_a_cache_with_truncated_files_heals(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    first = made_by(small, cache=Cache(folder))
    entries = [path for path in folder.rglob("*") if path.is_file() and len(path.name) == 64]
    assert len(entries) > 10
    for number, path in enumerate(entries):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) * (number % 3) // 3])
    laid_out = LaidOut()
    again = made_by(small, cache=Cache(folder), known=pages_of(first), progress=laid_out)
    assert laid_out.titles
    assert pdf(again) == pdf(first)
    healed = LaidOut()
    made_by(small, cache=Cache(folder), known=pages_of(first), progress=healed)
    assert healed.titles == []


def test_two_builds_at_once_on_one_cache_are_both_right(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OCTAVO_CACHE", str(tmp_path / "cache"))
    folders = [Path(shutil.copytree(small, tmp_path / name)) for name in ("one", "other")]
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda folder: command(folder).communicate()[0], folders))
    assert all("error" not in said for said in runs), runs
    expected = pdf(made_by(small))
    assert [(folder / "build/stress.pdf").read_bytes() for folder in folders] == [expected] * 2


def test_without_a_cache_nothing_is_kept_and_nothing_is_known(book: Path) -> None:
    with command(book, "--no-cache") as run:
        said, _ = run.communicate()
    assert run.returncode == 0, said
    kept = {path.name for path in (book / "build/.cache").iterdir()}
    assert kept == {"stress.pdf.places.json", "stress.pages.json"}
    assert shelf.pages_of(book / "build", "stress") is not None


# --------------------------------------------------------------- edits in a row


@pytest.mark.parametrize(
    "edits",
    [pytest.param(3, id="3-edits"), pytest.param(30, id="30-edits", marks=pytest.mark.full)],
)
def test_after_every_edit_all_is_true(book: Path, tmp_path: Path, edits: int) -> None:
    """Built with what is kept, then from nothing but the same page map: the same bytes."""
    rng = random.Random(5)
    cache = Cache(tmp_path / "cache")
    with Crew(2) as crew:
        crew.start()
        made = made_by(book, cache=cache, crew=crew)
        for _ in range(edits):
            done = edit(book, rng)
            known = pages_of(made)
            made = made_by(book, cache=cache, crew=crew, known=known)
            assert pdf(made) == pdf(made_by(book, crew=crew, known=known)), done
            nothing(checks.wrong_blocks_in_pdf(made))
            nothing(checks.wrong_page_references(made))
            nothing(checks.wrong_folios(made))
            nothing(apparatus.wrong_contents(made))
            nothing(apparatus.wrong_lists(made))
            nothing(apparatus.wrong_index(made))
