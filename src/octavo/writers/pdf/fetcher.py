"""WeasyPrint's URL fetcher, through the one door: nothing from a network, nothing from outside."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping
from hashlib import sha256
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from octavo.model.book import Asset
from octavo.workspace import PUBLICATION_ADDRESS, Workspace


class WorkspaceFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
    """Answers the made-up addresses with the publication's images and the theme's files.

    ``fetched`` are the checksums of the files that it has read, by their addresses; ``refused``
    the addresses that lead out.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Take the door."""
        super().__init__(allowed_protocols=("https", "data"))
        self.workspace = workspace
        self.assets: Mapping[str, Asset] = {}
        self.fetched: dict[str, str] = {}
        self.refused: list[str] = []
        self._refused_before: list[str] | None = None

    def begin(self, assets: Iterable[Asset] = ()) -> None:
        """Begin with a section that shows these images, which resolve has checked."""
        if self._refused_before is None:
            # What the stylesheets ask for is asked for once, and told of every section.
            self._refused_before = self.refused
        self.assets = {PUBLICATION_ADDRESS + asset.path: asset for asset in assets}
        self.fetched = {}
        self.refused = [*self._refused_before]

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return what an address means; refusals are kept, since the engine swallows some."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        asset = self.assets.get(unquote(url))
        if asset is not None:
            return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})
        try:
            data = self.workspace.fetch(url)
        except PermissionError:
            self.refused.append(url)
            raise
        except FileNotFoundError:
            self.fetched[url] = ""
            raise
        self.fetched[url] = sha256(data).hexdigest()
        kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
        return URLFetcherResponse(url, data, {"Content-Type": kind})
