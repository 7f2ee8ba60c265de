"""The page to download from: made last, of what the build folder holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from octavo import shelf
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.rendition import File
from octavo.model.site import RECORD, WEB, PublicationRecord
from octavo.passes.configure import configure, load_editions
from octavo.workspace import Workspace

if TYPE_CHECKING:
    from octavo.writers.web.site import Shelved


def present(workspace: Workspace, folder: Path) -> tuple[tuple[File, ...], tuple[Diagnostic, ...]]:
    """Return the files of the page to download from, made of what a build folder holds.

    Their paths are in the folder of the web edition. There are none where it has no publication.
    With them comes what cannot be read.
    """
    configuration = configure(workspace)
    editions = load_editions(workspace).values()
    edition = next((edition for edition in editions if edition.kind == "web"), None)
    shelved: list[Shelved] = []
    told: list[Diagnostic] = []
    for name, publication in configuration.project.publications.items():
        path = f"{WEB}/{name}/{RECORD}"
        record = shelf.read(folder, path)
        if edition is None or edition.name not in publication.editions or record is None:
            continue
        try:
            shelved.append(_shelved(workspace, folder, name, record))
        except ValueError:  # damaged, or of another version of ours
            message = f"the page to download from leaves out {name}: this cannot be read"
            span = Span(f"{folder.name}/{path}")
            told.append(diagnose("OCT503", message, span, f"build it again: octavo build {name}"))
    if edition is None or not shelved:
        return (), tuple(told)
    from octavo.writers.web.site import write_site

    facts = configuration.project.site_facts()
    description = configuration.project.site.description
    return tuple(write_site(facts, description, shelved, edition, workspace)), tuple(told)


def _shelved(workspace: Workspace, folder: Path, name: str, record: bytes) -> Shelved:
    """Return what the build folder holds of a publication. Raises ``ValueError``."""
    from octavo.writers.web.site import Shelved

    found = PublicationRecord.model_validate_json(record)
    order = {edition: place for place, edition in enumerate(load_editions(workspace))}
    entries = sorted(
        shelf.downloads(folder, name),
        key=lambda row: order.get(str(row[0].get("edition")), len(order)),
    )
    return Shelved(found, tuple(entries), shelf.files_in(folder, f"{WEB}/{name}"))
