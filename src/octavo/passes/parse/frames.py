"""Elements that are open while the words of a block are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.model.diagnostic import Place
from octavo.model.inlines import NO_ATTRIBUTES, Attributes, Inline, Link, Marked, Omission
from octavo.passes.parse.record import ChapterRecord
from octavo.passes.parse.special import span_node

# A bracketed span, until it is known what it is.
SPAN = "[]"


@dataclass(slots=True)
class Frame:
    """An element that is open: what it will be, and what it holds so far."""

    name: str
    place: Place
    attributes: Attributes = NO_ATTRIBUTES
    href: str = ""
    title: str = ""
    raw: bool = False
    omitted: str = ""
    children: list[Inline] = field(default_factory=list)

    def close(self, record: ChapterRecord) -> Inline:
        """Return the finished node."""
        if self.omitted:
            return Omission(self.place, what=self.name, text=self.omitted.strip())
        children = tuple(self.children)
        if self.name == "a":
            return Link(self.place, self.attributes, self.href, self.title, children)
        if self.name == SPAN:
            return span_node(record, self.place, self.attributes, children)
        return Marked(self.place, self.attributes, self.name, children)
