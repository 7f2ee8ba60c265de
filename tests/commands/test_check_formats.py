"""octavo check --output-format: the same findings for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from octavo import __version__
from octavo.cli import octavo
from octavo.model.diagnostic import Span, diagnose
from octavo.reporter.formats import formatted

CONFIGURATION = """\
publications:
  book:
    title: A book
    date: 2026-01-15
    contents: [text]
    editions: [screen]
"""

# An error with two hints to choose from, and a warning with a comma and a colon in its place.
TEXT = "# One\n\nText.[^smiht] More.[^smith]\n\n[a, 100%: b](nowhere.md)\n\n[^smith]: Smith.\n"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    (tmp_path / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "text").mkdir()
    (tmp_path / "text/one, two.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def check(output_format: str, *arguments: str) -> Result:
    result = CliRunner().invoke(octavo, ["check", "--output-format", output_format, *arguments])
    assert "Traceback" not in result.output
    return result


def test_text_goes_to_standard_error(book: Path) -> None:
    result = check("text")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "text/one, two.md:3:6: error[OCT220]" in result.stderr
    assert result.stderr.endswith("1 error and 1 warning\n")


def test_concise_is_one_line_each(book: Path) -> None:
    result = check("concise")
    assert result.exit_code == 1
    assert result.stdout == (
        "text/one, two.md:3:6: error[OCT220]: the note [^smiht] is called and not defined\n"
        "text/one, two.md:5:1: warning[OCT211]: the link “nowhere.md” leads to nothing here\n"
    )
    assert result.stderr == ""


def test_json_is_one_array(book: Path) -> None:
    result = check("json")
    assert result.exit_code == 1
    first, second = json.loads(result.stdout)
    assert first == {
        "code": "OCT220",
        "severity": "error",
        "message": "the note [^smiht] is called and not defined",
        "path": "text/one, two.md",
        "line": 3,
        "column": 6,
        "end_line": 3,
        "end_column": 14,
        "hints": ["did you mean [^smith]?"],
    }
    assert (second["code"], second["severity"]) == ("OCT211", "warning")


def test_nothing_to_tell_is_an_empty_array(book: Path) -> None:
    (book / "text/one, two.md").write_text("# One\n\nText.\n", encoding="utf-8")
    result = check("json")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "[]\n", "")
    assert check("github").stdout == ""
    assert check("text").stdout == "book: nothing to mend\n"


def test_github_s_commands_are_escaped(book: Path) -> None:
    result = check("github")
    assert result.exit_code == 1
    assert result.stdout == (
        "::error title=OCT220,file=text/one%2C two.md,line=3,endLine=3,col=6,endColumn=14"
        "::the note [^smiht] is called and not defined%0Ahelp: did you mean [^smith]?\n"
        "::warning title=OCT211,file=text/one%2C two.md,line=5,endLine=5,col=1,endColumn=2"
        "::the link “nowhere.md” leads to nothing here"
        "%0Ahelp: did you mean “one, two.md”?\n"
    )


def test_what_github_s_runner_would_misread_is_escaped() -> None:
    found = diagnose("OCT201", "100% one\r\ntwo: three, four", Span("a:b,c%.md", 1, 2, 3), "x\ny")
    assert formatted([found], "github", "book/") == (
        "::error title=OCT201,file=book/a%3Ab%2Cc%25.md,line=1,endLine=1,col=2,endColumn=5"
        "::100%25 one%0D%0Atwo: three, four%0Ahelp: x%0Ay\n"
    )


def test_github_names_files_as_the_repository_does(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(book.parent))
    assert f",file={book.name}/text/one%2C two.md," in check("github").stdout
    assert sarif_of(check("sarif"))["results"][0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ] == {"uri": f"{book.name}/text/one%2C%20two.md"}


def test_warnings_are_errors_when_asked_in_every_format(book: Path) -> None:
    found = json.loads(check("json", "--strict").stdout)
    assert [finding["severity"] for finding in found] == ["error", "error"]


@pytest.mark.parametrize("output_format", ["concise", "json", "github", "sarif"])
def test_what_is_wrong_with_the_configuration_is_told_in_the_format(
    book: Path, output_format: str
) -> None:
    (book / "octavo.yaml").write_text(CONFIGURATION + "    licence: none\n", encoding="utf-8")
    result = check(output_format)
    assert result.exit_code == 2
    assert "OCT003" in result.stdout
    assert result.stderr == ""


def test_there_is_no_octavo_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = check("json")
    assert result.exit_code == 2
    (finding,) = json.loads(result.stdout)
    assert finding["code"] == "OCT001"
    assert finding["path"] is finding["line"] is finding["end_column"] is None
    assert sarif_of(check("sarif"))["results"][0]["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "octavo.yaml"}}}
    ]


def test_a_format_that_does_not_exist_is_wrong_use(book: Path) -> None:
    assert check("xml").exit_code == 2


# ---------------------------------------------------------------------- SARIF


def sarif_of(result: Result) -> dict[str, Any]:
    log = json.loads(result.stdout)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif(book: Path) -> None:
    """What SARIF 2.1.0 requires of a log, and what code hosts require beyond it."""
    result = check("sarif")
    assert result.exit_code == 1
    run = sarif_of(result)
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("octavo", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["OCT211", "OCT220"]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"].startswith(rule["fullDescription"]["text"])
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
    for found in run["results"]:
        assert driver["rules"][found["ruleIndex"]]["id"] == found["ruleId"]
        (location,) = found["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "text/one%2C%20two.md"
    first = run["results"][0]
    assert (first["ruleId"], first["level"]) == ("OCT220", "error")
    assert first["message"]["text"].endswith("\nhelp: did you mean [^smith]?")
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 6,
        "endLine": 3,
        "endColumn": 14,
    }


# -------------------------------------------------------------------- explain


def explain(code: str) -> Result:
    return CliRunner().invoke(octavo, ["check", "--explain", code])


def test_a_code_is_explained_with_an_example(tmp_path: Path) -> None:
    result = explain("OCT220")
    assert result.exit_code == 0
    assert result.stdout == (
        "OCT220 (error): note called and not defined\n"
        "\n"
        "The text calls a note that is not defined, or whose definition has no body, so\n"
        "the reader would be sent to nothing.\n"
        "\n"
        "Instead of:\n"
        "\n"
        "    Nine of ten.[^count]\n"
        "\n"
        "write:\n"
        "\n"
        "    Nine of ten.[^count]\n"
        "\n"
        "    [^count]: Counted in 2016.\n"
    )


@pytest.mark.parametrize("code", ["oct220", "220", " OCT-220 "])
def test_a_code_is_understood_as_people_type_it(code: str) -> None:
    assert explain(code).stdout.startswith("OCT220 (error)")


def test_a_code_that_does_not_exist(book: Path) -> None:
    result = explain("OCT229")
    assert result.exit_code == 2
    assert result.stderr.startswith("error[OCT006]: no code “OCT229”\n  help: did you mean “OCT2")
    assert "a code is written like OCT201" in explain("what").stderr
