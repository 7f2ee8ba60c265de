"""Images: in several widths, upright, in sRGB, and saying nothing that they do not show."""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin
from PIL.Image import Exif

from octavo.cache import Cache
from octavo.model.book import Asset
from octavo.passes.resolve.images import read_image
from octavo.writers.web import images
from octavo.writers.web.images import (
    Versions,
    cover_card,
    cover_thumbnails,
    image_versions,
)

PLACE = "kept from everybody"
RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (30, 60, 200)


def drawing(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right, and a green corner at the top left."""
    picture = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 2, 0, width, height), fill=BLUE)
    draw.rectangle((0, 0, width // 8, height // 8), fill=GREEN)
    return picture.quantize() if mode == "P" else picture.convert(mode)


def photograph(width: int, height: int) -> Image.Image:
    """What no palette can hold: noise on a slope of colours."""
    noise = random.Random(1).randbytes(width * height)
    slope = Image.linear_gradient("L").resize((width, height))
    channels = (slope, Image.frombytes("L", (width, height), noise), slope.rotate(180))
    return Image.merge("RGB", channels)


def told(orientation: int = 1) -> Exif:
    """EXIF as a camera writes it: its maker, its owner, the position."""
    exif = Exif()
    exif[0x0112] = orientation
    exif[0x010F] = PLACE
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return exif


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def versions(data: bytes, path: str = "photos/A photo.jpg") -> Versions:
    return image_versions(read_image(path, data))


def pictures(found: Versions) -> Sequence[Image.Image]:
    return [Image.open(BytesIO(file.data)) for file in found.files]


def near(found: Any, expected: tuple[int, ...], within: int = 12) -> bool:
    return all(abs(one - other) <= within for one, other in zip(found, expected, strict=True))


# ------------------------------------------------------------------- sizes


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1, 1), [(1, 1)]),
        ((300, 200), [(300, 200)]),
        ((500, 100), [(500, 100)]),
        ((1000, 500), [(480, 240), (1000, 500)]),
        ((1200, 600), [(480, 240), (960, 480), (1200, 600)]),
        ((2400, 24), [(480, 5), (960, 10), (1600, 16), (2400, 24)]),
        ((8000, 200), [(480, 12), (960, 24), (1600, 40), (2400, 60)]),
        ((3000, 2), [(480, 1), (960, 1), (1600, 1), (2400, 2)]),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_widths(size: tuple[int, int], expected: list[tuple[int, int]], kind: str) -> None:
    found = versions(saved(drawing(*size), kind))
    assert [picture.size for picture in pictures(found)] == expected
    assert {picture.format for picture in pictures(found)} == {kind}
    assert [file.width for file in found.files] == [width for width, _ in expected]
    assert (found.width, found.height) == expected[-1]


def test_names_work_in_every_address_and_tell_files_apart() -> None:
    data = saved(drawing(1000, 10), "PNG")
    found = versions(data, "a/Über “uns” 😀.PNG")
    for file in found.files:
        digest = hashlib.sha256(file.data).hexdigest()[:8]
        assert file.name == f"images/uber-uns-{file.width}-{digest}.png"
    assert found.source == found.files[-1].name
    assert found.srcset == ", ".join(f"{file.name} {file.width}w" for file in found.files)
    other = versions(saved(drawing(1000, 11), "PNG"), "b/Über “uns” 😀.PNG")
    assert not {file.name for file in found.files} & {file.name for file in other.files}
    assert versions(data, "😀.png").source.startswith("images/image-1000-")


def test_one_file_has_no_srcset() -> None:
    assert versions(saved(drawing(10, 10), "PNG")).srcset == ""


def test_smaller_versions_are_smaller_files() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        sizes = [len(file.data) for file in versions(saved(photograph(1300, 400), kind)).files]
        assert sizes == sorted(sizes)
        assert sizes[0] < sizes[-1] / 2


# ----------------------------------------------------------------- privacy


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "MPO"])
def test_no_file_says_where_it_was_taken(kind: str) -> None:
    data = saved(drawing(1000, 500), kind, exif=told())
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)
    for file, picture in zip(found := versions(data).files, pictures(versions(data)), strict=True):
        assert not picture.getexif()
        assert PLACE.encode() not in file.data
        assert not set(picture.info) & {"exif", "xmp", "comment", "icc_profile", "dpi"}
    assert len(found) == 2


def test_texts_of_a_png_and_the_comment_of_a_jpeg_are_gone() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", PLACE)
    texts.add_text("Comment", PLACE, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", PLACE)
    for data in (
        saved(drawing(9, 9), "PNG", pnginfo=texts),
        saved(drawing(9, 9), "JPEG", comment=PLACE, xmp=PLACE.encode()),
    ):
        (picture,) = pictures(versions(data))
        assert PLACE not in str(picture.info)
        assert PLACE.encode() not in versions(data).files[0].data


def frames(picture: Image.Image) -> list[tuple[bytes, Any]]:
    found = []
    for number in range(getattr(picture, "n_frames", 1)):
        picture.seek(number)
        found.append((picture.convert("RGBA").tobytes(), picture.info.get("duration")))
    return found


def moving(kind: str, **options: Any) -> bytes:
    first, *others = (Image.new("RGB", (700, 60), colour) for colour in (RED, GREEN, BLUE))
    return saved(
        first,
        kind,
        save_all=True,
        append_images=others,
        duration=[100, 200, 300],
        loop=0,
        **options,
    )


def texts_of(kind: str) -> dict[str, Any]:
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", PLACE)
        return {"pnginfo": texts, "exif": told()}
    return {"comment": PLACE} if kind == "GIF" else {"exif": told(), "xmp": PLACE.encode()}


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_what_moves_stays_as_it_is_but_for_what_it_tells(kind: str) -> None:
    data = moving(kind, **texts_of(kind))
    assert PLACE.encode() in data
    (file,) = (found := versions(data)).files
    assert PLACE.encode() not in file.data
    (picture,) = pictures(found)
    assert not picture.getexif()
    assert frames(picture) == frames(Image.open(BytesIO(data)))
    assert len(frames(picture)) == 3
    assert picture.info["loop"] == 0
    assert file.data == versions(moving(kind)).files[0].data
    assert (found.width, found.height) == (700, 60)


def test_notes_of_applications_in_a_gif_are_gone() -> None:
    plain = moving("GIF")
    block = bytes([len(PLACE)]) + PLACE.encode()
    note = b"\x21\xff\x0bXMP DataXMP" + block + b"\x00"
    place = plain.index(b"\x21\xff\x0bNETSCAPE")
    data = plain[:place] + note + plain[place:] + PLACE.encode()
    assert versions(data).files[0].data == plain


# ------------------------------------------------------------ what is shown


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("orientation", "corner"), [(1, (2, 2)), (3, (-3, -3)), (6, (-3, 2))])
def test_images_stand_upright(kind: str, orientation: int, corner: tuple[int, int]) -> None:
    data = saved(drawing(1200, 800), kind, exif=told(orientation), quality=95)
    found = versions(data)
    upright = (800, 1200) if orientation == 6 else (1200, 800)
    assert (found.width, found.height) == upright
    for picture in pictures(found):
        assert picture.width * upright[1] == pytest.approx(picture.height * upright[0], rel=0.01)
        place = [one % side for one, side in zip(corner, picture.size, strict=True)]
        assert near(picture.convert("RGB").getpixel((place[0], place[1])), GREEN, 20)


def test_cmyk_becomes_srgb() -> None:
    found = versions(saved(drawing(1000, 100, "CMYK"), "JPEG", quality=95))
    for picture in pictures(found):
        assert picture.mode == "RGB"
        assert near(picture.getpixel((picture.width // 4, picture.height // 2)), RED, 20)


def swapped_profile() -> bytes:
    """An sRGB profile whose red and blue are each other's, under another name."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for one, other in ((b"rXYZ", b"bXYZ"), (b"sRGB", b"sBGR")):
        profile = profile.replace(one, b"????").replace(other, one).replace(b"????", other)
    # The description is in UTF-16.
    return profile.replace("sRGB".encode("utf-16-be"), "sBGR".encode("utf-16-be"))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG"), ("RGB", "WEBP")],
)
def test_colours_are_converted_and_the_profile_is_left_out(mode: str, kind: str) -> None:
    data = saved(drawing(1000, 100, mode), kind, icc_profile=swapped_profile(), quality=95)
    for picture in pictures(versions(data)):
        assert "icc_profile" not in picture.info
        middle = picture.convert("RGB").getpixel((picture.width // 4, picture.height // 2))
        assert near(middle, RED[::-1], 20)


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L"])
def test_a_damaged_profile_is_as_none(mode: str) -> None:
    plain, damaged = (
        saved(drawing(100, 100, mode), "JPEG", icc_profile=profile) for profile in (b"", b"damaged")
    )
    assert versions(damaged).files[0].data == versions(plain).files[0].data


def test_sixteen_bits_a_pixel_become_eight() -> None:
    deep = Image.new("I;16", (600, 4))
    for column in range(600):
        for row in range(4):
            deep.putpixel((column, row), column * 109)
    data = saved(deep, "PNG")
    assert Image.open(BytesIO(data)).mode == "I;16"
    full = pictures(versions(data))[-1]
    assert full.mode == "L"
    assert [full.getpixel((column, 1)) for column in (0, 300, 599)] == [0, 127, 255]


def test_a_palette_is_kept_where_it_is_smaller() -> None:
    rings = drawing(1000, 400)
    draw = ImageDraw.Draw(rings)
    for place in range(0, 1000, 20):
        draw.ellipse((place, 100 + place % 70, place + 150, 250), outline=GREEN, width=3)
    data = saved(rings.quantize(), "PNG")
    small, full = pictures(found := versions(data))
    assert (small.mode, full.mode) == ("P", "P")
    assert full.convert("RGB").tobytes() == rings.quantize().convert("RGB").tobytes()
    assert near(small.convert("RGB").getpixel((120, 25)), RED, 12)
    assert len(found.files[-1].data) <= len(data)


def test_two_tones_stay_two_in_full_size() -> None:
    small, full = pictures(versions(saved(drawing(1000, 400, "1"), "PNG")))
    assert full.mode == "1"
    assert small.mode != "1"


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA", "RGB", "L"])
def test_what_can_be_seen_through_stays_so(mode: str) -> None:
    picture = drawing(1000, 400, "RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 500, 400))
    options: dict[str, Any] = {}
    if mode == "P":
        picture = picture.quantize()
    else:
        picture = picture.convert(mode)
        if mode in ("RGB", "L"):
            options["transparency"] = (0, 0, 0) if mode == "RGB" else 0
    for found in pictures(versions(saved(picture, "PNG", **options))):
        opacity = found.convert("RGBA").getchannel("A")
        assert opacity.getpixel((found.width // 4, found.height // 2)) == 0
        assert opacity.getpixel((3 * found.width // 4, found.height // 2)) == 255


def test_grey_stays_grey() -> None:
    for picture in pictures(versions(saved(drawing(1000, 400, "L"), "JPEG"))):
        assert picture.mode == "L"


def test_a_webp_without_loss_stays_so() -> None:
    data = saved(drawing(600, 100), "WEBP", lossless=True)
    full = pictures(versions(data))[-1]
    assert full.convert("RGB").tobytes() == drawing(600, 100).tobytes()


def test_jpegs_are_progressive_and_never_larger_than_a_coarse_original() -> None:
    for quality in (40, 98):
        data = saved(photograph(900, 600), "JPEG", quality=quality)
        found = versions(data)
        assert all(picture.info.get("progressive") for picture in pictures(found))
        assert len(found.files[-1].data) < len(data)


def test_an_svg_is_one_file_as_it_is() -> None:
    asset = Asset("charts/a.svg", "image/svg+xml", b"<svg/>", 550.5, 300)
    found = image_versions(asset)
    assert [file.data for file in found.files] == [b"<svg/>"]
    assert re.fullmatch(r"images/a-\d+-[0-9a-f]{8}\.svg", found.source)
    assert (found.width, found.height) == (550.5, 300)


# ------------------------------------------------------------------ covers


def test_the_card_shows_the_whole_cover_on_its_colour() -> None:
    card = Image.open(BytesIO(cover_card(saved(drawing(1700, 2400), "JPEG"), "rgb(240 230 10)")))
    assert (card.format, card.size) == ("JPEG", (1200, 630))
    assert near(card.getpixel((5, 5)), (240, 230, 10))
    assert near(card.getpixel((600, 10)), (240, 230, 10))
    assert near(card.getpixel((600 - 100, 315)), RED)
    assert near(card.getpixel((600 + 100, 595)), BLUE)


def test_a_wide_cover_fits_the_card_too() -> None:
    card = Image.open(BytesIO(cover_card(saved(drawing(3000, 500), "JPEG"), "#fff")))
    assert near(card.getpixel((600, 20)), (255, 255, 255))
    assert near(card.getpixel((10, 315)), (255, 255, 255))
    assert near(card.getpixel((200, 330)), RED)


@pytest.mark.parametrize("colour", ["", "currentcolor", "url(x)", "nothing"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        cover_card(saved(drawing(10, 10), "JPEG"), colour)


def test_thumbnails() -> None:
    found = cover_thumbnails(saved(photograph(1700, 2400), "JPEG", exif=told()))
    assert [picture.size for picture in pictures(found)] == [(240, 339), (480, 678)]
    assert (found.width, found.height) == (480, 678)
    small = cover_thumbnails(saved(drawing(200, 300), "JPEG"))
    assert [picture.size for picture in pictures(small)] == [(200, 300)]


# ------------------------------------------------------------- determinism

ONCE = """
import hashlib, pathlib, sys, time
time.time = lambda: float(sys.argv[1])
from octavo.passes.resolve.images import read_image
from octavo.writers.web.images import cover_card, cover_thumbnails, image_versions
found = []
for path in sys.argv[2:]:
    data = pathlib.Path(path).read_bytes()
    found.append(image_versions(read_image("a.x", data)))
    if path.endswith("jpg"):
        found += [cover_card(data, "#1d2430"), cover_thumbnails(data)]
parts = [file.data for one in found if hasattr(one, "files") for file in one.files]
parts += [one for one in found if isinstance(one, bytes)]
print(len(parts), hashlib.sha256(b"".join(parts)).hexdigest())
"""


def test_the_bytes_depend_on_no_clock_zone_or_hash(tmp_path: Path) -> None:
    makers: dict[str, Callable[[], bytes]] = {
        "a.jpg": lambda: saved(photograph(1000, 300), "JPEG", icc_profile=swapped_profile()),
        "b.png": lambda: saved(drawing(1000, 300, "P"), "PNG"),
        "c.webp": lambda: saved(photograph(1000, 300), "WEBP"),
        "d.gif": lambda: moving("GIF"),
    }
    for name, make in makers.items():
        (tmp_path / name).write_bytes(make())

    def digest(now: str, zone: str, seed: str) -> str:
        surroundings = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        names = [str(tmp_path / name) for name in makers]
        return subprocess.run(
            [sys.executable, "-c", ONCE, now, *names],
            env=surroundings, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    first = digest("1000000000", "UTC", "1")
    assert first.startswith("10 ")
    assert digest("2000000000", "Asia/Kathmandu", "2") == first


# ---------------------------------------------------------------------- what is kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_an_image_is_converted_once_for_all_builds(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_data: bytes) -> None:
        raise AssertionError("converted again")

    cache = Cache(tmp_path)
    data = saved(photograph(700, 500), kind)
    asset = read_image("photos/A photo.x", data)
    without = image_versions(asset)
    assert len(without.files) == 2
    assert image_versions(asset, cache) == without
    monkeypatch.setattr(images, "read_picture", refused)
    assert image_versions(asset, cache) == without
    # Its name is not what it shows.
    named = image_versions(replace(asset, path="other.x"), cache)
    assert [file.data for file in named.files] == [file.data for file in without.files]
    assert named.source.startswith("images/other-700-")
    with pytest.raises(AssertionError, match="converted again"):
        image_versions(read_image("a.x", saved(drawing(700, 500), kind)), cache)


@pytest.mark.parametrize(
    "data",
    [None, b"", b"[]\n", b"[[1, 1, 9]]\nshort", b"[[1, 1]]\n", b"{}", b"[[[]]]\n"],
)
def test_what_are_no_versions_is_not_taken_for_them(data: bytes | None) -> None:
    assert images._read_back(data) is None
