"""Values ``{{< var key >}}`` and the tags of other programs."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

# A tag is short; without the bound each opening brace would be looked after to the end.
_SHORTCODE = re.compile(r"\{\{<([^{}]{1,400}?)>\}\}")
_FOREIGN = re.compile(r"\{\{[^\n{}]{0,400}\}\}|\{%[^\n]{0,400}?%\}")
# A value whose end is missing.
_UNCLOSED = re.compile(r"\{\{<(?=\s*(?:var|meta)\s)(?![^{}]{0,400}>\}\})")
_WORD = re.compile(
    r"""(?:(?P<key>[\w-]+)=)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']+))"""
)
_VALUES = ("meta", "var")
PAGE_BREAK = "pagebreak"


def shortcode(state: StateInline, silent: bool) -> bool:
    """Read a shortcode of Quarto's or a tag of a blog's template."""
    source, position = state.src, state.pos
    if source[position + 1 : position + 2] not in ("{", "%"):
        return False
    match = _SHORTCODE.match(source, position, state.posMax)
    words = _words(match[1]) if match else []
    if match is None or not words:
        match = _FOREIGN.match(source, position, state.posMax)
        match = match or _UNCLOSED.match(source, position, state.posMax)
        words = []
    if match is None:
        return False
    if not silent:
        (kind, name), *others = words or [("", "")]
        if not kind and name in _VALUES and others and not others[0][0]:
            token = state.push("value", "", 0)
            token.meta.update(kind=name, argument=others[0][1], options=tuple(others[1:]))
        elif not kind and name == PAGE_BREAK:
            token = state.push("page_break", "", 0)
        else:
            token = state.push("foreign_tag", "", 0)
            token.meta["name"] = name
        # Editors break lines wherever there is a space.
        token.content = match[0].replace("\n", " ")
    state.pos = match.end()
    return True


def _words(text: str) -> list[tuple[str, str]]:
    return [
        (match["key"] or "", match["double"] or match["single"] or match["bare"] or "")
        for match in _WORD.finditer(text)
    ]
