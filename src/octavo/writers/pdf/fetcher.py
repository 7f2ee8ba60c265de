"""WeasyPrint's URL fetcher, through the one door: nothing from a network, nothing from outside."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from octavo.model.book import Asset
from octavo.workspace import PUBLICATION_ADDRESS, Workspace


class WorkspaceFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
    """Answers the made-up addresses with the publication's images and the theme's files."""

    def __init__(self, workspace: Workspace, assets: tuple[Asset, ...]) -> None:
        """Take the door and the images that resolve has checked."""
        super().__init__(allowed_protocols=("https", "data"))
        self.workspace = workspace
        self.assets: Mapping[str, Asset] = {
            PUBLICATION_ADDRESS + asset.path: asset for asset in assets
        }
        self.refused: list[str] = []

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
        kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
        return URLFetcherResponse(url, data, {"Content-Type": kind})
