"""Stylesheets for reading systems: custom properties become values, nothing leads out.

Older reading systems know neither ``var()`` nor ``calc()`` and drop the whole declaration, so the
theme's tokens are put in as values. Only custom properties of ``:root`` (or ``html``) can be known
before a page is drawn; those of other selectors are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tinycss2

from octavo.writers.epub.calc import CalcError, computed

Tokens = list[Any]

_ROOTS = frozenset({":root", "html"})
# At-rules that ask for another file, or mean nothing in a reading system.
_DROPPED = frozenset({"import", "charset", "font-face", "page"})


def resolve_css(*texts: str) -> str:
    """Return stylesheets as one, in their order, without ``var()`` and ``calc()``.

    A declaration is left out where a custom property is not defined or goes in a circle (CSS
    Custom Properties 1, 3.1: it would be invalid at computed-value time), where a ``calc()`` mixes
    units, and where it asks for a file: the book holds no other than its images.
    """
    rules = [
        rule
        for text in texts
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    ]
    tokens = _custom_properties(rules)
    return "".join(_rules(rules, tokens))


def _custom_properties(rules: Iterable[Any]) -> dict[str, Tokens]:
    """Return the custom properties of the root; a later one replaces an earlier."""
    found: dict[str, Tokens] = {}
    for rule in rules:
        if rule.type != "qualified-rule" or not _selectors(rule) & _ROOTS:
            continue
        for declaration in _contents(rule):
            if declaration.type == "declaration" and declaration.name.startswith("--"):
                found[declaration.name] = declaration.value
    return found


def _selectors(rule: Any) -> set[str]:  # noqa: ANN401  (tinycss2 has no types)
    return {part.strip() for part in tinycss2.serialize(rule.prelude).split(",")}


def _contents(rule: Any) -> list[Any]:  # noqa: ANN401
    nodes: list[Any] = tinycss2.parse_blocks_contents(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    return nodes


def _rules(rules: Iterable[Any], tokens: Mapping[str, Tokens]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _block(tinycss2.serialize(rule.prelude).strip(), _contents(rule), tokens)
        elif rule.type == "at-rule" and rule.lower_at_keyword not in _DROPPED:
            prelude = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}".strip()
            if rule.content is None:
                yield f"{prelude};\n"
            else:
                yield from _block(prelude, _contents(rule), tokens)


def _block(prelude: str, nodes: Iterable[Any], tokens: Mapping[str, Tokens]) -> Iterator[str]:
    """Write a rule with what is left in it, or nothing."""
    lines: list[str] = []
    for node in nodes:
        if node.type == "declaration":
            if (text := _declaration(node, tokens)) is not None:
                lines.append(f"  {text};\n")
        else:
            lines += [f"  {line}\n" for rule in _rules([node], tokens) for line in rule.split("\n")]
    if lines:
        yield f"{prelude} {{\n{''.join(line for line in lines if line.strip())}}}\n"


def _declaration(node: Any, tokens: Mapping[str, Tokens]) -> str | None:  # noqa: ANN401
    if node.name.startswith("--"):
        return None
    try:
        value = _resolved(node.value, tokens, ())
    except (CalcError, _UndefinedError):
        return None
    if any(_asks_for_a_file(part) for part in value):
        return None
    important = " !important" if node.important else ""
    return f"{node.name}: {tinycss2.serialize(value).strip()}{important}"


class _UndefinedError(Exception):
    """A custom property has no value."""


def _resolved(value: Tokens, tokens: Mapping[str, Tokens], within: tuple[str, ...]) -> Tokens:
    """Return component values with their functions resolved; ``within`` are the names open."""
    result: Tokens = []
    for part in value:
        if part.type == "function" and part.lower_name == "var":
            result += _variable(part.arguments, tokens, within)
        elif part.type == "function" and part.lower_name == "calc":
            result.append(computed(_resolved(part.arguments, tokens, within)))
        else:
            for name in ("arguments", "content"):
                inner = getattr(part, name, None)
                if isinstance(inner, list):
                    setattr(part, name, _resolved(inner, tokens, within))
            result.append(part)
    return result


def _variable(arguments: Tokens, tokens: Mapping[str, Tokens], within: tuple[str, ...]) -> Tokens:
    name = next((part.value for part in arguments if part.type == "ident"), "")
    if name in tokens and name not in within:
        text = tinycss2.serialize(tokens[name])
        fresh = tinycss2.parse_component_value_list(text, skip_comments=True)
        try:
            return _trimmed(_resolved(fresh, tokens, (*within, name)))
        except _UndefinedError:
            pass
    comma = next((place for place, part in enumerate(arguments) if part == ","), None)
    if comma is None:
        raise _UndefinedError(name)
    return _trimmed(_resolved(arguments[comma + 1 :], tokens, within))


def _trimmed(value: Tokens) -> Tokens:
    """Return values without white space at their ends."""
    while value and value[0].type == "whitespace":
        value = value[1:]
    while value and value[-1].type == "whitespace":
        value = value[:-1]
    return value


def _asks_for_a_file(part: Any) -> bool:  # noqa: ANN401
    if part.type == "url" or (part.type == "function" and part.lower_name in ("url", "src")):
        return not tinycss2.serialize([part]).partition("(")[2].lstrip("\"' ").startswith("data:")
    inner = getattr(part, "arguments", None) or getattr(part, "content", None)
    return isinstance(inner, list) and any(_asks_for_a_file(child) for child in inner)
