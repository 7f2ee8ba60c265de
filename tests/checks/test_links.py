"""The list of links that lead out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from octavo.cli import octavo

TEXT = """\
# One

See [the *record*](https://example.org/b) and <https://example.org/a>.[^n]

- [again](https://example.org/b), [inside](#there), [a file](two.md), [mail](mailto:a@example.org)

## There {#there}

[^n]: In [a note](https://example.org/a).
"""


@pytest.fixture(autouse=True)
def manuscript(folder: Path) -> None:
    (folder / "text/one.md").write_text(TEXT, encoding="utf-8")
    (folder / "text/two.md").write_text("# Two\n\nText.\n", encoding="utf-8")


def links(*arguments: str) -> str:
    result = CliRunner().invoke(octavo, ["check", "--links", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_links_are_grouped_by_address() -> None:
    assert links() == (
        "https://example.org/a\n"
        "  text/one.md:3:47  https://example.org/a\n"
        "  text/one.md:9:10  a note\n"
        "https://example.org/b\n"
        "  text/one.md:3:5  the record\n"
        "  text/one.md:5:3  again\n"
        "mailto:a@example.org\n"
        "  text/one.md:5:71  mail\n"
        "5 links to 3 addresses\n"
    )


def test_links_one_on_a_line() -> None:
    assert links("--output-format", "concise").splitlines()[1] == (
        "text/one.md:9:10: https://example.org/a a note"
    )


def test_links_for_programs() -> None:
    found = json.loads(links("--output-format", "json"))
    assert [entry["address"] for entry in found] == [
        "https://example.org/a",
        "https://example.org/b",
        "mailto:a@example.org",
    ]
    assert found[1]["places"] == [
        {"path": "text/one.md", "line": 3, "column": 5, "text": "the record"},
        {"path": "text/one.md", "line": 5, "column": 3, "text": "again"},
    ]


def test_an_error_may_hide_links(folder: Path) -> None:
    (folder / "text/three.md").write_bytes(b"# Caf\xe9\n\n[a](https://example.org/c)\n")
    result = CliRunner().invoke(octavo, ["check", "--links"])
    assert result.exit_code == 1
    assert "1 error may hide links; octavo check tells where" in result.stderr


def test_links_are_no_findings() -> None:
    result = CliRunner().invoke(octavo, ["check", "--links", "--output-format", "sarif"])
    assert result.exit_code == 2
    assert "--links is told as text, concise or json" in result.stderr
