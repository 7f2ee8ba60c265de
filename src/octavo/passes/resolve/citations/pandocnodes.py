"""From Pandoc's JSON form to our nodes, with nothing in them that a stranger could misuse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from octavo.model.diagnostic import Place
from octavo.model.inlines import (
    NO_ATTRIBUTES,
    Attributes,
    Code,
    Formula,
    HardBreak,
    Inline,
    Link,
    Marked,
    Text,
)

ENTRY_PREFIX = "#ref-"

_ELEMENTS = {
    "Emph": "em",
    "Strong": "strong",
    "Strikeout": "s",
    "Superscript": "sup",
    "Subscript": "sub",
}
_CLASSES = {
    "SmallCaps": "smallcaps",
    "Underline": "underline",
    "csl-left-margin": "reference-number",
    "csl-right-inline": "reference-text",
    "csl-block": "reference-block",
    "csl-indent": "reference-indent",
}
_WEB = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


class Reader:
    """Reads inlines that stand at one place of the manuscript.

    ``entry`` gives for the key of a work the address of its entry, or None where it has none;
    ``note`` makes the call of a note out of the inlines of its body.
    """

    def __init__(
        self,
        place: Place,
        entry: Callable[[str], str | None],
        note: Callable[[tuple[Inline, ...]], Inline],
    ) -> None:
        """Keep the place and what looks up entries and makes notes."""
        self.place = place
        self.entry = entry
        self.note = note

    def inlines(self, nodes: Iterable[Any]) -> tuple[Inline, ...]:
        """Return Pandoc's inlines as ours; pictures and raw text of other formats are left out."""
        found: list[Inline] = []
        words: list[str] = []
        for node in nodes:
            kind = node["t"]
            # Nearly everything is words and the spaces between them.
            if kind == "Str":
                words.append(node["c"])
            elif kind in ("Space", "SoftBreak"):
                words.append(" ")
            else:
                found.append(Text(self.place, NO_ATTRIBUTES, "".join(words)))
                words = []
                found += self._inline(node)
        found.append(Text(self.place, NO_ATTRIBUTES, "".join(words)))
        return tuple(_joined(found))

    def blocks(self, nodes: Iterable[Any]) -> tuple[Inline, ...]:
        """Return the inlines of Pandoc's blocks, one block after the other with a space between."""
        found: list[Inline] = []
        for node in nodes:
            if node["t"] == "Div":
                inner = self.blocks(node["c"][1])
            elif node["t"] in ("Para", "Plain"):
                inner = self.inlines(node["c"])
            else:
                continue
            found += [Text(self.place, text=" "), *inner] if found else inner
        return tuple(_joined(found))

    def _inline(self, node: Any) -> Sequence[Inline]:  # noqa: ANN401  (JSON)
        kind, content = node["t"], node.get("c")
        match kind:
            case "LineBreak":
                return (HardBreak(self.place),)
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript":
                return (
                    Marked(self.place, element=_ELEMENTS[kind], children=self.inlines(content)),
                )
            case "SmallCaps" | "Underline":
                return self._span((_CLASSES[kind],), content)
            case "Span":
                names = (_CLASSES[name] for name in content[0][1] if name in _CLASSES)
                return self._span(tuple(names), content[1])
            case "Quoted":
                opening, closing = _QUOTES[content[0]["t"]]
                quoted = self.inlines(content[1])
                return (Text(self.place, text=opening), *quoted, Text(self.place, text=closing))
            case "Cite":
                return self.inlines(content[1])
            case "Code":
                return (Code(self.place, text=content[1]),)
            case "Math":
                return (Formula(self.place, text=content[1]),)
            case "Link":
                return self._link(content[2][0], self.inlines(content[1]))
            case "Note":
                return (self.note(self.blocks(content)),)
            case _:
                return ()

    def _span(self, classes: tuple[str, ...], content: Iterable[Any]) -> Sequence[Inline]:
        inner = self.inlines(content)
        if not classes:
            return inner
        return (Marked(self.place, Attributes(classes=classes), children=inner),)

    def _link(self, address: str, children: tuple[Inline, ...]) -> Sequence[Inline]:
        if address.startswith(ENTRY_PREFIX):
            href = self.entry(address.removeprefix(ENTRY_PREFIX))
        else:
            href = address if _WEB.fullmatch(address) else None
        return children if href is None else (Link(self.place, href=href, children=children),)


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Make one text of neighbouring ones."""
    waiting: Text | None = None
    for inline in inlines:
        if isinstance(inline, Text):
            text = waiting.text + inline.text if waiting else inline.text
            waiting = Text(inline.place, NO_ATTRIBUTES, text)
            continue
        if waiting is not None and waiting.text:
            yield waiting
        waiting = None
        yield inline
    if waiting is not None and waiting.text:
        yield waiting
