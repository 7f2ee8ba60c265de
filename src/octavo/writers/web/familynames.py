"""Families that go by another name: put into stylesheets and into drawings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tinycss2
from tinycss2.serializer import serialize_string_value

_FONT_PROPERTIES = frozenset({"font", "font-family"})


def renamed(css: str, names: Mapping[str, str], prop: str = "") -> str:
    """Return CSS in which families go by other names, wherever a font or a custom property is set.

    ``names`` are the other names by those of the families. ``css`` is a stylesheet, the
    declarations of a ``style`` attribute, or the value of the property ``prop``.
    """
    if not names:
        return css
    known = {name.casefold(): other for name, other in names.items()}
    text: str = tinycss2.serialize(_rules(tinycss2.parse_component_value_list(css), known, prop))
    return text


def _rules(tokens: list[Any], names: Mapping[str, str], prop: str = "") -> list[Any]:
    """Rename in rules and declarations; ``prop`` is the property that the first values are of."""
    result: list[Any] = []
    value: list[Any] = []
    for part in tokens:
        if part == ";" or part.type == "{} block":
            result += _value(value, names) if _sets_font(prop) else value
            value, prop = [], ""
            if part != ";":
                part.content = _rules(part.content, names)
            result.append(part)
        elif part == ":" and not prop:
            prop = next((word.value for word in reversed(value) if word.type == "ident"), "")
            result += [*value, part]
            value = []
        else:
            value.append(part)
    return result + (_value(value, names) if _sets_font(prop) else value)


def _sets_font(prop: str) -> bool:
    return prop.startswith("--") or prop.lower() in _FONT_PROPERTIES


def _value(tokens: list[Any], names: Mapping[str, str]) -> list[Any]:
    """Rename in a value. A name is a string, or identifiers with spaces between them."""
    result: list[Any] = []
    words: list[Any] = []
    for token in tokens:
        if token.type in ("ident", "whitespace"):
            words.append(token)
            continue
        result += _identifiers(words, names)
        words = []
        if token.type == "function":
            token.arguments = _value(token.arguments, names)
        is_name = token.type == "string" and token.value.casefold() in names
        result.append(_string(names[token.value.casefold()]) if is_name else token)
    return result + _identifiers(words, names)


def _identifiers(words: list[Any], names: Mapping[str, str]) -> list[Any]:
    name = " ".join(word.value for word in words if word.type == "ident").casefold()
    if name not in names:
        return words
    before = [words[0]] if words[0].type == "whitespace" else []
    after = [words[-1]] if words[-1].type == "whitespace" else []
    return [*before, _string(names[name]), *after]


def _string(text: str) -> Any:  # noqa: ANN401  (tinycss2 has no types)
    return tinycss2.parse_one_component_value(f'"{serialize_string_value(text)}"')
