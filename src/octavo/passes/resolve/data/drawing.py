"""The chart engine's other end: starts its process, at the latest for the first chart."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from octavo.cache import Cache, key_of, made_by
from octavo.passes.resolve.data import engine

SECONDS_PER_JOB = 60.0


class DrawingError(Exception):
    """A chart cannot be drawn; the message says why in the engine's words."""


class DrawingEngine:
    """Draws charts in a process of its own, which all charts of a run share.

    No thread and no library of the engine is in our own process, so workers may start before or
    after it.
    """

    def __init__(self, fonts: Sequence[Path], cache: Cache | None = None) -> None:
        """Take the folders of the theme's fonts, and where answers are kept."""
        self.fonts = [str(folder) for folder in fonts]
        self.cache = cache
        self._process: subprocess.Popen[str] | None = None

    def ask(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """Return the engine's answer to a job. Raises ``DrawingError``."""
        asked = json.dumps(job, allow_nan=False)
        key = key_of("chart", self._itself, asked)
        if self.cache is not None and (kept := _read_back(self.cache.get(key))) is not None:
            return kept
        line = self._answer_to(asked)
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise DrawingError(str(answer["error"]))
        if self.cache is not None:
            self.cache.put(key, line.encode())
            self.cache.put(self._itself, b"")
        return answer

    def _answer_to(self, asked: str) -> str:
        process = self.start()
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Timer(SECONDS_PER_JOB, process.kill)
        late.start()
        try:
            process.stdin.write(asked + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except (BrokenPipeError, ConnectionResetError):
            line = ""
        except BaseException:
            # Its answer would be taken for that to the next job.
            self.close()
            raise
        finally:
            late.cancel()
        if not line.endswith("\n"):
            self.close()
            raise DrawingError(
                f"drawing it takes more memory than there is, or more than {SECONDS_PER_JOB:.0f} s"
            )
        return line

    @cached_property
    def _itself(self) -> str:
        """Return a key of the engine with its fonts, which is part of those of its answers."""
        files = sorted(file for folder in self.fonts for file in Path(folder).iterdir())
        fonts = [f"{file.name} {file.stat().st_size}" for file in files]
        maker = made_by(("vl-convert-python",), engine.__file__, __file__)
        return key_of("chart engine", maker, *fonts)

    def begin(self) -> None:
        """Start the engine's process before it is needed, unless it has drawn here before.

        Then its drawings are kept, and it may never be needed.
        """
        if self.cache is None or self.cache.get(self._itself) is None:
            self.start()

    def close(self) -> None:
        """End the engine's process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def start(self) -> subprocess.Popen[str]:
        """Start the engine's process where none runs, and return it."""
        if self._process is None:
            # The engine reads the time zone when it starts.
            surroundings = {**os.environ, "TZ": "UTC"}
            self._process = subprocess.Popen(  # noqa: S603  (our own file, by our own Python)
                [sys.executable, "-P", engine.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env=surroundings,
            )
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(self.fonts) + "\n")
        return self._process


def _read_back(data: bytes | None) -> dict[str, Any] | None:
    """Return an answer that was kept; None where it is not one."""
    try:
        answer = json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    is_drawing = isinstance(answer.get("svg"), str) and isinstance(answer.get("warnings"), list)
    return answer if is_drawing or isinstance(answer.get("marks"), list) else None
