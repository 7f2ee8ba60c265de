"""octavo build: publications become files."""

from __future__ import annotations

import time
from pathlib import Path

from octavo import shelf
from octavo.model.site import START, WEB
from octavo.pipeline import Options, build, present
from octavo.reporter import Reporter
from octavo.sourcelines import source_line_of
from octavo.workspace import Workspace, find_root


def run(start: Path, options: Options) -> int:
    """Build publications; return 0, or 1 when the manuscript has errors."""
    workspace = Workspace(find_root(start))
    reporter = Reporter(source_line_of(workspace))
    failed = has_built = False
    with reporter:
        for built in build(workspace, options, reporter.progress):
            reporter.diagnostics(built.diagnostics)
            if built.failed:
                failed = True
            else:
                has_built = True
                shelf.put(workspace.build_folder, [artefact for artefact, _ in built.artefacts])
            for artefact, seconds in built.artefacts:
                reporter.artefact(artefact, workspace.build_folder.name, seconds)
            reporter.summary(built.diagnostics)
            if built.failed:
                reporter.say(
                    f"{built.publication.name}: not built; what was built before is untouched"
                )
        reporter.progress("writing the page to download from")
        started = time.perf_counter()
        folder = workspace.build_folder
        files, found = present(workspace, folder) if has_built else ((), ())
        reporter.diagnostics(found)
        if files:
            shelf.put_site(folder, files)
            count = sum(len(file.data) for file in files)
            seconds = time.perf_counter() - started
            reporter.output(f"{folder.name}/{WEB}/{START}", "", count, seconds)
    return 1 if failed else 0
