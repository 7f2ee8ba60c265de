"""The collector pauses while trees grow, and goes on whatever happens."""

from __future__ import annotations

import gc
import weakref

import pytest

from octavo import memory
from octavo.memory import collector_paused


@collector_paused()
def collects() -> bool:
    return gc.isenabled()


def test_it_pauses_and_goes_on() -> None:
    assert not collects()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), collector_paused():
        _ = 1 / 0
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        assert not collects()
        assert not gc.isenabled()
    finally:
        gc.enable()


class Circle:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@collector_paused()
def one_circle() -> weakref.ref[Circle]:
    return weakref.ref(Circle())


def test_dead_cycles_of_many_pauses_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "ENOUGH", 5000)
    memory.tidy()
    circles = [one_circle() for _ in range(20_000)]
    alive = sum(circle() is not None for circle in circles)
    assert alive < 10_000


def test_all_are_gone_once_it_is_tidy() -> None:
    circle = one_circle()
    memory.tidy()
    assert circle() is None
