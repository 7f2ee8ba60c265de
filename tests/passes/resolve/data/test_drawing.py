"""The process of the chart engine: what interrupts a job ends it."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from octavo.passes.resolve.data.drawing import DrawingEngine


def test_no_engine_is_left_with_the_answer_to_a_job_that_was_interrupted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silent = [sys.executable, "-c", "import time; time.sleep(60)"]
    process = subprocess.Popen(silent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    drawing = DrawingEngine([])
    monkeypatch.setattr(drawing, "_process", process)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(KeyboardInterrupt):
            drawing.ask({"do": "svg"})
    finally:
        signal.signal(signal.SIGALRM, before)
    assert process.returncode == -signal.SIGKILL
    assert drawing._process is None
