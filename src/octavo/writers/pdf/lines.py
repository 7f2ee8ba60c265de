"""A fault of WeasyPrint's line breaking, mended from outside.

Where the words of an inline box fill a line to less than a space from its end and a space follows
them, ``text.line_break.split_first_line`` counts that space, finds the line too long, and sets the
first word alone: a line of one word in the middle of a paragraph. It happens before links, notes'
calls and emphasis. Here it is tried once more without the space, which at the end of a line takes
no room (CSS Text 3, section 4.1.3); if the words fit, the line is the whole text, and WeasyPrint
takes the space off by itself.

The function is private to WeasyPrint; it was read in version 70.0. Where it has changed nothing is
replaced, and the test of this module fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline

_COLLAPSING = ("normal", "pre-line")


def fits() -> bool:
    """Tell whether what is replaced still looks as this module knows it."""
    split = getattr(inline, "split_first_line", None)
    if split is None:
        return False
    names = list(inspect.signature(split).parameters)
    return names[:5] == ["text", "style", "context", "max_width", "justification_spacing"]


@contextmanager
def whole_lines() -> Iterator[None]:
    """Mend the fault while something is laid out."""
    if not fits():
        yield
        return
    split = inline.split_first_line
    inline.split_first_line = _without_last_space(split)
    try:
        yield
    finally:
        inline.split_first_line = split


def _without_last_space(split: Any) -> Any:  # noqa: ANN401  (WeasyPrint is not typed)
    def split_first_line(
        text: str,
        style: Any,  # noqa: ANN401
        context: Any,  # noqa: ANN401
        max_width: float | None,
        *others: Any,  # noqa: ANN401
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        found = split(text, style, context, max_width, *others, **named)
        _, length, resume_at, *_ = found
        if resume_at is None or not text.endswith(" ") or max_width is None:
            return found
        if style["white_space"] not in _COLLAPSING or b" " in text.encode()[:length].strip():
            return found
        words = text.rstrip(" ")
        if " " not in words:
            return found
        _, _, rest, width, *_ = split(words, style, context, max_width, *others, **named)
        if rest is not None or width > max_width:
            return found
        return split(text, style, context, None, *others, **named)

    return split_first_line
