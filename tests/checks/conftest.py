"""A publication in a folder of its own, and what ``octavo check`` asks about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from octavo.cli import octavo

CONFIGURATION = """\
publications:
  book:
    title: A book
    date: 2026-01-15
    contents: [text]
"""

Found = list[dict[str, Any]]
Ask = Callable[..., Found]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication that holds nothing yet."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text").mkdir()
    (tmp_path / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ask(folder: Path) -> Ask:
    """Checks a manuscript of these chapters; ``more`` goes into octavo.yaml.

    Returns the findings of one code (of all where none is named).
    """

    def check(*chapters: str, code: str = "", more: str = "") -> Found:
        (folder / "octavo.yaml").write_text(CONFIGURATION + more, encoding="utf-8")
        for number, text in enumerate(chapters, 1):
            (folder / "text" / f"{number}.md").write_text(text, encoding="utf-8")
        result = CliRunner().invoke(octavo, ["check", "--output-format", "json"])
        assert result.exit_code in (0, 1), result.output
        found: Found = json.loads(result.stdout)
        return [finding for finding in found if code in ("", finding["code"])]

    return check


@pytest.fixture
def picture(folder: Path) -> Callable[[str, int, int], None]:
    """Puts an image of so many pixels beside the chapters."""

    def put(name: str, width: int, height: int) -> None:
        data = BytesIO()
        Image.new("L", (width, height)).save(data, "PNG")
        (folder / "text" / name).write_bytes(data.getvalue())

    return put


def places(found: Found) -> list[tuple[str, int, int]]:
    """Where findings are."""
    return [(finding["path"], finding["line"], finding["column"]) for finding in found]
