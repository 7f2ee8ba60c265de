"""What the preview answers: files below the build folder, its own pages, and the stream of states.

Whatever was built comes from strangers, and so may what asks: only this computer's own names are
answered to, no path and no symbolic link leads out of the build folder, and nothing is kept.
"""

from __future__ import annotations

import posixpath
import time
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from octavo import shelf
from octavo.model.site import START, WEB
from octavo.preview.board import Board
from octavo.preview.htmlpages import FILES, belonging_to, checksum_of, filled_in, with_script
from octavo.preview.outcome import Made
from octavo.preview.pdfpages import WIDTHS, PdfPages

HOSTS = ("127.0.0.1", "localhost")
EXCHANGE = 0.1  # seconds
PDF = "application/pdf"
HTML = "text/html; charset=utf-8"

# Written out: those of the standard library come from the machine's tables, too.
MEDIA_TYPES = {
    ".avif": "image/avif",
    ".bib": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".html": HTML,
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": PDF,
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_OWN_FILES = ("preview.js", "strip.css", "pages.css", "icon.svg")
_EVERYWHERE = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class Site:
    """Answers with what is in a build folder and on a board."""

    def __init__(self, folder: Path, board: Board) -> None:
        """Take the build folder, whose own path is real, and the board that builds are told on."""
        self.folder = folder
        self.board = board
        self.pdfs = PdfPages()

    def application(self) -> ASGIApp:
        """Return what a server runs."""
        routes = [
            Route("/", self.start),
            Route("/preview/events", self.events),
            Route("/preview/{name}", self.own_file),
            Route("/pdf/{name}", self.pdf),
            Route("/pdf/{name}/{number:int}.png", self.picture),
            Route("/build/{name}", self.download),
            Route("/web/{path:path}", self.web),
        ]
        middleware = [
            Middleware(_Headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
        ]
        return Starlette(
            routes=routes, middleware=middleware, exception_handlers={404: self.not_found}
        )

    # ---------------------------------------------------------------- the pages

    def start(self, _request: Request) -> Response:
        """Answer with the page that the preview begins with."""
        state = self.board.state
        rows = state.artefacts or self._shelved()
        here = [made for made in rows if self._file(made.path)]
        return self._own_page(
            "start.html",
            state=state,
            site=self._file(f"{WEB}/{START}") is not None,
            webs=[made for made in here if made.path.startswith(f"{WEB}/")],
            pdfs=[made for made in here if made.media_type == PDF],
            others=[made for made in here if made.media_type != PDF and "/" not in made.path],
        )

    def pdf(self, request: Request) -> Response:
        """Answer with a page that shows the pages of a PDF."""
        name = request.path_params["name"]
        place = self._file(f"{name}.pdf") if "/" not in name else None
        if place is None:
            return self._missing()
        try:
            pages = self.pdfs.pages(place)
        except OSError:
            return self._missing()
        return self._own_page("pdf.html", name=name, pages=pages, widths=WIDTHS)

    def picture(self, request: Request) -> Response:
        """Answer with the picture of a page as it is now."""
        place = self._file(f"{request.path_params['name']}.pdf")
        width = request.query_params.get("width", "")
        if place is None or width not in map(str, WIDTHS):
            return self._missing()
        try:
            data = self.pdfs.picture(place, request.path_params["number"], int(width))
        except (OSError, IndexError):
            return self._missing()
        return Response(data, media_type="image/png")

    def web(self, request: Request) -> Response:
        """Answer with a file of the web edition; pages have the preview's script."""
        path = request.path_params["path"]
        if not path or path.endswith("/"):
            path += START
        place = self._file(f"{WEB}/{path}")
        if place is None:
            if self._file(f"{WEB}/{path}/{START}"):
                return RedirectResponse(f"{request.url.path}/")
            return self._missing()
        data = place.read_bytes()
        if place.suffix == ".html":
            checksum = checksum_of(data, self._belonging(data, posixpath.dirname(path)))
            return _page(with_script(data, checksum), checksum)
        return Response(data, media_type=_media_type(place))

    def download(self, request: Request) -> Response:
        """Answer with a file of the build folder itself."""
        place = self._file(request.path_params["name"])
        if place is None:
            return self._missing()
        return Response(place.read_bytes(), media_type=_media_type(place))

    def own_file(self, request: Request) -> Response:
        """Answer with a script or stylesheet of the preview."""
        name = request.path_params["name"]
        if name not in _OWN_FILES:
            return self._missing()
        place = FILES / name
        return Response(place.read_bytes(), media_type=MEDIA_TYPES[place.suffix])

    def not_found(self, _request: Request, _error: Exception) -> Response:
        """Answer where there is nothing, with a page that looks again after every build."""
        return self._missing()

    async def events(self, _request: Request) -> Response:
        """Answer with the states of the board, each as it comes."""
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        async for state in self.board.states():
            yield ":\n\n" if state is None else f"data: {state.json()}\n\n"

    # --------------------------------------------------------------------- files

    def _file(self, path: str) -> Path | None:
        """Return the file of the build folder that a path leads to, None where it leads to none.

        While a build is running it looks twice: a folder that is exchanged is missing for a moment.
        """
        place = self._found(path)
        if place is None and self.board.state.building:
            time.sleep(EXCHANGE)
            place = self._found(path)
        return place

    def _found(self, path: str) -> Path | None:
        if "\0" in path or "\\" in path or any(part.startswith(".") for part in path.split("/")):
            return None
        try:
            place = (self.folder / path).resolve(strict=True)
        except (OSError, RuntimeError):
            return None
        return place if place.is_relative_to(self.folder) and place.is_file() else None

    def _belonging(self, page: bytes, folder: str) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for address in belonging_to(page):
            path = posixpath.normpath(posixpath.join(WEB, folder, unquote(address)))
            if place := self._file(path):
                found[path] = place.read_bytes()
        return found

    def _shelved(self) -> tuple[Made, ...]:
        rows = shelf.entries(self.folder)
        names = ("publication", "edition", "path", "media_type")
        return tuple(Made(*(str(row.get(name)) for name in names)) for row in rows)

    def _own_page(self, template: str, status: int = 200, **values: object) -> Response:
        text = filled_in(template, **values).encode()
        checksum = checksum_of(text, {})
        response = _page(with_script(text, checksum), checksum, status)
        response.headers["content-security-policy"] = _OWN_POLICY
        return response

    def _missing(self) -> Response:
        return self._own_page("missing.html", 404)


def _page(data: bytes, checksum: str, status: int = 200) -> Response:
    return Response(data, status, {"etag": f'"{checksum}"'}, HTML)


def _media_type(place: Path) -> str:
    return MEDIA_TYPES.get(place.suffix.lower(), "application/octet-stream")


class _Headers:
    """Says of every answer that it is not to be kept, guessed at or used by other sites."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_EVERYWHERE)
            await send(message)

        await self.app(scope, receive, send_with_headers)
