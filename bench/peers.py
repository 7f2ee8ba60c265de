"""Other programs on the same text, faces and page size, where they are installed.

Those with Pandoc read the Markdown of the manuscript, as Octavo does. What only Octavo knows in it
stays what Pandoc takes it for: a chart is a listing, an index term plain words. Vivliostyle reads
the one document that bare WeasyPrint reads; only the notes in tables stand in the text there.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from clock import UNKNOWN, Median, Run, median, run
from pages import FONTS, HTML
from stressbook import StressBook

from octavo.passes.resolve.citations.citeproc import find_pandoc

TOOLS = Path(os.environ.get("OCTAVO_BENCH_TOOLS") or Path.home() / ".cache" / "octavo-bench")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# In one run, a program is asked again until it has had so many turns or taken so many seconds.
_TURNS, _ENOUGH = 3, 180.0
LIMIT = 300.0
VIVLIOSTYLE = "Vivliostyle CLI"
# The page and the face of the design anthology, for programs that do not read its stylesheets.
_PAGE_CSS = """\
@page { size: 152mm 229mm; margin: 24mm 21mm 25.9mm }
html { font: 10.5pt/14.5pt Spectral; text-align: justify; hyphens: auto }
body { margin: 0; padding: 0; max-width: none }
@font-face { font-family: Spectral; src: url("FONTS/Spectral-Regular.ttf") }
@font-face { font-family: Spectral; font-style: italic; src: url("FONTS/Spectral-Italic.ttf") }
@font-face { font-family: Spectral; font-weight: 600; src: url("FONTS/Spectral-SemiBold.ttf") }
"""
_PAGE_TYPST = """\
```{=typst}
#set page(width: 152mm, height: 229mm, margin: (x: 21mm, top: 24mm, bottom: 25.9mm))
#set par(justify: true)
```
"""
# Vivliostyle 11 does not come to an end at a note called in a table that runs over pages.
_NOTES_IN_TABLES = "<style>table .note, caption .note { float: none !important }</style>"
# Typst ends at a link whose target it does not find; Pandoc knows none from chapter to chapter.
_UNLINKED = """\
function Link(link)
  if not link.target:match("^https?:") then return link.content end
end
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a program needed and made.

    ``missing`` names what is not installed; then nothing was measured.
    """

    name: str
    took: Median = UNKNOWN
    pages: int = 0
    is_tagged: bool = False
    missing: str = ""


def peers(book: StressBook, one: Path, folder: Path) -> list[Result]:
    """Measure all that is installed; ``one`` is the folder of the one document."""
    folder.mkdir(exist_ok=True)
    fonts = one / FONTS / "spectral"
    return [
        _by_pandoc_and_weasyprint(book, fonts, folder),
        _by_typst(book, fonts, folder),
        _by_vivliostyle(one, folder),
    ]


def _by_pandoc_and_weasyprint(book: StressBook, fonts: Path, folder: Path) -> Result:
    name, pandoc = "Pandoc and WeasyPrint", find_pandoc()
    engine = Path(sys.executable).with_name("weasyprint")
    if not pandoc or not engine.exists():
        return Result(name, missing="Pandoc" if not pandoc else "the command weasyprint")
    sheet, pdf = folder / "page.css", folder / "pandoc.pdf"
    sheet.write_text(_PAGE_CSS.replace("FONTS", fonts.as_uri()), encoding="utf-8")
    options = ["--to=html", f"--css={sheet}", f"--pdf-engine={engine}"]
    options += ["--pdf-engine-opt=--pdf-tags", f"--output={pdf}"]
    command = [*_reading(pandoc), *options, *_chapters(book)]
    return _result(name, _turns([command], book.folder / "text"), pdf)


def _by_typst(book: StressBook, fonts: Path, folder: Path) -> Result:
    name, pandoc = "Typst, through Pandoc", find_pandoc()
    if not pandoc:
        return Result(name, missing="Pandoc")
    try:
        import typst  # noqa: F401
    except ImportError:
        return Result(name, missing="the package typst")
    page, unlinked, pdf = folder / "page.md", folder / "unlinked.lua", folder / "typst.pdf"
    page.write_text(_PAGE_TYPST, encoding="utf-8")
    unlinked.write_text(_UNLINKED, encoding="utf-8")
    source = book.folder / "text" / "book.typ"
    options = ["--to=typst", "--variable=mainfont:Spectral", "--variable=fontsize:10.5pt"]
    options += [f"--lua-filter={unlinked}", f"--output={source}", str(page)]
    setting = (
        f"import typst; typst.compile({str(source)!r}, output={str(pdf)!r}, "
        f"font_paths=[{str(fonts)!r}], ignore_system_fonts=True)"
    )
    reading = [*_reading(pandoc), *options, *_chapters(book)]
    try:
        took = _turns([reading, [sys.executable, "-c", setting]], book.folder / "text")
    finally:
        source.unlink(missing_ok=True)
    return _result(name, took, pdf)


def _by_vivliostyle(one: Path, folder: Path) -> Result:
    name = VIVLIOSTYLE
    program, chromium = vivliostyle(), browser()
    if not program or not chromium:
        return Result(name, missing=name if not program else "a Chromium")
    pdf, page = folder / "vivliostyle.pdf", one / "vivliostyle.html"
    document = (one / HTML).read_text("utf-8")
    page.write_text(document.replace("</head>", f"{_NOTES_IN_TABLES}</head>", 1), encoding="utf-8")
    command = [str(program), "build", "--single-doc", page.name, "--output", str(pdf)]
    command += ["--executable-browser", chromium, "--timeout", f"{LIMIT:.0f}"]
    command += ["--no-vite-config-file", "--log-level", "info"]
    return _result(name, _turns([command], one), pdf)


def _result(name: str, took: Median, pdf: Path) -> Result:
    if took.failure:
        return Result(name, took)
    with pikepdf.open(pdf) as opened:
        return Result(name, took, len(opened.pages), "/StructTreeRoot" in opened.Root)


def vivliostyle() -> Path | None:
    """Return the command of Vivliostyle in the folder of the tools, or None."""
    program = TOOLS / "node_modules" / ".bin" / "vivliostyle"
    return program if program.exists() else None


def pandoc_epub(folder: Path) -> Run | None:
    """Time Pandoc's EPUB of the chapters in a folder; None where it is not installed."""
    pandoc = find_pandoc()
    if not pandoc:
        return None
    chapters = [path.name for path in sorted((folder / "text").glob("*.md"))]
    options = ["--standalone", "--toc", "--metadata=title:Essays", "--to=epub3"]
    return run([pandoc, *options, "--output=../book.epub", *chapters], folder / "text")


def _reading(pandoc: str) -> list[str]:
    """Return the command for reading a manuscript of many files whose notes have the same names."""
    options = ["--file-scope", "--standalone", "--toc", "--number-sections", "--quiet"]
    return [
        *(pandoc, *options),
        *("--citeproc", "--bibliography=../bibliography.json", "--metadata=title:The Stress Book"),
    ]


def _chapters(book: StressBook) -> list[str]:
    return [path.name for path in sorted((book.folder / "text").glob("*.md"))]


def browser() -> str | None:
    """Return the Chromium that is installed, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _turns(commands: Sequence[Sequence[str]], folder: Path) -> Median:
    """Return the medians of running some commands one after the other, several times."""
    runs: list[Run] = []
    while len(runs) < _TURNS and sum(one.seconds for one in runs) < _ENOUGH:
        steps: list[Run] = []
        for command in commands:
            steps.append(run(command, folder, limit=LIMIT))
            if steps[-1].failure:
                return median([*runs, steps[-1]])
        memory = max(step.memory for step in steps)
        runs.append(Run(sum(step.seconds for step in steps), memory))
    return median(runs)
