"""Inline tokens become inline nodes; inline HTML is nested and cleaned on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it.token import Token

from octavo.model.book import Reference
from octavo.model.diagnostic import Place
from octavo.model.inlines import (
    NO_ATTRIBUTES,
    Attributes,
    Code,
    HardBreak,
    Image,
    Inline,
    NoteCall,
    Omission,
    SoftBreak,
    Text,
)
from octavo.passes.parse import html
from octavo.passes.parse.attributes import attributes_from_html, attributes_of, without
from octavo.passes.parse.attributeslips import tell_size_slips
from octavo.passes.parse.findings import tell_omitted, tell_stray, tell_unclosed, tell_unknown
from octavo.passes.parse.frames import SPAN, Frame
from octavo.passes.parse.markdown import DEEPEST
from octavo.passes.parse.places import Places
from octavo.passes.parse.record import ChapterRecord
from octavo.passes.parse.special import special_node

_SOFT_BREAK = SoftBreak()
_ELEMENTS = {"em": "em", "strong": "strong", "s": "s", "sup": "sup", "sub": "sub"}


class InlineBuilder:
    """Builds the inline nodes of one block."""

    def __init__(self, record: ChapterRecord, places: Places, base: int = 0) -> None:
        """Take the chapter's record and the block's places; ``base`` is added to offsets."""
        self.record = record
        self.places = places
        self.base = base
        # The elements that are open, and what the innermost holds so far, or the block itself.
        self.frames: list[Frame] = []
        self.nodes: list[Inline] = []
        self._add = self.nodes.append
        self.too_deep = 0
        # What stands here that may call no note: "a heading", say.
        self.refuses_notes = ""
        self.inline_notes: list[tuple[str, Token, InlineBuilder]] = []

    def build(self, tokens: Sequence[Token]) -> tuple[Inline, ...]:
        """Return the nodes of the tokens; what HTML left open is closed at the end."""
        at, base = self.places.at, self.base
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                if token.content:
                    place = at(base + token.meta.get("offset", 0))
                    self._add(Text(place, NO_ATTRIBUTES, token.content))
            elif kind == "softbreak":
                self._add(_SOFT_BREAK)
            elif kind == "link_open":
                self._open_link(tokens, index)
            elif maker := _MAKERS.get(kind):
                maker(self, token)
            elif token.nesting == 1:
                self._open(Frame(_ELEMENTS.get(token.tag, "span"), self.place(token)))
            elif token.nesting == -1:
                self._close()
            else:
                self._special(token)
        while self.frames:
            self._close_raw()
        return tuple(self.nodes)

    def place(self, token: Token) -> Place:
        """Return where a token begins."""
        return self.places.at(self.base + token.meta.get("offset", 0))

    def _hard_break(self, _token: Token) -> None:
        self._add(HardBreak())

    def _code(self, token: Token) -> None:
        attributes, place = attributes_of(token), self.place(token)
        self.record.anchor(place, attributes)
        self._add(Code(place, attributes, token.content))

    def _inline_image(self, token: Token) -> None:
        image = self._image(token)
        self.record.anchor(image.place, image.attributes)
        self._add(image)

    def _call(self, token: Token) -> None:
        self._note_call(token.meta["label"], self.place(token))

    def _inline_html(self, token: Token) -> None:
        for tag in html.read_tags_in_words(token.content):
            self._html(tag, self.place(token))

    def _special(self, token: Token) -> None:
        place = self.place(token)
        node = special_node(self.record, token, place, self.places, self.base)
        if node is not None:
            self._add(node)
        elif token.content:
            self._add(Text(place, text=token.content))

    def _open(self, frame: Frame) -> None:
        """Open an element; what is nested too deep keeps its words and loses its elements."""
        if len(self.frames) >= DEEPEST:
            if not self.too_deep:
                self.record.tell_too_deep(frame.place)
            self.too_deep += 1
            return
        self.frames.append(frame)
        self._add = frame.children.append

    def _close_top(self) -> None:
        """Close the innermost element: it becomes a node in what is around it."""
        frame = self.frames.pop()
        around = self.frames[-1].children if self.frames else self.nodes
        self._add = around.append
        self._add(frame.close(self.record))

    def _open_link(self, tokens: Sequence[Token], index: int) -> None:
        token, close = tokens[index], index
        while tokens[close].type != "link_close":
            close += 1
        attributes = attributes_of(tokens[close])
        place = self.place(token)
        href = str(token.attrs.get("href", ""))
        self.record.anchor(place, attributes)
        self.record.links.append(Reference(href, place))
        self._open(Frame("a", place, attributes, href, str(token.attrs.get("title", ""))))

    def _open_span(self, token: Token) -> None:
        attributes, place = attributes_of(token), self.place(token)
        if "index" not in attributes.classes:
            # The key of an index term is noted with its words.
            self.record.anchor(place, attributes)
        self._open(Frame(SPAN, place, attributes))

    def _image(self, token: Token) -> Image:
        attributes = attributes_of(token)
        place = self.place(token)
        tell_size_slips(self.record, attributes, place)
        source = str(token.attrs.get("src", ""))
        alt = attributes.get("fig-alt")
        if alt is None:
            alt = attributes.get("alt")
        if alt is None:
            alt = _words(token.children or ()).strip() or None
        self.record.images.append(Reference(source, place))
        title = str(token.attrs.get("title", ""))
        return Image(place, without(attributes, "fig-alt", "alt"), source, title, alt)

    def figure(self, token: Token) -> tuple[Image, tuple[Inline, ...]]:
        """Return an image that stands alone, and the text in its brackets as nodes."""
        image = self._image(token)
        base = self.base + int(token.meta.get("offset", 0)) + len("![")
        inner = InlineBuilder(self.record, self.places, base)
        nodes = inner.build(token.children or [])
        self.inline_notes += inner.inline_notes
        return image, nodes

    def _note_call(self, label: str, place: Place) -> None:
        if self.refuses_notes:
            self.record.refuse_note(label, place, self.refuses_notes)
            return
        self.record.note_calls.append(Reference(label, place))
        self._add(NoteCall(place, NO_ATTRIBUTES, label))

    def _inline_note(self, token: Token) -> None:
        place = self.place(token)
        if self.refuses_notes:
            self.record.refuse_note("", place, self.refuses_notes)
            return
        # A label that no author can write: it holds a space.
        label = f"at {place.line}:{place.column}"
        base = self.base + int(token.meta["inner"])
        inner = InlineBuilder(self.record, self.places, base)
        self.inline_notes.append((label, token, inner))
        self._note_call(label, place)

    # --------------------------------------------------------------- HTML

    def _html(self, tag: html.Tag, place: Place) -> None:
        dropped = next((frame for frame in self.frames if frame.omitted), None)
        if dropped and not (tag.end and tag.name == dropped.name):
            return
        if not tag.name:
            if tag.text:
                self._add(Text(text=tag.text))
        elif html.is_unknown(tag.name):
            tell_unknown(self.record, tag, place)
            self._add(Text(place, text=tag.source))
        elif tag.end:
            self._html_end(tag.name, place)
        else:
            self._html_start(tag, place)

    def _html_start(self, tag: html.Tag, place: Place) -> None:
        attributes = attributes_from_html(tag)
        name = html.RENAMED.get(tag.name, tag.name)
        if tag.name in html.ACTIVE:
            self._omit(tag, place)
        elif name == "br":
            self._add(HardBreak(place))
        elif name == "img":
            self._add(image_from_html(self.record, attributes, place))
        elif name == "a":
            href = attributes.get("href") or ""
            self.record.anchor(place, attributes)
            if href:
                self.record.links.append(Reference(href, place))
            self._open(Frame("a", place, without(attributes, "href"), href, raw=True))
        elif name in html.PHRASING or name in html.FLOW:
            self.record.anchor(place, attributes)
            element = name if name in html.PHRASING else "span"
            self._open(Frame(element, place, attributes, raw=True))

    def _omit(self, tag: html.Tag, place: Place) -> None:
        text = tell_omitted(self.record, tag, place)
        if tag.name in ("input", "embed", "frame", "form"):
            self._add(Omission(place, what=tag.name, text=text))
        else:
            self._open(Frame(tag.name, place, raw=True, omitted=text or " "))

    def _html_end(self, name: str, place: Place) -> None:
        wanted = html.RENAMED.get(name, name)
        if wanted in html.FLOW:
            wanted = "span"
        if self.too_deep:
            self.too_deep -= 1
            return
        for depth in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[depth]
            if not frame.raw:
                break
            if frame.name == wanted:
                while len(self.frames) > depth:
                    self._close_raw(expected=len(self.frames) - 1 == depth)
                return
        if name in html.ALLOWED and name not in html.VOID:
            tell_stray(self.record, name, place)

    def _close_raw(self, *, expected: bool = False) -> None:
        frame = self.frames[-1]
        if not expected and frame.raw and not frame.omitted:
            tell_unclosed(self.record, frame.name, frame.place)
        self._close_top()

    def _close(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
            return
        while self.frames and self.frames[-1].raw:
            self._close_raw()
        if self.frames:
            self._close_top()


# What is made of a token by its type; all others open or close an element, or are special.
_MAKERS: dict[str, Callable[[InlineBuilder, Token], None]] = {
    "hardbreak": InlineBuilder._hard_break,
    "code_inline": InlineBuilder._code,
    "image": InlineBuilder._inline_image,
    "note_call": InlineBuilder._call,
    "inline_note": InlineBuilder._inline_note,
    "html_inline": InlineBuilder._inline_html,
    "span_open": InlineBuilder._open_span,
}


def image_from_html(record: ChapterRecord, attributes: Attributes, place: Place) -> Image:
    """Return the node of an ``img`` tag and note its reference."""
    source = attributes.get("src") or ""
    record.anchor(place, attributes)
    record.images.append(Reference(source, place))
    return Image(place, without(attributes, "src", "alt"), source, "", attributes.get("alt"))


def _words(tokens: Sequence[Token]) -> str:
    """Return the words in an image's brackets, without their mark-up."""
    pieces = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif token.type == "image":
            pieces.append(_words(token.children or ()))
        elif token.type not in ("html_inline", "inline_note"):
            pieces.append(token.content)
    return "".join(pieces)
