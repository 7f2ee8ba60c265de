"""Small publications built by the real engine, and what their finished pages are told of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import yaml
from PIL import Image

from octavo import shelf
from octavo.checks.artefacts import check_artefacts
from octavo.model.diagnostic import Diagnostic
from octavo.model.places import Places
from octavo.pipeline import Options, build
from octavo.workspace import Workspace

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Book:
    """A built publication with its shelf."""

    shelf: Path

    def found(self, code: str = "OCT52") -> list[Diagnostic]:
        """What is told of its artefacts, of the codes that begin so."""
        told = (finding for _, finding in check_artefacts(self.shelf))
        return [finding for finding in told if finding.code.startswith(code)]

    def places(self, name: str) -> Places:
        checksum = sha256((self.shelf / name).read_bytes()).hexdigest()
        places = shelf.places_of(self.shelf, name, checksum)
        assert places is not None
        return places

    def alter(self, name: str, change: Any) -> None:
        """Let a function change a PDF as if it had been built so."""
        data = BytesIO()
        with pikepdf.open(self.shelf / name) as pdf:
            change(pdf)
            pdf.save(data)
        before = sha256((self.shelf / name).read_bytes()).hexdigest()
        after = sha256(data.getvalue()).hexdigest()
        (self.shelf / name).write_bytes(data.getvalue())
        for place in (self.shelf / "manifest.json", self.shelf / f".cache/{name}.places.json"):
            place.write_text(place.read_text("utf-8").replace(before, after), encoding="utf-8")


def made(
    folder: Path,
    text: str,
    css: str = "",
    *,
    editions: Iterable[str] = ("screen",),
    design: str = "report",
    files: Files | None = None,
) -> Book:
    """Build one chapter; ``css`` comes after all other stylesheets."""
    facts = {
        "title": "A book",
        "date": "2026-02-03",
        "contents": ["one.md"],
        "editions": list(editions),
        "design": design,
    }
    sheets = {f"styles/editions/{name}.css": css.encode() for name in ("screen", "print")}
    contents = {"octavo.yaml": yaml.safe_dump({"publications": {"book": facts}}).encode()}
    contents |= {"one.md": text.encode(), **(sheets if css else {}), **(files or {})}
    for name, data in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    workspace = Workspace(folder, {})
    (built,) = build(workspace, Options())
    assert built.artefacts, built.diagnostics
    shelf.put(workspace.build_folder, [artefact for artefact, _ in built.artefacts])
    return Book(workspace.build_folder)


def photograph(width: int, height: int) -> bytes:
    data = BytesIO()
    Image.new("L", (width, height), 128).save(data, "PNG")
    return data.getvalue()


def lines(findings: Iterable[Diagnostic]) -> list[str]:
    """Findings as they are read: place, code and message."""
    return [f"{finding.span}: {finding.code}: {finding.message}" for finding in findings]
