"""The one place where what goes wrong is caught."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from octavo.model.diagnostic import OctavoError, diagnose
from octavo.reporter import Reporter
from octavo.workspace import Workspace, find_root, source_line_of

INTERRUPTED = 130


def exit_code_of(command: Callable[[], int]) -> int:
    """Run a command; return its exit code, or that of what it raised, told to the author.

    With OCTAVO_TRACEBACK set, a mistake of Octavo's own is raised as Python shows it.
    """
    try:
        return command()
    except OctavoError as error:
        reporter = Reporter(_source_line())
        reporter.diagnostics(error.diagnostics)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("OCTAVO_TRACEBACK"):
            raise
        finding = diagnose(
            "OCT999",
            f"internal error: {type(error).__name__}: {error}",
            None,
            "please report it; OCTAVO_TRACEBACK=1 octavo … shows where it happened",
        )
        Reporter(lambda _span: None).diagnostics([finding])
        return 3


def _source_line() -> Callable[..., str | None]:
    try:
        return source_line_of(Workspace(find_root(Path.cwd())))
    except OctavoError:
        return lambda _span: None
