"""Affiliations that front matter lists once, and to which its authors refer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from octavo.model.people import PERSON_SPELLINGS, affiliation_text

_SPELLINGS = ("affiliation", *PERSON_SPELLINGS["affiliation"])


def listed_affiliations(data: Mapping[str, Any]) -> dict[str, object]:
    """Return the affiliations that front matter lists, by identifier and by number from 1.

    Quarto lists them under ``affiliations``, Pandoc's scholarly templates under ``institute``,
    with an ``id`` or with the identifier as their only key.
    """
    known: dict[str, object] = {}
    for key in ("affiliations", "affiliation", "institute"):
        listed = data.get(key)
        for number, entry in enumerate(listed if isinstance(listed, list) else (), 1):
            if isinstance(entry, dict):
                named = "id" in entry or "name" in entry
                entries = {entry.get("id", number): entry} if named else entry
                known |= {str(name): value for name, value in entries.items()}
                known.setdefault(str(number), next(iter(entries.values()), None))
            else:
                known.setdefault(str(number), entry)
    return known


def with_affiliations(entry: object, known: Mapping[str, object]) -> object:
    """Return an author with references to listed affiliations replaced by what they list."""
    if not isinstance(entry, dict) or not known:
        return entry
    if len(entry) == 1 and not {*_SPELLINGS} & {*entry}:
        # ``Ada Example: {institute: [1]}``
        return {key: with_affiliations(value, known) for key, value in entry.items()}
    return {
        key: _looked_up(value, known) if key in _SPELLINGS else value
        for key, value in entry.items()
    }


def _looked_up(value: object, known: Mapping[str, object]) -> object:
    if isinstance(value, list):
        return [_looked_up(part, known) for part in value]
    reference = value.get("ref") if isinstance(value, dict) else value
    found = known.get(str(reference))
    return value if found is None else affiliation_text(found)
