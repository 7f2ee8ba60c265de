"""A chapter whose values, tables, records and charts are answered from temporary files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from octavo.model.book import Asset, Source
from octavo.model.content import (
    Chart,
    DataRecords,
    DataTable,
    Division,
    Figure,
    Table,
    plain_text,
    walk,
)
from octavo.model.diagnostic import Diagnostic, Place
from octavo.model.inlines import Value
from octavo.model.publication import Publication
from octavo.passes.parse import parse
from octavo.passes.resolve.data import DataDesk
from octavo.workspace import Workspace

SEATS = """\
group,seats,boards,founded
Industry,245,38,1992
Civil society,186,39,2004
Government,48,16,
"""


@dataclass
class Answers:
    """What came back for a text."""

    words: list[str | None] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    records: list[Division] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    images: dict[str, Asset | None] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    @property
    def told(self) -> list[str]:
        """Code and place of everything that is wrong: ``OCT262 1.md:3:5``."""
        return [f"{finding.code} {finding.span}" for finding in self.findings]


Ask = Callable[..., Answers]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Answers a text: ``ask(text, {path: content}, lang, option of the publication…)``."""

    def answered(
        text: str, files: dict[str, str] | None = None, lang: str = "en-GB", **options: object
    ) -> Answers:
        for path, content in {"seats.csv": SEATS, **(files or {})}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content.encode("utf-8"))
        return answer(tmp_path, text, lang, **options)

    return answered


def answer(root: Path, text: str, lang: str = "en-GB", **options: object) -> Answers:
    """Answer a text from the files of a folder."""
    facts = {"name": "book", "title": "A book", "date": "2026-01-15", "contents": ["."]}
    publication = Publication.model_validate({**facts, **options})
    chapters, found = parse(Source("1.md", text))
    assert not found, found
    answers = Answers()
    desk = DataDesk(publication, Workspace(root, {}))
    try:
        for chapter in chapters:
            for node in walk(chapter.blocks):
                taken = {*chapter.places, *answers.places}
                if isinstance(node, Value):
                    words, findings = desk.value(node, chapter, lang)
                    answers.words.append(words)
                    answers.findings += findings
                elif isinstance(node, DataTable):
                    table = desk.table(node, chapter, lang, taken)
                    answers.tables.append(table.block)
                    answers.places |= table.places
                    answers.findings += table.diagnostics
                elif isinstance(node, DataRecords):
                    records = desk.records(node, chapter, lang, taken)
                    answers.records.append(records.block)
                    answers.places |= records.places
                    answers.titles |= records.titles
                    answers.links += records.links
                    answers.findings += records.diagnostics
                elif isinstance(node, Chart):
                    figure = desk.figure(node, chapter, "one", lang, taken)
                    answers.figures.append(figure.block)
                    answers.images |= figure.images
                    answers.places |= figure.places
                    answers.findings += figure.diagnostics
    finally:
        desk.close()
    return answers


def cells(table: Table | None) -> list[list[str]]:
    """The words of a table, heads first."""
    assert table is not None
    return [[plain_text(cell.children) for cell in row.cells] for row in (table.head, *table.rows)]
