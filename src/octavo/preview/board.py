"""The board: what the last build came to, posted by the thread that builds, read by the server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from threading import Lock
from typing import NamedTuple

from octavo.preview.findings import Finding
from octavo.preview.outcome import Made, Outcome

# Seconds after which a silent stream says something, so that one that nobody reads any more ends.
PULSE = 15


class State(NamedTuple):
    """What is known: whether a build is running, and how the last one went.

    ``summary`` counts all findings, of which ``findings`` are the first. ``artefacts`` are what can
    be looked at.
    """

    building: bool = True
    ok: bool = True
    seconds: float = 0.0
    summary: str = ""
    findings: tuple[Finding, ...] = ()
    artefacts: tuple[Made, ...] = ()

    def json(self) -> str:
        """Return what a page is told."""
        told = {
            "building": self.building,
            "ok": self.ok,
            "summary": self.summary,
            "findings": [finding._asdict() for finding in self.findings],
        }
        return json.dumps(told)


class Board:
    """Holds the state. All methods but ``states`` can be called from any thread."""

    def __init__(self) -> None:
        """Begin with a build that is running."""
        self._lock = Lock()
        self._state = State()
        self._readers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._closed = False

    @property
    def state(self) -> State:
        """Return the state as it is now."""
        return self._state

    def begin(self) -> None:
        """Post that a build has begun."""
        self._post(self._state._replace(building=True))

    def end(self, outcome: Outcome, summary: str, findings: Sequence[Finding]) -> None:
        """Post how a build went. What was there before it failed can still be looked at."""
        made = {one.path: one for one in outcome.artefacts}
        if not outcome.ok:
            made = {one.path: one for one in self._state.artefacts} | made
        artefacts = tuple(sorted(made.values()))
        seconds = outcome.seconds
        self._post(State(False, outcome.ok, seconds, summary, tuple(findings), artefacts))

    def close(self) -> None:
        """End all streams."""
        self._closed = True
        self._post(self._state)

    def _post(self, state: State) -> None:
        with self._lock:
            self._state = state
            for loop, event in self._readers:
                loop.call_soon_threadsafe(event.set)

    async def states(self) -> AsyncIterator[State | None]:
        """Yield the state, and again whenever it changes; None where it has not for a while."""
        event = asyncio.Event()
        reader = (asyncio.get_running_loop(), event)
        with self._lock:
            self._readers.add(reader)
        try:
            yield self._state
            while not self._closed:
                try:
                    await asyncio.wait_for(event.wait(), PULSE)
                except TimeoutError:
                    yield None
                else:
                    event.clear()
                    yield self._state
        finally:
            with self._lock:
                self._readers.discard(reader)
