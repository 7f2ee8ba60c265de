"""Pages in their frames: the templates of ``templates/web`` filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from octavo.bylines import bylines
from octavo.documents.navigation import NavPoint
from octavo.documents.sections import Document
from octavo.documents.xhtml import direction
from octavo.model.publication import SiteFacts
from octavo.model.rendition import File
from octavo.model.site import PublicationRecord, TextRecord
from octavo.theme import Templates
from octavo.words import Words
from octavo.workspace import Workspace
from octavo.writers.web.citing import Citation, cite_text
from octavo.writers.web.heads import (
    PageHead,
    head_of_other,
    head_of_publication,
    head_of_text,
)
from octavo.writers.web.html import inner_html
from octavo.writers.web.jsonld import DataFile
from octavo.writers.web.metadata import Download
from octavo.writers.web.side import Side

# Everything that a page needs comes from its own host, and nothing in it runs but files of it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
ASSETS = "assets/"
PDF_TYPE = "application/pdf"


class Turn(NamedTuple):
    """The page before or behind another one."""

    file: str
    title: str
    lang: str


class Framer:
    """Fills in the frames of the pages of one publication."""

    def __init__(
        self,
        record: PublicationRecord,
        site: SiteFacts,
        templates: Templates,
        workspace: Workspace,
        variants: Sequence[str],
        downloads: Sequence[Download],
    ) -> None:
        """Take what is said of the publication and its site; ``variants`` those of the edition.

        ``downloads`` are the files of the publication's other editions.
        """
        self.record = record
        self.site = site
        self.templates = templates
        self._workspace = workspace
        self._variants = variants
        self._downloads = downloads
        self._words: dict[str, Words] = {}
        self._folder = f"{record.name}/"
        self._texts = {self._file(text): text for text in record.texts}

    def _file(self, text: TextRecord) -> str:
        return text.address.removeprefix(self._folder)

    def words(self, lang: str) -> Words:
        """Return the house words of a language, read once."""
        if lang not in self._words:
            self._words[lang] = Words(self._workspace, lang, self._variants)
        return self._words[lang]

    def start(self, points: Sequence[NavPoint], imprint: str) -> str:
        """Return the first page of the publication; ``imprint`` is the file of that, or nothing."""
        record = self.record
        head = head_of_publication(record, self.site, self._downloads)
        return self._framed(
            "start.html",
            record.lang,
            head,
            points=points,
            texts=self._texts,
            citation=cite_text(record, base=self.site.base),
            first=self._file(record.texts[0]) if record.texts else "",
            imprint=imprint,
        )

    def texts(
        self,
        documents: Sequence[Document],
        points: Sequence[NavPoint],
        data: Mapping[str, Sequence[DataFile]],
        *,
        has_pages: bool,
    ) -> Iterator[File]:
        """Yield the pages of all documents; their trees cannot be used any more.

        ``data`` are the files of data of each document, by its file.
        """
        turns = [Turn(one.file, one.title, one.section.lang) for one in documents]
        imprint = imprint_among(documents)
        side = Side(points)
        for place, document in enumerate(documents):
            lang = document.section.lang
            html = self._framed(
                "text.html",
                lang,
                self._head(document, data[document.file]),
                content=inner_html(document.body),
                side=side.beside(document.file),
                file=document.file,
                previous=turns[place - 1] if place else None,
                next=turns[place + 1] if place + 1 < len(turns) else None,
                has_pages=has_pages,
                citation=self._citation(document),
                has_pdf=any(one.media_type == PDF_TYPE for one in self._downloads),
                kind=document.section.kind,
                texts=self._texts,
                of_part=_under(points, document) if document.section.kind == "part" else (),
                imprint=imprint,
            )
            yield File(document.file, html.encode())

    def _head(self, document: Document, data: Sequence[DataFile]) -> PageHead:
        text = self._texts.get(document.file)
        if text is None:
            address = f"{self._folder}{document.file}"
            return head_of_other(self.record, document.title, address, self.site)
        return head_of_text(self.record, text, self.site, self._downloads, data)

    def _citation(self, document: Document) -> Citation | None:
        """Return how to cite the text of a page where it is a work of its own."""
        text = self._texts.get(document.file)
        if text is None or not text.is_contribution:
            return None
        return cite_text(self.record, text, base=self.site.base)

    def _framed(self, name: str, lang: str, head: PageHead, **facts: object) -> str:
        words = self.words(lang)
        common: Mapping[str, object] = {
            "record": self.record,
            "site": self.site,
            "words": words,
            "lang": lang,
            "direction": direction(lang),
            "root": "../",
            "assets": ASSETS,
            "policy": POLICY,
            "head": head,
            "notice": self.record.draft,
            "bylines": partial(bylines, words=words, lang=lang),
            "in_language": partial(html_language, around=lang),
        }
        return str(self.templates.render(name, {**common, **facts}))


def html_language(lang: str, around: str) -> Markup:
    """Return the attributes of words in another language than that around them, for HTML."""
    if not lang or lang == around:
        return Markup("")
    attributes = Markup(' lang="{}"').format(lang)
    turned = direction(lang) != direction(around)
    return attributes + (Markup(' dir="{}"').format(direction(lang)) if turned else Markup(""))


def imprint_among(documents: Iterable[Document]) -> str:
    """Return the file of the imprint, or nothing."""
    return next((one.file for one in documents if one.section.kind == "imprint"), "")


def _under(points: Sequence[NavPoint], part: Document) -> Sequence[NavPoint]:
    """Return the rows of the contents under that of a part."""
    return next((one.children for one in points if one.address == part.file), ())
