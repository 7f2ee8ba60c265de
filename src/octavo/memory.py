"""How memory is used while trees grow."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for cycles of dead objects; also a decorator.

    A pass makes hundreds of thousands of nodes that live on and no cycles to speak of. Python's
    collector would go through them again and again as they become more, which takes a third of
    the time of parsing a long book. Everything else is freed at once as ever.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # What was made is going to live: it joins the oldest objects without being searched
            # first (freezing moves all objects aside, thawing puts them with the oldest).
            gc.freeze()
            gc.unfreeze()
            gc.enable()
