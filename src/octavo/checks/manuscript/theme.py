"""What the checks have to know of a design: its type area, and what its fonts hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from urllib.parse import urljoin

from octavo.model.publication import Design
from octavo.workspace import STYLE_ADDRESS, Workspace

_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "": 25.4 / 96}
_UNITS |= {"em": 10.5 * 25.4 / 72, "rem": 10.5 * 25.4 / 72}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt|px|em|rem|%|)")
_NAMED_SIZES = {"a4": (210.0, 297.0), "a5": (148.0, 210.0), "letter": (215.9, 279.4)}
_PAGE = re.compile(r"@page\s*\{([^@}]*)")
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

# The type area where a design's stylesheets do not say theirs in so many words.
_USUAL_AREA = (130.0, 220.0)


def millimetres(length: str, whole: float) -> float | None:
    """Return a length in millimetres, a percentage as one of ``whole``; None for no length."""
    match = _LENGTH.fullmatch(length.strip())
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    return number * whole / 100 if unit == "%" else number * _UNITS[unit]


class Theme:
    """A design as its stylesheets describe it, read when something is asked about it."""

    def __init__(self, design: Design, workspace: Workspace) -> None:
        """Take the design and the door to its files."""
        self.design = design
        self.workspace = workspace
        self._known: set[str] = set()
        self._faces: Iterator[frozenset[int]] | None = None
        self._has_faces = False

    @cached_property
    def css(self) -> str:
        """Return the design's stylesheets, without comments."""
        texts = (self.workspace.theme_file(f"styles/{name}") for name in self.design.stylesheets)
        return _COMMENT.sub("", "\n".join(text for text in texts if text))

    @cached_property
    def _page(self) -> tuple[tuple[float, float], tuple[float, float, float, float]] | None:
        """Return the size of a page and its margins in millimetres, where the design says both."""
        size, margins = None, None
        for block in _PAGE.findall(self.css):
            size = _size(block) or size
            margins = _margins(block) or margins
        return None if size is None or margins is None else (size, margins)

    @property
    def page_width(self) -> float:
        """Return the width of a page in millimetres, for images that reach over its edges."""
        return self._page[0][0] if self._page else self.type_area[0]

    @cached_property
    def type_area(self) -> tuple[float, float]:
        """Return the width and the height that a figure can take, in millimetres."""
        if self._page is None:
            return _USUAL_AREA
        size, (top, right, bottom, left) = self._page
        outdent = re.search(r"--outdent:\s*([^;}]+)", self.css)
        more = (millimetres(outdent[1], size[0]) or 0.0) if outdent else 0.0
        width, height = size[0] - left - right + more, size[1] - top - bottom
        return (width, height) if width > 0 and height > 0 else _USUAL_AREA

    def lacking(self, signs: set[str]) -> set[str]:
        """Return the characters that no font has which the stylesheets name.

        Fonts are opened one after the other until all are found. Nothing is lacking where the
        stylesheets name no font that can be read: what the system has is not known.
        """
        if self._faces is None:
            self._faces = self._characters()
        missing = signs - self._known
        while missing:
            face = next(self._faces, None)
            if face is None:
                break
            self._has_faces = True
            self._known |= {chr(number) for number in face}
            missing -= self._known
        return missing if self._has_faces else set()

    def _characters(self) -> Iterator[frozenset[int]]:
        """Yield what each font holds, each file once."""
        from fontTools.ttLib import TTFont, TTLibError

        sources = (_ADDRESS.search(face) for face in _FACE.findall(self.css))
        addresses = dict.fromkeys(urljoin(STYLE_ADDRESS, found[1]) for found in sources if found)
        for address in addresses:
            try:
                data = self.workspace.fetch(address)
                with TTFont(BytesIO(data), lazy=True) as font:
                    yield frozenset(font.getBestCmap() or ())
            except (OSError, TTLibError, ImportError):
                continue  # what the engine cannot read it tells itself


def _size(block: str) -> tuple[float, float] | None:
    match = re.search(r"(?<![\w-])size:\s*([^;}]+)", block)
    if match is None:
        return None
    words = match[1].split()
    lengths = [millimetres(word, 0) for word in words]
    if len(lengths) == 2 and lengths[0] and lengths[1]:
        return lengths[0], lengths[1]
    return _NAMED_SIZES.get(words[0].lower()) if words else None


def _margins(block: str) -> tuple[float, float, float, float] | None:
    """Return the margins in CSS's order: top, right, bottom, left."""
    match = re.search(r"(?<![\w-])margin:\s*([^;}]+)", block)
    if match is None:
        return None
    lengths = [millimetres(word, 0) for word in match[1].split()]
    if not 1 <= len(lengths) <= 4 or None in lengths:
        return None
    top, right, bottom, left = (lengths * 4)[:4] if len(lengths) == 1 else _four(lengths)
    return top or 0.0, right or 0.0, bottom or 0.0, left or 0.0


def _four(lengths: list[float | None]) -> list[float | None]:
    top, right = lengths[0], lengths[1]
    bottom = lengths[2] if len(lengths) > 2 else top
    return [top, right, bottom, lengths[3] if len(lengths) > 3 else right]
