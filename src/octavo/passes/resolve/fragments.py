"""Fragments: Markdown in a data file, such as a definition or a biography.

Only words and links stand there: nothing of a chapter's own (its notes, images, citations,
values, places in the index) can be looked up from a data file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from octavo.model.content import walk
from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose
from octavo.model.inlines import Citation, Image, IndexTerm, Inline, Node, NoteCall, Text, Value
from octavo.passes.resolve.rewrite import Change, rewritten_all

Fragment = tuple[tuple[Inline, ...], list[Diagnostic]]
# Reads the Markdown of one paragraph that stands at a place of a file, and tells what is wrong.
ParseInlines = Callable[[str, str, Place], Fragment]


def words_and_links(
    text: str, path: str, place: Place, parse_inlines: ParseInlines, where: str
) -> Fragment:
    """Return the inlines of some Markdown at a place of a file, and what was wrong with it.

    ``where`` says what it is the text of (“the biography of …”). What has no place there is told
    (OCT113): images and notes are left out, the rest stays as it was written.
    """
    inlines, found = parse_inlines(text, path, place)
    diagnostics = [*found]
    for node in walk(inlines):
        what = _what(node)
        if what:
            diagnostics.append(
                diagnose(
                    "OCT113",
                    f"{what} cannot stand in {where}",
                    Span(path, *node.place),
                    "say it in words, or with a link",
                )
            )
    return rewritten_all(inlines, _UNFIT), diagnostics


def _what(node: Node) -> str:
    """Return what a node is that has no place in a fragment; nothing for one that has."""
    if isinstance(node, Citation) and node.in_text:
        return ""  # a handle: @name
    return _NAMES.get(type(node), "")


def _nothing(_node: Node) -> tuple[Node, ...]:
    return ()


def _words_alone(node: IndexTerm) -> tuple[Node, ...]:
    return node.children


def _as_written(node: Any) -> tuple[Node, ...]:  # noqa: ANN401  (a Citation or a Value)
    return (Text(node.place, text=node.source),)


_NAMES: Mapping[type[Node], str] = {
    Image: "an image",
    NoteCall: "a note",
    Citation: "a citation",
    Value: "a shortcode",
    IndexTerm: "a term of the index",
}
_UNFIT: Mapping[type[Node], Change] = {
    Image: _nothing,
    NoteCall: _nothing,
    Citation: _as_written,
    Value: _as_written,
    IndexTerm: _words_alone,
}
