"""The server of the preview: in a thread, on 127.0.0.1, at the wished port or one that is free."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from octavo.model.diagnostic import OctavoError, diagnose
from octavo.preview.board import Board
from octavo.preview.site import Site

HOST = "127.0.0.1"
TRIED = 20  # ports after the wished one, before the system chooses
LONGEST_END = 3  # seconds that answers have to end


@contextmanager
def served(folder: Path, board: Board, port: int) -> Iterator[int]:
    """Serve a build folder while the context lasts; give the port that it has become.

    Raises ``OctavoError`` (exit code 3) where the system gives none.
    """
    listening = _listening(port)
    config = uvicorn.Config(
        Site(folder, board).application(),
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=LONGEST_END,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listening],), name="preview", daemon=True)
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        server.should_exit = True
        board.close()
        thread.join(LONGEST_END + 1)
        listening.close()


def _listening(port: int) -> socket.socket:
    reason = ""
    for one in (*range(port, min(port + TRIED, 65536)), 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            # After a restart the port is free again at once. (Windows would share one in use.)
            if os.name == "posix":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((HOST, one))
            listening.listen()
        except OSError as error:
            listening.close()
            reason = error.strerror or str(error)
        else:
            return listening
    raise OctavoError(diagnose("OCT506", f"no port of {HOST} can be used: {reason}"), exit_code=3)
