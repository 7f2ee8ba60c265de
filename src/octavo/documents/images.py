"""The images that go into the package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from octavo.documents.names import image_files
from octavo.model.book import Asset
from octavo.workspace import Workspace

_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


class ImageBox:
    """Gives images their file names and remembers which are used."""

    def __init__(self, assets: Iterable[Asset], workspace: Workspace) -> None:
        """Take the images of the rendition; ``workspace`` has those that only templates name."""
        self._assets = {asset.path: asset for asset in assets}
        self._workspace = workspace
        self._used: dict[str, Asset] = {}
        # All names are given at once, so that they do not depend on the order of use.
        self._names = image_files(self._assets.values())

    def file(self, path: str) -> str | None:
        """Return an image's file name in the package, or None where there is no such image."""
        asset = self._assets.get(path) or self._own(path)
        if asset is None:
            return None
        if path not in self._assets:
            self._assets[path] = asset
            self._names = image_files(self._assets.values())
        self._used[path] = asset
        return self._names[path]

    def _own(self, path: str) -> Asset | None:
        """Return an image that a publication's template shows, such as a logo."""
        media_type = _MEDIA_TYPES.get(PurePosixPath(path).suffix.lower())
        if media_type is None or ":" in path or not self._workspace.exists(path):
            return None
        return Asset(path, media_type, self._workspace.read_bytes(path))

    def files(self) -> tuple[tuple[str, Asset], ...]:
        """Return the images that are used with their file names, in the order of these."""
        used = sorted((self._names[path], path) for path in self._used)
        return tuple((name, self._used[path]) for name, path in used)
