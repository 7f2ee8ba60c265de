"""Make the picture of the README: some pages of our own publications side by side.

Run it after a build: python scripts/picture.py
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parents[1]
PAGES = (("report", (0, 7, 14, 39)), ("anthology", (0, 4, 21)))
HEIGHT = 640
GAP = 22
GROUND = "#e4e7ea"


def pages() -> list[Image.Image]:
    """Return the pages as pictures of one height."""
    found = []
    for name, numbers in PAGES:
        with pypdfium2.PdfDocument(ROOT / "build" / f"{name}.pdf") as document:
            for number in numbers:
                page = document[number]
                picture = page.render(scale=HEIGHT / page.get_height()).to_pil()
                found.append(picture.convert("RGB"))
    return found


def main() -> None:
    """Write docs/images/pages.png."""
    pictures = pages()
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), GROUND)
    left = GAP
    for picture in pictures:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    sheet.quantize(128).save(ROOT / "docs" / "images" / "pages.png", optimize=True)


if __name__ == "__main__":
    main()
