"""Inlines as XHTML: text, links, images, notes' calls, and what resolve has made of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup, escape

from octavo.model.book import Asset, Note, ResolvedChapter
from octavo.model.inlines import (
    Abbreviation,
    Citation,
    Code,
    CrossReference,
    Formula,
    GlossaryTerm,
    HardBreak,
    Image,
    IndexTerm,
    Link,
    Marked,
    Node,
    NoteCall,
    Omission,
    SoftBreak,
    Text,
    Value,
)
from octavo.passes.template.core import Components, Core, Setting, safe, size_of
from octavo.passes.template.views import FormulaView


class NoteView:
    """A note for its template: ``flow`` as blocks, ``phrasing`` for a place inside a line."""

    def __init__(self, note: Note, writer: InlineWriter) -> None:
        """Keep the note and the writer that knows its chapter."""
        self.number = note.number
        self.identifier = note.identifier
        self.call_identifier = note.identifier + "-call"
        self._note = note
        self._writer = writer

    @property
    def flow(self) -> Markup:
        """Return the body as blocks."""
        return self._writer.note_body(self._note, phrasing=False)

    @property
    def phrasing(self) -> Markup:
        """Return the body as inline elements, which may stand inside a paragraph."""
        return self._writer.note_body(self._note, phrasing=True)


class InlineWriter(Core):
    """Writes inlines and knows which notes were called."""

    def __init__(
        self,
        resolved: ResolvedChapter,
        component: Components,
        setting: Setting | None = None,
    ) -> None:
        """Take a chapter, its components and the setting of its edition."""
        super().__init__(resolved, component, setting)
        self.in_note = False
        self.called: dict[str, NoteView] = {}
        self._called_in_notes: list[NoteView] = []

    # ---------------------------------------------------------------- notes

    @property
    def notes(self) -> tuple[NoteView, ...]:
        """Return the notes that the edition has, in the order of their numbers."""
        return tuple(
            self.called.get(label) or NoteView(note, self)
            for label, note in self.resolved.notes.items()
            if note.identifier not in self.setting.hidden
        )

    def call_all(self, labels: Iterable[str]) -> None:
        """Take these notes as called elsewhere: here their calls are repeated ones."""
        for label in labels:
            if label in self.resolved.notes:
                self.called.setdefault(label, NoteView(self.resolved.notes[label], self))

    def note_body(self, note: Note, *, phrasing: bool) -> Markup:
        """Return the body of a note."""
        outer = self.phrasing, self.in_note, self.in_verse
        self.phrasing, self.in_note, self.in_verse = phrasing, True, False
        try:
            return safe(self._blocks(note.body.blocks))
        finally:
            self.phrasing, self.in_note, self.in_verse = outer

    def _note_call(self, node: NoteCall) -> str:
        note = self.resolved.notes.get(node.label)
        if note is None:
            return self._omission("note", node.label)
        at_end = self.setting.notes != "page"
        if node.label in self.called:
            name = "endnote-again" if at_end else "note-again"
            return self._component(name, note=self.called[node.label])
        view = NoteView(note, self)
        self.called[node.label] = view
        if at_end:
            return self._component("endnote-call", note=view)
        if self.in_note:
            self._called_in_notes.append(view)
            return self._component("note-in-note", note=view)
        content = self._component("note", note=view)
        while self._called_in_notes:
            # A float in a float is lost: the note that a note calls stands beside it.
            inner = self._called_in_notes.pop(0)
            content += self._component("note-without-call", note=inner)
        return content

    # -------------------------------------------------------------- inlines

    def _inlines(self, nodes: Iterable[Node]) -> str:
        return "".join(map(self._inline, nodes))

    def _inline(self, node: Node) -> str:
        match node:
            case Text():
                return str(escape(node.text))
            case SoftBreak():
                if self.in_verse:
                    return "<br/>"
                # The layout engine takes a line end in a note for a forced break.
                return " " if self.phrasing else "\n"
            case HardBreak():
                return "<br/>"
            case Code():
                return f"<code{self._attributes(node.attributes)}>{escape(node.text)}</code>"
            case Marked():
                return self._marked(node)
            case Link():
                return self._link(node)
            case Image():
                return self._image(node)
            case NoteCall():
                return self._note_call(node)
            case _:
                return self._resolved_inline(node)

    def _resolved_inline(self, node: Node) -> str:
        """Write what resolve looks up; where it found nothing a mark stands for it."""
        match node:
            case Formula():
                return self._formula(node)
            case IndexTerm():
                attributes = self._attributes(node.attributes, key=node.key)
                content = self._inlines(node.children)
                return f"<span{attributes}>{content}</span>" if attributes else content
            case GlossaryTerm():
                return self._inlines(node.children)
            case Abbreviation():
                return self._component("abbreviation", short=node.text, long=node.long,
                                       expanded=node.expanded)  # fmt: skip
            case Citation():
                return self._omission("citation", node.source)
            case CrossReference():
                return self._omission("reference", f"@{node.target}")
            case Value():
                return self._omission("value", node.source)
            case Omission():
                return self._omission(node.what, node.text)
            case _:
                raise TypeError(f"no XHTML for {type(node).__name__}")

    def _marked(self, node: Marked) -> str:
        if not self._shown(node):
            return ""
        attributes = self._attributes(node.attributes)
        return f"<{node.element}{attributes}>{self._inlines(node.children)}</{node.element}>"

    def _link(self, node: Link) -> str:
        content = self._inlines(node.children)
        target = self.resolved.links.get(node.href) if node.href else None
        attributes = self._attributes(node.attributes)
        if target is None or self._leads_nowhere(target):
            return f"<span{attributes}>{content}</span>" if attributes else content
        if node.title:
            attributes += f' title="{escape(node.title)}"'
        if "glossary-term" in node.attributes.classes:
            attributes += ' role="doc-glossref"'
        link = f'<a href="{escape(target)}"{attributes}>{content}</a>'
        page_label = self.setting.page_label
        if "with-page" in node.attributes.classes and target.startswith("#") and page_label:
            link += self._component("page-reference", label=page_label(target[1:]))
        return link

    def _leads_nowhere(self, target: str) -> bool:
        """Tell whether a link leads to what this edition does not have."""
        return target.startswith("#") and target[1:] in self.setting.hidden

    def _image(self, node: Image) -> str:
        asset = self.resolved.images.get(node.source)
        if asset is None:
            return self._omission("image", node.alt or node.source)
        return self._img(node, asset)

    def _img(self, node: Image, asset: Asset) -> str:
        attributes = self._attributes(node.attributes)
        if size := size_of(node.attributes):
            attributes += f' style="{size}"'
        if node.title:
            attributes += f' title="{escape(node.title)}"'
        return f'<img src="{quote(asset.path)}" alt="{escape(node.alt or "")}"{attributes}/>'

    def _formula(self, node: Formula) -> str:
        drawn = self.setting.formulas.get((node.text, False))
        if drawn is None:
            return self._omission("formula", node.text)
        return self._component("formula", formula=FormulaView(drawn, node.attributes))
