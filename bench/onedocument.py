"""A built publication as one HTML document, which any program can lay out by itself.

    python bench/onedocument.py FOLDER PLACE

``FOLDER`` is that of the octavo.yaml, its screen edition built. ``PLACE`` gets ``book.html`` with
all sections one after the other and their page numbers as literal text, ``book.css`` with the
stylesheets of the design and the edition, and the images and fonts that they name.

Octavo lays out each section as a document of its own. Here each is an element that bears what was
on its root, and the stylesheets are rewritten for that: ``body`` is this element, the first page
of a document is the first of a group of pages. Where a section begins on the other side, the one
document has a blank page, which the screen edition leaves out.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape
from pages import FONTS, HTML, STYLES, printed_pages

from octavo.model.book import Asset
from octavo.model.publication import Design
from octavo.model.rendition import Rendition, Section
from octavo.passes.template import template
from octavo.pipeline import Options, read
from octavo.workspace import FONT_ADDRESS, Workspace

_ELEMENT = "octavo-section"
# The element's own rules: it stands for a body, whose margin the house sheets take away.
_BASE = f"{_ELEMENT} {{ display: block; break-before: page }}\nbody {{ margin: 0 }}\n"


@dataclass(frozen=True, slots=True)
class OneDocument:
    """The document with its stylesheet; what it names lies in ``assets`` and in the workspace."""

    html: str
    css: str
    assets: tuple[Asset, ...]
    workspace: Workspace

    def write(self, place: Path) -> None:
        """Write the document and all that it names into a folder."""
        for asset in self.assets:
            image = place / asset.path
            image.parent.mkdir(parents=True, exist_ok=True)
            image.write_bytes(asset.data)
        for path in set(re.findall(rf"{re.escape(FONT_ADDRESS)}([^\"')]+)", self.css)):
            font = place / FONTS / path
            font.parent.mkdir(parents=True, exist_ok=True)
            font.write_bytes(self.workspace.fetch(FONT_ADDRESS + path))
        css = self.css.replace(FONT_ADDRESS, f"{FONTS}/")
        (place / STYLES).write_text(css, encoding="utf-8")
        (place / HTML).write_text(self.html, encoding="utf-8")


def one_document(folder: Path, pdf: bytes) -> OneDocument:
    """Return the first publication of a folder as one document.

    ``pdf`` is its screen edition: the page numbers to print are read from it.
    """
    workspace = Workspace(folder)
    _, manuscript = next(iter(read(workspace, Options())))
    (edition,) = (one for one in manuscript.editions if one.name == "screen")
    design = manuscript.design
    page_map = printed_pages(pdf)
    rendition = template(manuscript.book, design, edition, workspace, page_map)
    labels = [page.label for page in page_map.pages]
    css = _BASE + _stylesheets(rendition, design, workspace) + _numbering(labels)
    return OneDocument(_html(rendition, design), css, rendition.assets, workspace)


# ---------------------------------------------------------------- the document


def _html(rendition: Rendition, design: Design) -> str:
    publication, body_begins = rendition.publication, False
    elements: list[str] = []
    for section in rendition.sections:
        folios = _folios(section, design)
        side = section.side
        if folios == "arabic" and not body_begins:
            body_begins, side = True, "recto"
        elements.append(_element(section, escape(publication.title), folios, side))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(publication.lang)}">\n<head><meta charset="utf-8">'
        f"<title>{escape(publication.title)}</title>"
        f'<link rel="stylesheet" href="{STYLES}"></head>\n<body>\n{"".join(elements)}</body></html>'
    )


def _folios(section: Section, design: Design) -> str:
    if section.matter == "cover":
        return "none"
    is_roman = design.front_folios == "roman" and section.matter == "front"
    return "roman" if is_roman else "arabic"


def _element(section: Section, book: str, folios: str, side: str) -> str:
    """Return a section as an element that bears what octavo.writers.pdf.document gives a root."""
    classes = f"kind-{section.kind} matter-{section.matter} folios-{folios}"
    classes += " is-chapter" if section.is_chapter else ""
    classes += " in-part" if section.in_part else ""
    begins = "" if side == "any" else f' style="break-before: {side}"'
    # No ligature over a soft hyphen: the engine gives it no letters in the text.
    content = section.xhtml.replace("f\u00ad", "f\u00ad\u200c")
    return (
        f'<{_ELEMENT} lang="{escape(section.lang)}" class="{classes}" data-book="{book}" '
        f'data-running="{escape(section.running)}"{begins}>\n{content}\n</{_ELEMENT}>\n'
    )


# ------------------------------------------------------------- the stylesheets


def _stylesheets(rendition: Rendition, design: Design, workspace: Workspace) -> str:
    names = [*design.stylesheets, *rendition.edition.stylesheets]
    texts = [workspace.stylesheet(name) or "" for name in names]
    return rewritten("\n".join([*texts, workspace.own_tokens()]))


def rewritten(css: str) -> str:
    """Return stylesheets for documents of sections as one for elements of them."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\bhtml((?:\.[\w-]+)+) body(?![\w-])", rf"{_ELEMENT}\1", css)
    css = re.sub(r"(?<![\w.#-])body(?![\w-])", _ELEMENT, css)
    names = dict.fromkeys(re.findall(rf"{_ELEMENT}(?:\.[\w-]+)*\s*{{\s*page:\s*([\w-]+)", css))
    first = ", ".join(f":nth(1 of {name})" for name in names)
    return css.replace("@page :first", f"@page {first}")


def _numbering(labels: Sequence[str]) -> str:
    """Return rules for the pages on which the numbers begin anew, blanks counted."""
    rules = (
        f"@page :nth({place}) {{ counter-reset: page {number} }}"
        for place, number in _beginnings(labels)
    )
    return "\n".join(rules) + "\n"


def _beginnings(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the place in the one document and the number of pages that begin a row of numbers.

    Each row begins on the right, after a blank page where that needs one. In a row, a number that
    is missing is that of a blank page.
    """
    place, before = 0, ("none", 0)
    for label in labels:
        style, number = _read_label(label)
        place += 1
        if style == before[0]:
            place += max(0, number - before[1] - 1)
        elif style != "none":
            place += place % 2 == 0
            yield place, number
        before = style, number


def _read_label(label: str) -> tuple[str, int]:
    if label.isdecimal():
        return "arabic", int(label)
    if re.fullmatch("[ivxlcdm]+", label):
        return "roman", _arabic(label)
    return "none", 0


def _arabic(roman: str) -> int:
    letters = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    values = [letters[one] for one in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def main() -> None:
    """Write the document of a publication that has been built."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("place", type=Path)
    asked = parser.parse_args()
    (pdf,) = (asked.folder / "build").glob("*.pdf")
    asked.place.mkdir(parents=True, exist_ok=True)
    one_document(asked.folder, pdf.read_bytes()).write(asked.place)


if __name__ == "__main__":
    main()
