"""prepare: what comes from files takes its place in the tree, before anything is numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from octavo.model.book import Anchor, Asset, Chapter, Reference
from octavo.model.content import (
    Chart,
    DataRecords,
    DataTable,
    Definition,
    DefinitionList,
    Division,
    Figure,
    Paragraph,
    Table,
    Term,
)
from octavo.model.diagnostic import Diagnostic
from octavo.model.diagnostic import Place as SourcePlace
from octavo.model.inlines import Node, Text, Value
from octavo.model.publication import Publication
from octavo.naming import Slugs, ascii_slug
from octavo.passes.resolve.abbreviations import Forms, read_abbreviations
from octavo.passes.resolve.apparatus import apparatus
from octavo.passes.resolve.citations import Citations
from octavo.passes.resolve.collation import Collation
from octavo.passes.resolve.contributors import Contributors
from octavo.passes.resolve.data import DataDesk, Made
from octavo.passes.resolve.fragments import ParseInlines
from octavo.passes.resolve.glossary import Glossary, read_glossary
from octavo.passes.resolve.names import chapter_names
from octavo.passes.resolve.numbers import Words
from octavo.passes.resolve.rewrite import with_changes
from octavo.workspace import CONFIGURATION, Workspace

# What the fence of every chart says.
_CHART = "vega-lite"


class Preparer:
    """Prepares the chapters of a publication and makes the parts that come from files."""

    def __init__(
        self,
        publication: Publication,
        workspace: Workspace,
        words: Words,
        parse_inlines: ParseInlines,
    ) -> None:
        """Take the publication, the door to its files, house words and a reader of Markdown."""
        self.publication = publication
        self.words = words
        self.parse_inlines = parse_inlines
        self.desk = DataDesk(publication, workspace)
        self.contributors = Contributors(publication, workspace)
        self.citations = Citations(publication, workspace, words)
        self.abbreviations, found = read_abbreviations(publication.abbreviations, workspace)
        self.glossary: Glossary | None = None
        self.assets: dict[str, Asset | None] = {}
        self.diagnostics: list[Diagnostic] = list(found)
        if publication.glossary:
            self.glossary, found = read_glossary(publication.glossary, workspace)
            self.diagnostics += found

    def prepare(self, chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
        """Return the chapters with values, charts, tables and citations in their places."""
        names = chapter_names(tuple(chapters))
        credited = [self.contributors.credited(chapter) for chapter in chapters]
        # Other processes draw the charts and set the citations: they begin as early as they can.
        if any(_CHART in chapter.source.text for chapter in chapters):
            self.desk.begin()
        self.citations.begin(credited)
        filled = [
            self._from_data(chapter, name) for chapter, name in zip(credited, names, strict=True)
        ]
        self.desk.close()
        cited = self.citations.cited(filled)
        self.diagnostics += self.citations.diagnostics
        return cited

    def apparatus(self, chapters: Sequence[Chapter]) -> dict[str, Chapter]:
        """Return the apparatus that these chapters ask for, by the name of its template."""
        words = self.words(self.publication.lang)
        made: dict[str, Chapter] = {}
        if used := self._abbreviations_in(chapters):
            made["abbreviations"] = _list_of_abbreviations(used, words["abbreviations"])
        if self.glossary is not None and self.glossary.entries:
            blocks = self.glossary.blocks(self.publication.lang, words, self.parse_inlines)
            path, places = self.glossary.path, self.glossary.places
            made["glossary"] = apparatus("glossary", words["glossary"], blocks, path, places)
        if (references := self.citations.references) is not None:
            spans = references.spans
            path = next(iter(spans.values())).path if spans else ""
            places = {key: SourcePlace(span.line, span.column) for key, span in spans.items()}
            made["references"] = apparatus(
                "references", words["references"], references.blocks, path, places
            )
        authors = self.contributors.named(self.publication).authors
        if (people := self.contributors.part(self.parse_inlines, words, authors)) is not None:
            made["contributors"] = people
        self.diagnostics += self.contributors.diagnostics
        return made

    def _abbreviations_in(self, chapters: Sequence[Chapter]) -> dict[str, str]:
        """Return the abbreviations that the chapters use, in the order of the alphabet."""
        longs = dict(self.abbreviations)
        for chapter in chapters:
            longs |= chapter.abbreviations
        if not longs:
            return {}
        forms = Forms(longs)
        used = {form for one in chapters for form in forms.used_in(one.source.text)}
        collation = Collation(self.publication.lang)
        shorts = (short for short in longs if short in used or short + "s" in used)
        return {short: longs[short] for short in sorted(shorts, key=collation.key)}

    def _from_data(self, chapter: Chapter, name: str) -> Chapter:
        data = _DataOf(self, chapter, name)
        changed = with_changes(
            chapter,
            {
                Value: data.value,
                DataTable: data.table,
                DataRecords: data.records,
                Chart: data.figure,
            },
        )
        return replace(
            changed,
            places={**chapter.places, **data.places},
            images=(*chapter.images, *data.images),
            anchors=(*chapter.anchors, *data.anchors),
            slugs=data.slugs.keys,
            links=(*chapter.links, *data.links),
        )


class _DataOf:
    """Puts what comes from data into one chapter."""

    def __init__(self, preparer: Preparer, chapter: Chapter, name: str) -> None:
        self.preparer = preparer
        self.chapter = chapter
        self.name = name
        self.lang = chapter.matter.lang or preparer.publication.lang
        self.places: dict[str, SourcePlace] = {}
        self.images: list[Reference] = []
        self.anchors: list[Anchor] = []
        self.slugs = Slugs(chapter.slugs)
        self.links: list[Reference] = []
        # Keys and the sources of images; what is made adds its own.
        self.taken = {*chapter.places, *(image.target for image in chapter.images)}

    def value(self, node: Value) -> tuple[Node, ...]:
        text, findings = self.preparer.desk.value(node, self.chapter, self.lang)
        self.preparer.diagnostics += findings
        return (Text(node.place, text=node.source if text is None else text),)

    def table(self, node: DataTable) -> tuple[Node, ...]:
        desk = self.preparer.desk
        return self._put(desk.table(node, self.chapter, self.lang, self.taken), node.place)

    def records(self, node: DataRecords) -> tuple[Node, ...]:
        desk = self.preparer.desk
        return self._put(desk.records(node, self.chapter, self.lang, self.taken), node.place)

    def figure(self, node: Chart) -> tuple[Node, ...]:
        desk = self.preparer.desk
        made = desk.figure(node, self.chapter, self.name, self.lang, self.taken)
        return self._put(made, node.place)

    def _put(
        self, made: Made[Table] | Made[Division] | Made[Figure], place: SourcePlace
    ) -> tuple[Node, ...]:
        self.preparer.diagnostics += made.diagnostics
        self.preparer.assets |= made.images
        self.places |= made.places
        self.images += (Reference(source, place) for source in made.images)
        self.taken |= made.images.keys()
        self.links += (Reference(address, place) for address in made.links)
        for key, title in made.titles.items():
            self.anchors.append(Anchor(key, "", place))
            self.slugs.add(title, key)
        return (made.block,)


def _list_of_abbreviations(longs: Mapping[str, str], title: str) -> Chapter:
    items: list[Term | Definition] = []
    for short, long in longs.items():
        key = f"abbreviation-{ascii_slug(short) or len(items)}"
        meaning = Paragraph(children=(Text(text=long),), tight=True)
        items.append(Term(key=key, children=(Text(text=short),)))
        items.append(Definition(key=f"{key}-meaning", children=(meaning,)))
    return apparatus(
        "abbreviations", title, (DefinitionList(items=tuple(items)),), CONFIGURATION, {}
    )
