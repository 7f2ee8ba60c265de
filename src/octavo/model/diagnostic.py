"""What Octavo tells an author: a severity, a code, a message and a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from octavo.model.codes import CODES


class Severity(Enum):
    """How bad it is: an error loses or falsifies content, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A place in a text: line and column, both counted from 1 in characters."""

    line: int
    column: int


START = Place(1, 1)


class Span(NamedTuple):
    """A place in a file of the publication; the path is relative to its root, with slashes."""

    path: str
    line: int = 1
    column: int = 1
    width: int = 1

    def __str__(self) -> str:
        """Return ``path:line:column``, the form that editors make clickable."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: ``path:line:col: severity[code]: message`` with the next steps as hints."""

    severity: Severity
    code: str
    message: str
    span: Span | None = None
    hints: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the edition must not be built from this."""
        return self.severity is Severity.ERROR


def diagnose(code: str, message: str, span: Span | None = None, *hints: str) -> Diagnostic:
    """Return a diagnostic of ``code`` with the severity that the table of codes gives it.

    Raises ``KeyError`` for a code that is not in the table.
    """
    severity = Severity.ERROR if CODES[code].is_error else Severity.WARNING
    return Diagnostic(severity, code, message, span, tuple(hint for hint in hints if hint))


class OctavoError(Exception):
    """Octavo cannot go on; carries what it has to tell and the exit code of the command."""

    def __init__(self, *diagnostics: Diagnostic, exit_code: int = 1) -> None:
        """Take the diagnostics to report and the exit code (2: wrong use, 3: a tool failed)."""
        super().__init__("; ".join(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[Callable[..., OctavoError], tuple[object, ...]]:
        """Let it reach another process as it is."""
        return _again, (self.exit_code, *self.diagnostics)


def _again(exit_code: int, *diagnostics: Diagnostic) -> OctavoError:
    return OctavoError(*diagnostics, exit_code=exit_code)
