"""Images: what is said of them, and whether they are large enough for print."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from octavo.checks.manuscript.reading import Pictured, Reading
from octavo.checks.manuscript.theme import Theme, millimetres
from octavo.model.content import plain_text
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import Image

LONGEST_ALT = 250
LEAST_DOTS_PER_INCH = 150

_FILE_NAME = re.compile(
    r"\S+\.(png|jpe?g|gif|webp|svg|tiff?|bmp|heic|pdf)"
    r"|(img|dsc[nf]?|dscf|pxl|mvimg|image|photo|picture|screenshot|scan|bild|foto)"
    r"[ _-]?\d[\d _-]*",
    re.IGNORECASE,
)
# In the languages whose house words Octavo has, and a few more.
_SAYS_IMAGE = re.compile(
    r"((an?|the) )?(image|picture|graphic|screenshot|icon) (of|showing)\b"
    r"|(une |l[’'])?(image|illustration|capture d[’']écran) (de|d[’']|montrant)"
    r"|(ein |das )?(bild|abbildung|grafik|bildschirmfoto) (von|des|der|zeigt)\b"
    r"|(una |la )?(imagen|ilustración|captura de pantalla) (de|del|que muestra)\b",
    re.IGNORECASE,
)


def alt_that_repeats_the_caption(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about an alt text that says what stands under the image anyway (OCT608)."""
    for picture in reading.pictures:
        caption = _folded(plain_text(picture.figure.caption)) if picture.figure else ""
        if caption and _alt_is_given(reading, picture.image) and _folded(_alt(picture)) == caption:
            yield diagnose(
                "OCT608",
                "the alt text repeats the caption",
                _span(reading, picture),
                "say what the image shows; the caption is read out as well",
            )


def alt_that_is_a_file_name(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about an alt text that a program put in (OCT609)."""
    for picture in reading.pictures:
        alt = _alt(picture)
        name = posixpath.basename(picture.image.source).casefold()
        stem = posixpath.splitext(name)[0]
        # A plain word may be both, as “wall” of wall.png.
        names = (name, stem) if re.search(r"[\d_-]", stem) else (name,)
        if alt and (alt.casefold() in names or _FILE_NAME.fullmatch(alt)):
            yield diagnose(
                "OCT609",
                f"the alt text “{alt}” is the name of a file",
                _span(reading, picture),
                'say what the image shows: fig-alt="…", or fig-alt="" for decoration',
            )


def alt_that_says_it_is_an_image(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about an alt text that begins with “image of” (OCT610)."""
    for picture in reading.pictures:
        if match := _SAYS_IMAGE.match(_alt(picture)):
            yield diagnose(
                "OCT610",
                f"the alt text begins with “{match[0]}”, which screen readers say already",
                _span(reading, picture),
                "begin with what the image shows",
            )


def alt_that_is_long(reading: Reading) -> Iterator[Diagnostic]:
    """Ask about an alt text that is too long to be heard in one go (OCT611)."""
    for picture in reading.pictures:
        length = len(_alt(picture))
        if length > LONGEST_ALT and _alt_is_given(reading, picture.image):
            yield diagnose(
                "OCT611",
                f"the alt text has {length} characters",
                _span(reading, picture),
                f"say the main thing in {LONGEST_ALT} or fewer, and describe the rest in the text",
            )


def small_images(reading: Reading, theme: Theme) -> Iterator[Diagnostic]:
    """Ask about an image with too few pixels for the width that it is printed at (OCT614).

    An image in a line that is given no width is printed at its own size and not asked about.
    """
    for picture in reading.pictures:
        asset = reading.resolved.images.get(picture.image.source)
        if asset is None or asset.media_type == "image/svg+xml" or not asset.width:
            continue
        printed = _printed_width(picture, theme, asset.height / asset.width)
        if printed is None:
            continue
        dots = asset.width / (printed / 25.4)
        if dots < LEAST_DOTS_PER_INCH:
            needed = round(LEAST_DOTS_PER_INCH * printed / 25.4)
            yield diagnose(
                "OCT614",
                f"“{picture.image.source}” is {asset.width:.0f} pixels wide and is printed "
                f"{printed:.0f} mm wide: {dots:.0f} dots per inch",
                _span(reading, picture),
                f"take one of {needed} pixels or more, or give it a smaller width: "
                f"width={_fitting(asset.width)}mm",
            )


def _printed_width(picture: Pictured, theme: Theme, height: float) -> float | None:
    """Return the width in millimetres; ``height`` is that of the image divided by its width."""
    if picture.figure is not None and "full-bleed" in picture.figure.attributes.classes:
        return theme.page_width
    wide, high = theme.type_area
    if picture.panel is not None:
        columns = picture.panel.attributes.get("layout-ncol") or ""
        wide /= int(columns) if columns.isdigit() and 0 < int(columns) < 100 else 1
    asked = picture.image.attributes.get("width")
    if asked is None:
        if picture.figure is None:
            return None
        width = wide
    else:
        width = millimetres(asked, wide) or wide
    fitting = high / height if height else width
    return min(width, wide, fitting)


def _fitting(pixels: float) -> int:
    return max(1, int(pixels * 25.4 / LEAST_DOTS_PER_INCH))


def _alt(picture: Pictured) -> str:
    return (picture.image.alt or "").strip()


def _alt_is_given(reading: Reading, image: Image) -> bool:
    """Tell whether the author wrote an alt text, and it is not the caption that serves as one."""
    start = reading.source.offset(image.place)
    end = reading.source.text.find("\n\n", start)
    return "alt=" in reading.source.text[start : end if end >= 0 else None]


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _span(reading: Reading, picture: Pictured) -> Span:
    return reading.span(picture.image.place)
