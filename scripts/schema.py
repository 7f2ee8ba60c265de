"""Writes docs/octavo.schema.json: the JSON Schema of octavo.yaml, for editors.

The models say what the keys hold once they are read; what an author may write is wider (a text for
a list of one, a name for a person), and that is added here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from octavo.model.publication import OTHER_SPELLINGS, Project

TARGET = Path(__file__).parents[1] / "docs" / "octavo.schema.json"

_TEXT = {"type": ["string", "number"]}
_ADDRESS = {"type": "string", "pattern": "^(https?://|mailto:)"}
_PERSON = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Person"}]}
_PEOPLE = {"anyOf": [*_PERSON["anyOf"], {"type": "array", "items": _PERSON}]}
_PATHS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_OPTIONS = {"anyOf": [{"$ref": "#/$defs/EditionOptions"}, {"type": "null"}]}

# What an author may write where it is more than what the models hold.
_WRITTEN: dict[str, dict[str, dict[str, Any]]] = {
    "Publication": {
        "authors": _PEOPLE,
        "keywords": _TEXTS,
        "contents": _PATHS,
        "bibliography": _PATHS,
        "license": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Licence"}]},
        "variables": {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        },
        "editions": {
            "anyOf": [
                {"type": "array", "items": {"type": "string"}},
                {"type": "object", "additionalProperties": _OPTIONS},
            ]
        },
    },
    "Person": {"link": _ADDRESS},
    "EditionOptions": {
        "bleed": {"type": "string", "pattern": r"^\d+(\.\d+)?\s*(mm|cm|in|pt)$"},
        "isbn": _TEXT,
    },
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of octavo.yaml."""
    found = Project.model_json_schema()
    definitions: dict[str, Any] = found["$defs"]
    publication = definitions["Publication"]
    # The name is the key before a publication.
    del publication["properties"]["name"]
    publication["required"].remove("name")
    for definition in definitions.values():
        definition["properties"] = {
            key: _written(key, value) for key, value in definition["properties"].items()
        }
    for name, properties in _WRITTEN.items():
        definitions[name]["properties"] |= properties
    for other, ours in OTHER_SPELLINGS.items():
        publication["properties"][other] = publication["properties"][ours]
    found["properties"]["contributors"] = {"type": "string"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_plain(found)}


def _written(key: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return what a key may hold, without the null that stands for its absence."""
    others = [one for one in value.get("anyOf", ()) if one.get("type") != "null"]
    plain = dict(others[0]) if len(others) == 1 else dict(value)
    if key == "url":
        return dict(_ADDRESS)
    if plain.get("type") == "string" and not {"enum", "pattern", "format"} & {*plain}:
        plain["type"] = _TEXT["type"]
    return plain


def _plain(value: Any) -> Any:  # noqa: ANN401  (JSON)
    """Leave out the titles that pydantic makes of the names, and Sphinx's quotation marks."""
    if isinstance(value, dict):
        return {
            key: inner.replace("``", "“", 1).replace("``", "”", 1)
            if key == "description" and isinstance(inner, str)
            else _plain(inner)
            for key, inner in value.items()
            if key != "title" or not isinstance(inner, str)
        }
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def text() -> str:
    """Return the schema as the file has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
