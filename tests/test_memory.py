"""The collector pauses while trees grow, and goes on whatever happens."""

from __future__ import annotations

import gc

import pytest

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
