"""Cross-references: ``@fig-x`` becomes a link that reads “Figure 3”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from octavo.model.book import Chapter
from octavo.model.content import Block, Heading, Panel, line_of
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.inlines import Attributes, CrossReference, Inline, Link, Marked, Node, Text
from octavo.nearest import nearest
from octavo.passes.resolve.links import Place
from octavo.passes.resolve.numbers import kind_of, numbered_blocks, panel_parts

NO_BREAK_SPACE = "\u00a0"
_REFERENCE = Attributes(classes=("cross-reference",))
# How labels begin, and which kinds of things bear them; some have no kind for want of the label.
_LABELLED = {
    "fig": ("figure", ""),
    "tbl": ("table", ""),
    "sec": ("section", "chapter", "part", "appendix"),
    "eq": ("equation", ""),
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a cross-reference can lead to.

    ``kind`` is the key of its house word; ``title`` stands for a section without a number.
    """

    kind: str
    number: str
    identifier: str
    title: str = ""


def targets_of(places: Sequence[Place], numbers: Sequence[Numbers]) -> dict[str, Target]:
    """Return everything with a label in a publication, by its label.

    ``numbers`` holds for each chapter its number and those of its blocks by key.
    """
    targets: dict[str, Target] = {}
    for place, (number, inner) in zip(places, numbers, strict=True):
        chapter = place.chapter
        labels = {anchor.identifier for anchor in chapter.anchors if anchor.identifier}
        if chapter.identifier:
            title = line_of(chapter.title)
            called = chapter.kind if chapter.kind in ("part", "appendix") else "chapter"
            targets.setdefault(chapter.identifier, Target(called, number, place.identifier, title))
        for block, kind in _referable(chapter):
            if block.key not in labels:
                continue
            title = line_of(block.children) if isinstance(block, Heading) else ""
            found = Target(kind, inner.get(block.key, ""), place.identifiers[block.key], title)
            targets.setdefault(block.key, found)
    return targets


def _referable(chapter: Chapter) -> Iterator[tuple[Block, str]]:
    """Yield what may bear a number with the key of its house word; parts have their panel's."""
    for block in numbered_blocks(chapter.blocks):
        kind = "section" if isinstance(block, Heading) else kind_of(block)
        yield block, kind
        if isinstance(block, Panel):
            yield from ((part, kind) for part in panel_parts(block))


Numbers = tuple[str, Mapping[str, str]]


class CrossReferences:
    """Makes the links of one chapter's cross-references."""

    def __init__(self, targets: Mapping[str, Target], words: Mapping[str, str], path: str) -> None:
        """Take what can be referred to, the house words of the chapter and its file."""
        self.targets = targets
        self.words = words
        self.path = path
        self.links: dict[str, str | None] = {}
        self.diagnostics: list[Diagnostic] = []

    def link(self, node: CrossReference) -> tuple[Inline, ...]:
        """Return the link that a reference becomes; its characters where it leads nowhere."""
        target = self.targets.get(node.target)
        if target is None or not (target.number or target.title):
            self.diagnostics.append(self._unknown(node))
            return (Text(node.place, text=f"@{node.target}"),)
        href = f"@{node.target}"
        self.links[href] = f"#{target.identifier}"
        return (Link(node.place, _REFERENCE, href, "", (Text(text=self._text(node, target)),)),)

    def _text(self, node: CrossReference, target: Target) -> str:
        if not target.number:
            return target.title
        number = f"({target.number})" if target.kind == "equation" else target.number
        if node.number_only:
            return target.number
        prefix = node.prefix if node.prefix is not None else self.words[target.kind]
        if node.capital:
            prefix = prefix[:1].upper() + prefix[1:]
        return f"{prefix}{NO_BREAK_SPACE}{number}".strip(NO_BREAK_SPACE)

    def _unknown(self, node: CrossReference) -> Diagnostic:
        span = Span(self.path, *node.place, width=len(node.target) + 1)
        if node.target in self.targets:
            return diagnose(
                "OCT213",
                f"“@{node.target}” has no number to refer to",
                span,
                "give it a caption, or link to it: [words](#" + node.target + ")",
            )
        hint = self._hint(node.target)
        return diagnose("OCT213", f"nothing here has the label “{node.target}”", span, hint)

    def _hint(self, label: str) -> str:
        """Return what to do about a label that nothing has."""
        kind, _, name = label.partition("-")
        bare = self.targets.get(name)
        if bare is not None and bare.kind in _LABELLED.get(kind, ()):
            return f"a label needs `{kind}-`: write {{#{label}}}"
        # Others cannot be referred to by their label: it would be a citation.
        labels = [one for one in self.targets if one.partition("-")[0] in _LABELLED]
        if near := nearest(label, labels):
            return f"did you mean “@{near}”?"
        if kind == "eq":
            return f"give the equation its label: $$ … $$ {{#{label}}}"
        return f"give what is meant the label {{#{label}}}"


def with_pages(node: Marked) -> tuple[Node, ...]:
    """Let ``[@fig-x]{.with-page}`` print the page: the class moves to the links inside."""
    if "with-page" not in node.attributes.classes:
        return (node,)
    children = tuple(
        replace(child, attributes=_with_page(child.attributes))
        if isinstance(child, Link)
        else child
        for child in node.children
    )
    return (replace(node, children=children),)


def _with_page(attributes: Attributes) -> Attributes:
    return replace(attributes, classes=(*attributes.classes, "with-page"))
