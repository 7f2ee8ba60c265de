"""Values in the text: ``{{< meta key >}}`` and ``{{< var key >}}``, as the language writes them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from octavo.model.book import Chapter
from octavo.model.content import line_of
from octavo.model.diagnostic import Diagnostic, diagnose
from octavo.model.inlines import Value
from octavo.model.publication import Publication
from octavo.passes.resolve.data.cellvalues import CsvQuestion
from octavo.passes.resolve.data.csvfiles import CsvFile, CsvShelf
from octavo.passes.resolve.data.questions import OPTIONS, Question, WrongError, near_name
from octavo.passes.resolve.data.variables import Variables
from octavo.workspace import Workspace

_PUBLICATION = ("book", "publication")


class Values:
    """Looks up the values that the chapters of a publication name."""

    def __init__(self, publication: Publication, workspace: Workspace, shelf: CsvShelf) -> None:
        """Take the publication, the door to its files, and the CSV files already read."""
        self.publication = publication
        self.variables = Variables(publication.variables, workspace, shelf)

    def text(
        self, node: Value, chapter: Chapter, lang: str
    ) -> tuple[str | None, tuple[Diagnostic, ...]]:
        """Return the words that stand for a value in a chapter, and what was wrong.

        Without words the shortcode stays as it is written.
        """
        question = Question(node, chapter, lang)
        try:
            if question.asked.wrong is not None:
                return None, (question.unreadable(),)
            for name in question.asked.options:
                if name not in OPTIONS:
                    return None, (question.unknown_option(name),)
            if node.kind == "meta":
                return question.printed(self._metadata(question)), ()
            return self._variable(question)
        except WrongError as error:
            return None, error.diagnostics

    # ---------------------------------------------------------------- metadata

    @cached_property
    def _publication(self) -> dict[str, Any]:
        return self.publication.model_dump()

    def _metadata(self, question: Question) -> Any:  # noqa: ANN401  (YAML holds anything)
        path = question.asked.path
        publication = self._publication
        own = question.chapter.matter.model_dump()
        own = {key: value for key, value in own.items() if value not in ("", (), None)}
        own.setdefault("title", line_of(question.chapter.title))
        first = path[0].name
        if first in _PUBLICATION and first not in own and len(path) > 1:
            return question.walk(publication, path[1:], "in octavo.yaml")
        whole = {**{key: value for key, value in publication.items() if value}, **own}
        return question.walk(whole, path, "in the front matter or in octavo.yaml")

    # --------------------------------------------------------------- variables

    def _variable(self, question: Question) -> tuple[str | None, tuple[Diagnostic, ...]]:
        first = question.asked.path[0]
        root, exists, found = self.variables.root(first.name, question.span(first))
        if not exists:
            names = self.variables.names()
            hint = near_name(first.name, names) or "name its file under `variables` in octavo.yaml"
            what = f"no variable “{first.name}”"
            raise WrongError(diagnose("OCT264", what, question.span(first), hint))
        if root is None:
            return None, found
        rest = question.asked.path[1:]
        try:
            if isinstance(root, CsvFile):
                return CsvQuestion(question, root).text(rest), found
            return question.printed(question.walk(root, rest, f"in “{first.name}”")), found
        except WrongError as error:
            return None, (*found, *error.diagnostics)
