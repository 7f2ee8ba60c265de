"""The page to download from: made last, of what the build folder holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from octavo import shelf
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.publication import Edition, Publication
from octavo.model.rendition import File
from octavo.model.site import RECORD, START, WEB, PublicationRecord
from octavo.passes.configure import configure, load_editions
from octavo.workspace import Workspace

if TYPE_CHECKING:
    from octavo.writers.web.site import Shelved


def present(workspace: Workspace, folder: Path) -> tuple[tuple[File, ...], tuple[Diagnostic, ...]]:
    """Return the files of the page to download from, made of what a build folder holds.

    Their paths are in the folder of the web edition. There are none where it has no publication.
    With them comes what is left out of it.
    """
    project = configure(workspace).project
    editions = load_editions(workspace)
    shelved: list[Shelved] = []
    told: list[Diagnostic] = []
    for publication in project.publications.values():
        if any(one.kind == "web" for one in _editions(publication, editions)):
            found, findings = _shelved(folder, publication, editions)
            shelved += found
            told += findings
    told += _left_behind(folder, project.publications)
    if not shelved:
        return (), tuple(told)
    from octavo.writers.web.site import write_site

    web = next(one for one in editions.values() if one.kind == "web")
    facts, description = project.site_facts(), project.site.description
    return tuple(write_site(facts, description, shelved, web, workspace)), tuple(told)


def _editions(publication: Publication, editions: Mapping[str, Edition]) -> list[Edition]:
    return [edition for name, edition in editions.items() if name in publication.editions]


def _shelved(
    folder: Path, publication: Publication, editions: Mapping[str, Edition]
) -> tuple[list[Shelved], list[Diagnostic]]:
    """Return what a build folder holds of a publication, and what of it is left out."""
    from octavo.writers.web.site import Shelved

    path = f"{WEB}/{publication.name}/{RECORD}"
    text = shelf.read(folder, path)
    if text is None:  # its web edition was not built yet
        return [], []
    try:
        record = PublicationRecord.model_validate_json(text)
    except ValueError:  # damaged, or of another version of ours
        message = f"the page to download from leaves out {publication.name}: this cannot be read"
        hint = f"build it again: octavo build {publication.name}"
        return [], [diagnose("OCT503", message, Span(f"{folder.name}/{path}"), hint)]
    rows = _of_the_same_text(folder, publication)
    made = [rows[one.name] for one in _editions(publication, editions) if one.name in rows]
    offered = {str(entry["path"]) for entry, _ in made}
    pages = shelf.files_in(folder, f"{WEB}/{publication.name}")
    left_out = _left_out(folder, publication, _editions(publication, editions), offered)
    return [Shelved(record, tuple(made), pages)], list(left_out)


def _of_the_same_text(
    folder: Path, publication: Publication
) -> Mapping[str, tuple[Mapping[str, object], bytes]]:
    """Return the files that were made of the text that the pages show, by their editions."""
    start = f"{WEB}/{publication.name}/{START}"
    pages = next((one for one in shelf.entries(folder) if one.get("path") == start), {})
    return {
        str(entry.get("edition")): (entry, data)
        for entry, data in shelf.downloads(folder, publication.name)
        if entry.get("text") == pages.get("text")
    }


def _left_out(
    folder: Path, publication: Publication, editions: list[Edition], offered: Collection[str]
) -> Iterator[Diagnostic]:
    """Tell of editions that are not offered (OCT504); the pages name them all."""
    from octavo.writers.web.given import downloads_of

    for one in downloads_of(publication, editions):
        path = PurePosixPath(one.address).name
        if path not in offered:
            yield diagnose(
                "OCT504",
                "not offered for download: it is missing, or of another state of the text",
                Span(f"{folder.name}/{path}"),
                f"build all editions: octavo build {publication.name}",
            )


def _left_behind(folder: Path, names: Collection[str]) -> Iterator[Diagnostic]:
    """Tell of pages of publications that there are no more (OCT505)."""
    for path in sorted((folder / WEB).glob(f"*/{RECORD}")):
        if path.parent.name not in names:
            yield diagnose(
                "OCT505",
                f"pages are left of “{path.parent.name}”, and there is no publication of that name",
                Span(f"{folder.name}/{WEB}/{path.parent.name}"),
                "delete the folder before you publish what is around it",
            )
