"""Joins the pieces of a publication into one file, with nothing lost and nothing twice.

What belongs to the whole is brought by a frame: a file of one page that WeasyPrint has written with
the metadata of the edition. Links from piece to piece lead by name (ISO 32000-1, 12.3.2.3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Object, Page, Pdf, String

from octavo.writers.pdf.outline import Row, add_outline
from octavo.writers.pdf.pieces import RESOURCES, FaceKey, Piece
from octavo.writers.pdf.sharing import Shared
from octavo.writers.pdf.tagtree import TagTree
from octavo.writers.pdf.typefaces import embed, unite

# Of what pikepdf writes: a hundredth less for a few milliseconds more a page.
pikepdf.settings.set_flate_compression_level(9)


class Joined(NamedTuple):
    """The whole file, and the names of what links led to that no piece has.

    Such links are left out; their words stay.
    """

    pdf: Pdf
    lost: tuple[str, ...]


def join(frame: bytes, pieces: Sequence[Piece], font_file: Callable[[str], bytes]) -> Joined:
    """Join pieces, in their order.

    ``frame`` is the file whose page makes room for the pieces (``piece.write_frame``); it has tags
    if they have. The language of a section is told where it is not that of the frame.
    ``font_file`` returns the bytes of a font file by its checksum.
    """
    pdf = Pdf.open(BytesIO(frame))
    typefaces = unite(face for piece in pieces for face in piece.typefaces)
    fonts = {face.key: embed(pdf, face, font_file(face.file)) for face in typefaces}
    whole = _Whole(pdf, fonts)
    for piece in pieces:
        whole.add(piece)
    return Joined(pdf, whole.finish())


def pack(data: bytes) -> bytes:
    """Return the file of a piece as small as it can be: it is joined in half the time.

    The joined file is the same but for bytes that mean nothing: pack all pieces, or none.
    """
    out = BytesIO()
    with Pdf.open(BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


class _Whole:
    """The file as it grows."""

    def __init__(self, pdf: Pdf, fonts: Mapping[FaceKey, Object]) -> None:
        self.pdf = pdf
        self.fonts = fonts
        self.shared = Shared(pdf)
        self.tags = TagTree(pdf) if "/StructTreeRoot" in pdf.Root else None
        self.destinations: dict[bytes, Object] = {}
        self.rows: list[Row] = []
        del pdf.pages[0]

    def add(self, piece: Piece) -> None:
        """Add the pages of a piece, and what is told of them."""
        with Pdf.open(BytesIO(piece.data)) as part:
            pages = [self.pdf.copy_foreign(page.obj) for page in part.pages]
            for page in pages:
                self.pdf.pages.append(Page(page))
            fonts = {face.resource: self.fonts[face.key] for face in reversed(piece.typefaces)}
            self.shared.put_into(self.pdf.copy_foreign(part.Root[RESOURCES]), fonts)
            if "/Names" in part.Root:
                names = list(self.pdf.copy_foreign(part.Root.Names.Dests).Names)
                for name, target in zip(names[::2], names[1::2], strict=True):
                    self.destinations.setdefault(bytes(name), target)
            if self.tags:
                self.tags.add(self.pdf.copy_foreign(part.Root.StructTreeRoot), pages, piece.lang)
        self.rows += [Row(bookmark, pages[bookmark.page]) for bookmark in piece.bookmarks]

    def finish(self) -> tuple[str, ...]:
        """Write what leads through the whole file, and return the links that led to nothing."""
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
        return lost

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
