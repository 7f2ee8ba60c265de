"""Attributes of nodes, from braces and from HTML tags."""

from __future__ import annotations

from markdown_it.token import Token

from octavo.model.inlines import NO_ATTRIBUTES, Attributes
from octavo.passes.parse import html


def attributes_from_html(tag: html.Tag) -> Attributes:
    """Return the clean attributes of an HTML tag."""
    pairs = dict(html.clean_attributes(tag))
    identifier = pairs.pop("id", "") or pairs.pop("name", "")
    classes = tuple(pairs.pop("class", "").split())
    if not (identifier or classes or pairs):
        return NO_ATTRIBUTES
    return Attributes(identifier, classes, tuple(pairs.items()))


def attributes_of(token: Token) -> Attributes:
    """Return the attributes that an author wrote behind what a token stands for."""
    braces = token.meta.get("braces")
    return braces.attributes if braces else NO_ATTRIBUTES


def without(attributes: Attributes, *names: str) -> Attributes:
    """Return the attributes without some keys that have become fields."""
    pairs = tuple(pair for pair in attributes.pairs if pair[0] not in names)
    return Attributes(attributes.identifier, attributes.classes, pairs)
