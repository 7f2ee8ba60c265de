"""HTML blocks become elements that nest properly, around Markdown blocks too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from octavo.model.book import Reference
from octavo.model.content import Block, Element, Heading, Paragraph, Rule, plain_text
from octavo.model.diagnostic import START, Place
from octavo.model.inlines import (
    NO_ATTRIBUTES,
    Attributes,
    HardBreak,
    Inline,
    Link,
    Marked,
    Omission,
    Text,
)
from octavo.passes.parse import html
from octavo.passes.parse.attributes import attributes_from_html, without
from octavo.passes.parse.findings import tell_omitted, tell_stray, tell_unclosed, tell_unknown
from octavo.passes.parse.inlines import image_from_html
from octavo.passes.parse.markdown import DEEPEST
from octavo.passes.parse.record import ChapterRecord

Content = Block | Inline

# What a child that may not stand directly in an element is wrapped in.
_WRAPPERS = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "tr": "td",
    "table": "tr",
    "thead": "tr",
    "tbody": "tr",
    "tfoot": "tr",
}


@dataclass(slots=True)
class _Frame:
    name: str
    place: Place = START
    attributes: Attributes = NO_ATTRIBUTES
    omitted: str | None = None
    children: list[Content] = field(default_factory=list)


class HtmlFrames:
    """The HTML elements that are open in one container, and the blocks they hold so far."""

    def __init__(self, record: ChapterRecord, blocks: Iterable[Block], around: int) -> None:
        """Begin with nothing open, after some blocks; ``around`` elements are open outside."""
        self.record = record
        self.around = around
        self.frames = [_Frame("", children=list(blocks))]

    @property
    def depth(self) -> int:
        """The number of elements that are open, here and in the containers around."""
        return self.around + len(self.frames) - 1

    def add(self, node: Content) -> None:
        """Add a node to the innermost element that is open."""
        frame = self.frames[-1]
        if frame.omitted is not None:
            return
        if frame.name in html.PHRASING_ONLY and isinstance(node, Block):
            self._close_top(told=False)
            self.add(node)
            return
        allowed = html.REQUIRED_CHILDREN.get(frame.name)
        if allowed is not None and _name(node) not in allowed:
            wrapper = _WRAPPERS[frame.name]
            inner = self._element(wrapper, node.place, NO_ATTRIBUTES, (node,))
            if wrapper == "tr":
                cell = self._element("td", node.place, NO_ATTRIBUTES, (node,))
                inner = self._element("tr", node.place, NO_ATTRIBUTES, (cell,))
            frame.children.append(inner)
            return
        frame.children.append(node)

    def feed(self, text: str, first_line: int) -> None:
        """Read a piece of HTML that begins at a line of the source."""
        for tag in html.read_tags(text):
            place = Place(first_line + tag.line, tag.column + 1)
            top = self.frames[-1]
            if top.omitted is not None and not (tag.end and tag.name == top.name):
                continue
            if not tag.name:
                self._text(tag.text, place)
            elif html.is_unknown(tag.name):
                tell_unknown(self.record, tag, place)
                self._text(tag.source, place)
            elif tag.end:
                self._end(tag.name, place)
            else:
                self._start(tag, place)
        if self.frames[-1].omitted is not None:
            self._close_top(told=False)

    def finish(self) -> tuple[Block, ...]:
        """Close what is open and return the blocks."""
        while len(self.frames) > 1:
            self._close_top(told=self.frames[-1].name not in html.IMPLIED_END)
        return self._as_blocks(self.frames[0].children)

    # ---------------------------------------------------------------- tags

    def _text(self, text: str, place: Place) -> None:
        if text.strip():
            self.add(Text(place, text=text if self.frames[-1].name == "pre" else _fold(text)))
        elif self.frames[-1].children and isinstance(self.frames[-1].children[-1], Inline):
            self.frames[-1].children.append(Text(place, text=" "))

    def _start(self, tag: html.Tag, place: Place) -> None:
        name = html.RENAMED.get(tag.name, tag.name)
        if tag.name in html.ACTIVE:
            text = tell_omitted(self.record, tag, place)
            if tag.name in ("form", "input", "embed", "frame"):
                self.add(Omission(place, what=tag.name, text=text))
            else:
                self.frames.append(_Frame(tag.name, place, omitted=text))
            return
        if tag.name in html.SILENT:
            if tag.name not in ("meta", "link", "base"):
                self.frames.append(_Frame(tag.name, place, omitted=""))
            return
        if tag.name not in html.ALLOWED:
            return
        attributes = attributes_from_html(tag)
        if name in html.VOID:
            self._void(name, attributes, place)
        else:
            self._open(name, attributes, place)

    def _void(self, name: str, attributes: Attributes, place: Place) -> None:
        if name == "br":
            self.add(HardBreak(place))
        elif name == "hr":
            self.add(Rule(place))
        elif name == "img":
            self.add(image_from_html(self.record, attributes, place))

    def _open(self, name: str, attributes: Attributes, place: Place) -> None:
        while name in html.CLOSED_BY.get(self.frames[-1].name, ()):
            self._close_top(told=False)
        parent = self.frames[-1].name
        if name in html.REQUIRED_PARENTS and parent not in html.REQUIRED_PARENTS[name]:
            name = "div"
        if parent in html.PHRASING_ONLY and name in html.FLOW:
            name = "span"
        if name == "a" and attributes.get("href"):
            self.record.links.append(Reference(attributes.get("href") or "", place))
        if self.depth >= DEEPEST:
            self.record.tell_too_deep(place)
            return
        self.frames.append(_Frame(name, place, attributes))

    def _end(self, name: str, place: Place) -> None:
        wanted = html.RENAMED.get(name, name)
        for depth in range(len(self.frames) - 1, 0, -1):
            frame = self.frames[depth]
            if frame.name == wanted or (frame.name in ("div", "span") and wanted in html.FLOW):
                while len(self.frames) > depth:
                    top = self.frames[-1]
                    expected = len(self.frames) - 1 == depth or top.name in html.IMPLIED_END
                    self._close_top(told=not expected)
                return
        if name in html.ALLOWED and name not in html.VOID and name != "p":
            tell_stray(self.record, name, place)

    def _close_top(self, *, told: bool) -> None:
        frame = self.frames.pop()
        if frame.omitted is not None:
            if frame.name not in html.SILENT:
                self.add(Omission(frame.place, what=frame.name, text=frame.omitted))
            return
        if told:
            tell_unclosed(self.record, frame.name, frame.place)
        self.add(self._node(frame))

    # --------------------------------------------------------------- nodes

    def _node(self, frame: _Frame) -> Content:
        inlines = tuple(child for child in frame.children if isinstance(child, Inline))
        name, place, attributes = frame.name, frame.place, frame.attributes
        if name == "a":
            if len(inlines) < len(frame.children):
                # A link around blocks: the blocks stay, the link goes around nothing.
                return self._element("div", place, without(attributes, "href"), frame.children)
            href = attributes.get("href") or ""
            self.record.anchor(place, attributes)
            return Link(place, without(attributes, "href"), href, "", inlines)
        if name == "p":
            key = self.record.key(plain_text(inlines), place, attributes)
            return Paragraph(place, attributes, key, inlines)
        if len(name) == 2 and name[0] == "h" and name[1].isdigit():
            key = self.record.heading_key(plain_text(inlines), place, attributes)
            return Heading(place, attributes, key, int(name[1]), inlines)
        if name in html.PHRASING:
            self.record.anchor(place, attributes)
            return Marked(place, attributes, name, inlines)
        return self._element(name, place, attributes, frame.children)

    def _element(
        self,
        name: str,
        place: Place,
        attributes: Attributes,
        children: list[Content] | tuple[Content, ...],
    ) -> Element:
        # The text of a row is that of its cells, as in a pipe table.
        key, own = "", "" if name in ("td", "th") else _own_text(name, children)
        if own.strip() or attributes.identifier:
            key = self.record.key(own, place, attributes)
        return Element(place, attributes, key, name, tuple(children))

    def _as_blocks(self, children: list[Content]) -> tuple[Block, ...]:
        """Gather runs of inlines that stand between blocks into paragraphs."""
        blocks: list[Block] = []
        run: list[Inline] = []
        for child in [*children, Rule()]:
            if isinstance(child, Inline):
                run.append(child)
                continue
            if any(not isinstance(node, Text) or node.text.strip() for node in run):
                place = run[0].place
                key = self.record.key(plain_text(run), place, NO_ATTRIBUTES)
                blocks.append(Paragraph(place, key=key, children=tuple(run)))
            run = []
            blocks.append(child)
        return tuple(blocks[:-1])


def _own_text(name: str, children: Iterable[Content]) -> str:
    """Return the text that stands directly in an element, or in the cells of a row."""
    pieces = []
    for child in children:
        if isinstance(child, Inline):
            pieces.append(plain_text([child]))
        elif name == "tr" and isinstance(child, Element):
            pieces.append(_own_text(child.element, child.children))
    return "".join(pieces)


def _fold(text: str) -> str:
    """Fold white space as HTML does, keeping one space at either end."""
    folded = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + folded + (" " if text[-1:].isspace() else "")


def _name(node: Content) -> str:
    return node.element if isinstance(node, (Element, Marked)) else ""
