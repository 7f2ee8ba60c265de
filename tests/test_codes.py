"""The codes: each is used, explained, and tested beside the input that causes it."""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from octavo.model.codes import CODES, GROUPS

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"OCT\d{3}")
# What speaks of codes without causing them.
NO_CASES = {"test_codes.py", "test_reporter.py"}
TABLE = ROOT / "src/octavo/model/codes.py"


def trees(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts(node: ast.AST) -> Iterator[str]:
    """The texts in a piece of code, without the docstrings."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        yield from texts(child)


@cache
def told() -> dict[str, list[str]]:
    """Every code that the program can tell, with the files that do."""
    found: dict[str, list[str]] = {}
    for path, tree in trees("src"):
        if path == TABLE:
            continue
        for text in texts(tree):
            if CODE.fullmatch(text):
                found.setdefault(text, []).append(path.name)
    return found


@cache
def asserted() -> set[str]:
    """Every code that stands in what a test holds or in a table that tests are made from."""
    found: set[str] = set()
    for path, tree in trees("tests"):
        if path.name in NO_CASES:
            continue
        for statement in tree.body:
            is_test = isinstance(statement, (ast.FunctionDef, ast.ClassDef)) and re.match(
                "test_|Test", statement.name
            )
            is_table = isinstance(statement, (ast.Assign, ast.AnnAssign))
            if is_test or is_table:
                for text in texts(statement):
                    found |= set(CODE.findall(text))
    for path in sorted((ROOT / "tests").rglob("*.txt")):
        found |= set(CODE.findall(path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("code", sorted(told()))
def test_what_the_program_tells_is_in_the_table(code: str) -> None:
    assert code in CODES, f"{code} is told by {told()[code]}"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_told_by_the_program(code: str) -> None:
    assert told().get(code), f"{code} is in the table and nowhere else"


@pytest.mark.parametrize("code", sorted(CODES))
def test_no_code_lacks_a_test(code: str) -> None:
    is_asserted = code in asserted()
    assert is_asserted, f"write a test beside an input that causes {code}"


def test_a_code_in_a_comment_or_a_docstring_is_no_test() -> None:
    module = ast.parse(
        '"""OCT001"""\ndef test_a():\n    """OCT002"""\n    # OCT003\n    "OCT004"\n'
    )
    assert not list(texts(module))
    assert list(texts(ast.parse("def test_a():\n    assert x == 'OCT005'\n"))) == ["OCT005"]


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained_in_words(code: str) -> None:
    entry = CODES[code]
    assert CODE.fullmatch(code)
    assert code[3] in GROUPS
    assert entry.explanation.endswith(".")
    assert len(entry.explanation) > len(entry.title)
    assert not entry.title.endswith(".")
    assert entry.wrong != entry.right or not entry.wrong


def test_the_table_is_in_order() -> None:
    assert list(CODES) == sorted(CODES)


def test_the_page_of_codes_is_the_table() -> None:
    script = runpy.run_path(str(ROOT / "scripts/codes.py"))
    page = (ROOT / "docs/codes.md").read_text(encoding="utf-8")
    assert page == script["page"](), "python scripts/codes.py writes it anew"
