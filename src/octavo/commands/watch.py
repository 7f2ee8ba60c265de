"""octavo watch: builds what changes, and shows it in the browser."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from octavo.commands.building import built_and_written, equipment_of, write_site
from octavo.commands.failure import unexpected
from octavo.crew import Crew, cores
from octavo.memory import tidy
from octavo.model.diagnostic import Diagnostic, OctavoError
from octavo.pipeline import Equipment, Options
from octavo.preview import Board, Changes, Made, Outcome, Rebuild
from octavo.preview.findings import findings_of
from octavo.preview.server import HOST, served
from octavo.reporter import Reporter, counted
from octavo.sourcelines import source_line_of
from octavo.workspace import Workspace, find_root

NAMED = 3  # changed files that a line names


def run(start: Path, options: Options, port: int) -> int:
    """Build, serve what was built, and build again on every change; return 0 after Ctrl-C."""
    workspace = Workspace(find_root(start))
    reporter = Reporter(source_line_of(workspace))
    with Crew(cores()) as crew:
        crew.start()  # before the server has its thread
        equipment = equipment_of(workspace, crew, (reporter.step,))
        builds = _Builds(workspace, reporter, rebuilder(workspace, options, equipment))
        try:
            changes = Changes(workspace)
            builds.build()
            with served(workspace.build_folder, builds.board, port) as found:
                _tell_address(reporter, found, port)
                for paths in changes:
                    builds.build(paths)
        except KeyboardInterrupt:
            reporter.say()  # behind the ^C of the terminal
    return 0


def rebuilder(workspace: Workspace, options: Options, equipment: Equipment) -> Rebuild:
    """Return what builds everything that the options ask for."""

    def rebuild() -> Outcome:
        started = time.perf_counter()
        found: list[Diagnostic] = []
        made: list[Made] = []
        ok = True
        for built in built_and_written(workspace, options, equipment):
            found += built.diagnostics
            ok = ok and not built.failed
            artefacts = (artefact for artefact, _ in built.artefacts)
            made += [Made(a.publication, a.edition, a.path, a.media_type) for a in artefacts]
        if made:
            _, told = write_site(workspace)
            # Who watches some editions knows that the others are older.
            found += [one for one in told if one.code != "OCT504" or not options.editions]
        return Outcome(ok, tuple(found), tuple(made), time.perf_counter() - started)

    return rebuild


class _Builds:
    """Builds one after the other, each told on the terminal and on the board."""

    def __init__(self, workspace: Workspace, reporter: Reporter, rebuild: Rebuild) -> None:
        self.workspace = workspace
        self.reporter = reporter
        self.rebuild = rebuild
        self.board = Board()
        self._told: set[tuple[str, str, str]] = set()

    def build(self, changed: Sequence[str] = ()) -> None:
        """Build; ``changed`` are the files for whose sake, none for the first time."""
        self.board.begin()
        with self.reporter:
            outcome = _outcome(self.rebuild)
        # The lines of the manuscript as they are now.
        self.reporter.source_line = source_line_of(self.workspace)
        self.reporter.diagnostics(self._to_tell(outcome))
        summary = counted(outcome.diagnostics)
        self.reporter.say(_line(outcome, summary, changed))
        findings = findings_of(outcome.diagnostics, self.reporter.source_line)
        self.board.end(outcome, summary, findings)
        tidy()  # the next change is some seconds away

    def _to_tell(self, outcome: Outcome) -> list[Diagnostic]:
        """Return all errors, and the warnings that were not told before.

        A build that fails early knows little of the warnings that still hold: those stay told.
        """
        before, found = self._told, outcome.diagnostics
        self._told = {_of_one_kind(finding) for finding in found}
        if not outcome.ok:
            self._told |= before
        return [one for one in found if one.is_error or _of_one_kind(one) not in before]


def _of_one_kind(finding: Diagnostic) -> tuple[str, str, str]:
    """Return what stays the same when a line is inserted above."""
    return finding.code, finding.span.path if finding.span else "", finding.message


def _outcome(rebuild: Rebuild) -> Outcome:
    """Build; what was raised is an outcome too, so that watching goes on."""
    try:
        return rebuild()
    except OctavoError as error:
        return Outcome(False, error.diagnostics)
    except Exception as error:
        if os.environ.get("OCTAVO_TRACEBACK"):
            raise
        return Outcome(False, (unexpected(error),))


def _line(outcome: Outcome, summary: str, changed: Sequence[str]) -> str:
    """Return the line of a build, as “rebuilt in 0.8 s (content/one.md), with 1 warning”."""
    more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
    names = f" ({', '.join(changed[:NAMED])}{more})" if changed else ""
    if not outcome.ok:
        return f"not built{names}: {summary}; what was built before is untouched"
    verb = "rebuilt" if changed else "built"
    told = f", with {summary}" if summary else ""
    return f"{verb} in {outcome.seconds:.1f} s{names}{told}"


def _tell_address(reporter: Reporter, port: int, wished: int) -> None:
    if port != wished:
        reporter.say(f"port {wished} is taken; this is another one")
    reporter.say(f"http://{HOST}:{port}/ shows it and keeps up with what you save; Ctrl-C ends it")
