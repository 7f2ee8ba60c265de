"""Golden pages: pictures of pages that somebody has looked at, and how far a page is from its own.

``tests/golden`` has a small publication for each feature of the pages, and beside it the pictures.
A page is drawn by pdfium at ``FINE`` times 72 pixels an inch and taken together to 72, so that what
is thinner than a pixel is a lighter one. Pictures have ``TONES`` for each colour, which keeps them
small.

Two pictures agree where neither of these is found, wherever within ``REACH`` the page lies:

- a pixel that is more than ``STRONG`` tones off: another word, face or colour, a line that moved;
- a strip of 32 by 2 pixels, lying or standing, whose mean is off by more than ``FAINT`` tones and
  ``SHARE`` of its ink: a hairline or a tint, which no single pixel tells from the edge of a letter.

Versions of the text engine may set a page some hundredths of a point elsewhere, and the edge of a
rule then falls on the next fine pixel. A quarter of a point is more than that and less than an eye
sees; a whole point is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import cast

import pypdfium2
from PIL import Image, ImageChops

from octavo.pipeline import Options, build
from octavo.workspace import Workspace

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
MADE_WITH = GOLDEN / "made-with.txt"

# The pages of each publication, by edition and label.
PAGES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "boxes": {"screen": ("5", "6")},
    "chapter": {"screen": ("5",)},
    "chart": {"screen": ("5", "6")},
    "essay": {"screen": ("1", "2")},
    "figures": {"screen": ("5", "7"), "print": ("7",)},
    "front-anthology": {"screen": ("Cover", "i", "iii", "iv", "v")},
    "front-report": {"screen": ("Cover", "3", "5")},
    "index": {"screen": ("9",)},
    "landscape": {"screen": ("6",)},
    "lists": {"screen": ("5",)},
    "long-table": {"screen": ("5", "6")},
    "notes": {"screen": ("1", "2")},
    "records": {"screen": ("5",)},
    "table": {"screen": ("5",)},
}

FINE = 4
TONES = 33
STRONG = 48
FAINT = 6
SHARE = 0.15
# Fine pixels in both directions; halves are the mean of two neighbours.
REACH = (0.0, -0.5, 0.5, -1.0, 1.0)
LONG = 32
STRIPS = ((LONG, 2), (2, LONG))

# Left, top, right and bottom in pixels.
Region = tuple[int, int, int, int]


@dataclass(frozen=True)
class Page:
    """A page of a publication, drawn: its edition and label, and its picture, finely drawn."""

    edition: str
    label: str
    fine: Image.Image

    @property
    def name(self) -> str:
        """The name of its picture."""
        return f"{self.edition}-{self.label}.png"

    @cached_property
    def picture(self) -> Image.Image:
        """The picture to keep."""
        steps = [round(round(tone / 255 * (TONES - 1)) * 255 / (TONES - 1)) for tone in range(256)]
        return self.fine.reduce(FINE).point(steps * 3)

    def moved(self, right: float, down: float, region: Region) -> Image.Image:
        """Return a region of the page at 72 pixels an inch, moved by some fine pixels."""
        left, top, end, bottom = (FINE * edge for edge in region)
        # What comes in over the edge is paper, as the rest of the edge mostly is.
        paper = self.fine.getpixel((0, 0))
        fine = self.fine.transform(
            (end - left, bottom - top),
            Image.Transform.AFFINE,
            (1, 0, left - right, 0, 1, top - down),
            Image.Resampling.BILINEAR,
            fillcolor=paper,
        )
        return fine.reduce(FINE)


@dataclass(frozen=True)
class Difference:
    """How a page differs from its picture: pixels, strips, and where (white on black)."""

    pixels: int
    strips: int
    where: Image.Image

    def __bool__(self) -> bool:
        return bool(self.pixels or self.strips)

    def __str__(self) -> str:
        return f"{self.pixels} pixels and {self.strips} strips differ"


# ------------------------------------------------------------------ the pages


def pages_of(name: str, folder: Path | None = None) -> Iterator[Page]:
    """Build a publication and yield those of its pages that have pictures."""
    (built,) = build(Workspace(folder or GOLDEN / name, {}), Options())
    assert not built.diagnostics, built.diagnostics
    data = {artefact.edition: artefact.data for artefact, _ in built.artefacts}
    for edition, labels in PAGES[name].items():
        yield from drawn(data[edition], edition, labels)


def drawn(
    data: bytes, edition: str, labels: tuple[str, ...], shift: tuple[float, float] = (0, 0)
) -> Iterator[Page]:
    """Yield the pages of a PDF that bear these labels, each moved by some points."""
    with pypdfium2.PdfDocument(data) as document:
        found = {document.get_page_label(index): index for index in range(len(document))}
        for label in labels:
            assert label in found, f"There is no page {label}; there are {', '.join(found)}"
            page = document[found[label]]
            left, bottom, right, top = page.get_mediabox()
            right_by, down_by = shift
            page.set_mediabox(left - right_by, bottom + down_by, right - right_by, top + down_by)
            picture = page.render(scale=FINE, draw_annots=False).to_pil()
            yield Page(edition, label, picture.convert("RGB"))


# ------------------------------------------------------------- the difference


def difference(page: Page, golden: Image.Image) -> Difference:
    """Return how a page differs from its picture."""
    size = page.picture.size
    if size != golden.size:
        return Difference(size[0] * size[1], 0, Image.new("L", size, 255))
    found = _compared(page.picture, golden)
    region = _region(found, size)
    # Only where something differs is it looked for nearby.
    there = golden.crop(region)
    found = [marks.crop(_of(region, golden, marks)) for marks in found]
    for right, down in product(REACH, REACH):
        if not any(map(_count, found)):
            break
        here = _compared(page.moved(right, down, region), there)
        found = list(map(ImageChops.darker, found, here))
    strong, *faint = found
    where = Image.new("L", size)
    where.paste(_together(found, there.size), region[:2])
    return Difference(_count(strong), sum(map(_count, faint)), where)


def _compared(one: Image.Image, golden: Image.Image) -> list[Image.Image]:
    """Return pictures of what differs: pixels, lying strips, standing strips."""
    return [_apart(one, golden), *(_faint(one, golden, strip) for strip in STRIPS)]


def _together(found: list[Image.Image], size: tuple[int, int]) -> Image.Image:
    """Return one picture of what differs."""
    strong, *faint = found
    for strips, (width, height) in zip(faint, STRIPS, strict=True):
        whole = (strips.width * width, strips.height * height)
        blown = strips.resize(whole, Image.Resampling.NEAREST)
        strong = ImageChops.lighter(strong, blown.crop((0, 0, *size)))
    return strong


def _region(found: list[Image.Image], size: tuple[int, int]) -> Region:
    """Return the part of the page in which something differs, in whole strips."""
    left, top, right, bottom = _together(found, size).getbbox() or (0, 0, 1, 1)
    return (
        left // LONG * LONG,
        top // LONG * LONG,
        min(-(-right // LONG) * LONG, size[0]),
        min(-(-bottom // LONG) * LONG, size[1]),
    )


def _of(region: Region, golden: Image.Image, marks: Image.Image) -> Region:
    """Return a region of the page in a picture whose pixels stand for several."""
    across, down = -(-golden.width // marks.width), -(-golden.height // marks.height)
    left, top, right, bottom = region
    return left // across, top // down, -(-right // across), -(-bottom // down)


def _apart(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return white where pixels are more than ``STRONG`` tones apart in a colour."""
    return _largest(one, other).point([0] * (STRONG + 1) + [255] * (255 - STRONG))


def _faint(one: Image.Image, golden: Image.Image, strip: tuple[int, int]) -> Image.Image:
    """Return white for strips whose means are too far apart for their ink."""
    here, there = one.reduce(strip), golden.reduce(strip)
    ink = [round(FAINT + SHARE * (255 - tone)) for tone in range(256)]
    allowed = there.convert("L").point(ink)
    beyond = ImageChops.subtract(_largest(here, there), allowed)
    return beyond.point([0] + [255] * 255)


def _largest(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return for each pixel the largest difference of its three colours."""
    red, green, blue = ImageChops.difference(one, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _count(marks: Image.Image) -> int:
    return marks.histogram()[255]


# --------------------------------------------------------------- the pictures


def golden_picture(name: str, page: Page) -> Image.Image | None:
    """Return the picture that a page should look like; None where there is none yet."""
    place = GOLDEN / name / page.name
    if not place.is_file():
        return None
    with Image.open(place) as picture:
        return picture.convert("RGB")


def save(picture: Image.Image, place: Path) -> None:
    """Write a picture, with a palette of the colours that it has where they are few."""
    found = picture.getcolors(picture.width * picture.height) or []
    colours = cast("list[tuple[int, tuple[int, int, int]]]", sorted(found, reverse=True))
    if len(colours) <= 256:
        numbers = {bytes(colour): number for number, (_, colour) in enumerate(colours)}
        raw = picture.tobytes()
        indices = bytes(numbers[raw[at : at + 3]] for at in range(0, len(raw), 3))
        picture = Image.frombytes("P", picture.size, indices)
        picture.putpalette(b"".join(numbers))
    place.parent.mkdir(parents=True, exist_ok=True)
    picture.save(place, "PNG", optimize=True)


def shown(page: Page, found: Difference) -> Image.Image:
    """Return the page in pale grey, with what differs in red."""
    pale = page.picture.convert("L").point([170 + tone // 3 for tone in range(256)]).convert("RGB")
    pale.paste("#c81e1e", mask=found.where)
    return pale


def versions() -> str:
    """Return what draws the pages here."""
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    text = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return f"Pango {text}, pypdfium2 {pypdfium2.PYPDFIUM_INFO}, WeasyPrint {version('weasyprint')}"
