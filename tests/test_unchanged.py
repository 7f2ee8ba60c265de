"""A build with nothing to do is known for one, and no other is taken for one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from octavo import inputs
from octavo.inputs import fingerprint
from octavo.model.diagnostic import Span, diagnose
from octavo.model.options import Options
from octavo.unchanged import Line, Told, remember, remembered
from octavo.workspace import Workspace

EVERYTHING = Options()
WARNING = diagnose(
    "OCT201", "an image without a text – “plan”", Span("text/a.md", 3, 7, 4), "write one", "or not"
)
TOLD = (
    Told("report", (Line("report.pdf", 12, 40_000), Line("report.epub", None, 9_000)), (WARNING,)),
    Told("", (Line("web/index.html", None, 1_200),), (diagnose("OCT504", "not offered"),)),
)
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """A folder with a manuscript and what was built of it."""
    root = tmp_path / "publication"
    files = {
        "octavo.yaml": "publications: {}",
        "text/a.md": "# A",
        "text/b.md": "# B",
        "data/.figures/plan.svg": "<svg/>",
        "build/manifest.json": "{}",
        "build/report.pdf": "%PDF",
        "build/.cache/report.pdf.places.json": "{}",
        "build/.cache/made/ab/entry": "anything",
        "build/web/report/index.html": "<p>",
        "build/web/report/images/plan.svg": "<svg/>",
        "build/web/index.html": "<p>",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def opened(root: Path, **environment: str) -> Workspace:
    return Workspace(root, environment)


def built(root: Path, asked: Options = EVERYTHING, told: tuple[Told, ...] = TOLD) -> None:
    """Remember a build of what lies there."""
    workspace = opened(root)
    remember(workspace, asked, fingerprint(workspace), told)


def is_known(root: Path, asked: Options = EVERYTHING, **environment: str) -> bool:
    workspace = opened(root, **environment)
    return remembered(workspace, asked, fingerprint(workspace)) is not None


# ----------------------------------------------------------------- nothing to do


def test_what_was_told_is_told_again(publication: Path) -> None:
    workspace = opened(publication)
    assert remembered(workspace, EVERYTHING, fingerprint(workspace)) is None
    built(publication)
    assert remembered(workspace, EVERYTHING, fingerprint(workspace)) == TOLD


def test_it_is_known_as_often_as_one_asks(publication: Path) -> None:
    built(publication)
    assert [is_known(publication) for _ in range(3)] == [True] * 3


def test_names_of_any_bytes_are_told_again(publication: Path) -> None:
    strange = diagnose("OCT101", "not UTF-8: \udcff", Span("text/\udcff.md"))
    told = (Told("report", (), (strange,)),)
    built(publication, told=told)
    workspace = opened(publication)
    assert remembered(workspace, EVERYTHING, fingerprint(workspace)) == told


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_may_have_a_name_that_is_no_utf_8(publication: Path) -> None:
    place = os.fsencode(publication) + b"/text/\xff.md"
    Path(os.fsdecode(place)).write_text("# C")
    built(publication)
    assert is_known(publication)
    Path(os.fsdecode(place)).write_text("# Changed")
    assert not is_known(publication)


def test_files_written_again_with_the_same_bytes_are_as_they_were(publication: Path) -> None:
    """A build of all editions writes those again that were built alone before."""
    built(publication)
    for path in ("build/report.pdf", "build/web/report/images/plan.svg"):
        data = (publication / path).read_bytes()
        (publication / path).unlink()
        (publication / path).write_bytes(data)
        os.utime(publication / path, (1, 1))
    assert is_known(publication)


def test_what_is_kept_for_speed_may_come_and_go(publication: Path) -> None:
    built(publication)
    shutil.rmtree(publication / "build/.cache/made")
    assert is_known(publication)


def test_folders_of_tools_do_not_count(publication: Path) -> None:
    built(publication)
    for folder in (".git", "node_modules", "text/__pycache__", ".venv"):
        (publication / folder).mkdir()
        (publication / folder / "file").write_text("x")
    assert is_known(publication)


# ------------------------------------------------------------------ what changes


def rewritten(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text("other")

    return change


def same_size_and_time(root: Path) -> None:
    """What a program does that copies a file with its time over another one."""
    place = root / "text/a.md"
    before = place.stat()
    place.write_text("# Z")
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a chapter changed": rewritten("text/a.md"),
    "the configuration changed": rewritten("octavo.yaml"),
    "a figure in a hidden folder changed": rewritten("data/.figures/plan.svg"),
    "a chapter was added that a pattern names": rewritten("text/c.md"),
    "a chapter went": lambda root: (root / "text/b.md").unlink(),
    "a chapter got another name": lambda root: (root / "text/b.md").rename(root / "text/c.md"),
    "a template of one's own was added": rewritten("templates/title.html"),
    "the clock went back": lambda root: os.utime(root / "text/a.md", (10**9, 10**9)),
    "an edition was deleted": lambda root: (root / "build/report.pdf").unlink(),
    "an edition was changed": rewritten("build/report.pdf"),
    "a file of the web edition was deleted": lambda root: (
        root / "build/web/report/images/plan.svg"
    ).unlink(),
    "a file of the web edition was changed in place": lambda root: (
        root / "build/web/report/images/plan.svg"
    ).write_text("<SVG/>"),
    "another build added something": rewritten("build/web/report/more.html"),
    "the manifest went": lambda root: (root / "build/manifest.json").unlink(),
    "where blocks stand is not known any more": lambda root: (
        root / "build/.cache/report.pdf.places.json"
    ).unlink(),
    "everything that was built was deleted": lambda root: shutil.rmtree(root / "build"),
}
if sys.platform != "win32":  # where no such time is kept
    CHANGES["a chapter changed in the same size with its old time"] = same_size_and_time


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_there_is_something_to_do_where(
    change: Callable[[Path], object], publication: Path
) -> None:
    built(publication)
    assert is_known(publication)
    change(publication)
    assert not is_known(publication)


def test_a_change_during_the_build_makes_the_next_one_run(publication: Path) -> None:
    workspace = opened(publication)
    seen = fingerprint(workspace)
    (publication / "text/a.md").write_text("# B")  # in the same size, right after the look at it
    remember(workspace, EVERYTHING, seen, TOLD)
    assert not is_known(publication)


@needs_links
def test_what_a_link_leads_to_counts(publication: Path, tmp_path: Path) -> None:
    hidden = publication / "drafts.git" / ".git"
    hidden.mkdir(parents=True)
    (hidden / "c.md").write_text("# C")
    (publication / "text/linked").symlink_to(hidden, target_is_directory=True)
    (publication / "text/d.md").symlink_to("../octavo.yaml")
    (publication / "text/circle").symlink_to("../text", target_is_directory=True)
    (publication / "text/itself").symlink_to("itself")
    (publication / "text/nowhere").symlink_to("missing")
    built(publication)
    assert is_known(publication)
    (hidden / "c.md").write_text("# Changed")
    assert not is_known(publication)
    built(publication)
    (publication / "text/d.md").unlink()
    (publication / "text/d.md").symlink_to("a.md")
    assert not is_known(publication)


@needs_links
def test_no_link_out_of_the_publication_is_gone_through(publication: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (publication / "text/away").symlink_to(outside, target_is_directory=True)
    built(publication)
    (outside / "many").write_text("files of a home folder")
    assert is_known(publication)


# --------------------------------------------------------------- the surroundings


def test_variables_that_matter_count(publication: Path) -> None:
    built(publication)
    assert is_known(publication, LANG="de_DE.UTF-8", TZ="Asia/Tokyo")
    assert not is_known(publication, SOURCE_DATE_EPOCH="0")
    assert not is_known(publication, OCTAVO_SOMETHING="1")


def test_a_template_of_the_house_counts(publication: Path, tmp_path: Path) -> None:
    workspace = opened(publication)
    shutil.copytree(workspace.theme / "styles", tmp_path / "theme/styles")
    (tmp_path / "theme/templates").mkdir()
    workspace.theme = tmp_path / "theme"
    before = fingerprint(workspace)
    assert before == fingerprint(workspace)
    (tmp_path / "theme/styles/text.css").write_text("p { color: red }")
    assert before != fingerprint(workspace)


def test_an_installed_package_counts(
    publication: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "packages"
    (packages / "pango-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(packages)
    before = fingerprint(opened(publication))
    (packages / "pango-1.0.dist-info").rename(packages / "pango-1.1.dist-info")
    assert before != fingerprint(opened(publication))


@pytest.mark.skipif(sys.platform == "win32", reason="programs have other names there")
def test_another_pandoc_counts(
    publication: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pandoc").write_text("#!/bin/sh")
    (tmp_path / "pandoc").chmod(0o755)
    before = fingerprint(opened(publication))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert before != fingerprint(opened(publication))


def test_of_too_many_files_nothing_is_known(
    publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAXIMUM_FILES", 5)
    assert fingerprint(opened(publication)) is None
    built(publication)
    assert not is_known(publication)


# --------------------------------------------------------------------- ways to ask


def test_each_way_to_ask_is_known_by_itself(publication: Path) -> None:
    one_edition, draft = Options(editions=("epub",)), Options(draft=True)
    built(publication, one_edition, told=TOLD[:1])
    assert not is_known(publication)
    built(publication)
    workspace = opened(publication)
    assert remembered(workspace, one_edition, fingerprint(workspace)) == TOLD[:1]
    assert remembered(workspace, EVERYTHING, fingerprint(workspace)) == TOLD
    assert not is_known(publication, draft)
    assert not is_known(publication, Options(publications=("epub",)))
    assert not is_known(publication, Options(strict=True))


def test_of_another_state_of_the_text_nothing_is_kept(publication: Path) -> None:
    built(publication, Options(editions=("epub",)))
    (publication / "text/a.md").write_text("# Changed")
    built(publication)
    record = json.loads((publication / "build/.cache/unchanged.json").read_text())
    assert len(record["builds"]) == 1


def test_the_record_does_not_grow_without_end(publication: Path) -> None:
    for number in range(40):
        built(publication, Options(editions=(str(number),)))
    record = json.loads((publication / "build/.cache/unchanged.json").read_text())
    assert len(record["builds"]) == 16
    assert is_known(publication, Options(editions=("39",)))


# ---------------------------------------------------------------- a damaged record


def ways(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to everything in a record."""
    if not isinstance(data, (dict, list)):
        return [way]
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    return [way, *(below for key, one in inner for below in ways(one, (*way, key)))]


def test_a_record_of_another_form_counts_as_none(publication: Path) -> None:
    """Whatever part of it is put out of shape: nothing is raised, and nothing else comes out."""
    built(publication)
    place = publication / "build/.cache/unchanged.json"
    good = place.read_text()
    workspace = opened(publication)
    seen = fingerprint(workspace)
    put_in: tuple[Any, ...] = ([], {}, True, 1.5, None, [[]], {"a": 1})
    for path in ways(json.loads(good))[1:]:
        for wrong in put_in:
            record = json.loads(good)
            inner = record
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = wrong
            place.write_text(json.dumps(record))
            for told in remembered(workspace, EVERYTHING, seen) or ():
                assert isinstance(told.publication, str)
                assert all(isinstance(line.size, int) for line in told.lines)
                assert all(isinstance(one.message, str) for one in told.diagnostics)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 1}', "[" * 100_000, "\0"])
def test_what_is_no_record_counts_as_none(publication: Path, text: str) -> None:
    built(publication)
    (publication / "build/.cache/unchanged.json").write_text(text)
    assert not is_known(publication)
    built(publication)
    assert is_known(publication)


def test_a_record_that_cannot_be_written_is_no_error(publication: Path) -> None:
    (publication / "build/.cache/unchanged.json").mkdir()
    built(publication)
    assert not is_known(publication)


def test_a_build_folder_that_is_not_there_is_no_error(publication: Path) -> None:
    shutil.rmtree(publication / "build")
    built(publication)
    assert not is_known(publication)


# ------------------------------------------------------------------------- speed


def test_nothing_heavy_is_imported() -> None:
    code = "import sys, octavo.unchanged; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pydantic", "yaml", "markdown_it", "jinja2", "weasyprint", "rich", "lxml", "babel"}
    assert not heavy & set(done.stdout.split())
