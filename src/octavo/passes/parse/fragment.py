"""Markdown outside chapters: a definition in the glossary, a biography of a contributor."""

from __future__ import annotations

from octavo.model.diagnostic import Diagnostic, Place
from octavo.model.inlines import Inline
from octavo.passes.parse.inlines import InlineBuilder
from octavo.passes.parse.markdown import markdown_parser
from octavo.passes.parse.places import InlinePlaces, SourceLines
from octavo.passes.parse.record import ChapterRecord


def parse_inlines(
    text: str, path: str, place: Place
) -> tuple[tuple[Inline, ...], list[Diagnostic]]:
    """Return the inlines of one line of Markdown that begins at a place of the file ``path``.

    Returns them with what was wrong in it.
    """
    line = " ".join(text.split())
    parser = markdown_parser()
    tokens = parser.inline.parse(line, parser, {}, [])
    lines = SourceLines(" " * (place.column - 1) + line, place.line)
    record = ChapterRecord(path)
    builder = InlineBuilder(record, InlinePlaces(lines, line, 0))
    return builder.build(tokens), record.diagnostics
