"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from octavo import __version__
from octavo.model.codes import CODES
from octavo.model.diagnostic import Diagnostic, Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

# What a finding without a place is about: the publication as a whole.
_WHOLE = "octavo.yaml"


def sarif(found: Sequence[Diagnostic], folder: str = "") -> dict[str, Any]:
    """Return a log of one run; ``folder`` stands before every path."""
    codes = sorted({finding.code for finding in found})
    order = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "octavo",
        "version": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, order[finding.code], folder) for finding in found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    entry = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.explanation},
        "help": {"text": f"{entry.explanation} More: octavo check --explain {code}"},
        "defaultConfiguration": {"level": "error" if entry.is_error else "warning"},
    }


def _result(finding: Diagnostic, rule: int, folder: str) -> dict[str, Any]:
    text = "\n".join([finding.message, *(f"help: {hint}" for hint in finding.hints)])
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(finding.span, folder)}],
    }


def _location(span: Span | None, folder: str) -> dict[str, Any]:
    path = folder + (span.path if span else _WHOLE)
    # A path with a colon in its first part would be read as an address with a scheme.
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    if span:
        location["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.line,
            "endColumn": span.column + span.width,
        }
    return location
