"""What reaches the layout engine is read from the PDF again."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2

from octavo.pipeline import Options, build
from octavo.workspace import Workspace

CONFIGURATION = """\
publications:
  book: {title: A book, date: 2026-01-15, contents: [text.md], editions: [screen]}
"""


def printed(root: Path, text: str) -> str:
    """Return the text of the PDF that a chapter makes."""
    (root / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    (root / "text.md").write_text(text, encoding="utf-8")
    (built,) = build(Workspace(root, {}), Options())
    ((artefact, _),) = built.artefacts
    document = pypdfium2.PdfDocument(artefact.data)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found


def test_a_ligature_does_not_swallow_a_soft_hyphen_and_its_letters(tmp_path: Path) -> None:
    text = "A roof\u00adkeeper, of\u00adfice, shelf\u00adlife; roofkeeper, office, shelflife."
    found = printed(tmp_path, f"# One\n\n{text}\n")
    for word in ("roofkeeper", "office", "shelflife"):
        assert found.replace("\u200c", "").count(word) == 2


def test_the_file_names_those_who_wrote_where_the_publication_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "octavo.yaml").write_text(CONFIGURATION, encoding="utf-8")
    people = "[{name: Trl, role: trl}, Ada, Bo & Co]"
    (tmp_path / "text.md").write_text(
        f"---\nauthors: {people}\n---\n\n# A\n\nB.\n", encoding="utf-8"
    )
    (built,) = build(Workspace(tmp_path, {}), Options())
    ((artefact, _),) = built.artefacts
    document = pypdfium2.PdfDocument(artefact.data)
    assert document.get_metadata_value("Author") == "Ada, Bo & Co"
    document.close()


def test_a_list_in_a_note_does_not_count_in_the_list_that_calls_it(tmp_path: Path) -> None:
    note = "[^n]: Note.\n\n    - A\n    - B\n"
    found = printed(tmp_path, f"# One\n\n1. First[^n]\n2. Second\n\n{note}")
    assert re.findall(r"^\d+\.", found, re.MULTILINE) == ["1.", "2."]
