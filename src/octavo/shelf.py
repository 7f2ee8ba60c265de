"""The shelf: the build folder and its manifest. Output appears whole or not at all.

Beside each PDF, under ``.cache``, is kept where its blocks stand on its pages.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from octavo.model.diagnostic import OctavoError, diagnose
from octavo.model.places import Places, read_back, written
from octavo.model.rendition import Artefact

MANIFEST = "manifest.json"
CACHE = ".cache"


def put(folder: Path, artefacts: Iterable[Artefact]) -> None:
    """Write the artefacts of one publication and the manifest, all together.

    They are written under temporary names first and then moved; what other publications and
    editions have in the manifest stays. Raises ``OctavoError`` (exit code 3).
    """
    made = list(artefacts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".octavo-", dir=folder))
        try:
            names: list[str] = []
            for name, data in _files(folder, made):
                names.append(name)
                for top in (staging, folder):
                    (top / name).parent.mkdir(parents=True, exist_ok=True)
                (staging / name).write_bytes(data)
            for name in names:
                (staging / name).replace(folder / name)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise OctavoError(
            diagnose(
                "OCT501",
                f"cannot write to {folder}: {error.strerror or error}",
                None,
                "look at its permissions and at the space that is left",
            ),
            exit_code=3,
        ) from None


def _files(folder: Path, made: list[Artefact]) -> Iterator[tuple[str, bytes]]:
    """Yield what is to be written, by its path in the build folder; the manifest comes last."""
    for artefact in made:
        yield artefact.path, artefact.data
        if artefact.places is not None:
            record = written(artefact.places, artefact.sha256)
            yield _places_path(artefact.path), record.encode()
    yield MANIFEST, _manifest(folder, made).encode()


def _places_path(path: str) -> str:
    return f"{CACHE}/{path}.places.json"


def places_of(folder: Path, path: str, checksum: str) -> Places | None:
    """Return what stands where in a PDF of the shelf; None where that is not known of this file."""
    try:
        text = (folder / _places_path(path)).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return read_back(text, checksum)


def entries(folder: Path) -> list[dict[str, object]]:
    """Return what the manifest of a build folder holds; nothing where there is none."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    found = data.get("artefacts") if isinstance(data, dict) else None
    return [entry for entry in found or [] if isinstance(entry, dict)]


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
    }
    if artefact.justified is not None:
        loosest = [line._asdict() for line in artefact.justified.loosest]
        entry["justified"] = {**asdict(artefact.justified), "loosest": loosest}
    return entry
