"""Lines of the files that an author wrote, for the excerpts of diagnostics."""

from __future__ import annotations

from collections.abc import Callable

from octavo.characters import other_encoding
from octavo.model.diagnostic import OctavoError, Span
from octavo.workspace import MAXIMUM_TEXT, Workspace


def source_line_of(workspace: Workspace) -> Callable[[Span], str | None]:
    """Return a function that gives the line of a file that a span means, or None."""
    texts: dict[str, list[str]] = {}

    def line(span: Span) -> str | None:
        if span.path not in texts:
            texts[span.path] = _lines(workspace, span.path)
        lines = texts[span.path]
        return lines[span.line - 1] if 0 < span.line <= len(lines) else None

    return line


def _lines(workspace: Workspace, path: str) -> list[str]:
    """Return the lines of a manuscript, a template or a stylesheet; none of what has none.

    What is not UTF-8 is shown with replacement characters, so that the place can be seen. What
    is no text at all (an EPUB, a picture) has no lines.
    """
    try:
        data = workspace.read_bytes(path, MAXIMUM_TEXT)
    except OctavoError:
        if not path.startswith(("templates/", "styles/")):
            return []
        return (workspace.theme_file(path) or "").split("\n")
    if _is_binary(data):
        return []
    text = data.decode(other_encoding(data) or "utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _is_binary(data: bytes) -> bool:
    """Tell what is no text: a stray null or another encoding may stand in a text, not both."""
    if b"\0" not in data or other_encoding(data):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
