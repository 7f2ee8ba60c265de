"""What building and watching have in common: the equipment, and the way to the shelf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from octavo import shelf
from octavo.cache import open_cache
from octavo.crew import Crew
from octavo.model.diagnostic import Diagnostic
from octavo.model.progress import Progress, Step
from octavo.pipeline import Built, Equipment, Options, build, present
from octavo.workspace import Workspace


def equipment_of(
    workspace: Workspace, crew: Crew, told: Sequence[Progress], *, uses_cache: bool = True
) -> Equipment:
    """Return what builds are done with; without the cache nothing is known of earlier ones.

    ``told`` are those that are told of every step.
    """

    def progress(step: Step) -> None:
        for one in told:
            one(step)

    if not uses_cache:
        return Equipment(crew, progress=progress)
    folder = workspace.build_folder
    workspace.cache = open_cache(folder, workspace.environment)
    return Equipment(crew, partial(shelf.pages_of, folder), progress)


def built_and_written(
    workspace: Workspace, options: Options, equipment: Equipment
) -> Iterator[Built]:
    """Yield each publication asked for, built; what has not failed is in the build folder."""
    for built in build(workspace, options, equipment):
        if not built.failed:
            shelf.put(workspace.build_folder, [artefact for artefact, _ in built.artefacts])
        yield built
    if workspace.cache:
        workspace.cache.tidy()


def write_site(workspace: Workspace) -> tuple[int, tuple[Diagnostic, ...]]:
    """Write the page to download from; return its bytes (0: there is none), and findings."""
    files, found = present(workspace, workspace.build_folder)
    if files:
        shelf.put_site(workspace.build_folder, files)
    return sum(len(file.data) for file in files), found
