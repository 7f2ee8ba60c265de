"""The chart engine's other end: starts its process, at the latest for the first chart."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from octavo.passes.resolve.data import engine

SECONDS_PER_JOB = 60.0


class DrawingError(Exception):
    """A chart cannot be drawn; the message says why in the engine's words."""


class DrawingEngine:
    """Draws charts in a process of its own, which all charts of a run share.

    No thread and no library of the engine is in our own process, so workers may start before or
    after it.
    """

    def __init__(self, fonts: Sequence[Path]) -> None:
        """Take the folders of the theme's fonts."""
        self.fonts = [str(folder) for folder in fonts]
        self._process: subprocess.Popen[str] | None = None

    def ask(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """Return the engine's answer to a job. Raises ``DrawingError``."""
        process = self.start()
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Timer(SECONDS_PER_JOB, process.kill)
        late.start()
        try:
            process.stdin.write(json.dumps(job, allow_nan=False) + "\n")
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
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise DrawingError(str(answer["error"]))
        return answer

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
