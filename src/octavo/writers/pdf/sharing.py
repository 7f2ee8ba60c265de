"""What several pieces have is in the joined file once: pictures and colour profiles, and faces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from pikepdf import Array, Dictionary, Name, Object, Pdf

from octavo.writers.pdf.pieces import FACE


class Shared:
    """The streams of a file that pieces have in common, by what is in them."""

    def __init__(self, pdf: Pdf) -> None:
        """Take a file, which may have a profile of its output."""
        self._streams: dict[bytes, Object] = {}
        for intent in pdf.Root.get("/OutputIntents", Array()):
            if "/DestOutputProfile" in intent:
                intent.DestOutputProfile = self._profile(intent.DestOutputProfile)

    def put_into(self, resources: Iterable[Object], faces: Mapping[str, Object]) -> None:
        """Let the resources of a piece name what is shared instead of what it brought.

        ``faces`` are the embedded faces by the names of their resources.
        """
        for one in resources:
            _put_faces(one, faces)
            for space in one.get("/ColorSpace", Dictionary()).values():
                self._put_profile(space)
            for shading in one.get("/Shading", Dictionary()).values():
                self._put_profile(shading.ColorSpace)
            drawn: Object = one.get("/XObject", Dictionary())
            for name, item in drawn.items():
                if item.Subtype == Name.Image:
                    drawn[name] = self._picture(item)
                elif "/Group" in item:
                    self._put_profile(item.Group.CS)

    def _put_profile(self, space: Object) -> None:
        if isinstance(space, Array) and space[0] == Name.ICCBased:
            space[1] = self._profile(space[1])

    def _profile(self, stream: Object) -> Object:
        # The frame may be compressed where the pieces are not.
        return self._first(b"%d" % int(stream.N), stream.read_bytes(), stream)

    def _picture(self, stream: Object) -> Object:
        if "/SMask" in stream:
            stream.SMask = self._picture(stream.SMask)
        return self._first(stream.stream_dict.unparse(), stream.read_raw_bytes(), stream)

    def _first(self, told: bytes, data: bytes, stream: Object) -> Object:
        """Return the first stream of which the same is told and that holds the same."""
        return self._streams.setdefault(sha256(told + b"\0" + data).digest(), stream)


def _put_faces(resources: Object, faces: Mapping[str, Object]) -> None:
    fonts: Object = resources.get("/Font", Dictionary())
    for name, font in fonts.items():
        if FACE in font:
            fonts[name] = faces[str(font[FACE])]
