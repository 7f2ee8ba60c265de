"""octavo build: publications become files."""

from __future__ import annotations

from pathlib import Path

from octavo import shelf
from octavo.pipeline import Options, build
from octavo.reporter import Reporter
from octavo.workspace import Workspace, find_root, source_line_of


def run(start: Path, options: Options) -> int:
    """Build publications; return 0, or 1 when the manuscript has errors."""
    workspace = Workspace(find_root(start))
    reporter = Reporter(source_line_of(workspace))
    failed = False
    with reporter:
        for built in build(workspace, options, reporter.progress):
            reporter.diagnostics(built.diagnostics)
            if built.failed:
                failed = True
            else:
                shelf.put(workspace.build_folder, [artefact for artefact, _ in built.artefacts])
            for artefact, seconds in built.artefacts:
                reporter.artefact(artefact, workspace.build_folder.name, seconds)
            reporter.summary(built.diagnostics)
            if built.failed:
                reporter.say(
                    f"{built.publication.name}: not built; what was built before is untouched"
                )
    return 1 if failed else 0
