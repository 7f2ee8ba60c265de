"""The pictures of the pages: in widths for every screen, drawings with their fonts, the cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml.etree import _Element

from octavo.cache import Cache
from octavo.documents.xhtml import XHTML
from octavo.model.book import Asset
from octavo.model.rendition import File
from octavo.model.site import Picture
from octavo.writers.web.charts import with_fonts
from octavo.writers.web.images import Versions, cover_card, cover_thumbnails, image_versions
from octavo.writers.web.subsets import FontShelf

CARD = "images/card.jpg"
# How wide a picture is at most in a page: the measure of the text, or the window of a phone.
_SIZES = "(min-width: 45rem) 45rem, 100vw"


class Pictures:
    """The images of a web edition by the names that their documents have for them."""

    def __init__(
        self, named: Iterable[tuple[str, Asset]], shelf: FontShelf, cache: Cache | None = None
    ) -> None:
        """Make every image in its widths; ``shelf`` has the faces that drawings may name.

        ``cache`` is where the files are kept.
        """
        self._versions: dict[str, Versions] = {}
        for name, asset in named:
            if asset.media_type == "image/svg+xml":
                asset = replace(asset, data=with_fonts(asset.data, shelf))
            self._versions[name] = image_versions(asset, cache)

    def show(self, body: _Element) -> None:
        """Let the images of a document lead to their files, with their sizes."""
        for image in body.iter(XHTML + "img"):
            versions = self._versions.get(image.get("src", ""))
            if versions is None:
                continue
            image.set("src", versions.source)
            if len(versions.files) > 1:
                image.set("srcset", versions.srcset)
                image.set("sizes", _SIZES)
            if round(versions.width) and round(versions.height):
                image.set("width", str(round(versions.width)))
                image.set("height", str(round(versions.height)))
            image.set("loading", "lazy")

    def files(self) -> tuple[File, ...]:
        """Return the files of all images."""
        found = {one.name: one.data for v in self._versions.values() for one in v.files}
        return tuple(File(name, found[name]) for name in sorted(found))


def cover_files(
    cover: bytes | None, folder: str, background: str
) -> tuple[Picture | None, str, tuple[File, ...]]:
    """Return the picture of a cover, the address of its card, and the files of both.

    ``folder`` is that of the publication, in which the files have their paths; ``background`` the
    colour of the card.
    """
    if cover is None:
        return None, "", ()
    versions = cover_thumbnails(cover)
    picture = Picture(
        files=tuple((f"{folder}{one.name}", round(one.width)) for one in versions.files),
        width=round(versions.width),
        height=round(versions.height),
    )
    files = [File(one.name, one.data) for one in versions.files]
    try:
        card = cover_card(cover, background)
    except ValueError:  # what a token holds need not be a colour
        card = cover_card(cover, "white")
    files.append(File(CARD, card))
    return picture, f"{folder}{CARD}", tuple(files)
