"""The process of the chart engine: what interrupts a job ends it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from octavo.cache import Cache
from octavo.passes.resolve.data import drawing
from octavo.passes.resolve.data.drawing import DrawingEngine, DrawingError


def test_no_engine_is_left_with_the_answer_to_a_job_that_was_interrupted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silent = [sys.executable, "-c", "import time; time.sleep(60)"]
    process = subprocess.Popen(silent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    interrupted = DrawingEngine([])
    monkeypatch.setattr(interrupted, "_process", process)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(KeyboardInterrupt):
            interrupted.ask({"do": "svg"})
    finally:
        signal.signal(signal.SIGALRM, before)
    assert process.returncode == -signal.SIGKILL
    assert interrupted._process is None


# ---------------------------------------------------------------------- what is kept

JOB: dict[str, Any] = {
    "do": "svg",
    "spec": {
        "data": {"values": [{"a": 1, "b": "one"}]},
        "mark": "bar",
        "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b"}},
    },
    "config": {},
    "numbers": None,
    "times": None,
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Callable[[], DrawingEngine]]:
    """Makes engines that keep their answers in one place, as several builds do."""
    made: list[DrawingEngine] = []

    def new() -> DrawingEngine:
        made.append(DrawingEngine([], Cache(tmp_path / "made")))
        return made[-1]

    yield new
    for one in made:
        one.close()


Engine = Callable[[], DrawingEngine]


def test_a_chart_is_drawn_once_for_all_builds(engine: Engine) -> None:
    cold, warm = engine(), engine()
    answer = cold.ask(JOB)
    assert "<svg" in answer["svg"]
    assert warm.ask(JOB) == answer
    assert warm._process is None
    other = {**JOB, "config": {"background": "#ff0000"}}
    assert "ff0000" in warm.ask(other)["svg"]
    assert warm._process is not None


def test_its_warnings_are_kept_with_it(engine: Engine) -> None:
    encoding = {**JOB["spec"]["encoding"], "xError": {"field": "a"}}
    job = {**JOB, "spec": {**JOB["spec"], "encoding": encoding}}
    answer = engine().ask(job)
    assert answer["warnings"]
    assert engine().ask(job) == answer


def test_the_marks_of_a_chart_are_kept_too(engine: Engine) -> None:
    described = {"description": {"value": "a bar"}, **JOB["spec"]["encoding"]}
    job = {**JOB, "do": "rows", "spec": {**JOB["spec"], "encoding": described}}
    answer, warm = engine().ask(job), engine()
    assert [mark[0] for mark in answer["marks"]] == ["a bar"]
    assert warm.ask(job) == answer
    assert warm._process is None


def test_a_failure_is_not_kept(engine: Engine) -> None:
    job = {**JOB, "spec": {"mark": "no such mark", "data": {"values": []}}}
    for _ in range(2):
        one = engine()
        with pytest.raises(DrawingError):
            one.ask(job)
        assert one._process is not None


def test_other_fonts_make_another_drawing(engine: Engine, tmp_path: Path) -> None:
    engine().ask(JOB)
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/a.ttf").write_bytes(b"")
    with_fonts = engine()
    with_fonts.fonts = [str(tmp_path / "fonts")]
    with_fonts.ask(JOB)
    assert with_fonts._process is not None


def test_the_engine_begins_early_only_where_it_never_drew(engine: Engine) -> None:
    first = engine()
    first.begin()
    assert first._process is not None
    first.ask(JOB)
    second = engine()
    second.begin()
    assert second._process is None


@pytest.mark.parametrize(
    "data", [None, b"", b"[]", b"{}", b'{"svg": 1}', b'{"svg": ""}', b'{"marks": 0}']
)
def test_what_is_no_answer_is_not_taken_for_one(data: bytes | None) -> None:
    assert drawing._read_back(data) is None
