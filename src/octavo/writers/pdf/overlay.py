"""Lays pages of another file under or over those of a finished one, as artifacts.

An artifact is no part of the text (ISO 32000-1, 14.8.2.2): nothing reads it aloud. Watermark and
line numbers also bear an empty ``ActualText`` (14.9.4), so that they are not copied with the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Literal, NamedTuple

from pikepdf import Name, Object, Page, Pdf

Kind = Literal["watermark", "line", "numbers"]

_UNCOPIED = "/Span <</ActualText ()>> BDC"
_OPEN: dict[Kind, str] = {
    "watermark": f"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC {_UNCOPIED}",
    "line": "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    "numbers": f"/Artifact <</Type /Pagination /Subtype /LineNum>> BDC {_UNCOPIED}",
}


class Mark(NamedTuple):
    """What is laid on a page: its kind, and the number of its page in the overlay, from 0."""

    kind: Kind
    number: int


@dataclass(frozen=True, slots=True)
class Overlay:
    """A file of marks, as large as the trimmed pages they belong on, and the marks of each page."""

    data: bytes
    pages: tuple[tuple[Mark, ...], ...]


def lay(pdf: Pdf, overlay: Overlay, first: int) -> None:
    """Lay the marks on the pages from the one that is counted ``first``, from 0.

    The watermark comes under what is there, all else over it.
    """
    with Pdf.open(BytesIO(overlay.data)) as marks:
        forms: dict[int, Object] = {}
        for index, wanted in enumerate(overlay.pages, start=first):
            page = pdf.pages[index]
            under, over = "", ""
            for kind, number in wanted:
                if number not in forms:
                    forms[number] = pdf.copy_foreign(marks.pages[number].as_form_xobject())
                # Pages may share their resources; a name of pikepdf's own would be a random one.
                name = page.add_resource(forms[number], Name.XObject, Name(f"/Draft{number}"))
                drawn = _drawn(page, kind, name)
                if kind == "watermark":
                    under += drawn
                else:
                    over += drawn
            page.contents_add(f"{under}q\n".encode(), prepend=True)
            page.contents_add(f"\nQ\n{over}".encode())


def _drawn(page: Page, kind: Kind, name: Name) -> str:
    left, bottom = (float(value) for value in page.trimbox[:2])
    opening = _OPEN[kind]
    closing = "EMC " * opening.count("BDC")
    return f"{opening}\nq 1 0 0 1 {left:.4f} {bottom:.4f} cm {name} Do Q\n{closing}\n"
