"""octavo check: the manuscript, and what was built from it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from octavo.checks.manuscript import check_manuscript, right_to_left
from octavo.model.configuration import Configuration
from octavo.model.diagnostic import Diagnostic
from octavo.pipeline import Manuscript, Options, in_reading_order, promoted, read
from octavo.reporter import Reporter
from octavo.reporter.formats import formatted
from octavo.sourcelines import source_line_of
from octavo.workspace import Workspace, find_root


def run(start: Path, options: Options, *, artefacts: bool, output_format: str = "text") -> int:
    """Check manuscripts, and artefacts where asked; return 0 when clean, 1 with errors."""
    workspace = Workspace(find_root(start))
    reporter = Reporter(source_line_of(workspace))
    for_people = output_format == "text"
    found: list[Diagnostic] = []
    checked: list[str] = []
    with reporter:
        for configuration, manuscript in read(workspace, options):
            findings = _findings(workspace, configuration, manuscript)
            findings = promoted(findings, strict=options.strict)
            found += findings
            checked.append(manuscript.publication.name)
            if for_people:
                reporter.diagnostics(findings)
        if artefacts:
            found += _artefacts(workspace, reporter, tuple(checked), for_people=for_people)
    if not for_people:
        reporter.write(formatted(found, output_format, _folder(workspace)))
    elif found:
        reporter.summary(found)
    else:
        reporter.say(f"{', '.join(checked)}: nothing to mend")
    return 1 if any(finding.is_error for finding in found) else 0


def _findings(
    workspace: Workspace, configuration: Configuration, manuscript: Manuscript
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a manuscript and what an editor would ask, in reading order."""
    book = manuscript.book
    found = [*manuscript.diagnostics, *check_manuscript(book, manuscript.design, workspace)]
    if any(edition.kind == "pdf" for edition in manuscript.editions):
        found += right_to_left(book, configuration)
    return in_reading_order(found, book)


def _folder(workspace: Workspace) -> str:
    """Return the publication's folder in the repository that a workflow of GitHub checks."""
    repository = os.environ.get("GITHUB_WORKSPACE")
    if not repository or not workspace.root.is_relative_to(Path(repository).resolve()):
        return ""
    folder = workspace.root.relative_to(Path(repository).resolve()).as_posix()
    return "" if folder == "." else folder + "/"


def _artefacts(
    workspace: Workspace, reporter: Reporter, names: tuple[str, ...], *, for_people: bool
) -> list[Diagnostic]:
    from octavo import shelf
    from octavo.checks.artefacts import check_artefacts

    reporter.progress("checking what was built")
    folder = workspace.build_folder
    found = list(check_artefacts(folder, names))
    findings = [finding for _, finding in found]
    if for_people:
        reporter.diagnostics(findings)
        entries = [entry for entry in shelf.entries(folder) if entry.get("publication") in names]
        for line in _sound(folder.name, entries, {name for names, _ in found for name in names}):
            reporter.say(line)
    return findings


def _sound(folder: str, entries: Sequence[dict[str, object]], touched: set[str]) -> list[str]:
    from octavo.checks.artefacts import lines_told

    told: list[str] = []
    if not entries:
        return ["nothing was built yet; octavo build does it"]
    for entry in entries:
        name = f"{folder}/{entry.get('path')}"
        if name not in touched:
            told.append(f"{name}: sound")
        if lines := lines_told(entry):
            told.append(f"{name}: {lines}")
    return told
