"""The next step for a value that is not what its key holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from octavo.nearest import nearest

_TAG = "write a tag such as en-GB, fr or es"
_DEPTH = "write a number from 1 to 6"
_TRUTHS = {
    "true": "true", "yes": "true", "on": "true",
    "false": "false", "no": "false", "off": "false",
}  # fmt: skip
# What certain keys hold, before what their kind says.
_BY_KEY = {
    "toc-depth": _DEPTH,
    "number-depth": _DEPTH,
    "publications": "begin with a name: “report:”, and under it its title, date and contents",
    "abbreviations": "write lines such as “MSI: multi-stakeholder initiative”, or name a file",
    "variables": "name one file, or several, each under a name: “{seats: data/seats.csv}”",
    "editions": "write a list such as [screen, print, epub, web]",
    "authors": "write a name, or a list of names",
    "author": "write a name, or a list of names",
    "bleed": "write it with its unit: 3mm",
    "isbn": "copy it from the agency’s list, or leave the key out until there is one",
    "orcid": "copy it from orcid.org, with its hyphens",
    "url": "write the whole address: https://example.org",
}
_BY_KIND = {
    "string_type": "write one text after the colon",
    "string_too_short": "write it, or remove the key",
    "int_type": "write it in digits, such as 3",
    "int_parsing": "write it in digits, such as 3",
    "int_from_float": "write it without decimals, such as 3",
    "float_type": "write it in digits, such as 1.5",
    "float_parsing": "write it in digits, such as 1.5",
    "too_short": "write at least one, or remove the key",
    "tuple_type": "write a list: [one, two]",
    "list_type": "write a list: [one, two]",
    "dict_type": "write its keys under it, each on a line of its own",
    "model_type": "write its keys under it, each on a line of its own",
    "model_attributes_type": "write its keys under it, each on a line of its own",
    "greater_than_equal": "write {ge} or a larger number",
    "less_than_equal": "write {le} or a smaller number",
}


def next_step(item: Mapping[str, Any]) -> str:
    """Return what to write in place of one of pydantic's findings, "" where that is not known."""
    kind, value, context = str(item["type"]), item.get("input"), item.get("ctx") or {}
    # Pydantic names the kind that it tried in the place where several will do.
    location = [part for part in item["loc"] if not str(part).startswith("dict[")]
    key = next((part for part in reversed(location) if isinstance(part, str)), "")
    is_own = location[-1:] == [key] or key in ("author", "authors")
    key = key.replace("_", "-")
    if key == "lang" and isinstance(value, str):
        return language_hint(value)
    if kind == "literal_error":
        return _one_of(re.findall(r"'([^']*)'", str(context.get("expected", ""))), value)
    if kind.startswith("bool"):
        near = nearest(str(value).lower(), _TRUTHS)
        return f"did you mean “{_TRUTHS[near]}”?" if near else "write true or false"
    if key in _BY_KEY and is_own:
        return _BY_KEY[key]
    return _BY_KIND.get(kind, "").format_map(context)


def _one_of(known: list[str], value: object) -> str:
    near = nearest(str(value), known)
    return f"did you mean “{near}”?" if near else f"one of: {', '.join(known)}"


def language_hint(text: str) -> str:
    """Return which tag a language's name means; where that is not certain, what a tag is like."""
    names = _languages()
    wanted = text.strip().casefold()
    tag = names.get(wanted)
    if tag is None:
        begun = (name for name in names if wanted and name.startswith(f"{wanted} "))
        near = next(begun, "") or nearest(wanted, names, cutoff=0.8)
        tag = names.get(near)
    return f"did you mean “{tag}”?" if tag else _TAG


@cache
def _languages() -> dict[str, str]:
    """Return the tags of languages by their English names and by those in Western Europe."""
    from babel import Locale

    found: dict[str, str] = {}
    english = Locale("en")
    for tag, name in english.languages.items():
        found.setdefault(str(name).casefold(), str(tag).replace("_", "-"))
    for tag in ("de", "es", "fr", "it", "nl", "pt", "sv", "da", "nb", "fi", "pl", "cs"):
        found.setdefault(str(Locale(tag).languages[tag]).casefold(), tag)
    return found
