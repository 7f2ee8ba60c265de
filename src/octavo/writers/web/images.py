"""The images of the web edition: in several widths, upright, in sRGB, without metadata.

A photograph tells where it was taken and with whose camera; a report may name a source whose house
must not be found. So no file leaves with what its image does not show, not even in full size.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from octavo.cache import Cache, key_of, made_by
from octavo.documents.names import IMAGE_EXTENSIONS
from octavo.model.book import Asset
from octavo.naming import ascii_slug
from octavo.writers.web import pixels
from octavo.writers.web.pixels import Picture, opened, read_picture
from octavo.writers.web.stripping import without_metadata

# A column of text on a telephone, on a screen, on a screen of two pixels a CSS pixel; and the
# largest that is worth opening by itself.
WIDTHS = (480, 960, 1600)
LARGEST = 2400
COVER_WIDTHS = (240, 480)
CARD = (1200, 630)

_CARD_MARGIN = 30
# A step that is nearly as wide as the image itself saves nothing.
_SAVING = 0.85
_LONGEST_SLUG = 48


@dataclass(frozen=True, slots=True)
class Version:
    """An image file: its name, its bytes, its width in pixels."""

    name: str
    data: bytes = field(repr=False)
    width: float


class _Encoded(NamedTuple):
    """A picture as a file, its sizes in pixels."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Versions:
    """An image in all its widths, the narrowest first; ``width`` and ``height`` of the widest.

    The two are those of the upright image, in pixels, for the attributes of an ``img``: a page
    does not jump when it comes. They are 0 where an SVG does not tell its size.
    """

    files: tuple[Version, ...]
    width: float
    height: float

    @property
    def source(self) -> str:
        """Return the name of the full-size file."""
        return self.files[-1].name

    @property
    def srcset(self) -> str:
        """Return the attribute of that name, or nothing where there is one file only."""
        if len(self.files) == 1:
            return ""
        return ", ".join(f"{file.name} {file.width:g}w" for file in self.files)


def image_versions(asset: Asset, cache: Cache | None = None, folder: str = "images") -> Versions:
    """Return an image of the publication in the widths that pages need, in its own format.

    No version is larger than the image itself. An SVG and a GIF are one file, as is what moves:
    smaller versions of these are not smaller files. File names are ASCII and end with a digest of
    what the file holds, so that no two images share one. ``cache`` is where the files are kept: a
    large photograph takes seconds.
    """
    slug = ascii_slug(PurePosixPath(asset.path).stem)[:_LONGEST_SLUG].strip("-")
    stem = f"{folder}/{slug or 'image'}"
    if asset.media_type == "image/svg+xml":
        return _single(stem, asset, asset.data, asset.width, asset.height)
    with opened(asset.data) as image:
        moves = bool(getattr(image, "is_animated", False))
        size = image.size
    if asset.media_type == "image/gif" or (moves and asset.media_type != "image/jpeg"):
        return _single(stem, asset, without_metadata(asset.data, asset.media_type), *size)
    key = key_of("picture", made_by(("pillow",), __file__, pixels.__file__), asset.data)
    made = _read_back(cache.get(key)) if cache else None
    if made is None:
        picture = read_picture(asset.data)
        made = _encoded(picture.in_width(one) for one in _steps(picture.width))
        if cache:
            cache.put(key, _packed(made))
    return _versions(stem, IMAGE_EXTENSIONS[asset.media_type], made)


def cover_thumbnails(cover_jpeg: bytes, folder: str = "images") -> Versions:
    """Return a cover in the widths at which the page to download from shows it, as JPEG."""
    cover = read_picture(cover_jpeg)
    widths = sorted({min(width, cover.width) for width in COVER_WIDTHS})
    return _versions(f"{folder}/cover", ".jpg", _encoded(map(cover.in_width, widths)))


def cover_card(cover_jpeg: bytes, background: str) -> bytes:
    """Return a JPEG of 1200 × 630 pixels for Open Graph: the cover on a CSS colour.

    The cover has the card's full height but for a thin margin. Raises ``ValueError`` where
    ``background`` is not a colour.
    """
    from PIL import Image as Pillow

    cover = read_picture(cover_jpeg)
    scale = min(
        (side - 2 * _CARD_MARGIN) / own
        for side, own in zip(CARD, (cover.width, cover.height), strict=True)
    )
    cover = cover.in_size(max(1, round(cover.width * scale)), max(1, round(cover.height * scale)))
    card = Pillow.new("RGB", CARD, _colour(background))
    card.paste(cover.pixels, ((CARD[0] - cover.width) // 2, (CARD[1] - cover.height) // 2))
    return Picture(card, "JPEG").encoded()


def _steps(width: int) -> Iterator[int]:
    """Yield the widths for an image, ending with its own or the largest that there is."""
    full = min(width, LARGEST)
    yield from (step for step in WIDTHS if step <= full * _SAVING)
    yield full


def _encoded(pictures: Iterable[Picture]) -> list[_Encoded]:
    return [_Encoded(one.width, one.height, one.encoded()) for one in pictures]


def _versions(stem: str, extension: str, made: list[_Encoded]) -> Versions:
    files = tuple(_named(stem, extension, one.data, one.width) for one in made)
    return Versions(files, made[-1].width, made[-1].height)


def _packed(made: list[_Encoded]) -> bytes:
    """Return files in one, after a line with their sizes: in pixels, and in bytes."""
    sizes = [[one.width, one.height, len(one.data)] for one in made]
    return b"\n".join((json.dumps(sizes).encode(), b"".join(one.data for one in made)))


def _read_back(data: bytes | None) -> list[_Encoded] | None:
    """Return the files that were kept; None where there are none."""
    head, _, rest = (data or b"").partition(b"\n")
    made: list[_Encoded] = []
    try:
        for width, height, length in json.loads(head):
            if len(rest) < length:
                return None
            made.append(_Encoded(int(width), int(height), rest[:length]))
            rest = rest[length:]
    except (ValueError, TypeError, RecursionError):
        return None
    return made if made and not rest else None


def _single(stem: str, asset: Asset, data: bytes, width: float, height: float) -> Versions:
    file = _named(stem, IMAGE_EXTENSIONS[asset.media_type], data, width)
    return Versions((file,), width, height)


def _named(stem: str, extension: str, data: bytes, width: float) -> Version:
    digest = hashlib.sha256(data).hexdigest()[:8]
    return Version(f"{stem}-{width:.0f}-{digest}{extension}", data, width)


def _colour(css: str) -> tuple[int, int, int]:
    """Return a CSS colour (CSS Color 4) as three bytes of sRGB."""
    from tinycss2.color4 import parse_color

    colour = parse_color(css)
    if colour is None or colour == "currentcolor":
        raise ValueError(f"“{css}” is not a colour")
    red, green, blue = (
        min(255, max(0, round((value or 0) * 255))) for value in colour.to("srgb").coordinates
    )
    return red, green, blue
