"""The fonts of the web edition: the theme's faces as WOFF2 subsets, and the rules for them."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tinycss2.serializer import serialize_string_value

from octavo.naming import ascii_slug
from octavo.writers.web.faces import Style
from octavo.writers.web.licences import licences_text
from octavo.writers.web.subsets import FontShelf, Subset

LICENCES = "LICENSES.txt"

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a folder of pages.

    ``css`` are the ``@font-face`` rules, for a stylesheet that stands beside the fonts' folder;
    ``files`` the fonts and their licences by name; ``names`` what families are called that may not
    go by their own name (put into stylesheets by ``familynames.renamed``); ``unread`` the addresses
    of fonts that are not there or are none.
    """

    css: str
    files: tuple[tuple[str, bytes], ...]
    names: Mapping[str, str]
    unread: tuple[str, ...] = ()


def web_fonts(
    shelf: FontShelf, used: Mapping[Style, frozenset[str]], folder: str = "fonts"
) -> Fonts:
    """Return the fonts that pages need.

    ``shelf`` has the faces of their stylesheets; ``used`` gives for every style of the pages the
    characters that are set in it. A file's name ends with a digest of what it holds, so that it may
    be kept in caches forever.
    """
    subsets = shelf.subsets(used)
    named = [(f"{folder}/{_file_name(subset)}", subset) for subset in subsets]
    files = [(name, subset.data) for name, subset in named]
    if subsets:
        notices = dict.fromkeys((one.face.family, one.name, one.notice) for one in subsets)
        files.append((f"{folder}/{LICENCES}", licences_text(notices).encode()))
    return Fonts(
        "".join(font_face(subset, name) for name, subset in named),
        tuple(sorted(dict(files).items())),
        public_names(subsets),
        shelf.unread(),
    )


def characters_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the characters that XHTML texts show, also those that a browser composes of others.

    A letter and the accent behind it are drawn by the glyph that Unicode has for both, if it does.
    """
    found: set[str] = set()
    for text in texts:
        plain = html.unescape(_TAG.sub("", text))
        found.update(plain)
        if not unicodedata.is_normalized("NFC", plain):
            found.update(unicodedata.normalize("NFC", plain))
    return frozenset(found)


def font_face(subset: Subset, address: str) -> str:
    """Return the ``@font-face`` rule of a subset that lies at an address.

    What only stands in for other families says which characters it has, so that no browser loads
    it before it needs one of them.
    """
    face = subset.face
    descriptors = {
        "font-family": _quoted(subset.name),
        "font-style": face.slope,
        "font-weight": str(subset.weight),
        "font-display": "swap",
        **dict(face.descriptors),
        "src": f'url({_quoted(address)}) format("woff2")',
    }
    if face.width != 100:
        descriptors["font-stretch"] = f"{face.width:g}%"
    if subset.is_fallback or face.characters:
        descriptors["unicode-range"] = _unicode_range(subset.characters)
    lines = "".join(f"  {name}: {value};\n" for name, value in descriptors.items())
    return f"@font-face {{\n{lines}}}\n"


def public_names(subsets: Iterable[Subset]) -> dict[str, str]:
    """Return what families are called whose own name their licence reserves."""
    return {one.face.family: one.name for one in subsets if one.name != one.face.family}


def _file_name(subset: Subset) -> str:
    digest = hashlib.sha256(subset.data).hexdigest()[:8]
    slope = "" if subset.face.slope == "normal" else f"-{subset.face.slope}"
    return f"{ascii_slug(subset.name) or 'font'}-{subset.weight}{slope}-{digest}.woff2"


def _quoted(text: str) -> str:
    return f'"{serialize_string_value(text)}"'


def _unicode_range(characters: Iterable[str]) -> str:
    """Return characters as CSS has them: ``U+20, U+41-5A``."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in runs)
