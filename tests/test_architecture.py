"""The rules of the architecture that a machine can hold: imports go down only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "octavo"

# Every room may import itself and what stands before it in this list.
ROOMS = ("model", "memory", "naming", "characters", "yamlplaces", "workspace", "words", "shelf",
         "passes", "writers", "checks", "pipeline", "reporter", "commands", "cli")  # fmt: skip
SIDE_BY_SIDE = ("passes", "writers")


def modules() -> list[tuple[str, set[str]]]:
    """Every module with the modules of ours that it imports."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        imports: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "octavo":
                imports |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("octavo."):
                imports.add((node.module or "").removeprefix("octavo."))
        found.append((name.removesuffix(".__init__"), imports - {"__version__"}))
    return found


MODULES = [(name, imports) for name, imports in modules() if name not in ("__init__", "__main__")]


@pytest.mark.parametrize(("name", "imports"), MODULES, ids=[name for name, _ in MODULES])
def test_imports_go_down_only(name: str, imports: set[str]) -> None:
    room = name.split(".")[0]
    for imported in imports:
        assert ROOMS.index(imported.split(".")[0]) <= ROOMS.index(room), f"{name} → {imported}"


@pytest.mark.parametrize(("name", "imports"), MODULES, ids=[name for name, _ in MODULES])
def test_passes_and_writers_do_not_import_each_other(name: str, imports: set[str]) -> None:
    parts = name.split(".")
    if parts[0] in SIDE_BY_SIDE and len(parts) > 1:
        for imported in imports:
            other = imported.split(".")
            if other[0] == parts[0] and len(other) > 1:
                assert other[1] == parts[1], f"{name} → {imported}"


@pytest.mark.parametrize(
    ("library", "room"),
    [("weasyprint", "writers/pdf"), ("pydyf", "writers/pdf"), ("ebooklib", "writers/epub")],
)
def test_engines_stay_in_one_room(library: str, room: str) -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if f"import {library}" in text or f"from {library}" in text:
            relative = path.relative_to(PACKAGE).as_posix()
            if relative != "commands/doctor.py":  # which tells whether the engine is there
                assert relative.startswith(room), relative
