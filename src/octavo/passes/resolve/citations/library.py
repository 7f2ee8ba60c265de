"""The library of a publication: its bibliographies and those of its chapters."""

from __future__ import annotations

import posixpath
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence

from octavo.model.book import Chapter
from octavo.model.diagnostic import Diagnostic, Span, diagnose
from octavo.model.publication import Publication
from octavo.nearest import nearest
from octavo.passes.resolve.citations.bibliography import Bibliography, Work, read_bibliography
from octavo.passes.resolve.citations.found import place_in_matter
from octavo.workspace import Workspace

Works = Mapping[str, Work]


class Library:
    """Reads each bibliography once, and knows which works a chapter can cite.

    ``is_whole`` is false where a file that is named could not be read.
    """

    def __init__(self, publication: Publication, workspace: Workspace) -> None:
        """Read the bibliographies that the publication names."""
        self.workspace = workspace
        self.files: dict[str, Bibliography] = {}
        self.diagnostics: list[Diagnostic] = []
        self.is_whole = True
        self._told: set[str] = set()
        self.common = tuple(
            self._read(posixpath.normpath(path), None) for path in publication.bibliography
        )

    def of_chapter(self, chapter: Chapter) -> Works:
        """Return the works that a chapter can cite: those of its own bibliographies first."""
        own = self._own(chapter)
        return ChainMap(*(dict(one.works) for one in (*own, *self.common)))

    def of_book(self, chapters: Iterable[Chapter]) -> Works:
        """Return the works of the publication, then those of its chapters in their order."""
        files = {one.path: one for one in self.common}
        for chapter in chapters:
            files |= {one.path: one for one in self._own(chapter) if one.path not in files}
        return ChainMap(*(dict(one.works) for one in files.values()))

    def near(self, key: str, works: Works) -> str:
        """Return a key that is nearly the one given, or ""."""
        return nearest(key, works)

    def tell_doubles(self, work: Work, works: Works) -> None:
        """Warn where a key that is cited has several entries that are not the same."""
        if work.key in self._told:
            return
        self._told.add(work.key)
        first = works[work.key]
        for file in self.files.values():
            others = [one for one in file.doubles if one.key == work.key]
            others += [file.works[work.key]] if work.key in file.works else []
            for other in others:
                if other is not first and (other.text != first.text or not other.text):
                    self.diagnostics.append(
                        diagnose(
                            "OCT257",
                            f"the key “{work.key}” is given twice; this entry is not used",
                            other.span,
                            f"the one that is used is at {first.span}; give one another key",
                        )
                    )

    def _own(self, chapter: Chapter) -> Sequence[Bibliography]:
        value = (chapter.matter.model_extra or {}).get("bibliography") or ()
        paths = [value] if isinstance(value, str) else value
        if not isinstance(paths, list):
            return ()
        folder = posixpath.dirname(chapter.source.path)
        span = Span(chapter.source.path, *place_in_matter(chapter, "bibliography"))
        # A path from / on is one from the publication's folder, as Quarto has it.
        return [
            self._read(posixpath.normpath(posixpath.join(folder, path).lstrip("/")), span)
            for path in paths
            if isinstance(path, str)
        ]

    def _read(self, path: str, named: Span | None) -> Bibliography:
        if path not in self.files:
            read, found = read_bibliography(self.workspace, path, named)
            self.files[path] = read or Bibliography(path)
            self.is_whole = self.is_whole and read is not None
            self.diagnostics += found
        return self.files[path]
