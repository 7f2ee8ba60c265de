"""Citations in their places: in the text, in notes of their own, and at the end of a chapter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from operator import is_
from typing import Any

from octavo.locales import base_language
from octavo.model.book import Anchor, Chapter, NoteBody, Reference
from octavo.model.content import Block, Division, Heading, Paragraph, nodes_of, plain_text
from octavo.model.diagnostic import Place
from octavo.model.inlines import (
    Attributes,
    Citation,
    Inline,
    Link,
    Marked,
    Node,
    NoteCall,
    SoftBreak,
    Text,
)
from octavo.naming import plain_letters, unique_name
from octavo.passes.resolve.citations.found import REFERENCES
from octavo.passes.resolve.citations.pandocnodes import Reader
from octavo.passes.resolve.rewrite import rewritten_all, with_blocks
from octavo.passes.resolve.runs import Run, with_runs

_CITATION = Attributes(classes=("citation",))
_LIST = Attributes(classes=("references",))
_ENTRY = Attributes(classes=("reference",))
_HEADING = Attributes(classes=("references-title", "unnumbered", "unlisted"))
# What citations have become.
_TIDIED = frozenset({Marked, NoteCall})
_MARKS = re.compile(r"[.,;:!?]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")
# Where a note's number stands before the mark that ends the sentence.
_BEFORE_MARKS = ("fr",)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list of references: its work's key, its own key as a block, its words."""

    work: str
    key: str
    blocks: Sequence[Any]

    def paragraph(self, place: Place) -> Paragraph:
        """Return the entry as a paragraph that stands at a place."""
        reader = Reader(place, lambda _key: None, lambda inlines: Marked(children=inlines))
        return Paragraph(place, _ENTRY, self.key, children=reader.blocks(self.blocks))


def entry_keys(works: Sequence[str], taken: Iterable[str]) -> list[str]:
    """Return for each work the key of its entry, safe as an identifier and not taken."""
    used = set(taken)
    keys = []
    for work in works:
        key = unique_name("ref-" + _UNSAFE.sub("-", plain_letters(work)), used)
        used.add(key)
        keys.append(key)
    return keys


class Placer:
    """Puts what citeproc made into one chapter."""

    def __init__(
        self,
        chapter: Chapter,
        lang: str,
        made: Mapping[Citation, list[Any]],
        entries: Sequence[Entry],
    ) -> None:
        """Take a chapter, its citations as they are set, and the entries that they lead to."""
        self.chapter = chapter
        self.lang = lang
        self.before_marks = base_language(lang) in _BEFORE_MARKS
        self.made = made
        self.hrefs = {entry.work: f"#{entry.key}" for entry in entries}
        self.places = dict(chapter.places)
        self.links: dict[str, Place] = {}
        self.bodies: list[NoteBody] = []
        self.labels: set[str] = set()
        self.anchors: list[Anchor] = []
        self.slugs: dict[str, str] = {}

    def place(self) -> None:
        """Put the citations into the title, the text and the notes."""
        title = rewritten_all(self.chapter.title, {Citation: self.replacement})
        self.chapter = with_blocks(self.chapter, self._placed, title=title)

    def _placed(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return blocks with their citations set, those that have any with their marks tidied."""
        changed = rewritten_all(blocks, {Citation: self.replacement})
        if changed is blocks or not self.made:
            return changed
        return tuple(
            new if new is old else with_runs((new,), self._tidied, self.lang, only_with=_TIDIED)[0]
            for new, old in zip(changed, blocks, strict=True)
        )

    def list_references(self, entries: Sequence[Entry], title: str, *, explicit: bool) -> None:
        """Print entries where the author says, otherwise under a title at the chapter's end.

        ``explicit``: their keys are identifiers as they are, for the whole publication; otherwise
        links lead to them from the chapter alone.
        """
        cited = {
            work.key: node.place for node in reversed([*self.made]) for work in reversed(node.works)
        }
        paragraphs = []
        for entry in entries:
            place = cited.get(entry.work, self.chapter.title_place)
            paragraphs.append(entry.paragraph(place))
            self.places[entry.key] = place
            if explicit:
                self.anchors.append(Anchor(entry.key, entry.key, place))
            else:
                self.slugs[entry.key] = entry.key
        for link in nodes_of((Link,), paragraphs):
            self.links.setdefault(link.href, link.place)
        if REFERENCES in self.places:
            self._fill(tuple(paragraphs))
        elif paragraphs:
            self._append(tuple(paragraphs), title)

    def free_identifier(self) -> None:
        """Give up the identifier of the place for the references, which another chapter keeps."""
        place = self.places.pop(REFERENCES)
        key = self._key("references-list", place)

        def rename(node: Division) -> tuple[Node, ...]:
            return (replace(node, key=key) if node.key == REFERENCES else node,)

        blocks = rewritten_all(self.chapter.blocks, {Division: rename})
        anchors = tuple(one for one in self.chapter.anchors if one.key != REFERENCES)
        self.chapter = replace(self.chapter, blocks=blocks, anchors=anchors)

    def done(self) -> Chapter:
        """Return the chapter with everything that was put into it."""
        known = {reference.target for reference in self.chapter.links}
        links = tuple(
            Reference(href, place) for href, place in self.links.items() if href not in known
        )
        return replace(
            self.chapter,
            notes=(*self.chapter.notes, *self.bodies),
            places=self.places,
            links=(*self.chapter.links, *links),
            anchors=(*self.chapter.anchors, *self.anchors),
            slugs={**self.chapter.slugs, **self.slugs},
        )

    def replacement(self, node: Citation) -> tuple[Inline, ...]:
        """Return what stands in the place of a citation; its characters where it was not set."""
        made = self.made.get(node)
        if made is None:
            return (Text(node.place, text=source_of(node)),)

        def entry(key: str) -> str | None:
            href = self.hrefs.get(key)
            if href is not None:
                self.links.setdefault(href, node.place)
            return href

        def note(inlines: tuple[Inline, ...]) -> Inline:
            return self._note(node, inlines)

        inlines = Reader(node.place, entry, note).inlines(made)
        if any(isinstance(inline, NoteCall) for inline in inlines):
            return inlines
        return (Marked(node.place, _CITATION, "span", inlines),)

    def _note(self, node: Citation, inlines: tuple[Inline, ...]) -> Inline:
        digest = blake2b(source_of(node).encode("utf-8", "replace"), digest_size=3).hexdigest()
        key = self._key(f"cited-{digest}", node.place)
        text = (Marked(node.place, _CITATION, "span", inlines),)
        paragraph = Paragraph(node.place, key=self._key(f"{key}-text", node.place), children=text)
        label = f"at citation {len(self.bodies) + 1}"  # which no author can write
        self.labels.add(label)
        self.bodies.append(NoteBody(label, key, (paragraph,), node.place))
        return NoteCall(node.place, label=label)

    def _key(self, wanted: str, place: Place) -> str:
        key = unique_name(wanted, self.places)
        self.places[key] = place
        return key

    def _fill(self, paragraphs: tuple[Block, ...]) -> None:
        waiting = [paragraphs]

        def fill(node: Division) -> tuple[Node, ...]:
            if node.key != REFERENCES or not waiting:
                return (node,)
            classes = (*_LIST.classes, *node.attributes.classes)
            attributes = replace(node.attributes, classes=classes)
            children = (*node.children, *waiting.pop())
            return (replace(node, attributes=attributes, children=children),)

        blocks = rewritten_all(self.chapter.blocks, {Division: fill})
        self.chapter = replace(self.chapter, blocks=blocks)

    def _append(self, paragraphs: tuple[Block, ...], title: str) -> None:
        place = self.chapter.title_place
        heading = Heading(
            place, _HEADING, self._key("references", place), children=(Text(text=title),)
        )
        division = Division(place, _LIST, self._key("references-list", place), paragraphs)
        self.chapter = replace(self.chapter, blocks=(*self.chapter.blocks, heading, division))

    def _tidied(self, inlines: tuple[Inline, ...], run: Run) -> tuple[Inline, ...]:
        """Let citations agree with the marks around them.

        The number of a note follows the word, or the mark after it, without a space, as Pandoc has
        it, and so does a raised number; where a citation ends with a full stop, no second one
        follows.
        """
        result: list[Inline] = []
        rest = list(reversed(inlines))
        while rest:
            node = rest.pop()
            if isinstance(node, NoteCall) and node.label in self.labels:
                _strip_end(result)
                if not self.before_marks:
                    _take_marks(result, rest)
            elif isinstance(node, Marked) and node.attributes is _CITATION:
                if _is_raised(node):
                    _strip_end(result)
                _drop_full_stop(node, rest)
            elif children := getattr(node, "children", ()):
                inner = self._tidied(children, run)
                if inner is not children:
                    node = replace(node, children=inner)  # type: ignore[call-arg]
            result.append(node)
        same = len(result) == len(inlines) and all(map(is_, result, inlines))
        return inlines if same else tuple(result)


def _is_raised(node: Marked) -> bool:
    return all(isinstance(child, Marked) and child.element == "sup" for child in node.children)


def _strip_end(result: list[Inline]) -> None:
    while result and (isinstance(result[-1], SoftBreak) or _is_space(result[-1])):
        result.pop()
    if result and isinstance(last := result[-1], Text):
        result[-1] = replace(last, text=last.text.rstrip())


def _is_space(node: Inline) -> bool:
    return isinstance(node, Text) and not node.text.strip()


def _take_marks(result: list[Inline], rest: list[Inline]) -> None:
    """Move the punctuation at the beginning of what follows to the end of what is there."""
    following = rest[-1] if rest else None
    match = _MARKS.match(following.text) if isinstance(following, Text) else None
    if following is None or match is None:
        return
    rest[-1] = Text(following.place, text=match.string[match.end() :])
    result.append(Text(following.place, text=match[0]))


def _drop_full_stop(node: Marked, rest: list[Inline]) -> None:
    following = rest[-1] if rest else None
    if not isinstance(following, Text) or not following.text.startswith("."):
        return
    if plain_text((node,)).endswith((".", "!", "?")):
        rest[-1] = replace(following, text=following.text[1:])


def source_of(node: Citation) -> str:
    """Return a citation as the author wrote it."""
    return node.source or f"[{'; '.join(f'@{work.key}' for work in node.works)}]"
