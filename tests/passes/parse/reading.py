"""Reading a piece of Markdown as far as its tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from octavo.model.book import Chapter, Source
from octavo.model.content import Block, Paragraph, walk
from octavo.model.diagnostic import Diagnostic
from octavo.model.inlines import Inline, Node
from octavo.passes.parse import parse

AnyNode = TypeVar("AnyNode", bound=Node)


def read(text: str) -> tuple[Chapter, list[Diagnostic]]:
    """The chapter of a text under a title, and what was said about it.

    The text begins in the fifth line, so that its places are not those of any text.
    """
    (chapter,), diagnostics = parse(Source("one.md", f"---\ntitle: T\n---\n\n{text}"))
    return chapter, diagnostics


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text about which there is nothing to say."""
    chapter, diagnostics = read(text)
    assert not diagnostics, diagnostics
    return chapter.blocks


def only(text: str, kind: type[AnyNode]) -> AnyNode:
    """The one block of a text, which is of a kind."""
    (block,) = blocks(text)
    assert isinstance(block, kind), block
    return block


def line(text: str) -> tuple[Inline, ...]:
    """The inlines of a text of one paragraph."""
    return only(text, Paragraph).children


def every(kind: type[AnyNode], nodes: Iterable[Node]) -> list[AnyNode]:
    """All nodes of a kind in some trees."""
    return [node for node in walk(nodes) if isinstance(node, kind)]


def findings(text: str) -> list[str]:
    """What is said about a text: codes with line and column."""
    _, diagnostics = read(text)
    return [
        f"{finding.code} {finding.span.line}:{finding.span.column}"
        for finding in diagnostics
        if finding.span
    ]


def hint(text: str) -> str:
    """The hints of the one thing that is said about a text."""
    (finding,) = read(text)[1]
    return " ".join(finding.hints)
