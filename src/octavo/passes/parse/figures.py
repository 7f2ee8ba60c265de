"""Images that stand alone become figures."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from octavo.model.content import Figure, plain_text
from octavo.model.diagnostic import Place
from octavo.model.inlines import Attributes, Image
from octavo.passes.parse.attributes import attributes_of, without
from octavo.passes.parse.context import BlockContext
from octavo.passes.parse.places import InlinePlaces
from octavo.passes.parse.syntax.attributes import NO_BRACES

# Keys that become fields of the figure.
_FIELDS = ("fig-cap", "credit", "source")


def only_image(tokens: Sequence[Token]) -> Token | None:
    """Return the image of a paragraph that holds nothing else."""
    if not tokens or tokens[0].type not in ("image", "softbreak"):
        return None
    images = [token for token in tokens if token.type != "softbreak"]
    return images[0] if len(images) == 1 and images[0].type == "image" else None


def build_figure(context: BlockContext, inline: Token, token: Token, place: Place) -> Figure:
    """Return the figure of an image token in a paragraph's inline token."""
    builder = context.builder(inline)
    image, caption = builder.figure(token)
    context.collect(builder)
    attributes = image.attributes
    braces = token.meta.get("braces", NO_BRACES)
    places = InlinePlaces(context.lines, inline.content, inline.map[0] if inline.map else 0)
    words = {
        name: context.words(attributes.get(name), places, braces.starts.get(name, 0))
        for name in _FIELDS
    }
    caption = words["fig-cap"] or caption
    alt, given = image.alt, attributes_of(token)
    if given.get("fig-alt") is None and given.get("alt") is None:
        alt = alt or plain_text(caption) or None
        if alt is not None:
            _tell_alt(context, image)
    attributes = without(attributes, *_FIELDS)
    key = context.record.key(f"figure {inline.content}", place, attributes)
    bare = Image(image.place, Attributes(pairs=attributes.pairs), image.source, image.title, alt)
    return Figure(
        place,
        Attributes(classes=attributes.classes),
        key,
        bare,
        caption,
        words["credit"],
        words["source"],
    )


def _tell_alt(context: BlockContext, image: Image) -> None:
    context.record.tell(
        "OCT205",
        f"the caption serves as alt text of “{image.source}”",
        image.place,
        'say what the picture shows: ![caption](image.png){fig-alt="…"}, or fig-alt="" where it '
        "is decoration",
    )
