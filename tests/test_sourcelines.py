"""The line of a file that a diagnostic shows, whatever the file is written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.diagnostic import Span
from octavo.sourcelines import source_line_of
from octavo.workspace import Workspace


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"PK\x03\x04\0\0\xff", None),
        (b"%PDF-1.7\n%\xe2\xe3\n\0", None),
        (b"caf\xe9", "caf\ufffd"),
        (b"a\0b", "a\0b"),
        ("é".encode("utf-16"), "é"),
    ],
)
def test_the_lines_of_what_is_no_text_are_not_shown(
    tmp_path: Path, data: bytes, line: str | None
) -> None:
    (tmp_path / "file").write_bytes(data)
    assert source_line_of(Workspace(tmp_path, {}))(Span("file")) == line
