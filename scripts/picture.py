"""Make the pictures of the README: pages of our own publications, and the page to download from.

Run it after a build: python scripts/picture.py. The second is taken by the system's Chromium.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
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


def download_page() -> None:
    """Write docs/images/download.png: the page to download from as a window shows it."""
    from playwright.sync_api import sync_playwright

    page = (ROOT / "build" / "web" / "index.html").as_uri()
    target = IMAGES / "download.png"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), chromium_sandbox=os.geteuid() != 0
        )
        window = browser.new_page(viewport={"width": 1200, "height": 1000})
        window.goto(page)
        window.screenshot(path=target)
        browser.close()
    Image.open(target).convert("RGB").quantize(96).save(target, optimize=True)


def main() -> None:
    """Write docs/images/pages.png and docs/images/download.png."""
    pictures = pages()
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), GROUND)
    left = GAP
    for picture in pictures:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    sheet.quantize(128).save(IMAGES / "pages.png", optimize=True)
    download_page()


if __name__ == "__main__":
    main()
