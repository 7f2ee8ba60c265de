"""A resolved book, walked through for the language of another typesetting program.

Only what our anthology holds is known; a node of another kind is an error, so that no program is
given less text than another.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from octavo.model.book import Asset, Book, ResolvedChapter
from octavo.model.content import (
    Block,
    DefinitionList,
    Division,
    Figure,
    Heading,
    List,
    Paragraph,
    Table,
    Term,
)
from octavo.model.inlines import (
    Abbreviation,
    GlossaryTerm,
    IndexTerm,
    Inline,
    Link,
    Marked,
    NoteCall,
    SoftBreak,
    Text,
)


class Markup(ABC):
    """Writes a book in one language."""

    def __init__(self, book: Book) -> None:
        """Take a book."""
        self.book = book
        self.resolved = book.chapters[0]
        references = book.around["references"]
        self._targets = {
            *(one.identifier for one in book.chapters),
            *references.identifiers.values(),
        }

    def body(self) -> str:
        """Return all chapters and, behind them, the references."""
        chapters = (*self.book.chapters, self.book.around["references"])
        return "\n".join(self._chapter(one) for one in chapters)

    def _chapter(self, resolved: ResolvedChapter) -> str:
        self.resolved = resolved
        matter = resolved.chapter.matter
        people = ", ".join(person.name for person in matter.authors)
        return self._essay(
            resolved.identifier or "references",
            matter.title or "References",
            matter.subtitle or "",
            people,
            matter.abstract or "",
            self.blocks(resolved.chapter.blocks),
        )

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Return blocks, one after the other."""
        return "\n".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                reference = "reference" in block.attributes.classes
                name = self.resolved.identifiers.get(block.key, block.key) if reference else ""
                return self._paragraph(name, self.inlines(block.children))
            case Heading():
                return self._heading(block.level, self.inlines(block.children))
            case Division():
                return self.blocks(block.children)
            case List():
                items = [self.blocks(item.children).strip() for item in block.items]
                return self._list_of(items, numbered=block.start is not None)
            case DefinitionList():
                return self._definitions(
                    [
                        (isinstance(one, Term), self.inlines(one.children))
                        if isinstance(one, Term)
                        else (False, self.blocks(one.children).strip())
                        for one in block.items
                    ]
                )
            case Figure():
                asset = self.resolved.images[block.image.source]
                assert asset
                return self._figure(asset, block.image.alt or "", self.inlines(block.caption))
            case Table():
                rows = [[self.inlines(cell.children) for cell in row.cells] for row in block.rows]
                head = [self.inlines(cell.children) for cell in block.head.cells]
                aligned = [cell.align or "left" for cell in block.head.cells]
                return self._table(aligned, head, rows, self.inlines(block.caption))
        raise TypeError(block)

    def inlines(self, nodes: Iterable[Inline]) -> str:
        """Return the pieces of a line."""
        return "".join(self._inline(node) for node in nodes)

    def _inline(self, node: Inline) -> str:
        match node:
            case Text():
                return self._text(node.text)
            case SoftBreak():
                return " "
            case Marked(element="em"):
                return self._emphasis(self.inlines(node.children))
            case Marked() | GlossaryTerm() | IndexTerm():
                return self.inlines(node.children)
            case Abbreviation():
                words = f"{node.long} ({node.text})" if node.expanded else node.text
                return self._text(words)
            case Link():
                inner = self.inlines(node.children)
                address = self.resolved.links.get(node.href) or node.href
                is_lost = address.startswith("#") and address[1:] not in self._targets
                return inner if is_lost else self._link(address, inner)
            case NoteCall():
                return self._note(self.blocks(self.resolved.notes[node.label].body.blocks).strip())
        raise TypeError(node)

    @abstractmethod
    def _text(self, words: str) -> str: ...
    @abstractmethod
    def _emphasis(self, inner: str) -> str: ...
    @abstractmethod
    def _link(self, address: str, inner: str) -> str: ...
    @abstractmethod
    def _note(self, inner: str) -> str: ...
    @abstractmethod
    def _paragraph(self, name: str, inner: str) -> str: ...
    @abstractmethod
    def _heading(self, level: int, inner: str) -> str: ...
    @abstractmethod
    def _list_of(self, items: Sequence[str], *, numbered: bool) -> str: ...
    @abstractmethod
    def _definitions(self, items: Sequence[tuple[bool, str]]) -> str: ...
    @abstractmethod
    def _figure(self, asset: Asset, alt: str, caption: str) -> str: ...
    @abstractmethod
    def _table(
        self, aligned: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[str]],
        caption: str,
    ) -> str: ...  # fmt: skip
    @abstractmethod
    def _essay(
        self, name: str, title: str, subtitle: str, people: str, abstract: str, body: str
    ) -> str: ...
