"""Front matter: the YAML between two lines of ``---`` at the head of a file."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from octavo.model.book import Source
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.publication import FrontMatter
from octavo.yamlplaces import KeyPath, Yaml, load_yaml

_BLOCK = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)

_OPENING = re.compile(r"---[ \t]*\n[\w-]+:(?:[ \t]|\n)")

# The spellings that blogs, Pandoc, Quarto, Hugo and Jekyll use, under one name.
_SPELLINGS = {
    "author": "authors",
    "language": "lang",
    "description": "abstract",
    "summary": "abstract",
    "tags": "keywords",
    "categories": "keywords",
    "permalink": "original_url",
    "canonical_url": "original_url",
    "original-url": "original_url",
}


def split_front_matter(source: Source) -> tuple[str, str, int]:
    """Return the front matter, the text after it, and the number of the text's first line."""
    match = _BLOCK.match(source.text)
    if match is None:
        return "", source.text, 1
    return match[1], source.text[match.end() :], source.text.count("\n", 0, match.end()) + 1


def unclosed(source: Source) -> bool:
    """Tell whether a file begins with front matter that is never closed."""
    return _BLOCK.match(source.text) is None and bool(_OPENING.match(source.text))


def read_front_matter(text: str, path: str) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """Validate front matter; what Octavo does not know is kept for the templates."""
    yaml = load_yaml(text, path, first_line=2, code="OCT105")
    if yaml.diagnostics and yaml.data is None:
        return FrontMatter(), yaml.diagnostics
    if yaml.data is None:
        return FrontMatter(), ()
    if not isinstance(yaml.data, dict):
        finding = diagnose(
            "OCT105",
            "the front matter is not a list of keys and values",
            Span(path, 2),
            'write one key a line: title: "My title"',
        )
        return FrontMatter(), (finding,)
    data, spelt = _known_spellings(yaml.data)
    diagnostics = list(yaml.diagnostics)
    while True:
        try:
            return FrontMatter.model_validate(data), tuple(diagnostics)
        except ValidationError as error:
            for key, message in _unusable(error):
                diagnostics.append(_finding(yaml, spelt.get(key, key), message, path))
                data.pop(key, None)


def _known_spellings(raw: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the data under Octavo's own keys, and the author's spelling of each."""
    data: dict[str, Any] = {}
    spelt: dict[str, str] = {}
    for key, value in raw.items():
        name = _SPELLINGS.get(key, key)
        if value is None or (name in data and key != name):
            continue
        if name == "original_url" and isinstance(value, str) and value.startswith("/"):
            name = "permalink"
        data[name] = value
        spelt[name] = key
    return data, spelt


def _unusable(error: ValidationError) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for item in error.errors(include_url=False):
        found.setdefault(str(item["loc"][0]), str(item["msg"]).removeprefix("Value error, "))
    return list(found.items())


def _finding(yaml: Yaml, key: str, message: str, path: str) -> Diagnostic:
    keys: KeyPath = (key,)
    return diagnose(
        "OCT106",
        f"“{key}” was left out: {message}",
        Span(path, *yaml.place(keys)),
        "see docs/manuscript.md for what it may hold",
    )
