"""Custom properties of stylesheets: the tokens that pages, charts and the web edition share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tinycss2


def root_properties(rules: Iterable[Any]) -> dict[str, str]:
    """Return what the rules of a stylesheet (tinycss2) set on ``:root``; the last one holds."""
    found: dict[str, str] = {}
    for rule in rules:
        if rule.type != "qualified-rule" or tinycss2.serialize(rule.prelude).strip() != ":root":
            continue
        declarations = tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        )
        for declaration in declarations:
            if declaration.type == "declaration" and declaration.name.startswith("--"):
                found[declaration.name] = tinycss2.serialize(declaration.value).strip()
    return found
