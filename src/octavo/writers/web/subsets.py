"""Fonts cut down to what pages hold, as WOFF2 (https://www.w3.org/TR/WOFF2/)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

from octavo.workspace import Workspace
from octavo.writers.web.cutting import OpenFont, cut, open_font
from octavo.writers.web.faces import FontFace, Style, faces_for
from octavo.writers.web.licences import notice_of, public_name, rename

# What a browser applies without being asked (CSS Fonts 4, 7.1, and the shaping of scripts in the
# OpenType feature list). Of the 7.1 KB of Spectral Regular for an English book, kerning is 1.2 and
# ligatures are 0.6; all features of the font would be 16.8. What a stylesheet turns on costs 0.4 KB
# (figures) to 2.1 KB (small capitals) a face, so it is kept only where a style asks for it.
_ALWAYS = (
    *("calt", "ccmp", "clig", "curs", "kern", "liga", "locl", "mark", "mkmk", "rclt", "rlig"),
    # Joined scripts, scripts from right to left, Hangul, the scripts of India and their kin: no
    # word of theirs can be read without.
    *("init", "medi", "med2", "fina", "fin2", "fin3", "isol", "stch"),
    *("ltra", "ltrm", "rtla", "rtlm", "ljmo", "vjmo", "tjmo"),
    *("nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "half", "abvf", "pstf", "cfar", "vatu"),
    *("cjct", "pres", "abvs", "blws", "psts", "haln", "dist", "abvm", "blwm"),
)
# The shaping engines of browsers apply these around a fraction slash by themselves.
_FRACTION_SLASH = "\u2044"
_FRACTIONS = ("dnom", "frac", "numr")


@dataclass(frozen=True, slots=True)
class Subset:
    """A face cut down: WOFF2 bytes, and the characters that it is for.

    ``weight`` is the weight that the rule is for, ``name`` what the family goes by in public,
    ``notice`` its copyright and licence. ``is_fallback`` tells that other families come first in
    every style that it serves.
    """

    face: FontFace
    weight: int
    name: str
    characters: frozenset[str]
    data: bytes = field(repr=False)
    notice: str = field(repr=False)
    is_fallback: bool = False


@dataclass(slots=True)
class _Need:
    """What the styles ask of one face."""

    characters: set[str] = field(default_factory=set)
    features: set[str] = field(default_factory=set)
    is_fallback: bool = True


class _File(NamedTuple):
    """A source of a face: where it lies, and the font that it is."""

    address: str
    font: OpenFont


class FontShelf:
    """Opens the sources of faces, each once, and cuts them down.

    One serves all pages and drawings of a publication.
    """

    def __init__(self, faces: Sequence[FontFace], workspace: Workspace) -> None:
        """Take the rules of the stylesheets and the door to their sources."""
        self.faces = faces
        self.workspace = workspace
        self._files: dict[FontFace, _File | None] = {}
        self._fonts: dict[str, OpenFont | None] = {}

    def subsets(self, used: Mapping[Style, frozenset[str]]) -> tuple[Subset, ...]:
        """Return the faces that are used, in the order of their rules, with what they need hold.

        ``used`` gives for every style the characters that are set in it. A character that the
        first family lacks is looked for in the next, as a browser does.
        """
        needs = self._needs(used)
        order = {face: place for place, face in enumerate(self.faces)}
        keys = sorted(needs, key=lambda key: (order[key[0]], key[1]))
        made = (self._subset(face, weight, needs[face, weight]) for face, weight in keys)
        return tuple(subset for subset in made if subset is not None)

    def unread(self) -> tuple[str, ...]:
        """Return the first source of every face that was asked for and has none that is a font."""
        lost = {face.addresses[0] for face, file in self._files.items() if file is None}
        return tuple(sorted(lost))

    def _needs(self, used: Mapping[Style, frozenset[str]]) -> dict[tuple[FontFace, int], _Need]:
        needs: dict[tuple[FontFace, int], _Need] = {}
        for style, characters in used.items():
            left, is_first = {one for one in characters if unicodedata.category(one) != "Cc"}, True
            for family in style.families:
                for face in faces_for(self.faces, family, style):
                    held = {one for one in left & self._coverage(face) if face.allows(one)}
                    left -= held
                    if held:
                        need = needs.setdefault((face, face.weight_for(style.weight)), _Need())
                        need.characters |= held
                        need.features |= style.features
                        need.is_fallback = need.is_fallback and not is_first
                    is_first = False
                if not is_first:
                    # A joiner or a variation sign acts in its own face or nowhere.
                    left = {one for one in left if not _is_invisible(one)}
        return needs

    def _coverage(self, face: FontFace) -> frozenset[str]:
        file = self._file(face)
        return file.font.characters if file else frozenset()

    def _file(self, face: FontFace) -> _File | None:
        """Return the first source that is a font."""
        if face not in self._files:
            opened = ((address, self._font(address)) for address in face.addresses)
            files = (_File(address, font) for address, font in opened if font is not None)
            self._files[face] = next(files, None)
        return self._files[face]

    def _font(self, address: str) -> OpenFont | None:
        if address not in self._fonts:
            self._fonts[address] = self._opened(address)
        return self._fonts[address]

    def _opened(self, address: str) -> OpenFont | None:
        try:
            data = self.workspace.fetch(address)
        except OSError:
            return None
        try:
            return open_font(data)
        except Exception:  # fontTools raises everything there is on what is damaged
            return None

    def _subset(self, face: FontFace, weight: int, need: _Need) -> Subset | None:
        """Return a face cut down, or None where it turns out to be damaged."""
        file = self._file(face)
        assert file is not None  # it holds what is needed of it
        fractions = _FRACTIONS if _FRACTION_SLASH in need.characters else ()
        features = {*_ALWAYS, *need.features, *fractions}
        out = BytesIO()
        try:
            notice = notice_of(file.font.tables, self.workspace.font_licence(file.address))
            name = public_name(face.family, notice)
            axes = {"wght": float(weight), "wdth": face.width}
            font = cut(file.font, need.characters, features, axes)
            if name != face.family:
                rename(font, name)
            font.flavor = "woff2"
            font.save(out)
        except Exception:
            self._files[face] = None
            return None
        characters = frozenset(need.characters)
        return Subset(face, weight, name, characters, out.getvalue(), notice, need.is_fallback)


def _is_invisible(character: str) -> bool:
    """Tell whether a character is drawn as nothing: a joiner, a soft hyphen, a variation sign."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"
