"""Work is shared by processes, and what happens to one of them is told."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from octavo.crew import MOST_FOR_A_CORE, Crew, cores, result_of
from octavo.model.diagnostic import OctavoError, Span, diagnose


def process_of(_number: int) -> int:
    return os.getpid()


def unwell(code: int) -> None:
    raise OctavoError(
        diagnose("OCT101", "not UTF-8", Span("text.md", 3, 4), "save it anew"), exit_code=code
    )


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_one_job_is_done_by_this_process() -> None:
    with Crew(1) as crew:
        crew.start()
        assert result_of(crew.submit(process_of, 1)) == os.getpid()


def test_more_are_done_by_others() -> None:
    with Crew(2) as crew:
        crew.start()
        found = {result_of(crew.submit(process_of, number)) for number in range(20)}
    assert os.getpid() not in found
    assert 1 <= len(found) <= 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_is_told_with_its_place_and_its_exit_code(jobs: int) -> None:
    with Crew(jobs) as crew, pytest.raises(OctavoError) as raised:
        result_of(crew.submit(unwell, 3))
    assert raised.value.exit_code == 3
    (finding,) = raised.value.diagnostics
    assert (finding.code, str(finding.span)) == ("OCT101", "text.md:3:4")
    assert finding.hints == ("save it anew",)


def test_a_worker_that_is_killed_is_told() -> None:
    with Crew(2) as crew, pytest.raises(OctavoError) as raised:
        result_of(crew.submit(killed))
    (finding,) = raised.value.diagnostics
    assert (finding.code, raised.value.exit_code) == ("OCT408", 3)


def test_what_is_done_after_that_is_done_by_other_workers() -> None:
    with Crew(2) as crew:
        with pytest.raises(OctavoError):
            result_of(crew.submit(killed))
        assert result_of(crew.submit(process_of, 1)) != os.getpid()


def test_beside_other_threads_workers_start_without_a_fork() -> None:
    """A fork takes over the locks of other threads, which nobody there will ever release."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        with Crew(2) as crew:
            assert result_of(crew.submit(process_of, 1)) != os.getpid()
            assert crew.start_method == "spawn"
    finally:
        done.set()
        thread.join()


def test_no_worker_outlives_its_crew() -> None:
    with Crew(2) as crew:
        worker = result_of(crew.submit(process_of, 1))
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_there_are_no_more_workers_than_the_cores_have_use_for() -> None:
    assert cores() >= 1
    assert Crew(10_000).jobs == MOST_FOR_A_CORE * cores()


def taken(_data: bytes) -> None:
    killed()


def test_what_nobody_takes_any_more_keeps_nobody_waiting() -> None:
    """More is handed over than a pipe holds, to workers that are gone."""
    with Crew(2) as crew:
        futures = [crew.submit(taken, bytes(1_000_000)) for _ in range(20)]
        with pytest.raises(OctavoError):
            result_of(futures[-1])


def noted(folder: Path) -> None:
    time.sleep(0.3)  # an engine takes longer to load
    (folder / str(os.getpid())).touch()


def wait_for(folder: Path, count: int) -> None:
    latest = time.monotonic() + 20
    while len(list(folder.iterdir())) < count:
        assert time.monotonic() < latest, f"not {count} workers were warm in time"
        time.sleep(0.01)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> Iterator[Crew]:
    """A crew of two on a machine of two cores."""
    monkeypatch.setattr("octavo.crew.cores", lambda: 2)
    with Crew(2) as crew:
        crew.start()
        yield crew


def test_a_core_is_left_to_this_process_until_there_is_work_for_two(
    two: Crew, tmp_path: Path
) -> None:
    two.warm_up(noted, tmp_path)
    wait_for(tmp_path, 1)
    for number in range(3):
        result_of(two.submit(process_of, number))
    assert len(list(tmp_path.iterdir())) == 1
    waiting = [two.submit(time.sleep, 0.1) for _ in range(4)]
    assert {result_of(future) for future in waiting} == {None}
    wait_for(tmp_path, 2)


def test_whoever_is_awake_does_not_fall_asleep_again(two: Crew, tmp_path: Path) -> None:
    """Each publication has its own fonts to be loaded early."""
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        two.warm_up(noted, tmp_path / name)
    assert result_of(two.submit(process_of, 1)) != os.getpid()
    wait_for(tmp_path / "three", 1)
