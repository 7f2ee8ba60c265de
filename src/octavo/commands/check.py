"""octavo check: the manuscript, and what was built from it."""

from __future__ import annotations

from pathlib import Path

from octavo.model.diagnostic import Diagnostic
from octavo.pipeline import Options, promoted, read
from octavo.reporter import Reporter
from octavo.workspace import Workspace, find_root, source_line_of


def run(start: Path, options: Options, *, artefacts: bool) -> int:
    """Check manuscripts, and artefacts where asked; return 0 when clean, 1 with errors."""
    workspace = Workspace(find_root(start))
    reporter = Reporter(source_line_of(workspace))
    found: list[Diagnostic] = []
    checked: list[str] = []
    with reporter:
        for _, manuscript in read(workspace, options):
            findings = promoted(manuscript.diagnostics, strict=options.strict)
            reporter.diagnostics(findings)
            found += findings
            checked.append(manuscript.publication.name)
        if artefacts:
            found += _artefacts(workspace, reporter, tuple(checked))
    if found:
        reporter.summary(found)
    else:
        reporter.say(f"{', '.join(checked)}: nothing to mend")
    return 1 if any(finding.is_error for finding in found) else 0


def _artefacts(
    workspace: Workspace, reporter: Reporter, names: tuple[str, ...]
) -> list[Diagnostic]:
    from octavo import shelf
    from octavo.checks.artefacts import check_artefacts

    reporter.progress("checking what was built")
    folder = workspace.build_folder
    found = list(check_artefacts(folder, names))
    reporter.diagnostics(finding for _, finding in found)
    entries = [entry for entry in shelf.entries(folder) if entry.get("publication") in names]
    if not entries:
        reporter.say("nothing was built yet; octavo build does it")
    touched = {path for path, _ in found}
    for entry in entries:
        if entry.get("path") not in touched:
            reporter.say(f"{folder.name}/{entry['path']}: sound")
    return [finding for _, finding in found]
