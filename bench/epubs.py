"""The EPUB of a thousand short chapters, by Octavo and by Pandoc, in turns."""

from __future__ import annotations

import random
from pathlib import Path

import ours
from clock import Median, Run, median
from peers import pandoc_epub

from tests.stress.words import ENGLISH, JOINERS

CHAPTERS, SEED = 1000, 7
_CONFIGURATION = """\
publications:
  chapters:
    title: A Thousand Chapters
    date: 2026-01-15
    design: anthology
    contents: [text]
    editions: [epub]
"""


def write_chapters(folder: Path, count: int = CHAPTERS) -> None:
    """Write a publication of chapters of about 300 words: prose, a note, a list, a table, a link.

    All of it is Markdown that Pandoc reads the same.
    """
    chance = random.Random(SEED)  # noqa: S311  (no secret)
    (folder / "text").mkdir(parents=True)
    (folder / "octavo.yaml").write_text(_CONFIGURATION, encoding="utf-8")
    for number in range(count):
        place = folder / "text" / f"chapter-{number:04}.md"
        place.write_text(_chapter(number, chance), encoding="utf-8")


def _chapter(number: int, chance: random.Random) -> str:
    def some(count: int) -> str:
        words = chance.choices([*ENGLISH, *JOINERS["en"]], k=count)
        return " ".join(words).capitalize()

    note = f"note-{number}"
    return "\n\n".join(
        [
            f"# {some(4)} {number}",
            f"{some(60)}.[^{note}] {some(40)}.",
            f"## {some(3)}",
            f"{some(50)}, *{some(4)}*, **{some(3)}** {some(50)}.",
            "\n".join(f"- {some(8)}" for _ in range(4)),
            "| A | B |\n|---|--:|\n" + "\n".join(f"| {some(2)} | {row} |" for row in range(5)),
            f"{some(20)} [in print](https://example.org/{number}) {some(20)}.",
            f"[^{note}]: {some(15)}.\n",
        ]
    )


def compare(folder: Path, times: int) -> tuple[Median, Median]:
    """Return the times of Octavo and of Pandoc."""
    write_chapters(folder)
    by_us: list[Run] = []
    by_pandoc: list[Run] = []
    for _ in range(times):
        by_us.append(ours.epub(folder))
        by_pandoc.append(pandoc_epub(folder) or Run(0.0, failure="not installed"))
    return median(by_us), median(by_pandoc)
