"""Diagnostics for a page: the words of the terminal, as data that a script shows as text only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from octavo.model.diagnostic import Diagnostic
from octavo.reporter import SourceLine
from octavo.reporter.excerpt import excerpt, printable

# A page is not the place for more; the terminal has all of them.
SHOWN = 50


class Finding(NamedTuple):
    """A diagnostic as it is shown; ``line`` is that of the manuscript, empty where it has none.

    ``before`` and ``marked`` are the characters of ``line`` up to the caret and over it.
    """

    severity: str
    code: str
    message: str
    place: str
    number: int
    line: str
    before: int
    marked: int
    hints: tuple[str, ...]


def findings_of(found: Sequence[Diagnostic], source_line: SourceLine) -> tuple[Finding, ...]:
    """Return the first ``SHOWN`` diagnostics for a page, errors before warnings."""
    ordered = sorted(found, key=lambda finding: not finding.is_error)
    return tuple(_finding(diagnostic, source_line) for diagnostic in ordered[:SHOWN])


def _finding(diagnostic: Diagnostic, source_line: SourceLine) -> Finding:
    span = diagnostic.span
    line = (source_line(span) if span else None) or ""
    quoted = excerpt(line, span.column, span.width) if span and line.strip() else None
    return Finding(
        severity=diagnostic.severity.value,
        code=diagnostic.code,
        message=printable(diagnostic.message),
        place=printable(str(span)) if span else "",
        number=span.line if span else 0,
        line=quoted.text if quoted else "",
        before=quoted.before if quoted else 0,
        marked=quoted.marked if quoted else 0,
        hints=tuple(map(printable, diagnostic.hints)),
    )
