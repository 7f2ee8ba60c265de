"""Computed styles and percentages, worked out on a shorter way than WeasyPrint's.

A style is asked for a hundred properties, and most of them nobody has declared: the value is that
of the parent or the initial one. ``ComputedStyle.__missing__`` looks at every other case first, for
each of them. Here such properties are answered at once; all others go the engine's own way, so
that every value is the same.

``ComputedStyle``, ``AnonymousStyle`` and ``layout.percent`` were read in WeasyPrint 70.0. Where
they have changed nothing is replaced, and the test of this module fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from weasyprint import css
from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.layout import percent

# What depends on more than on the parent's value or the initial one.
_SPECIAL = {"page", "position", "float", "display"}
_SPECIAL_PREFIX = "text_decoration_"
_MISSING_LINES = (
    "if key in INHERITED or key[:2] == '__':",
    "if logical_function := PHYSICAL_FUNCTIONS.get(key):",
    "logical_function(block='ttb', inline=self['direction'])",
    "if key[:16] == 'text_decoration_' and parent_style is not None:",
    "elif key == 'page' and value == 'auto':",
    "elif key in ('position', 'float', 'display'):",
)
_PERCENT_LINES = (
    "if value is None or value == 'auto':",
    "return refer_to * value.value / 100",
    "setattr(box, property_name, percent)",
    "if percent == 'auto' and property_name in ('min_width', 'min_height'):",
)


@cache
def fits() -> bool:
    """Tell whether what is replaced still looks as this module knows it."""
    missing = (getattr(one, "__missing__", None) for one in (ComputedStyle, AnonymousStyle))
    names = ("percentage", "resolve_one_percentage")
    resolve = [getattr(percent, name, None) for name in names]
    if not all((*missing, *resolve)) or not hasattr(css, "PHYSICAL_FUNCTIONS"):
        return False
    style = inspect.getsource(ComputedStyle.__missing__)
    percents = "".join(map(inspect.getsource, filter(None, resolve)))
    return all(line in style for line in _MISSING_LINES) and all(
        line in percents for line in _PERCENT_LINES
    )


@contextmanager
def styles_shortened() -> Iterator[None]:
    """Work styles out on the shorter way while something is laid out and written."""
    if not fits():
        yield
        return
    computed, anonymous = ComputedStyle.__missing__, AnonymousStyle.__missing__
    resolve = percent.resolve_one_percentage
    plain = _plain_properties()
    ComputedStyle.__missing__ = _computed(computed, plain)
    AnonymousStyle.__missing__ = _anonymous(anonymous, plain)
    percent.resolve_one_percentage = _resolved(resolve)
    try:
        yield
    finally:
        ComputedStyle.__missing__, AnonymousStyle.__missing__ = computed, anonymous
        percent.resolve_one_percentage = resolve


@cache
def _plain_properties() -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Return the properties that are inherited or initial where nobody has declared them.

    For each: whether it is inherited, and the logical properties that declare it as well
    (CSS Logical Properties 1, section 4).
    """
    plain: dict[str, tuple[bool, tuple[str, ...]]] = {}
    for name in INITIAL_VALUES:
        is_inherited = name in INHERITED
        if name in _SPECIAL or name.startswith(_SPECIAL_PREFIX):
            continue
        if is_inherited or name not in INITIAL_NOT_COMPUTED:
            logical = css.PHYSICAL_FUNCTIONS.get(name)
            names = {logical(block="ttb", inline=to) for to in ("ltr", "rtl")} if logical else ()
            plain[name] = is_inherited, tuple(names)
    return plain


def _computed(original: Any, plain: dict[str, tuple[bool, tuple[str, ...]]]) -> Any:  # noqa: ANN401
    def missing(style: Any, name: str) -> Any:  # noqa: ANN401  (WeasyPrint is not typed)
        found = plain.get(name)
        if found is None or name in style.cascaded:
            return original(style, name)
        is_inherited, logical = found
        for other in logical:
            if other in style.cascaded:
                return original(style, name)
        if not is_inherited:
            value = style[name] = INITIAL_VALUES[name]
        elif style.parent_style is not None:
            value = style[name] = style.parent_style[name]
        else:
            return original(style, name)
        return value

    return missing


def _anonymous(original: Any, plain: dict[str, tuple[bool, tuple[str, ...]]]) -> Any:  # noqa: ANN401
    def missing(style: Any, name: str) -> Any:  # noqa: ANN401
        found = plain.get(name)
        if found is None:
            return original(style, name)
        is_inherited, _ = found
        value = style[name] = style.parent_style[name] if is_inherited else INITIAL_VALUES[name]
        return value

    return missing


def _resolved(original: Any) -> Any:  # noqa: ANN401
    def resolve_one_percentage(box: Any, name: str, refer_to: Any) -> None:  # noqa: ANN401
        value = box.style[name]
        if value == "auto" and not name.startswith("min"):
            setattr(box, name, value)
        elif (unit := getattr(value, "unit", None)) is None:
            original(box, name, refer_to)
        else:
            setattr(box, name, refer_to * value.value / 100 if unit == "%" else value.value)

    return resolve_one_percentage
