"""The pages of PDFs as pictures, each made when it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

# Widths in pixels that a browser may choose from: a page on a screen of usual and double density.
WIDTHS = (800, 1200, 1600, 2400)
MAXIMUM_PIXELS = 24_000_000
KEPT = 200  # pictures, of about 0.2 MB

Stamp = tuple[int, int, int]


class Page(NamedTuple):
    """A page: its label, its size in points, and a checksum of how it looks."""

    label: str
    width: float
    height: float
    digest: str


class _Open(NamedTuple):
    stamp: Stamp
    document: Any  # pypdfium2 has no types
    pages: tuple[Page, ...]


class PdfPages:
    """Reads PDFs as they are on disk. It can be asked from several threads; pdfium cannot."""

    def __init__(self) -> None:
        """Begin with no PDF open."""
        self._lock = Lock()
        self._open: dict[Path, _Open] = {}
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def pages(self, path: Path) -> tuple[Page, ...]:
        """Return the pages of a PDF; raise ``OSError`` where it cannot be read."""
        with self._lock:
            return self._opened(path).pages

    def picture(self, path: Path, number: int, width: int) -> bytes:
        """Return a page (counted from 1) as a PNG so many pixels wide.

        Raises ``OSError`` where the PDF cannot be read, ``IndexError`` where it has no such page.
        """
        with self._lock:
            opened = self._opened(path)
            if not 0 < number <= len(opened.pages):
                raise IndexError(number)
            key = (opened.pages[number - 1].digest, width)
            if key not in self._pictures:
                self._pictures[key] = _picture(opened.document[number - 1], width)
                if len(self._pictures) > KEPT:
                    self._pictures.popitem(last=False)
            self._pictures.move_to_end(key)
            return self._pictures[key]

    def _opened(self, path: Path) -> _Open:
        """Return a PDF, read anew where the file is another one."""
        import pypdfium2

        found = path.stat()
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        opened = self._open.get(path)
        if opened and opened.stamp == stamp:
            return opened
        try:
            document = pypdfium2.PdfDocument(path.read_bytes())
        except pypdfium2.PdfiumError as error:
            raise OSError(str(error)) from None
        if opened:
            opened.document.close()
        pages = tuple(_page(document, index) for index in range(len(document)))
        self._open[path] = _Open(stamp, document, pages)
        return self._open[path]


def _page(document: Any, index: int) -> Page:  # noqa: ANN401  (pypdfium2 has no types)
    page = document[index]
    width, height = page.get_size()
    scale = min(1.0, (MAXIMUM_PIXELS / max(width * height, 1)) ** 0.5)
    seen = page.render(scale=scale)
    digest = sha256(f"{width} {height} ".encode() + bytes(seen.buffer)).hexdigest()[:16]
    return Page(document.get_page_label(index) or str(index + 1), width, height, digest)


def _picture(page: Any, width: int) -> bytes:  # noqa: ANN401  (pypdfium2 has no types)
    scale = width / max(page.get_width(), 1)
    pixels = max(width * page.get_height() * scale, 1)
    picture = page.render(scale=scale * min(1.0, (MAXIMUM_PIXELS / pixels) ** 0.5)).to_pil()
    out = BytesIO()
    picture.save(out, "PNG", compress_level=1)  # it goes to the browser of this computer
    return out.getvalue()
