"""octavo build: publications become files."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.cache import write_whole
from octavo.inputs import fingerprint
from octavo.model.diagnostic import OctavoError, diagnose
from octavo.model.options import Options
from octavo.reporter import Reporter
from octavo.sourcelines import source_line_of
from octavo.unchanged import Line, Told, remember, remembered
from octavo.workspace import Workspace, find_root

if TYPE_CHECKING:  # what they load a build with nothing to do has no need of
    from octavo.pipeline import Built, Equipment


def run(
    start: Path,
    options: Options,
    jobs: int,
    *,
    uses_cache: bool = True,
    timings: Path | None = None,
) -> int:
    """Build publications; return 0, or 1 when the manuscript has errors.

    ``timings`` is the file to write the times of every pass and section into.
    """
    workspace = Workspace(find_root(start))
    reporter = Reporter(source_line_of(workspace))
    seen = fingerprint(workspace) if uses_cache else None
    told = remembered(workspace, options, seen) if uses_cache and timings is None else None
    if told is not None:
        _tell_again(reporter, workspace.build_folder.name, told)
        return 0
    return _make(workspace, reporter, options, jobs, seen, timings, uses_cache=uses_cache)


def _make(
    workspace: Workspace,
    reporter: Reporter,
    options: Options,
    jobs: int,
    seen: str | None,
    timings: Path | None,
    *,
    uses_cache: bool,
) -> int:
    from octavo.commands.building import equipment_of
    from octavo.crew import Crew
    from octavo.reporter.timings import Timings

    times = Timings()
    with Crew(jobs) as crew:
        crew.start()
        told = (reporter.step, times.step)
        equipment = equipment_of(workspace, crew, told, uses_cache=uses_cache)
        with reporter:
            built = _Build(workspace, reporter, options, equipment)
            built.run()
    if timings:
        _write(timings, times.text())
    if built.failed:
        return 1
    remember(workspace, options, seen, built.told)
    return 0


def _write(place: Path, text: str) -> None:
    try:
        write_whole(place, text.encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OctavoError(
            diagnose("OCT501", f"“{place}” cannot be written: {reason}"), exit_code=3
        ) from None


class _Build:
    """Builds, and tells of it."""

    def __init__(
        self, workspace: Workspace, reporter: Reporter, options: Options, equipment: Equipment
    ) -> None:
        self.workspace = workspace
        self.reporter = reporter
        self.options = options
        self.equipment = equipment
        self.folder = workspace.build_folder.name
        self.failed = False
        self.told: list[Told] = []

    def run(self) -> None:
        """Build what is asked for, and the page to download from."""
        from octavo.commands.building import built_and_written

        has_built = False
        for built in built_and_written(self.workspace, self.options, self.equipment):
            self._tell(built)
            self.failed = self.failed or built.failed
            has_built = has_built or not built.failed
        if has_built:
            self._site()

    def _tell(self, built: Built) -> None:
        self.reporter.diagnostics(built.diagnostics)
        for artefact, seconds in built.artefacts:
            self.reporter.artefact(artefact, self.folder, seconds)
        self.reporter.summary(built.diagnostics)
        name = built.publication.name
        if built.failed:
            self.reporter.say(f"{name}: not built; what was built before is untouched")
        lines = tuple(Line(one.path, one.pages, one.size) for one, _ in built.artefacts)
        self.told.append(Told(name, lines, built.diagnostics))

    def _site(self) -> None:
        from octavo.commands.building import write_site
        from octavo.model.site import START, WEB

        self.reporter.progress("writing the page to download from")
        started = time.perf_counter()
        count, found = write_site(self.workspace)
        self.reporter.diagnostics(found)
        lines: tuple[Line, ...] = ()
        if count:
            path = f"{WEB}/{START}"
            self.reporter.output(f"{self.folder}/{path}", "", count, time.perf_counter() - started)
            lines = (Line(path, None, count),)
        self.told.append(Told("", lines, found))


def _tell_again(reporter: Reporter, folder: str, told: tuple[Told, ...]) -> None:
    """Say what the last build has said, since nothing has changed since."""
    for one in told:
        reporter.diagnostics(one.diagnostics)
        for line in one.lines:
            pages = f"{line.pages} pages" if line.pages else ""
            reporter.output(f"{folder}/{line.path}", pages, line.size, None)
        if one.publication:
            reporter.summary(one.diagnostics)
