"""The command line: what it answers, and how little it loads to answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from octavo import __version__
from octavo.cli import octavo

HEAVY = (
    "weasyprint",
    "pydantic",
    "ebooklib",
    "pikepdf",
    "jinja2",
    "rich",
    "markdown_it",
    "lxml",
    "starlette",
    "uvicorn",
    "watchfiles",
)


def test_help_lists_the_commands() -> None:
    result = CliRunner().invoke(octavo, ["--help"])
    assert result.exit_code == 0
    for command in ("build", "check", "doctor", "init", "watch"):
        assert f"\n  {command} " in result.output


def test_help_loads_no_heavy_library() -> None:
    """A command that answers at once must not import an engine to do so."""
    code = (
        "import sys\n"
        "from octavo.cli import octavo\n"
        "octavo(['--help'], standalone_mode=False)\n"
        "print('loaded', sorted(sys.modules))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = result.stdout.split("loaded ")[1]
    for library in HEAVY:
        assert f"'{library}'" not in loaded


def test_version() -> None:
    assert CliRunner().invoke(octavo, ["--version"]).output == f"octavo, version {__version__}\n"


def test_an_unknown_option_is_wrong_use() -> None:
    assert CliRunner().invoke(octavo, ["build", "--editoin", "screen"]).exit_code == 2


def test_a_mistake_of_our_own_is_told_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from octavo.commands.failure import exit_code_of

    def broken() -> int:
        raise ZeroDivisionError("division by zero")

    assert exit_code_of(broken) == 3
    error = capsys.readouterr().err
    assert "error[OCT999]: internal error: ZeroDivisionError: division by zero" in error
    assert "Traceback" not in error


def test_timings_are_written_over_nothing_but_timings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "octavo.yaml").write_text(
        "publications:\n  book: {title: A book, date: 2026-01-15, contents: [one.md],"
        " editions: [epub]}\n",
        encoding="utf-8",
    )
    (tmp_path / "one.md").write_text("# One\n\nText.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def build(name: str) -> int:
        return CliRunner().invoke(octavo, ["build", "--jobs", "1", "--timings", name]).exit_code

    before = (tmp_path / "octavo.yaml").read_bytes()
    assert build("octavo.yaml") == 2
    assert (tmp_path / "octavo.yaml").read_bytes() == before
    assert build("no/such/folder.json") == 2
    assert build("times.json") == 0
    assert build("times.json") == 0
    steps = json.loads((tmp_path / "times.json").read_text(encoding="utf-8"))["steps"]
    assert {"reading", "resolving"} <= {step["step"] for step in steps}
    assert all(step["seconds"] >= 0 for step in steps)
