"""Faces that are used by several pieces: united, cut down to what is used, and embedded once.

A face is a composite font (ISO 32000-1, 9.7) whose codes are the glyphs of its file, which is
embedded (9.9) with the letters that its glyphs stand for (9.10.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from octavo.writers.pdf.fontfiles import OPENTYPE, cut_font
from octavo.writers.pdf.pieces import FaceKey, Typeface

_FIXED_PITCH = 1
# What one block of a CMap may hold (Adobe Technical Note 5014, 7.4).
_BLOCK = 100
_ENCODING = "Octavo-Identity"
_TO_UNICODE = "Adobe-Identity-UCS"


def unite(typefaces: Iterable[Typeface]) -> tuple[Typeface, ...]:
    """Return each face once, by its key, with all that is used of it.

    The first that tells something of a face or of a glyph is believed.
    """
    found: dict[FaceKey, Typeface] = {}
    for face in typefaces:
        first = found.get(face.key)
        found[face.key] = face if first is None else _both(first, face)
    return tuple(found.values())


def _both(first: Typeface, other: Typeface) -> Typeface:
    widths = dict(other.widths) | dict(first.widths)
    letters = dict(other.letters) | dict(first.letters)
    return replace(
        first,
        widths=tuple(sorted(widths.items())),
        letters=tuple(sorted(letters.items())),
        missing=tuple(sorted({*first.missing, *other.missing})),
    )


def embed(pdf: Pdf, font: Object, face: Typeface, file: bytes) -> None:
    """Embed a face, cut down to the glyphs that are used, and make ``font`` its dictionary.

    ``file`` is the font file that the face is from.
    """
    data = cut_font(file, face)
    is_opentype = data.startswith(OPENTYPE)
    name = Name(f"/{face.name}")
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0 if is_opentype else Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=_system("Identity"),
        W=_widths(face),
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, face, data)),
    )
    if not is_opentype:
        descendant.CIDToGIDMap = Name.Identity
    font.Type = Name.Font
    font.Subtype = Name.Type0
    font.BaseFont = name
    font.Encoding = _encoding(pdf, face) if face.missing else Name("/Identity-H")
    font.DescendantFonts = Array([pdf.make_indirect(descendant)])
    font.ToUnicode = _to_unicode(pdf, face)


def _descriptor(pdf: Pdf, face: Typeface, data: bytes) -> Dictionary:
    widths = [width for _, width in face.widths]
    is_fixed = len(widths) > 1 and len(set(widths)) == 1
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{face.name}"),
        FontFamily=String(face.family),
        Flags=face.flags | _FIXED_PITCH if is_fixed else face.flags,
        FontBBox=Array([0, face.descent, max(widths, default=0), face.ascent]),
        # WeasyPrint tells the same of every face.
        ItalicAngle=0,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.ascent,
        StemV=80,
        StemH=80,
    )
    if data.startswith(OPENTYPE):
        descriptor.FontFile3 = Stream(pdf, data, Subtype=Name.OpenType)
    else:
        descriptor.FontFile2 = Stream(pdf, data, Length1=len(data))
    return descriptor


def _widths(face: Typeface) -> Array:
    """Return the widths of glyphs: for each run of glyphs its first, and their widths."""
    runs: list[tuple[int, list[int]]] = []
    for glyph, width in face.widths:
        if runs and glyph == runs[-1][0] + len(runs[-1][1]):
            runs[-1][1].append(width)
        else:
            runs.append((glyph, [width]))
    return Array([item for glyph, widths in runs for item in (glyph, Array(widths))])


def _system(ordering: str) -> Dictionary:
    return Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=0)


def _to_unicode(pdf: Pdf, face: Typeface) -> Stream:
    rows = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in face.letters]
    return Stream(pdf, _cmap(_TO_UNICODE, "UCS", 2, "bfchar", rows))


def _encoding(pdf: Pdf, face: Typeface) -> Stream:
    """Return the encoding of a face that lacks characters: these are drawn as glyph 0."""
    missing = set(face.missing)
    rows = [f"<{glyph:04x}> {0 if glyph in missing else glyph}" for glyph, _ in face.letters]
    return Stream(
        pdf,
        _cmap(_ENCODING, "Identity", 1, "cidchar", rows),
        Type=Name.CMap,
        CMapName=Name(f"/{_ENCODING}"),
        CIDSystemInfo=_system("Identity"),
    )


def _cmap(name: str, ordering: str, kind: int, operator: str, rows: Sequence[str]) -> bytes:
    """Return a CMap file: what the two-byte codes mean, row by row."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        f"/CMapType {kind} def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        lines += [f"{len(block)} begin{operator}", *block, f"end{operator}"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
