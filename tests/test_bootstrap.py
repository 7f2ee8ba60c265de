"""The set-up installs what can be installed, and names the rest."""

from __future__ import annotations

import importlib.util
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from tests.reading import browser
from tests.reading.browser import BROWSERS, chromium

SCRIPT = Path(__file__).parents[1] / "scripts" / "bootstrap.py"


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    specification = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    monkeypatch.setitem(sys.modules, "bootstrap", module)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def programs(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that alone is searched for programs, not those of macOS either."""
    names = tuple(name for name in BROWSERS if "/" not in name)
    monkeypatch.setattr(bootstrap, "BROWSERS", names)
    monkeypatch.setattr(browser, "BROWSERS", names)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def write_program(place: Path, script: str) -> None:
    place.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)


def without_packages(bootstrap: ModuleType, name: str) -> object:
    """A need that no manager can meet, and that is not met."""
    return bootstrap.Need(name, lambda: False, {})


# ------------------------------------------------------------------- a browser


def test_the_tests_drive_what_the_set_up_looks_for(bootstrap: ModuleType) -> None:
    assert bootstrap.BROWSERS == BROWSERS


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_that_is_there_counts(bootstrap: ModuleType, programs: Path, name: str) -> None:
    assert not bootstrap.browser()
    assert chromium() is None
    write_program(programs / name, "echo Chromium 150")
    assert bootstrap.browser()
    assert chromium() == str(programs / name)


def test_a_browser_that_does_not_run_is_not_there(bootstrap: ModuleType, programs: Path) -> None:
    """As where a package of the system only says how to get the browser; another one may be."""
    write_program(programs / "chromium-browser", "echo 'Install the snap.' >&2; exit 1")
    assert not bootstrap.browser()
    assert chromium() is None
    write_program(programs / "google-chrome-stable", "echo Google Chrome 150")
    assert bootstrap.browser()
    assert chromium() == str(programs / "google-chrome-stable")


def test_building_needs_no_browser(bootstrap: ModuleType) -> None:
    name = "Chromium or Chrome"
    assert name not in bootstrap.names_of(bootstrap.FOR_BUILDING)
    assert name in bootstrap.names_of(bootstrap.FOR_TESTS)


# -------------------------------------------------------- what can be installed


def test_what_has_a_package_is_installed_and_the_rest_is_named(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    asked: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> bool:
        asked.append(command)
        installed.append("qpdf")
        return True

    manager = bootstrap.Manager("brew", install=("install",), for_root=False)
    monkeypatch.setattr(bootstrap, "package_manager", lambda: manager)
    monkeypatch.setattr(bootstrap, "run_silently", run)
    needs = (
        without_packages(bootstrap, "Chromium or Chrome"),
        bootstrap.Need("qpdf", lambda: "qpdf" in installed, {"brew": ("qpdf",)}),
    )
    with pytest.raises(bootstrap.CannotInstallError, match=r"^missing: Chromium or Chrome\n"):
        bootstrap.install_system_packages(needs)
    assert asked == [("brew", "install", "qpdf")]


def test_without_a_manager_everything_is_named(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "package_manager", lambda: None)
    needs = [without_packages(bootstrap, name) for name in ("Pango", "qpdf")]
    with pytest.raises(bootstrap.CannotInstallError, match=r"^missing: Pango, qpdf\n"):
        bootstrap.install_system_packages(needs)


def test_nothing_is_asked_for_where_nothing_is_missing(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "run_silently", lambda command: pytest.fail(str(command)))
    bootstrap.install_system_packages([bootstrap.Need("qpdf", lambda: True, {})])
