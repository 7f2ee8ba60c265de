"""Worker processes: what takes long is done by all cores at once.

They share nothing with this process but what is handed to them and what they return. They are
started before there is a thread, a server or the chart engine, which a fork would not survive.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.synchronize import Semaphore
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from octavo.model.diagnostic import OctavoError, diagnose

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# More workers than these for each core only take memory: 200 MB each.
MOST_FOR_A_CORE = 4


class Crew:
    """So many worker processes; with one job there are none, and this process does the work."""

    def __init__(self, jobs: int = 1) -> None:
        """Take the number of workers; they start with ``start``, or with the first work.

        There are at most ``MOST_FOR_A_CORE`` for each core.
        """
        self.jobs = min(jobs, MOST_FOR_A_CORE * cores())
        self.start_method = ""
        self._done: set[tuple[object, ...]] = set()
        self._executor: ProcessPoolExecutor | None = None
        self._running: set[Future[Any]] = set()
        # Those that sleep are woken by a call, each by one.
        self._calls: Semaphore | None = None
        self._asleep = 0

    def __enter__(self) -> Crew:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers; what they still do nobody waits for."""
        self.close()

    def start(self) -> None:
        """Start the workers, where there are any: now, since a fork needs a process alone."""
        if self.jobs > 1:
            self.submit(_nothing)

    def warm_up(self, task: Callable[..., object], *given: object) -> None:
        """Ask the workers, once, for what is good to have done early.

        A core is left to this process, which has other things to do meanwhile: of as many workers
        as there are cores the last one sleeps until there is work for two.
        """
        asked = (task, *given)
        if self.jobs > 1 and asked not in self._done:
            for _ in range(self.jobs):
                self._submit(_awake, task, *given)
            self._done.add(asked)

    def submit(
        self, task: Callable[_Given, _Result], *given: _Given.args, **named: _Given.kwargs
    ) -> Future[_Result]:
        """Hand a task over; what it raises is raised by ``result_of``."""
        if self.jobs == 1:
            return _done_here(task, *given, **named)
        future = self._submit(task, *given, **named)
        if self._running:
            self._wake_all()
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return future

    def _submit(
        self, task: Callable[_Given, _Result], *given: _Given.args, **named: _Given.kwargs
    ) -> Future[_Result]:
        try:
            return self._workers().submit(task, *given, **named)
        except BrokenProcessPool:
            # Whoever waited for its work was told; whoever goes on gets others.
            self.close()
            return self._workers().submit(task, *given, **named)

    def _workers(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self.start_method = _start_method()
            context = multiprocessing.get_context(self.start_method)
            early = min(self.jobs, max(1, cores() - 1))
            self._calls, self._asleep = context.Semaphore(early), self.jobs - early
            self._executor = ProcessPoolExecutor(self.jobs, context, _begin, (self._calls,))
        return self._executor

    def _wake_all(self) -> None:
        while self._calls is not None and self._asleep:
            self._calls.release()
            self._asleep -= 1

    def close(self) -> None:
        """End the workers at once."""
        if self._executor is None:
            return
        processes = list((self._executor._processes or {}).values())
        waiting = getattr(self._executor, "_call_queue", None)
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        if waiting is not None and sys.version_info < (3, 11, 5):
            # This Python waits for ever to hand on what no worker will read
            # (https://github.com/python/cpython/issues/94777).
            waiting._reader.close()
        self._executor = None
        self._running.clear()
        self._done.clear()


def result_of(future: Future[_Result]) -> _Result:
    """Return what a task has made. Raises ``OctavoError`` (exit code 3) where its worker died."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise _lost() from None


def _lost() -> OctavoError:
    return OctavoError(
        diagnose(
            "OCT408",
            "a worker process was ended from outside while it laid out a section",
            None,
            "the system may be short of memory: octavo build --jobs 1 needs the least",
        ),
        exit_code=3,
    )


def _done_here(
    task: Callable[_Given, _Result], *given: _Given.args, **named: _Given.kwargs
) -> Future[_Result]:
    future: Future[_Result] = Future()
    try:
        future.set_result(task(*given, **named))
    except Exception as error:  # told where the result is asked for, as that of a worker is
        future.set_exception(error)
    return future


def _start_method() -> str:
    """Return how workers start: a fork is fast, but safe on Linux only, and in a process alone."""
    is_alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and is_alone else "spawn"


# In a worker: what wakes it, until it was called.
_call: Semaphore | None = None


def _begin(call: Semaphore) -> None:
    """Begin as a worker: Ctrl-C is the parent's to answer, and without a parent it ends."""
    global _call
    _call = call
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _awake(task: Callable[..., object], *given: object) -> None:
    """Do what can be done early as soon as this worker is called, which is once."""
    global _call
    if _call is not None:
        _call.acquire()
        _call = None
    task(*given)


def _nothing() -> None:
    """Do nothing: for workers that are to start."""
