"""What is written of one section: its pages as a PDF of their own, and all that is known of it.

Nothing here knows an engine, so that what joins the pieces need not load one.
"""

from __future__ import annotations

from dataclasses import dataclass

# What a font dictionary of a piece holds where a face is to be put: the name of its resource.
FACE = "/OctavoFace"
# Where the catalogue of a piece lists all its dictionaries of resources.
RESOURCES = "/OctavoResources"

FaceKey = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face as pieces use it. A piece does not embed it: that is done once for all pieces.

    ``resource`` is the name by which the pages call it, ``file`` the checksum (sha256) of the font
    file, ``index`` the face in that file, ``name`` its PostScript name in the PDF. ``weight`` is as
    in CSS, ``style`` 0 upright, 1 oblique, 2 italic, ``size`` in pixels, ``variations`` a place on
    the axes of a variable font by their tags. ``ascent``, ``descent`` and ``widths`` (by glyph) are
    thousandths of an em, ``flags`` those of ISO 32000-1, 9.8.2. ``letters`` are what a glyph stands
    for. ``missing`` are made-up glyphs for characters that the face lacks. ``is_drawn`` tells that
    its glyphs stand on the pages as pictures, as those of emoji do.
    """

    resource: str
    file: str
    index: int
    name: str
    family: str
    weight: int
    style: int
    size: float
    variations: tuple[tuple[str, float], ...]
    ascent: int
    descent: int
    flags: int
    widths: tuple[tuple[int, int], ...]
    letters: tuple[tuple[int, str], ...]
    missing: tuple[int, ...] = ()
    is_drawn: bool = False

    @property
    def key(self) -> FaceKey:
        """Return what is the same wherever the same face is used.

        Two files may give the same name: each has other characters of one family.
        """
        return (self.resource, self.file, self.index)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A row of the outline: its level (1 the highest), and its place on a page, in points.

    ``page`` counts the pages of the piece from 0; ``y`` goes upwards from the foot of the page.
    """

    level: int
    label: str
    page: int
    x: float
    y: float
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A section as a PDF without fonts and outline; what is left out of it stands beside it.

    Links in ``data`` may lead to other pieces. ``lang`` is the language of the section, a BCP 47
    tag, or nothing.
    """

    data: bytes
    lang: str = ""
    typefaces: tuple[Typeface, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
