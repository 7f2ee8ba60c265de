"""Metadata taken out of files whose pixels stay as they are: GIF, and what moves."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

# PNG 3 (https://www.w3.org/TR/png-3/), 11.3.3 and 11.3.4: texts, the time, EXIF.
_PNG_DROPPED = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"})
# RFC 9649, 2.7.1.4 and 2.7.1.5, with the bits of the VP8X chunk that tell of them.
_WEBP_DROPPED = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0x08 | 0x04
# What makes a GIF begin again; all other application extensions carry notes or XMP.
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def without_metadata(data: bytes, media_type: str) -> bytes:
    """Return a GIF, PNG or WebP without comments, EXIF and XMP; every pixel stays as it was."""
    strip = _STRIPPERS[media_type]
    return b"".join(strip(data))


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    place = 8
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        chunk = data[place : place + 12 + length]
        if chunk[4:8] not in _PNG_DROPPED:
            yield chunk
        if chunk[4:8] == b"IEND":
            return
        place += 12 + length


def _webp(data: bytes) -> Iterator[bytes]:
    chunks: list[bytes] = []
    place = 12
    while place + 8 <= len(data):
        (length,) = struct.unpack_from("<I", data, place + 4)
        chunk = data[place : place + 8 + length + length % 2]
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if chunk[:4] not in _WEBP_DROPPED:
            chunks.append(chunk)
        place += len(chunk)
    yield b"RIFF" + struct.pack("<I", 4 + sum(map(len, chunks))) + b"WEBP"
    yield from chunks


def _gif(data: bytes) -> Iterator[bytes]:
    """Yield the parts of a GIF (GIF89a specification, sections 17 to 27)."""
    place = 13 + _colour_table(data[10])
    yield data[:place]
    while place < len(data) and data[place] in (0x21, 0x2C):
        if data[place] == 0x2C:
            end = _after_blocks(data, place + 11 + _colour_table(data[place + 9]))
            is_kept = True
        else:
            end = _after_blocks(data, place + 2)
            is_kept = data[place + 1] != 0xFE and (
                data[place + 1] != 0xFF or data[place + 3 : place + 14] in _GIF_KEPT
            )
        if is_kept:
            yield data[place:end]
        place = end
    yield b"\x3b"


def _colour_table(flags: int) -> int:
    """Return the length of the colour table that packed fields tell of."""
    return 3 * 2 ** ((flags & 0x07) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    """Return the place behind a series of sub-blocks, which an empty one ends."""
    while place < len(data) and data[place]:
        place += data[place] + 1
    return place + 1


_STRIPPERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "image/gif": _gif,
    "image/png": _png,
    "image/webp": _webp,
}
