"""The tasks of the PDF writer for worker processes; only those that run them load an engine."""

from __future__ import annotations

import importlib
import io
from contextlib import redirect_stdout
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from octavo.model.diagnostic import OctavoError, diagnose
from octavo.workspace import Workspace
from octavo.writers.pdf.orders import Order, Setup
from octavo.writers.pdf.sectionpages import SectionPages

if TYPE_CHECKING:
    from types import ModuleType


def prepare(setup: Setup, workspace: Workspace) -> Setup:
    """Load the engine and the stylesheets; return the setup with what these turn out to ask for."""
    engine = _compositor().engine_for(setup, workspace)
    return replace(
        setup,
        files=tuple(sorted(engine.fetched.items())),
        is_sided=engine.is_sided,
        counts_pages=engine.counts_pages,
    )


def warm_up(setup: Setup, workspace: Workspace) -> None:
    """Do what a process does once, and what the first section would wait for."""
    compositor = _compositor()
    compositor.warm_up(compositor.engine_for(setup, workspace))


def set_section(setup: Setup, workspace: Workspace, order: Order) -> tuple[SectionPages, float]:
    """Lay a section out and write it; return it and the seconds that it took.

    Raises ``OctavoError`` where there is no engine.
    """
    started = perf_counter()
    compositor = _compositor()
    found: SectionPages = compositor.set_section(compositor.engine_for(setup, workspace), order)
    return found, perf_counter() - started


def pack(data: bytes) -> bytes:
    """Return the PDF of a section as small as it can be."""
    from octavo.writers.pdf.joining import pack

    return pack(data)


def set_frame(setup: Setup, workspace: Workspace, html: str, variant: str | None) -> bytes:
    """Return a PDF of one blank page that says of itself what the whole file is to say."""
    compositor = _compositor()
    return bytes(compositor.set_frame(compositor.engine_for(setup, workspace), html, variant))


def _compositor() -> ModuleType:
    """Import the engine. Raises ``OctavoError`` (exit code 3) where Pango is missing."""
    try:
        # WeasyPrint prints a banner of its own before it raises.
        with redirect_stdout(io.StringIO()):
            return importlib.import_module("octavo.writers.pdf.compositor")
    except OSError as error:
        raise OctavoError(
            diagnose(
                "OCT502",
                f"the layout engine cannot be loaded: {str(error).splitlines()[0]}",
                None,
                "octavo doctor tells what to install",
            ),
            exit_code=3,
        ) from None
