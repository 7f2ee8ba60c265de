"""What the tests share: our own two publications, built once in a session, and a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.reading.browser import NOT_CHECKED, Chromium, chromium, started
from tests.reading.made import Made, make

ROOT = Path(__file__).resolve().parents[1]
PUBLICATIONS = ("report", "anthology")

# A date from the surroundings would make other bytes than the manifest of a release tells.
os.environ.pop("SOURCE_DATE_EPOCH", None)


@pytest.fixture(scope="session")
def own() -> Mapping[str, Made]:
    """Our own publications, in every edition."""
    return make(ROOT)


@pytest.fixture(scope="session", params=PUBLICATIONS)
def made(request: pytest.FixtureRequest, own: Mapping[str, Made]) -> Made:
    """Each of our own publications in turn."""
    return own[request.param]


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """The system's Chromium, started once; each visit has a window of its own."""
    program = chromium()
    if program is None:
        pytest.skip(NOT_CHECKED)
    with started(program) as running:
        yield running
