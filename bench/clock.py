"""Run a program and tell how long it took, and how much memory its largest process had."""

from __future__ import annotations

import contextlib
import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_KIBIBYTE = 1024
_SAID = 400  # characters of what a program said last


@dataclass(frozen=True, slots=True)
class Run:
    """One run: wall time in seconds, and the peak of its largest process in bytes.

    ``failure`` says why it counts for nothing; empty where all went well.
    """

    seconds: float
    memory: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Median:
    """Several runs of the same thing; ``failure`` is that of the first which went wrong."""

    seconds: float
    memory: int = 0
    runs: int = 0
    failure: str = ""


UNKNOWN = Median(0.0, failure="not measured")


def median(runs: Sequence[Run]) -> Median:
    """Return the medians of some runs."""
    for run in runs:
        if run.failure:
            return Median(run.seconds, run.memory, len(runs), run.failure)
    if not runs:
        return UNKNOWN
    seconds = statistics.median(run.seconds for run in runs)
    return Median(seconds, int(statistics.median(run.memory for run in runs)), len(runs))


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    limit: float = 1800,
) -> Run:
    """Run a program to its end, or end it with all its children after ``limit`` seconds.

    The memory is ``ru_maxrss`` of wait4(2): the peak of the program's own process or of the
    largest of its children that it has waited for, whichever is more. It begins with that of the
    process which started it, so this one is kept small.
    """
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            [*command],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        late = threading.Timer(limit, end, [process])
        late.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        late.cancel()
        out.seek(0)
        said = out.read().decode("utf-8", errors="replace")
    process.returncode = code = os.waitstatus_to_exitcode(status)
    failure = ""
    if seconds >= limit:
        failure = f"not done after {limit / 60:.0f} minutes"
    elif code:
        failure = f"exit code {code}: {' '.join(said.split())[-_SAID:]}"
    return Run(seconds, used.ru_maxrss * _KIBIBYTE, failure)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it has started, also what began a session of its own.

    A browser does; it would go on after the program that started it.
    """
    for one in (*_below(process.pid), process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def _below(parent: int) -> list[int]:
    """Return the processes below one, as ``ps`` shows them."""
    told = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    children: dict[int, list[int]] = {}
    for line in told.splitlines():
        child, above = map(int, line.split())
        children.setdefault(above, []).append(child)
    waiting, found = [parent], list[int]()
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found
