"""load: the entries of ``contents`` become Sources, in their order."""

from __future__ import annotations

from octavo.model.book import Source
from octavo.model.configuration import Configuration
from octavo.model.diagnostic import Diagnostic, OctavoError, diagnose
from octavo.model.publication import Publication
from octavo.workspace import OutsideError, Workspace


def load(
    workspace: Workspace, publication: Publication, configuration: Configuration
) -> tuple[tuple[Source, ...], Source | None, tuple[Diagnostic, ...]]:
    """Read the manuscript files of a publication.

    Returns its sources in the order of ``contents`` (a file that two entries name comes where
    the first one has it), the source of its imprint text if it has one, and what was wrong.
    """
    diagnostics: list[Diagnostic] = []
    paths: dict[str, None] = {}
    key = ("publications", publication.name, "contents")
    for index, entry in enumerate(publication.contents):
        span = configuration.span(*key, index)
        try:
            found = workspace.match(entry)
        except OutsideError:
            diagnostics.append(
                diagnose(
                    "OCT102",
                    f"“{entry}” leads out of the publication",
                    span,
                    "move the file into the folder of octavo.yaml",
                )
            )
            continue
        if not found:
            diagnostics.append(
                diagnose(
                    "OCT005",
                    f"“{entry}” matches no file",
                    span,
                    "name a file, a folder or a pattern such as content/*.md, "
                    "relative to octavo.yaml",
                )
            )
        paths |= dict.fromkeys(path for path in found if path != publication.imprint)
    sources = [
        source for path in paths if (source := _read(workspace, path, diagnostics)) is not None
    ]
    imprint = None
    if publication.imprint is not None:
        imprint = _read_imprint(workspace, publication, configuration, diagnostics)
    return tuple(sources), imprint, tuple(diagnostics)


def _read(workspace: Workspace, path: str, diagnostics: list[Diagnostic]) -> Source | None:
    try:
        return Source(path, workspace.read_text(path))
    except OctavoError as error:
        diagnostics.extend(error.diagnostics)
        return None


def _read_imprint(
    workspace: Workspace,
    publication: Publication,
    configuration: Configuration,
    diagnostics: list[Diagnostic],
) -> Source | None:
    path = publication.imprint or ""
    span = configuration.span("publications", publication.name, "imprint")
    try:
        is_file = workspace.locate(path).is_file()
    except OutsideError:
        diagnostics.append(diagnose("OCT102", f"“{path}” leads out of the publication", span))
        return None
    if not is_file:
        diagnostics.append(diagnose("OCT005", f"there is no file “{path}”", span))
        return None
    return _read(workspace, path, diagnostics)
