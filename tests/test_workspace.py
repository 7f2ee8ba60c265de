"""The one door: what it opens and what it keeps shut."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from octavo.model.diagnostic import OctavoError
from octavo.workspace import (
    FONT_ADDRESS,
    PUBLICATION_ADDRESS,
    STYLE_ADDRESS,
    OutsideError,
    Workspace,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path / "publication"
    root.mkdir()
    (root / "octavo.yaml").write_text("", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return Workspace(root, {})


def test_files_come_in_the_order_that_people_number_them_in(workspace: Workspace) -> None:
    for name in ("chapter-10.md", "chapter-2.md", "chapter-1.md", "notes.txt", ".hidden.md"):
        (workspace.root / name).write_text("", encoding="utf-8")
    assert workspace.match("*.md")[-3:] == ["chapter-1.md", "chapter-2.md", "chapter-10.md"]
    assert workspace.match(".") == ["chapter-1.md", "chapter-2.md", "chapter-10.md"]


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "a\0b"])
def test_a_path_that_leads_out_is_not_located(workspace: Workspace, path: str) -> None:
    with pytest.raises(OutsideError):
        workspace.locate(path)


def test_a_link_that_leads_out_is_not_read(workspace: Workspace) -> None:
    (workspace.root / "inside.txt").symlink_to(workspace.root.parent / "secret.txt")
    assert not workspace.exists("inside.txt")
    with pytest.raises(OctavoError, match="leads out of the publication"):
        workspace.read_bytes("inside.txt")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "http://127.0.0.1/a.png",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "https://publication.octavo.invalid.example.org/a",
    ],
)
def test_nothing_is_fetched_from_elsewhere(workspace: Workspace, address: str) -> None:
    with pytest.raises(PermissionError):
        workspace.fetch(address)


@pytest.mark.parametrize(
    "address",
    [
        PUBLICATION_ADDRESS + "../secret.txt",
        PUBLICATION_ADDRESS + "%2e%2e/secret.txt",
        STYLE_ADDRESS + "../../pyproject.toml",
        STYLE_ADDRESS + "%2e%2e/templates/editions.yaml",
        FONT_ADDRESS + "../../etc/passwd",
    ],
)
def test_made_up_addresses_lead_nowhere_else(workspace: Workspace, address: str) -> None:
    with pytest.raises(FileNotFoundError):
        workspace.fetch(address)


def test_the_house_fonts_are_there(workspace: Workspace) -> None:
    data = workspace.fetch(FONT_ADDRESS + "spectral/Spectral-Regular.ttf")
    assert data[:4] == b"\x00\x01\x00\x00"


def test_a_house_font_comes_with_its_licence(workspace: Workspace) -> None:
    text = workspace.font_licence(FONT_ADDRESS + "noto-sans/NotoSans%5Bwdth%2Cwght%5D.ttf")
    assert text.startswith("Copyright 2022 The Noto Project Authors")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert workspace.font_licence(FONT_ADDRESS + "../secret.txt") == ""
    assert workspace.font_licence(STYLE_ADDRESS + "spectral/Spectral-Regular.ttf") == ""


def test_a_publication_s_own_template_comes_first(workspace: Workspace) -> None:
    assert "cover-title" in (workspace.theme_file("templates/sections/cover.html") or "")
    own = workspace.root / "templates" / "sections"
    own.mkdir(parents=True)
    (own / "cover.html").write_text("mine", encoding="utf-8")
    assert workspace.theme_file("templates/sections/cover.html") == "mine"


def test_a_template_that_is_a_link_out_is_not_used(workspace: Workspace) -> None:
    own = workspace.root / "styles"
    own.mkdir()
    (own / "text.css").symlink_to(workspace.root.parent / "secret.txt")
    assert "secret" not in (workspace.theme_file("styles/text.css") or "")


def test_line_ends_and_byte_order_marks_do_not_matter(workspace: Workspace) -> None:
    (workspace.root / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert workspace.read_text("a.md") == "one\ntwo\nthree\n"


def test_a_file_that_is_too_large_is_refused(workspace: Workspace) -> None:
    (workspace.root / "a.bin").write_bytes(b"x" * 11)
    with pytest.raises(OctavoError, match="the limit is"):
        workspace.read_bytes("a.bin", limit=10)


def test_the_time_of_files_is_the_publication_s_day_or_what_the_packager_says() -> None:
    day = datetime.date(2026, 1, 15)
    assert Workspace(Path(), {}).timestamp(day).isoformat() == "2026-01-15T00:00:00+00:00"
    set_by_packager = Workspace(Path(), {"SOURCE_DATE_EPOCH": "86400"})
    assert set_by_packager.timestamp(day).isoformat() == "1970-01-02T00:00:00+00:00"


def test_tokens_of_ones_own_follow_those_of_the_theme(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "tokens.css").write_text(":root { --accent: #1f4e79 }")
    (tmp_path / "styles" / "notes.css").write_text("/* mine */")
    workspace = Workspace(tmp_path, {})
    tokens = workspace.stylesheet("tokens.css") or ""
    assert "--ink:" in tokens
    assert tokens.rindex("--accent:") == tokens.index("--accent: #1f4e79")
    assert workspace.stylesheet("notes.css") == "/* mine */"
    assert workspace.stylesheet("none.css") is None
    assert "mine" not in workspace.theme_names("styles", ".css")
    assert {"notes", "designs/report"} <= set(workspace.theme_names("styles", ".css"))
