"""The apparatus: chapters that resolve makes itself, such as the references and the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from octavo.model.book import Anchor, Chapter, Reference, Source
from octavo.model.content import Block, nodes_of, walk
from octavo.model.diagnostic import START, Place
from octavo.model.inlines import Link, Text
from octavo.model.matter import FrontMatter


def apparatus(
    name: str, title: str, blocks: tuple[Block, ...], path: str, places: Mapping[str, Place]
) -> Chapter:
    """Return blocks as a chapter named ``name`` of the file ``path`` that they were made from.

    Every key of its blocks is an identifier of its own; ``places`` tells where in the file each
    was made from, the file's beginning where it does not.
    """
    keys = list(_keys(blocks))
    return Chapter(
        source=Source(path, ""),
        matter=FrontMatter(),
        title=(Text(text=title),),
        blocks=blocks,
        identifier=name,
        unnumbered=True,
        anchors=tuple(Anchor(key, key, places.get(key, START)) for key in keys),
        places={name: START} | {key: places.get(key, START) for key in keys},
        links=tuple(Reference(link.href, link.place) for link in nodes_of((Link,), blocks)),
    )


def _keys(blocks: Iterable[Block]) -> Iterable[str]:
    return dict.fromkeys(node.key for node in walk(blocks) if isinstance(node, Block) and node.key)
