"""How memory is used while trees grow."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# So many objects may be made in pauses before dead cycles are looked for among them: a book of a
# thousand pages, or some hundred megabytes.
ENOUGH = 1_000_000
_made = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for cycles of dead objects; also a decorator.

    A pass makes hundreds of thousands of nodes that live on and no cycles to speak of. Python's
    collector would go through them again and again as they become more, which takes a third of
    the time of parsing a long book. Everything else is freed at once as ever. What is made in
    pauses Python does not count; after ``ENOUGH`` of it all is searched once.
    """
    global _made
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            _made += gc.get_count()[0]
            if _made > ENOUGH:
                tidy()
            else:
                # What was made is going to live: it joins the oldest objects without being
                # searched first (freezing moves all objects aside, thawing puts them there).
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def tidy() -> None:
    """Search everything for cycles of dead objects: best done while nobody waits."""
    global _made
    gc.collect()
    _made = 0
