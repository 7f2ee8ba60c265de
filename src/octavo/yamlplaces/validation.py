"""What validation found in YAML, told at its places in an author's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose
from octavo.nearest import nearest
from octavo.yamlplaces.dates import date_hint
from octavo.yamlplaces.hints import next_step
from octavo.yamlplaces.reading import KeyPath, Yaml

if TYPE_CHECKING:
    from pydantic import ValidationError

Known = Mapping[KeyPath, list[str]]

# Kinds of pydantic's findings in words; what stands in braces is from the finding's context.
_WORDS = {
    "string_type": "it should be text",
    "string_too_short": "it is empty",
    "int_type": "it should be a whole number",
    "int_parsing": "it should be a whole number",
    "int_from_float": "it should be a whole number",
    "float_type": "it should be a number",
    "float_parsing": "it should be a number",
    "bool_type": "it should be true or false",
    "bool_parsing": "it should be true or false",
    "greater_than_equal": "it should be {ge} or more",
    "less_than_equal": "it should be {le} or less",
    "too_short": "it is empty",
    "tuple_type": "it should be a list",
    "list_type": "it should be a list",
    "dict_type": "it should hold keys and values",
    "model_type": "it should hold keys and values",
    "model_attributes_type": "it should hold keys and values",
    "literal_error": "it should be {expected}",
}
# What a key holds whose form is checked by a pattern.
_FORMS = {
    "name": "a name holds letters, digits, ., - and _, and begins with a letter or a digit",
    "design": "the name of a design holds small letters, digits and hyphens",
    "orcid": "an ORCID iD is written like 0000-0002-1825-0097",
    "role": "a role is a MARC relator code of three letters, such as aut, edt or trl",
}


def explain(
    error: ValidationError,
    source: Yaml,
    path: str,
    *,
    known: Known,
    spellings: Mapping[str, Sequence[str]] = MappingProxyType({}),
    meant: Mapping[str, str] = MappingProxyType({}),
) -> list[Diagnostic]:
    """Tell pydantic's findings at their places in ``source``.

    ``known`` lists, for a prefix of a key path (``*`` stands for any part), the keys that exist
    there, to answer an unknown one with "did you mean"; ``spellings`` how else an author may
    have written a key of the model; ``meant`` the hint for a key that only other programs know.
    """
    found: dict[tuple[Place, str], Diagnostic] = {}
    for item in error.errors(include_url=False):
        if _follows(item):
            continue
        keys = _real_path(item["loc"], source, spellings)
        if item["type"] == "extra_forbidden":
            name = str(item["loc"][-1])
            place = source.place(keys, of_key=True)
            hint = _unknown_key_hint(name, _keys_at(keys[:-1], known), meant)
            diagnostic = diagnose(
                "OCT003", f"unknown key “{name}”", Span(path, *place, width=len(name)), hint
            )
        elif item["type"] == "missing":
            name = str(item["loc"][-1])
            place = source.place(keys[:-1], of_key=True)
            diagnostic = diagnose(
                "OCT004",
                f"the key “{name}” is missing",
                Span(path, *place),
                f"add “{name}: …” here",
            )
        else:
            place = source.place(keys)
            if keys[-1:] == ("name",) and keys not in source.values:
                # The key above is the name.
                keys = keys[:-1]
                place = source.place(keys, of_key=True)
            message, hint = in_words(item)
            label = ".".join(str(key) for key in keys)
            diagnostic = diagnose(
                "OCT004", f"{label}: {message}" if label else message, Span(path, *place), hint
            )
        found.setdefault((place, diagnostic.message), diagnostic)
    return list(found.values())


def _follows(item: Mapping[str, Any]) -> bool:
    """Tell whether a finding only follows from another one, or is the lesser of two."""
    if item["type"] == "too_short":
        # Pydantic counts the entries that are good.
        return bool(item.get("input"))
    # A text or a mapping will do; the finding of the mapping says so.
    return bool(item["type"] == "string_type" and item["loc"][-1] == "str")


def in_words(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return one of pydantic's findings (``ValidationError.errors()``) in words, and a hint."""
    kind, value = str(item["type"]), item.get("input")
    if kind.startswith(("date_", "datetime_")):
        return f"“{value}” is not a date that Octavo can read", date_hint(str(value))
    if kind == "string_pattern_mismatch":
        key = next((str(part) for part in reversed(item["loc"]) if str(part) in _FORMS), "")
        return f"“{value}” has not the right form", _FORMS.get(key, "")
    words = _WORDS.get(kind)
    if words is None:
        return str(item["msg"]).removeprefix("Value error, "), next_step(item)
    return words.format_map(_Context(item.get("ctx") or {})), next_step(item)


class _Context(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"another {key}"


def underscored(source: Yaml, path: str, *, known: Known) -> Iterator[Diagnostic]:
    """Tell keys that are written with underscores where Octavo's have hyphens."""
    for keys, place in source.keys.items():
        name = str(keys[-1])
        hyphened = name.replace("_", "-")
        if hyphened != name and hyphened in _keys_at(keys[:-1], known):
            yield diagnose(
                "OCT003",
                f"unknown key “{name}”",
                Span(path, *place, width=len(name)),
                f"did you mean “{hyphened}”?",
            )


def _unknown_key_hint(name: str, known: list[str], meant: Mapping[str, str]) -> str:
    if hint := meant.get(name.lower().replace("_", "-")):
        return hint
    near = nearest(name, known)
    return f"did you mean “{near}”?" if near else "remove it, or see docs/configuration.md"


def _real_path(
    location: tuple[str | int, ...], source: Yaml, spellings: Mapping[str, Sequence[str]]
) -> KeyPath:
    """Leave out of pydantic's location what is not a key or an index of the data."""
    path: KeyPath = ()
    location = tuple(part for part in location if not str(part).startswith("dict["))
    for position, part in enumerate(location):
        last = position == len(location) - 1
        candidates = (part, *spellings.get(str(part), ()))
        written = [one for one in candidates if (*path, one) in source.values]
        if written or last:
            path = (*path, *(written[:1] or (part,)))
    return path


def _keys_at(path: KeyPath, known: Known) -> list[str]:
    """Return the keys that are known at a path."""
    for pattern, keys in known.items():
        if len(pattern) == len(path) and all(
            part in ("*", key) for part, key in zip(pattern, path, strict=True)
        ):
            return keys
    return []
