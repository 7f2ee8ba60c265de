"""Joins the pieces of a publication into one file, with nothing lost and nothing twice.

What belongs to the whole is brought by a frame: a file of one page that WeasyPrint has written with
the metadata of the edition. Links from piece to piece lead by name (ISO 32000-1, 12.3.2.3).
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Object, Page, Pdf, String

from octavo.writers.pdf.outline import Row, add_outline
from octavo.writers.pdf.pieces import RESOURCES, FaceKey, Piece, Typeface
from octavo.writers.pdf.sharing import Shared
from octavo.writers.pdf.tagtree import TagTree
from octavo.writers.pdf.typefaces import embed, unite

# The highest would take a third longer and save a hundredth of the file.
pikepdf.settings.set_flate_compression_level(6)

FontFile = Callable[[str], bytes]


class Joined(NamedTuple):
    """The whole file, and the names of what links led to that no piece has.

    Such links are left out; their words stay.
    """

    pdf: Pdf
    lost: tuple[str, ...]


def pack(data: bytes) -> bytes:
    """Return the file of a piece as small as it can be: it is joined in half the time.

    The joined file is the same but for bytes that mean nothing: pack all pieces, or none.
    """
    out = BytesIO()
    with Pdf.open(BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def opened(piece: Piece) -> Pdf:
    """Open a piece and read all that is in it, so that it is added in half the time."""
    part = Pdf.open(BytesIO(piece.data))
    len(part.objects)  # reads every object
    return part


class Joining:
    """The file as it grows."""

    def __init__(self, frame: bytes, font_file: FontFile) -> None:
        """Begin a file.

        ``frame`` is the file whose page makes room for the pieces (``piece.write_frame``); it has
        tags if they have. ``font_file`` returns the bytes of a font file by its checksum.
        """
        self.pdf = Pdf.open(BytesIO(frame))
        self.font_file = font_file
        self.shared = Shared(self.pdf)
        self.tags = TagTree(self.pdf) if "/StructTreeRoot" in self.pdf.Root else None
        self.destinations: dict[bytes, Object] = {}
        self.rows: list[Row] = []
        self.typefaces: list[Typeface] = []
        # Each face has its place with the first piece that uses it; it is cut down at the end.
        self.fonts: dict[FaceKey, Object] = {}
        del self.pdf.pages[0]

    def add(self, piece: Piece, part: Pdf | None = None) -> None:
        """Add the pages of a piece, and what is told of them; ``part`` is it where it is open.

        The language of a section is told where it is not that of the frame.
        """
        with part or Pdf.open(BytesIO(piece.data)) as part:
            pages = [self.pdf.copy_foreign(page.obj) for page in part.pages]
            for page in pages:
                self.pdf.pages.append(Page(page))
            fonts = {face.resource: self._font(face) for face in reversed(piece.typefaces)}
            self.shared.put_into(self.pdf.copy_foreign(part.Root[RESOURCES]), fonts)
            if "/Names" in part.Root:
                names = list(self.pdf.copy_foreign(part.Root.Names.Dests).Names)
                for name, target in zip(names[::2], names[1::2], strict=True):
                    self.destinations.setdefault(bytes(name), target)
            if self.tags:
                self.tags.add(self.pdf.copy_foreign(part.Root.StructTreeRoot), pages, piece.lang)
        self.typefaces += piece.typefaces
        self.rows += [Row(bookmark, pages[bookmark.page]) for bookmark in piece.bookmarks]

    def finish(self) -> Joined:
        """Write what leads through the whole file, and embed the fonts."""
        lost = self._drop_lost_links()
        if self.tags:
            self.tags.finish()
        names: list[object] = []
        for name in sorted(self.destinations):
            names += (String(name), self.destinations[name])
        if names:
            if "/Names" not in self.pdf.Root:
                self.pdf.Root.Names = Dictionary()
            self.pdf.Root.Names.Dests = self.pdf.make_indirect(Dictionary(Names=Array(names)))
        add_outline(self.pdf, self.rows)
        for face in unite(self.typefaces):
            embed(self.pdf, self.fonts[face.key], face, self.font_file(face.file))
        return Joined(self.pdf, lost)

    def _font(self, face: Typeface) -> Object:
        if face.key not in self.fonts:
            self.fonts[face.key] = self.pdf.make_indirect(Dictionary())
        return self.fonts[face.key]

    def _drop_lost_links(self) -> tuple[str, ...]:
        lost: dict[str, None] = {}
        for page in self.pdf.pages:
            kept: list[Object] = []
            links = list(page.obj.get("/Annots", ()))
            for link in links:
                name = link.get("/Dest")
                if name is None or bytes(name) in self.destinations:
                    kept.append(link)
                    continue
                lost[str(name)] = None
                if self.tags:
                    self.tags.drop(link)
            if len(kept) < len(links):
                page.obj.Annots = Array(kept)
        return tuple(lost)
