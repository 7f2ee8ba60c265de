"""The rules of the architecture that a machine can hold: imports go down only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "octavo"

# Every room may import itself and what stands before it in this list.
ROOMS = (
    *("model", "memory", "naming", "numerals", "locales", "nearest", "characters", "yamlplaces"),
    *("customproperties", "cache", "crew", "workspace", "inputs", "versions", "unchanged"),
    *("sourcelines", "words", "bylines", "theme", "documents", "staging", "shelf", "passes"),
    *("writers", "checks", "pipeline", "reporter", "preview", "commands", "cli"),
)
SIDE_BY_SIDE = ("passes", "writers")


def imported(source: str, name: str) -> set[str]:
    """The modules of ours that the source of a module imports, without ``octavo.``.

    ``name`` is the module's own, from which relative imports count; a package's ends with
    ``.__init__``.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = ["octavo", *name.split(".")][: -node.level] if node.level else []
            parts = [*above, *([node.module] if node.module else [])]
            base = ".".join(parts)
            # What is imported from the package itself is a room.
            found |= {f"octavo.{one.name}" for one in node.names} if base == "octavo" else {base}
    ours = {one.removeprefix("octavo.") for one in found if one.startswith("octavo.")}
    return ours - {"__version__"}


def modules() -> list[tuple[str, set[str]]]:
    """Every module with the modules of ours that it imports."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        imports = imported(path.read_text(encoding="utf-8"), name)
        found.append((name.removesuffix(".__init__"), imports))
    return found


MODULES = [(name, imports) for name, imports in modules() if name not in ("__init__", "__main__")]


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        ("import octavo.pipeline", "passes.load", "pipeline"),
        ("import octavo.pipeline as line, json", "passes.load", "pipeline"),
        ("from octavo import pipeline, __version__", "passes.load", "pipeline"),
        ("from octavo.passes.parse import parse", "passes.load", "passes.parse"),
        ("from ..pipeline import build", "passes.load", "pipeline"),
        ("from .. import pipeline", "passes.load", "pipeline"),
        ("from .parse import parse", "passes.load", "passes.parse"),
        ("from .tree import TreeBuilder", "passes.parse.__init__", "passes.parse.tree"),
        ("def late():\n    import octavo.cli", "model.book", "cli"),
    ],
)
def test_every_way_to_import_is_seen(source: str, name: str, expected: str) -> None:
    assert imported(source, name) == {expected}


def test_an_import_that_goes_up_is_found() -> None:
    for source in ("import octavo.cli", "from .. import cli", "from octavo.cli import main"):
        with pytest.raises(AssertionError, match=r"passes\.load → cli"):
            test_imports_go_down_only("passes.load", imported(source, "passes.load"))


def test_an_import_of_another_pass_is_found() -> None:
    for source in ("import octavo.passes.parse", "from .parse import parse"):
        with pytest.raises(AssertionError, match=r"passes\.load → passes\.parse"):
            test_passes_and_writers_do_not_import_each_other(
                "passes.load", imported(source, "passes.load")
            )


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
