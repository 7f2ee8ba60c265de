"""Fenced divisions: callouts, panels, and the boxes of authors."""

from __future__ import annotations

from dataclasses import replace

from markdown_it.token import Token

from octavo.model.content import (
    Block,
    Callout,
    Chart,
    DataTable,
    Division,
    Figure,
    Panel,
    Paragraph,
    Table,
)
from octavo.model.diagnostic import Place
from octavo.model.inlines import NO_ATTRIBUTES, Attributes, Inline
from octavo.passes.parse.attributes import without
from octavo.passes.parse.attributeslips import CALLOUT_KINDS, tell_division_slips
from octavo.passes.parse.context import BlockContext

CALLOUTS = {f"callout-{kind}": kind for kind in CALLOUT_KINDS}
_LABELLED = ("fig-", "tbl-")
# Read as Quarto writes them; a book on paper neither collapses nor has other looks.
_IGNORED = ("title", "collapse", "appearance", "icon")


def build_division(context: BlockContext, token: Token) -> Block:
    """Return what a division is, by its classes and its identifier."""
    attributes: Attributes = token.meta["braces"].attributes
    place = context.place(token)
    tell_division_slips(context.record, attributes, place)
    kind = next((CALLOUTS[name] for name in attributes.classes if name in CALLOUTS), "")
    if kind:
        return _callout(context, token, place, kind)
    if attributes.identifier.startswith(_LABELLED):
        return _panel(context, token, place)
    key = _key(context, attributes, place)
    return Division(place, _bare(attributes), key, context.division(token))


def _bare(attributes: Attributes) -> Attributes:
    return Attributes(classes=attributes.classes, pairs=attributes.pairs)


def _key(context: BlockContext, attributes: Attributes, place: Place) -> str:
    """Return the key of a division that has an identifier; others have no text of their own."""
    return context.record.key("", place, attributes) if attributes.identifier else ""


def _callout(context: BlockContext, token: Token, place: Place, kind: str) -> Callout:
    attributes: Attributes = token.meta["braces"].attributes
    title = _attribute_words(context, token, "title")
    heading = context.peek()
    if not title and heading is not None and heading.type == "heading_open":
        context.next()
        title = context.inlines(context.next())
        context.next()
    classes = tuple(name for name in attributes.classes if name not in CALLOUTS)
    bare = Attributes(classes=classes, pairs=without(attributes, *_IGNORED).pairs)
    # The title stands in the callout itself, so that it has a place of its own.
    key = context.record.key(f"callout {kind}", place, attributes)
    return Callout(place, bare, key, kind, title, context.division(token))


def _panel(context: BlockContext, token: Token, place: Place) -> Block:
    attributes: Attributes = token.meta["braces"].attributes
    # A key now, so that the panel comes before what is in it.
    key = context.record.key("", place, attributes)
    caption = _attribute_words(context, token, "fig-cap") or _attribute_words(
        context, token, "tbl-cap"
    )
    children = context.division(token)
    if not caption and len(children) > 1 and isinstance(children[-1], Paragraph):
        caption = children[-1].children
        context.record.forget(children[-1].key)
        children = children[:-1]
    bare = without(_bare(attributes), "fig-cap", "tbl-cap")
    if len(children) == 1 and isinstance(children[0], (Table, DataTable, Figure, Chart)):
        only = children[0]
        if isinstance(only, (Table, DataTable)) == key.startswith("tbl-") and not _is_labelled(
            context, only
        ):
            context.record.forget(only.key)
            return _taken(only, key, bare, caption)
    return Panel(place, bare, key, children, caption)


def _is_labelled(context: BlockContext, block: Block) -> bool:
    return block.key in context.record.explicit


def _taken(
    only: Table | DataTable | Figure | Chart,
    key: str,
    attributes: Attributes,
    caption: tuple[Inline, ...],
) -> Block:
    """Return a lone table or figure with the identifier and the caption of its division."""
    own = only.attributes
    merged = Attributes(
        "",
        tuple(dict.fromkeys((*own.classes, *attributes.classes))),
        tuple({**dict(attributes.pairs), **dict(own.pairs)}.items()),
    )
    return replace(only, key=key, attributes=merged, caption=caption or only.caption)


def _attribute_words(context: BlockContext, token: Token, name: str) -> tuple[Inline, ...]:
    braces = token.meta["braces"]
    line = token.map[0] if token.map else 0
    return context.value(
        braces.attributes.get(name), name, braces.starts, line, token.meta["column"]
    )


def page_break(place: Place) -> Division:
    """Return the division that begins a new page."""
    return Division(place, replace(NO_ATTRIBUTES, classes=("page-break",)))
