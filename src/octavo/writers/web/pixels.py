"""Pixels: an image made upright and sRGB, resized, and written with nothing but its pixels."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 82

# What Pillow can write without loss of what a browser shows: bilevel, palette, grey, colour.
_MODES = ("1", "P", "L", "RGB", "RGBA")
_FEW_COLOURS = ("1", "P")
_GREYS_OF_16_BITS = ("I", "I;16", "I;16B", "I;16L")


@dataclass(frozen=True, slots=True)
class Picture:
    """An image ready for pages: upright, in sRGB, 8 bits a channel, without metadata.

    ``kind`` is the format that it is written in: JPEG, PNG or WEBP. ``has_few_colours`` tells that
    its file has a palette, ``is_lossless`` that its WebP is. ``tables`` are the quantization
    tables of the JPEG that it is, with its subsampling, for as long as it has all its pixels.
    """

    pixels: Image
    kind: str
    has_few_colours: bool = False
    is_lossless: bool = False
    tables: tuple[Any, int] | None = None

    @property
    def width(self) -> int:
        """Return the width in pixels."""
        return self.pixels.width

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return self.pixels.height

    def in_size(self, width: int, height: int) -> Picture:
        """Return the picture in a size in pixels."""
        from PIL import Image as Pillow

        if (width, height) == self.pixels.size:
            return self
        many = _in_many_colours(self.pixels)
        return replace(
            self, pixels=many.resize((width, height), Pillow.Resampling.LANCZOS), tables=None
        )

    def in_width(self, width: int) -> Picture:
        """Return the picture in a width in pixels, its height in proportion."""
        return self.in_size(width, max(1, round(self.height * width / self.width)))

    def encoded(self) -> bytes:
        """Return the picture as a file."""
        if self.kind == "PNG":
            return self._png()
        if self.kind == "WEBP":
            many = _in_many_colours(self.pixels)
            return _saved(many, "WEBP", quality=QUALITY, method=6, lossless=self.is_lossless)
        plain = self.pixels if self.pixels.mode == "L" else self.pixels.convert("RGB")
        options = {"progressive": True, "optimize": True}
        data = _saved(plain, "JPEG", quality=QUALITY, **options)
        if self.tables is None:
            return data
        # Of a file that was coarser already, a finer one is larger and not better.
        tables, sampling = self.tables
        return min(
            data, _saved(plain, "JPEG", qtables=tables, subsampling=sampling, **options), key=len
        )

    def _png(self) -> bytes:
        """Return a PNG: of what had a palette, with one again where that is smaller."""
        from PIL import Image as Pillow

        data = _saved(self.pixels, "PNG", optimize=True)
        if not self.has_few_colours or self.pixels.mode in _FEW_COLOURS:
            return data
        method = Pillow.Quantize.FASTOCTREE
        few = self.pixels.quantize(method=method, dither=Pillow.Dither.NONE)
        return min(data, _saved(few, "PNG", optimize=True), key=len)


def opened(data: bytes) -> Image:
    """Open an image that was checked when it was read: its size is no surprise."""
    from PIL import Image as Pillow

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
        return Pillow.open(BytesIO(data))


def read_picture(data: bytes) -> Picture:
    """Return the picture of a JPEG, PNG or WebP.

    It is turned as EXIF says (tag 274). Its colours are converted to sRGB, which is what an image
    without a profile is in (CSS Color 4, 12): profiles are 0.5 KB to 500 KB in every file, and a
    CMYK file looks different in every browser.
    """
    from PIL import ImageOps

    with opened(data) as image:
        profile = image.info.get("icc_profile")
        few = image.mode in _FEW_COLOURS
        upright = ImageOps.exif_transpose(image)  # a copy, also where nothing is to be turned
        pixels = _in_srgb(_in_a_plain_mode(upright), profile)
        kind = "JPEG" if image.format == "MPO" else image.format or ""
        # A WebP without loss has a chunk of that name; with loss, its drawings would get specks.
        is_lossless = kind == "WEBP" and b"VP8L" in data
        return Picture(pixels, kind, few, is_lossless, _tables(image))


def _tables(image: Image) -> tuple[Any, int] | None:
    if image.format != "JPEG" or image.mode not in ("L", "RGB"):
        return None
    from PIL import JpegImagePlugin

    sampling = JpegImagePlugin.get_sampling(image)
    return image.quantization, sampling if sampling >= 0 else 0  # type: ignore[attr-defined]


def _in_a_plain_mode(image: Image) -> Image:
    """Return an image in one of the modes that we write, or CMYK, with its transparency."""
    if image.mode in _GREYS_OF_16_BITS:
        deep = image.convert("I").point(lambda value: value * (1 / 256))
        return deep.convert("L")
    if image.mode == "P":
        return image
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in (*_MODES, "CMYK") else image.convert("RGB")


def _in_many_colours(image: Image) -> Image:
    """Return an image without a palette, so that colours can be mixed."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode != "P":
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """Return an image in sRGB and without any other information than its transparency."""
    result = image
    if profile and image.mode == "P":
        result = _converted_palette(image, profile)
    elif profile and image.mode != "1":
        result = _converted(image, profile)
    if result.mode == "CMYK":
        result = result.convert("RGB")
    kept = image.info.get("transparency") if result.mode == "P" else None
    result.info = {} if kept is None else {"transparency": kept}
    return result


def _converted(image: Image, profile: bytes) -> Image:
    """Return colours converted; as they are where the profile cannot be used or is sRGB's."""
    from PIL import ImageCms

    try:
        source = ImageCms.getOpenProfile(BytesIO(profile))
        if image.mode != "CMYK" and "sRGB" in ImageCms.getProfileDescription(source):
            return image
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        target = ImageCms.createProfile("sRGB")
        result = ImageCms.profileToProfile(image, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    assert result is not None  # it is None only where the image is changed in place
    return result.convert("L") if image.mode == "L" else result


def _converted_palette(image: Image, profile: bytes) -> Image:
    from PIL import Image as Pillow

    colours = bytes(image.getpalette("RGB") or ())
    strip = Pillow.frombytes("RGB", (len(colours) // 3, 1), colours)
    result = image.copy()
    result.putpalette(_converted(strip, profile).tobytes())
    return result


def _saved(picture: Image, kind: str, **options: Any) -> bytes:  # noqa: ANN401
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
