"""Findings for programs: one line each, JSON, workflow commands of GitHub.

Columns count characters (Unicode code points) from 1; the end is the column after the last one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from octavo.model.diagnostic import Diagnostic
from octavo.reporter.excerpt import printable
from octavo.reporter.sarif import sarif


def formatted(found: Sequence[Diagnostic], output_format: str, folder: str = "") -> str:
    """Return findings in a format: ``concise``, ``json``, ``github`` or ``sarif``.

    ``folder`` is the publication's in the repository, with a slash behind it, for the two
    that name files as the repository has them.
    """
    match output_format:
        case "json":
            return as_json([_record(finding) for finding in found])
        case "github":
            return "".join(_workflow_command(finding, folder) for finding in found)
        case "sarif":
            return as_json(sarif(found, folder))
        case _:
            return "".join(_line(finding) for finding in found)


def as_json(data: object) -> str:
    """Return data as JSON that a person can read, too."""
    # YAML can hold half a character ("\ud800"), which no file can.
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode() + "\n"


def _record(finding: Diagnostic) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": span.path if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.line if span else None,
        "end_column": span.column + span.width if span else None,
        "hints": list(finding.hints),
    }


def _line(finding: Diagnostic) -> str:
    place = f"{finding.span}: " if finding.span else ""
    return printable(f"{place}{finding.severity.value}[{finding.code}]: {finding.message}") + "\n"


def _workflow_command(finding: Diagnostic, folder: str) -> str:
    """Return GitHub's workflow command for a finding, which its pages show beside the line."""
    properties = {"title": finding.code}
    if span := finding.span:
        properties |= {
            "file": folder + span.path,
            "line": str(span.line),
            "endLine": str(span.line),
            "col": str(span.column),
            "endColumn": str(span.column + span.width),
        }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = "\n".join([finding.message, *(f"help: {hint}" for hint in finding.hints)])
    return printable(f"::{finding.severity.value} {told}::{_data(message)}") + "\n"


def _data(text: str) -> str:
    """Escape as GitHub's runner undoes it (actions/toolkit, ``escapeData``)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
