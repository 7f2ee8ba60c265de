"""Chapters whose citations are set by the real citeproc, shown as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from octavo.model.book import Chapter, NoteBody, Source
from octavo.model.content import children_of, walk
from octavo.model.diagnostic import Diagnostic
from octavo.model.inlines import HardBreak, Link, Marked, Node, NoteCall, Text
from octavo.model.publication import Publication
from octavo.passes.parse import parse
from octavo.passes.resolve.citations import Citations, ReferenceList
from octavo.workspace import Workspace

HOUSE_WORDS = {"en": "References", "fr": "Références"}


@dataclass(frozen=True)
class Cited:
    """Chapters with their citations set, and what came with them."""

    chapters: Sequence[Chapter]
    references: ReferenceList | None
    diagnostics: Sequence[Diagnostic]

    def text(self, number: int = 0) -> str:
        """The text of a chapter; links as ``<target>``, calls of notes as ``[1]``."""
        return shown(self.chapters[number].blocks, self._labels(number)).strip()

    def notes(self, number: int = 0) -> list[str]:
        """The bodies of the notes that the text calls, in their order."""
        bodies = {note.label: note for note in self.chapters[number].notes}
        labels = self._labels(number)
        return [shown(bodies[label].blocks, labels).strip() for label in labels]

    def entries(self) -> list[str]:
        """The list of references of the book."""
        assert self.references is not None
        (division,) = self.references.blocks
        return [shown([entry], ()).strip() for entry in children_of(division)]

    def told(self) -> list[tuple[str, str]]:
        """Code and place of everything that was told."""
        return [(one.code, str(one.span)) for one in self.diagnostics]

    def body(self, label: str) -> NoteBody:
        return next(note for chapter in self.chapters for note in chapter.notes
                    if note.label == label)  # fmt: skip

    def _labels(self, number: int) -> list[str]:
        calls = (node for node in walk(self.chapters[number].blocks) if isinstance(node, NoteCall))
        return list(dict.fromkeys(call.label for call in calls))


def shown(nodes: Iterable[Node], labels: Sequence[str]) -> str:
    """Nodes as text in which links, marks and calls of notes are seen."""
    pieces = []
    for node in nodes:
        match node:
            case Text():
                pieces.append(node.text)
            case HardBreak():
                pieces.append("/")
            case NoteCall():
                pieces.append(f"[{labels.index(node.label) + 1}]")
            case Link():
                pieces.append(f"{shown(node.children, labels)}<{node.href}>")
            case Marked() if node.element in ("em", "strong", "sup"):
                pieces.append(f"<{node.element}>{shown(node.children, labels)}</{node.element}>")
            case _:
                pieces.append(shown(children_of(node), labels))
                pieces.append("\n" if hasattr(node, "key") else "")
    return "".join(pieces)


Cite = Callable[..., Cited]


@pytest.fixture
def cite(tmp_path: Path) -> Cite:
    """Sets the citations of texts by their paths, with files of the publication beside them."""

    def run(texts: str | dict[str, str], files: dict[str, str], **options: object) -> Cited:
        for path, content in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content, encoding="utf-8")
        facts = {"name": "book", "title": "A book", "date": "2026-01-15", "contents": ["."]}
        publication = Publication.model_validate({**facts, **options})
        chapters: list[Chapter] = []
        by_path = {"1.md": texts} if isinstance(texts, str) else texts
        for path, text in by_path.items():
            found, diagnostics = parse(Source(path, text))
            assert not diagnostics
            chapters += found
        words = {lang: {"references": word} for lang, word in HOUSE_WORDS.items()}
        citations = Citations(publication, Workspace(tmp_path, {}), words.__getitem__)
        citations.begin(chapters)
        cited = citations.cited(chapters)
        return Cited(cited, citations.references, citations.diagnostics)

    return run
