"""The EPUB of a draft says so on its title page."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.pipeline import Options, build
from octavo.workspace import Workspace
from tests.writers.epub.opened import Opened, X

CONFIGURATION = """\
publications:
  book:
    title: A book
    lang: en-GB
    date: 2026-11-22
    embargo: 2026-12-01
    contents: [one.md]
    editions: [epub]
"""
LINE = "Draft of 22 November 2026. Not for release before 1 December 2026."


@pytest.mark.parametrize("draft", [True, False])
def test_the_title_page_of_a_draft_says_so(tmp_path: Path, *, draft: bool) -> None:
    (tmp_path / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "one.md").write_text("# One\n\nText.\n", encoding="utf-8")
    (built,) = build(Workspace(tmp_path, {}), Options(draft=draft))
    ((artefact, _),) = built.artefacts
    book = Opened(artefact.data)
    (title,) = (name for name in book.manifest if "title" in name)
    lines = ["".join(map(str, one.itertext())) for one in book.tree(title).iter(X + "p")]
    assert lines == [LINE] * draft
