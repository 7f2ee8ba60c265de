"""Measure how evenly justified paragraphs are set: line by line, by Octavo, and by Typst.

    make bench                                   everything, a few minutes
    python bench/paragraphs.py --measures 110    one measure in millimetres
    python bench/paragraphs.py --picture docs/images/justified.png

The same words in the same face and size on the same measure: by WeasyPrint line by line (with the
one fault of its lines mended that Octavo mends everywhere), by WeasyPrint as Octavo leads it, and
by Typst (justified, its optimised line breaks, no overhang). What is
counted is read from the glyphs' places in the PDFs; the face's own space is that of its font file.
Layout is timed for the two that are WeasyPrint, in turns; last, on each of the random paragraphs
of the tests by itself.

The words: the prose of our own publications, of the stress book, and ``bench/texts`` in French and
German, which were written for this.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from html import escape
from importlib.metadata import version
from json import dumps
from pathlib import Path

import fontpkg
import typst
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lines import Line, lines_of  # noqa: E402

from octavo.passes.resolve.typography import typeset_text  # noqa: E402
from octavo.writers.pdf.justified import LOOSE, VERY_LOOSE  # noqa: E402
from octavo.writers.pdf.lines import whole_lines  # noqa: E402
from octavo.writers.pdf.paragraphs import set_as_a_whole  # noqa: E402
from tests.stress import Plan, write_stress_book  # noqa: E402

FACES = {"Spectral": "spectral", "Crimson Text": "crimson-text"}
MEASURES = (104, 110, 120)
SIZE = 10.5  # points
STRESS_WORDS = 60_000
RANDOM = 500
# Prose begins with a letter or a quotation mark, and is longer than a caption.
_PROSE = re.compile(r"[\w“„«(*_]")
_SHORTEST = 120
_MARKUP = (
    (re.compile(r"\{\{<.*?>\}\}|<[^>]*>|\[@[^\]]*\]|\[\^[^\]]*\](?!:)|\^\[[^\]]*\]"), ""),
    (re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})"), r"\1"),
    (re.compile(r"\{[^{}]*\}|[*_`$\\]+|@[\w:-]+"), ""),
    (re.compile(r"\s+(?=[,.;:!?])(?<!\u00a0)(?<!\u202f)|(?<= ) +"), ""),
)


@dataclass(frozen=True)
class Text:
    """Paragraphs of plain words in one language."""

    name: str
    lang: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(len(one.split()) for one in self.paragraphs)


@dataclass
class Count:
    """What was counted in lines: all but the last ones of paragraphs."""

    lines: int = 0
    loose: int = 0
    very_loose: int = 0
    hyphens: int = 0
    ladders: int = 0
    narrowest: float = 1.0
    seconds: list[float] = field(default_factory=list)

    def add(self, lines: Iterable[Line]) -> None:
        """Count lines in the order of the text."""
        row = 0
        for line in lines:
            row = row + 1 if line.is_hyphenated else 0
            self.ladders += row == 3
            if line.is_last:
                continue
            self.lines += 1
            self.loose += line.stretch > LOOSE
            self.very_loose += line.stretch > VERY_LOOSE
            self.hyphens += line.is_hyphenated
            self.narrowest = min(self.narrowest, line.stretch)


def prose(sources: Iterable[str], lang: str) -> tuple[str, ...]:
    """Return the paragraphs of prose in Markdown, as plain words in the form of print."""
    found: dict[str, None] = {}
    for source in sources:
        for block in re.split(
            r"\n\s*\n", re.sub(r"(?ms)\A---.*?^---$|^(`{3,}).*?^\1$", "", source)
        ):
            words = " ".join(block.split(" ")).replace("\n", " ").strip()
            if not _PROSE.match(words) or "|" in words or re.match(r"\d+\.|\[\^|[*_-] ", words):
                continue
            for pattern, instead in _MARKUP:
                words = pattern.sub(instead, words)
            if len(words) >= _SHORTEST:
                found[typeset_text(words.strip(), lang)] = None
    return tuple(found)


def texts() -> Iterator[Text]:
    """Yield the texts to measure."""
    own = sorted((ROOT / "content").glob("*/[0-9]*.md"))
    yield Text("our publications", "en", prose((file.read_text("utf-8") for file in own), "en-GB"))
    with tempfile.TemporaryDirectory() as folder:
        write_stress_book(Path(folder), Plan(words=STRESS_WORDS, chapters=8))
        files = sorted(Path(folder).rglob("*.md"))
        yield Text(
            "the stress book", "en", prose((file.read_text("utf-8") for file in files), "en")
        )
    for lang, name in (("fr", "French"), ("de", "German")):
        source = (ROOT / "bench" / "texts" / f"{lang}.md").read_text("utf-8")
        yield Text(name, lang, prose([source], lang))


# ------------------------------------------------------------------ setting


def weasyprint_pdf(
    text: Text, face: str, measure: float, *, as_a_whole: bool
) -> tuple[bytes, float]:
    """Set a text by WeasyPrint; return the PDF, and the seconds of its layout."""
    file = font_file(face)
    style = f"""@font-face {{ font-family: "{face}"; src: url("{file.as_uri()}") }}
        @page {{ size: {measure + 20}mm 260mm; margin: 10mm }}
        html {{ font: {SIZE}pt/15pt "{face}"; hyphens: auto; hyphenate-limit-chars: 5 2 3 }}
        body {{ margin: 0 }} p {{ margin: 0 0 15pt; text-align: justify; orphans: 1; widows: 1 }}"""
    body = "".join(f"<p>{escape(one)}</p>" for one in text.paragraphs)
    fonts = FontConfiguration()
    page = HTML(string=f"<html lang={text.lang}><title>-</title><body>{body}")
    sheet = CSS(string=style, font_config=fonts)
    with whole_lines(), set_as_a_whole() if as_a_whole else nullcontext():
        begin = time.process_time()
        document = page.render(font_config=fonts, stylesheets=[sheet])
        seconds = time.process_time() - begin
    return document.write_pdf(), seconds


def typst_pdf(text: Text, face: str, measure: float) -> bytes:
    """Set a text by Typst."""
    head = f"""#set page(width: {measure + 20}mm, height: 260mm, margin: 10mm)
#set text(font: "{face}", size: {SIZE}pt, lang: "{text.lang}", hyphenate: true, overhang: false,
  top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, linebreaks: "optimized", leading: {15 - SIZE}pt, spacing: {30 - SIZE}pt)
"""
    body = "".join(f"#par({dumps(one, ensure_ascii=False)})\n" for one in text.paragraphs)
    folder = font_file(face).parent
    pdf: bytes = typst.compile(
        (head + body).encode(), font_paths=[str(folder)], ignore_system_fonts=True
    )
    return pdf


def font_file(face: str) -> Path:
    """Return the file of a face's regular style."""
    files = fontpkg.families()[FACES[face]].files
    found = next(one.path for one in files if (one.style, one.weight) == ("normal", 400))
    return Path(found)


def space_of(face: str) -> float:
    """Return the width of a face's own space, in points at the size of the text."""
    font = TTFont(font_file(face))
    advance: int = font["hmtx"][font.getBestCmap()[ord(" ")]][0]
    units: int = font["head"].unitsPerEm
    return advance / units * SIZE


# ---------------------------------------------------------------- measuring

WAYS = ("greedy", "Octavo", "Typst")


def measured(
    text: Text, faces: Sequence[str], measures: Sequence[int], report: Callable[[str], object]
) -> dict[tuple[str, int, str], Count]:
    """Return what was counted for every face, measure and way."""
    found: dict[tuple[str, int, str], Count] = {}
    for face in faces:
        space = space_of(face)
        for measure in measures:
            report(f"{text.name}, {face}, {measure} mm …\n")
            counts = {way: found.setdefault((face, measure, way), Count()) for way in WAYS}
            pdfs = {"Typst": typst_pdf(text, face, measure)}
            times: dict[str, list[float]] = {way: [] for way in WAYS[:2]}
            for way in WAYS[:2] * 3:
                whole = way == "Octavo"
                pdfs[way], seconds = weasyprint_pdf(text, face, measure, as_a_whole=whole)
                times[way].append(seconds)
            for way, measured_times in times.items():
                counts[way].seconds.append(min(measured_times))
            for way, pdf in pdfs.items():
                counts[way].add(lines_of(pdf, space, SIZE))
    return found


def row(first: str, counts: dict[str, Count]) -> str:
    """Return a row of the table: for every figure the three ways."""

    def shares(of: Callable[[Count], int]) -> str:
        return " / ".join(f"{100 * of(one) / max(1, one.lines):.1f}" for one in counts.values())

    def figures(of: Callable[[Count], str]) -> str:
        return " / ".join(of(one) for one in counts.values())

    slower = sum(counts["Octavo"].seconds) / max(1e-9, sum(counts["greedy"].seconds))
    cells = (
        first, f"{counts['Octavo'].lines}", shares(lambda one: one.loose),
        shares(lambda one: one.very_loose), shares(lambda one: one.hyphens),
        figures(lambda one: str(one.ladders)), figures(lambda one: f"{one.narrowest:.2f}"),
        f"{slower:.2f}",
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |\n"


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description="Measure justified paragraphs.")
    parser.add_argument("--measures", type=int, nargs="+", default=MEASURES)
    parser.add_argument("--faces", nargs="+", choices=FACES, default=list(FACES))
    parser.add_argument("--picture", type=Path, help="draw a page set in each way instead")
    arguments = parser.parse_args()
    if arguments.picture:
        draw_page(arguments.picture)
        return
    every = list(texts())
    found = {
        text.name: measured(text, arguments.faces, arguments.measures, sys.stderr.write)
        for text in every
    }
    write = sys.stdout.write
    packages = ", ".join(f"{name} {version(name)}" for name in ("weasyprint", "typst", "octavo"))
    write(f"{sum(text.words for text in every)} words ({packages}); in each cell: greedy / ")
    write("Octavo / Typst\n\n")
    heads = ("", "lines", "> 1.6, %", "> 2, %", "hyphens, %", "3 hyphens", "narrowest", "time")
    write("| " + " | ".join(heads) + " |\n" + "| --- " * len(heads) + "|\n")
    for text in every:
        write(row(f"{text.name}, {text.words} words", united(found[text.name].items())))
    pairs = [(face, measure) for face in arguments.faces for measure in arguments.measures]
    for face, measure in pairs:
        some = [
            item
            for counts in found.values()
            for item in counts.items()
            if item[0][:2] == (face, measure)
        ]
        write(row(f"{face}, {measure} mm", united(some)))
    write(row("all", united(item for counts in found.values() for item in counts.items())))
    slowest, usual = random_paragraphs()
    write(
        f"\n{RANDOM} random paragraphs, each by itself, layout as a whole to line by line: "
        f"median {usual:.2f}, slowest {slowest:.2f}\n"
    )


def random_paragraphs() -> tuple[float, float]:
    """Return how much longer setting one random paragraph takes at most, and in the middle."""
    from tests.writers.pdf.test_paragraphs import page

    ratios = []
    for seed in range(RANDOM):
        html, _ = page(seed)
        times: dict[bool, list[float]] = {True: [], False: []}
        for as_a_whole in (False, True) * 3:
            with whole_lines(), set_as_a_whole() if as_a_whole else nullcontext():
                begin = time.process_time()
                HTML(string=html).render()
                times[as_a_whole].append(time.process_time() - begin)
        ratios.append(min(times[True]) / min(times[False]))
    return max(ratios), statistics.median(ratios)


def draw_page(place: Path) -> None:
    """Draw the first page of our essays on the narrowest measure, in each way."""
    from comparison import draw

    text, face, measure = next(texts()), "Spectral", MEASURES[0]
    text = Text(text.name, text.lang, text.paragraphs[:9])
    names = ("line by line", "Octavo", "Typst")
    pdfs = (
        *(weasyprint_pdf(text, face, measure, as_a_whole=whole)[0] for whole in (False, True)),
        typst_pdf(text, face, measure),
    )
    draw(place, dict(zip(names, pdfs, strict=True)), font_file(face), space_of(face), SIZE)


def united(items: Iterable[tuple[tuple[str, int, str], Count]]) -> dict[str, Count]:
    """Return counts by way, added up."""
    result = {way: Count() for way in WAYS}
    for (_, _, way), one in items:
        total = result[way]
        for name in ("lines", "loose", "very_loose", "hyphens", "ladders", "seconds"):
            setattr(total, name, getattr(total, name) + getattr(one, name))
        total.narrowest = min(total.narrowest, one.narrowest)
    return result


if __name__ == "__main__":
    main()
