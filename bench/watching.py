"""How long ``octavo watch`` takes from a saved file to the new PDF on disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clock import Run, end
from ours import Octavo

WATCH = [sys.executable, "-m", "octavo", "watch"]
_POLL = 0.005
_FIRST_BUILD, _LATER_BUILD = 900.0, 120.0
_REST = 2.0  # seconds after which nothing of an earlier build is at work any more


def watched(octavo: Octavo, times: int) -> list[Run]:
    """Return the time of some saves, each with another word exchanged."""
    octavo.make_ready()
    octavo.book.pdf.unlink(missing_ok=True)
    with _watching(octavo) as process:
        try:
            _wait(octavo.book.pdf, None, process, _FIRST_BUILD)
            return [_save(octavo, process) for _ in range(times)]
        except RuntimeError as error:
            return [Run(0.0, failure=str(error))]


def _save(octavo: Octavo, process: subprocess.Popen[bytes]) -> Run:
    time.sleep(_REST)
    before = _state(octavo.book.pdf)
    octavo.book.exchange_word()
    saved = time.perf_counter()
    _wait(octavo.book.pdf, before, process, _LATER_BUILD)
    return Run(time.perf_counter() - saved)


@contextmanager
def _watching(octavo: Octavo) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command, and end it as Ctrl-C does."""
    folder = octavo.book.folder
    with (folder.parent / "watch.log").open("wb") as out:
        process = subprocess.Popen(  # noqa: S603
            WATCH,
            cwd=folder,
            env={**os.environ, **octavo.environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                end(process)
                process.wait()


def _wait(
    pdf: Path, before: tuple[int, ...] | None, process: subprocess.Popen[bytes], limit: float
) -> None:
    """Wait for another file than before. Raises ``RuntimeError`` where none comes."""
    latest = time.perf_counter() + limit
    while _state(pdf) == before:
        if process.poll() is not None:
            raise RuntimeError(f"octavo watch ended by itself with exit code {process.returncode}")
        if time.perf_counter() > latest:
            raise RuntimeError(f"octavo watch wrote no PDF within {limit:.0f} seconds")
        time.sleep(_POLL)


def _state(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
