"""The shelf: the build folder and its manifest. Output appears whole or not at all.

Beside each PDF, under ``.cache``, is kept where its blocks stand on its pages, and for each
publication on which page every block begins: with that the next build begins.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from itertools import chain
from pathlib import Path, PurePosixPath

from octavo.cache import CACHE
from octavo.model import pagemaps, places
from octavo.model.places import Places
from octavo.model.publication import SITE_NAMES
from octavo.model.rendition import Artefact, File, PageMap, tree_sha256
from octavo.model.site import WEB
from octavo.staging import Piece, write_together

MANIFEST = "manifest.json"


def put(folder: Path, artefacts: Iterable[Artefact]) -> None:
    """Write the artefacts of one publication and the manifest, all together.

    What other publications and editions have in the manifest stays. Raises ``OctavoError`` (exit
    code 3).
    """
    made = list(artefacts)
    manifest = Piece(MANIFEST, MANIFEST, _manifest(folder, made).encode())
    write_together(folder, chain(_pieces(made), (manifest,)))


def put_site(folder: Path, files: Iterable[File]) -> None:
    """Write the page to download from with what belongs to it, all together.

    ``files`` have paths in the folder of the web edition. They take the place of what was there;
    the folders of the publications stay. Raises ``OctavoError`` (exit code 3).
    """
    pieces = [
        Piece(f"{WEB}/{PurePosixPath(path).parts[0]}", f"{WEB}/{path}", data)
        for path, data in files
    ]
    written_anew = {piece.whole for piece in pieces}
    names = {*SITE_NAMES, *(path.name for path in (folder / WEB).glob("sitemap-*.xml"))}
    gone = sorted({f"{WEB}/{name}" for name in names} - written_anew)
    write_together(folder, pieces, gone)


def _pieces(made: list[Artefact]) -> Iterator[Piece]:
    for artefact in made:
        if artefact.files:
            whole = str(PurePosixPath(artefact.path).parent)
            yield from (Piece(whole, f"{whole}/{path}", data) for path, data in artefact.files)
        else:
            yield Piece(artefact.path, artefact.path, artefact.data)
        if artefact.places is not None:
            path = _places_path(artefact.path)
            yield Piece(path, path, places.written(artefact.places, artefact.sha256).encode())
        if artefact.page_map is not None:
            path = _pages_path(artefact.publication)
            yield Piece(path, path, pagemaps.written(artefact.page_map).encode())


def read(folder: Path, path: str) -> bytes | None:
    """Return a file of a build folder; None where there is none."""
    try:
        return (folder / path).read_bytes()
    except OSError:
        return None


def files_in(folder: Path, path: str) -> tuple[File, ...]:
    """Return what is in a folder of a build folder; paths begin there, and no link is followed."""
    top = folder / path
    found = sorted(file for file in top.rglob("*") if file.is_file() and not file.is_symlink())
    return tuple(File(file.relative_to(top).as_posix(), file.read_bytes()) for file in found)


def downloads(folder: Path, publication: str) -> Iterator[tuple[Mapping[str, object], bytes]]:
    """Yield the rows of the manifest that are files of a publication, with what is in them.

    Left out is what is not there any more, is not the file that was built, or lies elsewhere.
    """
    for entry in entries(folder):
        if entry.get("publication") != publication or "files" in entry:
            continue
        place = (folder / str(entry.get("path"))).resolve()
        data = read(folder, str(entry.get("path"))) or b""
        is_here = place.parent == folder.resolve() and isinstance(entry.get("media_type"), str)
        if is_here and sha256(data).hexdigest() == entry.get("sha256"):
            yield entry, data


def checksum(folder: Path, path: str, *, is_folder: bool) -> str:
    """Return the checksum that the manifest has of an artefact, as its files are now.

    ``is_folder``: it is of many files, those in the folder of ``path``.
    """
    if not is_folder:
        return sha256((folder / path).read_bytes()).hexdigest()
    files = files_in(folder, str(PurePosixPath(path).parent))
    return tree_sha256({file.path: sha256(file.data).hexdigest() for file in files})


def _places_path(path: str) -> str:
    return f"{CACHE}/{path}.places.json"


def places_of(folder: Path, path: str, checksum: str) -> Places | None:
    """Return what stands where in a PDF of the shelf; None where that is not known of this file."""
    try:
        text = (folder / _places_path(path)).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return places.read_back(text, checksum)


def _pages_path(publication: str) -> str:
    return f"{CACHE}/{publication}.pages.json"


def pages_of(folder: Path, publication: str) -> PageMap | None:
    """Return where the blocks of a publication fell when it was built last, where that is known."""
    text = read(folder, _pages_path(publication)) or b""
    try:
        return pagemaps.read_back(text.decode())
    except UnicodeDecodeError:
        return None


def entries(folder: Path) -> list[dict[str, object]]:
    """Return what the manifest of a build folder holds; nothing where there is none."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    found = data.get("artefacts") if isinstance(data, dict) else None
    rows = found if isinstance(found, list) else []
    return [entry for entry in rows if isinstance(entry, dict)]


def _manifest(folder: Path, made: list[Artefact]) -> str:
    renewed = {(artefact.publication, artefact.edition) for artefact in made}
    kept = [
        entry
        for entry in entries(folder)
        if (entry.get("publication"), entry.get("edition")) not in renewed
        and (folder / str(entry.get("path"))).is_file()
    ]
    rows = [*kept, *(_entry(artefact) for artefact in made)]
    rows.sort(key=lambda entry: (str(entry["publication"]), str(entry["path"])))
    return json.dumps({"artefacts": rows}, indent=2, ensure_ascii=False) + "\n"


def _entry(artefact: Artefact) -> dict[str, object]:
    entry: dict[str, object] = {
        "publication": artefact.publication,
        "edition": artefact.edition,
        "path": artefact.path,
        "media_type": artefact.media_type,
        "bytes": artefact.size,
        "pages": artefact.pages,
        "sha256": artefact.sha256,
        "text": artefact.text,
    }
    if artefact.files:
        entry["files"] = len(artefact.files)
    if artefact.justified is not None:
        loosest = [line._asdict() for line in artefact.justified.loosest]
        entry["justified"] = {**asdict(artefact.justified), "loosest": loosest}
    return entry
