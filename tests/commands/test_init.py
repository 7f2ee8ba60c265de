"""octavo init, from an installed wheel and outside the checkout: it builds and checks clean."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from octavo.cli import octavo

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(wheel: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run octavo from the wheel alone."""
    environment = {**os.environ, "PYTHONPATH": str(wheel)}
    command = [sys.executable, "-m", "octavo", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_is_what_runs(wheel: Path, tmp_path: Path) -> None:
    code = "import octavo.workspace; print(octavo.workspace.theme_folder())"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(wheel)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == wheel / "octavo" / "theme"


@pytest.mark.parametrize("template", ["report", "anthology"])
def test_a_new_publication_builds_and_checks_clean(
    wheel: Path, tmp_path: Path, template: str
) -> None:
    started = run(wheel, tmp_path, "init", "somewhere", "--template", template)
    assert started.returncode == 0, started.stderr
    assert "Next: cd somewhere && octavo build" in started.stdout
    folder = tmp_path / "somewhere"
    built = run(wheel, folder, "build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    lines = built.stdout.splitlines()
    assert len(lines) == 5
    assert lines[-1].startswith("build/web/index.html ")
    checked = run(wheel, folder, "check", "--strict", "--artefacts")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.count(": sound") == 4
    assert "nothing to mend" in checked.stdout


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "octavo.yaml").write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(octavo, ["init", str(tmp_path)])
    assert result.exit_code == 2
    assert "already holds octavo.yaml" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["octavo.yaml"]
