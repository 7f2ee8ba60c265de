"""Data in the manuscript: values in the text, tables, records and charts from files."""

from __future__ import annotations

from octavo.model.book import Chapter
from octavo.model.content import Chart, DataRecords, DataTable, Division, Figure, Table
from octavo.model.diagnostic import Diagnostic
from octavo.model.inlines import Value
from octavo.model.publication import Publication
from octavo.passes.resolve.data.charts import Charts
from octavo.passes.resolve.data.csvfiles import CsvShelf
from octavo.passes.resolve.data.made import Made
from octavo.passes.resolve.data.records import make_records
from octavo.passes.resolve.data.tables import make_table
from octavo.passes.resolve.data.values import Values
from octavo.workspace import Workspace

__all__ = ["DataDesk", "Made"]


class DataDesk:
    """Answers what the chapters of one publication ask of its data. To be closed in the end."""

    def __init__(self, publication: Publication, workspace: Workspace) -> None:
        """Take the publication and the door to its files; nothing is read before it is asked."""
        named = {name: path for name, path in publication.variables.items() if name}
        self._workspace = workspace
        self._design = publication.design
        self._shelf = CsvShelf(workspace, named)
        self._values = Values(publication, workspace, self._shelf)
        self._charts: Charts | None = None

    def value(
        self, node: Value, chapter: Chapter, lang: str
    ) -> tuple[str | None, tuple[Diagnostic, ...]]:
        """Return the words that stand for a value; without any, the shortcode stays."""
        return self._values.text(node, chapter, lang)

    def table(self, node: DataTable, chapter: Chapter, lang: str, taken: set[str]) -> Made[Table]:
        """Return the table of a ``csv-table`` block. ``taken`` are the chapter's keys."""
        return make_table(node, chapter.source.path, lang, self._shelf, taken)

    def records(
        self, node: DataRecords, chapter: Chapter, lang: str, taken: set[str]
    ) -> Made[Division]:
        """Return the records of a ``csv-records`` block. ``taken`` are the chapter's keys."""
        return make_records(node, chapter.source.path, lang, self._shelf, taken)

    def figure(
        self, node: Chart, chapter: Chapter, identifier: str, lang: str, taken: set[str]
    ) -> Made[Figure]:
        """Return the figure of a chart in the chapter with this identifier.

        ``taken`` are the chapter's keys and the sources of its images.
        """
        return self._started().make(node, chapter.source.path, identifier, lang, taken)

    def begin(self) -> None:
        """Start the chart engine, which takes a while, before the first chart needs it."""
        self._started().engine.begin()

    def _started(self) -> Charts:
        if self._charts is None:
            self._charts = Charts(self._workspace, self._design, self._shelf)
        return self._charts

    def close(self) -> None:
        """End the chart engine, where one was started."""
        if self._charts is not None:
            self._charts.close()
            self._charts = None
