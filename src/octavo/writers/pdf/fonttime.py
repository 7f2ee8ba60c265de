"""The time that fontTools writes into the fonts that it makes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def fixed_font_time(seconds: int) -> Iterator[None]:
    """Let fontTools write this time, in seconds since 1970, instead of now.

    It takes the time from SOURCE_DATE_EPOCH (``fontTools.misc.timeTools.timestampNow``).
    """
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
