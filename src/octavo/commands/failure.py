"""The one place where what goes wrong is caught."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from octavo.model.diagnostic import Diagnostic, OctavoError, diagnose
from octavo.reporter import Reporter
from octavo.reporter.formats import formatted
from octavo.sourcelines import source_line_of
from octavo.workspace import Workspace, find_root

INTERRUPTED = 130


def exit_code_of(command: Callable[[], int], output_format: str = "text") -> int:
    """Run a command; return its exit code, or that of what it raised, told to the author.

    With OCTAVO_TRACEBACK set, a mistake of Octavo's own is raised as Python shows it.
    """
    try:
        return command()
    except OctavoError as error:
        _tell(error.diagnostics, output_format)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("OCTAVO_TRACEBACK"):
            raise
        _tell([unexpected(error)], output_format)
        return 3


def unexpected(error: Exception) -> Diagnostic:
    """Return what is told of a mistake of Octavo's own."""
    return diagnose(
        "OCT999",
        f"internal error: {type(error).__name__}: {error}",
        None,
        "please report it; OCTAVO_TRACEBACK=1 octavo … shows where it happened",
    )


def _tell(found: Sequence[Diagnostic], output_format: str) -> None:
    reporter = Reporter(_source_line())
    if output_format == "text":
        reporter.diagnostics(found)
    else:
        reporter.write(formatted(found, output_format))


def _source_line() -> Callable[..., str | None]:
    try:
        return source_line_of(Workspace(find_root(Path.cwd())))
    except OctavoError:
        return lambda _span: None
