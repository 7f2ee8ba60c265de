"""Two faults of WeasyPrint's footnotes, mended from outside.

1. Where a line would leave a widow or an orphan, ``layout.block._linebox_layout`` makes room for it
   by putting notes of earlier lines on the next page, and then forgets the notes that the line
   itself calls: they are lost. It does so only outside columns; here it is told, and it alone,
   that it is in one. The paragraph then goes to the next page as a whole.
2. A note that was taken back and laid out again comes after its successors. Here the notes of a
   page are put in the order of their numbers each time their area is laid out.

``LayoutContext`` and ``_linebox_layout`` are private; both were read in WeasyPrint 70.0. Where they
have changed nothing is replaced, the test of this module fails, and what the faults do is told by
the check of every layout (``placing.py``).
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import LayoutContext, block


def fits() -> bool:
    """Tell whether what is replaced still looks as this module knows it."""
    lines = getattr(block, "_linebox_layout", None)
    update = getattr(LayoutContext, "_update_footnote_area", None)
    if lines is None or update is None:
        return False
    return (
        inspect.getsource(lines).count("context.in_column") == 1
        and "self.current_footnote_area.children = self.current_page_footnotes"
        in inspect.getsource(update)
    )


@contextmanager
def mended() -> Iterator[None]:
    """Mend both faults while something is laid out."""
    if not fits():
        yield
        return
    update = LayoutContext._update_footnote_area
    LayoutContext.in_column = property(_in_column, _set_in_column)
    LayoutContext._update_footnote_area = _in_order(update)
    try:
        yield
    finally:
        del LayoutContext.in_column
        LayoutContext._update_footnote_area = update


def _in_column(context: Any) -> bool:  # noqa: ANN401  (WeasyPrint is not typed)
    asker = sys._getframe(1).f_code
    return bool(context.__dict__["in_column"]) or asker is block._linebox_layout.__code__


def _set_in_column(context: Any, value: bool) -> None:  # noqa: ANN401
    context.__dict__["in_column"] = value


def _in_order(update: Any) -> Any:  # noqa: ANN401
    def update_in_order(context: Any) -> bool:  # noqa: ANN401
        context.current_page_footnotes.sort(key=_number)
        return bool(update(context))

    return update_in_order


def _number(footnote: Any) -> int:  # noqa: ANN401
    number = footnote.element.get("data-number") or ""
    return int(number) if number.isdigit() else 0
