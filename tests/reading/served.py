"""A folder of pages under an address: as a static host serves it, or as it lies on a disk."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

# Written out, because those of http.server come from the machine's tables, too.
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".atom": "application/atom+xml",
        ".avif": "image/avif",
        ".css": "text/css",
        ".csv": "text/csv",
        ".epub": "application/epub+zip",
        ".html": "text/html",
        ".jpg": "image/jpeg",
        ".js": "text/javascript",
        ".json": "application/json",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }
)


@dataclass(frozen=True)
class Site:
    """A folder of pages as it is looked at: the address of the folder, with a slash at its end."""

    address: str

    def holds(self, address: str) -> bool:
        """Tell whether what stands under an address is in the folder, or in the page itself."""
        return address.startswith((self.address, "data:", "blob:", "about:"))


def on_disk(folder: Path) -> Site:
    """Return a folder as somebody opens it who has unpacked it: under file://."""
    return Site(f"{folder.resolve().as_uri()}/")


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serve a folder on 127.0.0.1, at a port that is free, as a static host does."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield Site(f"http://127.0.0.1:{server.server_port}/")
        finally:
            server.shutdown()
            thread.join()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def guess_type(self, path: Any) -> str:
        """Return the media type of a file by the end of its name."""
        return MEDIA_TYPES.get(Path(path).suffix.lower(), "application/octet-stream")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (named by the library)
        """Say nothing: a visit records what was asked for."""
