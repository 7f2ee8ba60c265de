"""Set our anthology as a book by Octavo, WeasyPrint, Typst and LaTeX, and compare the pages.

    python bench/books.py                                    seconds, lines, what the PDFs hold
    python bench/books.py --picture docs/images/books.png    an essay's first two pages of each
    python bench/books.py --keep build/books                 the PDFs, to look at

Each program gets the same words (the chapters and the references, resolved by Octavo) and the same
order: pages of 152 by 229 mm, a text of 110 mm and 35 lines, Spectral at 10.5/14.5 points. All else
is its own: ``bench/books/book.typ`` and ``book.tex`` are books as the guides of Typst and memoir
set them. WeasyPrint is given the sheet of its own sample of a book, which is not ours to print:

    --sheet FILE    book/book-classical.css of github.com/CourtBouillon/weasyprint-samples

Without that file, and where there is no ``lualatex``, that book is not set, and this is said.
Every program runs in a process of its own; the time is that of the run, until its pages stand.
What Octavo sets besides (cover, imprint, glossary, index and so on) is in its time and its pages.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from json import dumps
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "bench" / "books"

from markups import Html, Latex, Typst  # noqa: E402
from paragraphs import SIZE, font_file  # noqa: E402
from standing import FACE, LEADING, report  # noqa: E402

from octavo.model.book import Asset, Book  # noqa: E402
from octavo.pipeline import Options, read  # noqa: E402
from octavo.workspace import Workspace  # noqa: E402

_FIRST_WORDS = "may promise to be good"
_LUATEX_RUNS = 3
_INK = (29, 36, 48)


def anthology() -> Book:
    """Return our anthology as Octavo reads it."""
    options = Options(publications=("anthology",))
    ((_, manuscript),) = read(Workspace(ROOT), options)
    return manuscript.book


# ------------------------------------------------------------------ setting


def by_octavo(_book: Book, folder: Path, _sheet: Path | None) -> Path | None:
    """Build the edition for the screen, into a copy of what it is made from."""
    for name in ("content", "octavo.yaml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    _run([sys.executable, "-m", "octavo", "build", "anthology", "--edition", "screen"], folder)
    return folder / "build" / "anthology.pdf"


def by_weasyprint(book: Book, folder: Path, sheet: Path | None) -> Path | None:
    """Set the book in WeasyPrint alone, by the sheet of its sample."""
    if sheet is None:
        return None
    _write_images(book, folder)
    face = "".join(
        f'@font-face {{ font-family: "{FACE}"; font-style: {style}; font-weight: {weight};'
        f' src: url("{file.as_uri()}") }}\n'
        for style, weight, file in _files()
    )
    # What the order says, and what the sample has no need of: pictures, notes, links in the text.
    order = f"""@page {{ size: 152mm 229mm }}
        @page :left {{ margin: 24mm 21mm 25.9mm 21mm }}
        @page :right {{ margin: 24mm 21mm 25.9mm 21mm }}
        html {{ font: {SIZE}pt/{LEADING}pt "{FACE}" }}
        img {{ display: block }} .note {{ float: footnote; text-indent: 0 }}
        a {{ color: inherit; text-decoration: none }}"""
    rows = (
        "".join(f'<li><a href="#{one.identifier}"></a></li>' for one in book.chapters)
        + '<li><a href="#references"></a></li>'
    )
    title = book.publication.title
    page = folder / "book.html"
    page.write_text(
        f'<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{face}</style></head><body>"
        f"<h1>{title}</h1><section id=contents><h2>Contents</h2><ul>{rows}</ul></section>"
        f"{Html(book).body()}</body></html>",
        "utf-8",
    )
    (folder / "order.css").write_text(order, "utf-8")
    command = [sys.executable, "-m", "weasyprint", "-s", str(sheet), "-s", "order.css"]
    _run([*command, "--pdf-tags", "book.html", "book.pdf"], folder)
    return folder / "book.pdf"


def by_typst(book: Book, folder: Path, _sheet: Path | None) -> Path | None:
    """Set the book in Typst."""
    _write_images(book, folder)
    head = (HERE / "book.typ").read_text("utf-8")
    head = head.replace("FACE", dumps(FACE)).replace("TITLE", dumps(book.publication.title))
    (folder / "book.typ").write_text(head + Typst(book).body(), "utf-8")
    fonts = dumps(str(font_file(FACE).parent))
    program = (
        f"import typst; typst.compile('book.typ', 'book.pdf', font_paths=[{fonts}],"
        " ignore_system_fonts=True)"
    )
    _run([sys.executable, "-c", program], folder)
    return folder / "book.pdf"


def by_latex(book: Book, folder: Path, _sheet: Path | None) -> Path | None:
    """Set the book in LaTeX, where it is installed."""
    if not shutil.which("lualatex"):
        return None
    head = (HERE / "book.tex").read_text("utf-8")
    head = head.replace("FACE", str(font_file(FACE).parent))
    head = head.replace("TITLE", book.publication.title)
    (folder / "book.tex").write_text(f"{head}{Latex(book).body()}\\end{{document}}\n", "utf-8")
    command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", "book.tex"]
    before = None
    for _ in range(_LUATEX_RUNS):
        _run(command, folder)
        known = (folder / "book.aux").read_bytes() + (folder / "book.toc").read_bytes()
        if known == before:
            break
        before = known
    return folder / "book.pdf"


WAYS: dict[str, Callable[[Book, Path, Path | None], Path | None]] = {
    "Octavo": by_octavo,
    "WeasyPrint’s sample": by_weasyprint,
    "Typst": by_typst,
    "LaTeX": by_latex,
}


def _run(command: list[str], folder: Path) -> None:
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def _files() -> Iterator[tuple[str, int, Path]]:
    names = {
        ("normal", 400): "Regular", ("italic", 400): "Italic",
        ("normal", 700): "SemiBold", ("italic", 700): "SemiBoldItalic",
    }  # fmt: skip
    for (style, weight), name in names.items():
        yield style, weight, font_file(FACE).with_name(f"{FACE}-{name}.ttf")


def _write_images(book: Book, folder: Path) -> None:
    for asset in book.assets:
        place = folder / asset.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(asset.data)


def _write_drawings(book: Book, folder: Path) -> None:
    """Write the pictures as PDF, which is what LaTeX takes."""
    from weasyprint import HTML

    _write_images(book, folder)
    for asset in book.assets:
        HTML(string=_alone(asset), base_url=str(folder)).write_pdf(
            (folder / asset.path).with_suffix(".pdf")
        )


def _alone(asset: Asset) -> str:
    size = f"{asset.width}px {asset.height}px"
    return (
        f"<style>@page {{ size: {size}; margin: 0 }} body {{ margin: 0 }} img {{ display: block }}"
        f'</style><img src="{asset.path}" width="{asset.width}" height="{asset.height}">'
    )


# ------------------------------------------------------------------ drawing

_SCALE = 0.86
_HEAD = 30
_GAP = 8


def draw(place: Path, pdfs: dict[str, bytes]) -> None:
    """Draw the first two pages of an essay in each way, one above the other."""
    columns = [(name, [*_two_pages(pdf)]) for name, pdf in pdfs.items()]
    width, height = columns[0][1][0].size
    size = ((width + _GAP) * len(columns) - _GAP, _HEAD + 2 * height + _GAP)
    picture = Image.new("L", size, 205)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(font_file(FACE)), 19)
    for number, (name, pages) in enumerate(columns):
        left = number * (width + _GAP)
        pen.text((left + 8, 2), name, fill=_INK[0], font=font)
        for row, page in enumerate(pages):
            picture.paste(page, (left, _HEAD + row * (height + _GAP)))
    picture.quantize(12).save(place, optimize=True)


def _two_pages(pdf: bytes) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        texts = (page.get_textpage().get_text_range() for page in document)
        first = next(
            number
            for number, text in enumerate(texts)
            if re.sub(r"\s+", " ", text).find(_FIRST_WORDS) >= 0
        )
        for number in (first, first + 1):
            yield document[number].render(scale=_SCALE).to_pil().convert("L")


def main() -> None:
    """Set the books, and print what was measured or draw the picture."""
    parser = argparse.ArgumentParser(description="Compare our anthology with other books.")
    parser.add_argument("--sheet", type=Path, help="WeasyPrint's sample: book-classical.css")
    parser.add_argument("--rounds", type=int, default=1, help="set each book so many times")
    parser.add_argument("--picture", type=Path, help="draw pages of each book")
    parser.add_argument("--keep", type=Path, help="write the PDFs into this folder")
    arguments = parser.parse_args()
    book = anthology()
    sheet = arguments.sheet and arguments.sheet.resolve()
    pdfs: dict[str, bytes] = {}
    seconds: dict[str, list[float]] = {}
    for _ in range(arguments.rounds):
        for name, way in WAYS.items():
            with tempfile.TemporaryDirectory() as folder:
                _write_drawings(book, Path(folder)) if way is by_latex else None
                begin = time.perf_counter()
                place = way(book, Path(folder), sheet)
                if place is None:
                    sys.stdout.write(f"{name}: not set\n")
                    continue
                seconds.setdefault(name, []).append(time.perf_counter() - begin)
                pdfs[name] = place.read_bytes()
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        for name, pdf in pdfs.items():
            (arguments.keep / f"{name.split('’')[0].lower()}.pdf").write_bytes(pdf)
    if arguments.picture:
        draw(arguments.picture, pdfs)
    for name, pdf in pdfs.items():
        sys.stdout.write(f"{name}: {report(pdf)}; seconds: ")
        sys.stdout.write(", ".join(f"{one:.1f}" for one in seconds[name]) + "\n")


if __name__ == "__main__":
    main()
