"""Front matter: what the head of a manuscript file says of its chapter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, FiniteFloat, PrivateAttr

from octavo.model.diagnostic import START, Place
from octavo.model.fields import Address, Day, Language, Line, WordList, Words
from octavo.model.people import Authors

ChapterKind = Literal[
    "chapter",
    "part",
    "foreword",
    "preface",
    "acknowledgements",
    "introduction",
    "afterword",
    "epilogue",
    "appendix",
    "dedication",
    "epigraph",
    "credits",
    "colophon",
]
# What comes before the body, in this order (Chicago Manual of Style, 18th edition, 1.4).
FRONT_KINDS = ("foreword", "preface", "acknowledgements", "introduction")
# What a design sets at places of its own: no chapters.
PLACED_KINDS = frozenset({"dedication", "epigraph", "credits", "colophon"})
# What belongs to the body and to none of its parts, and bears no number.
CLOSING_KINDS = frozenset({"afterword", "epilogue"})


class FrontMatter(BaseModel):
    """The front matter of a chapter: what Octavo knows of it, and the rest for the templates.

    ``kind`` is what the text is in the book: a chapter where it says nothing.

    ``original_url`` is where the chapter first appeared, ``permalink`` its address on its site
    (from ``/`` on), ``aliases`` further ones. ``order`` sorts the files of a folder.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    kind: ChapterKind | None = None
    title: Words = ""
    subtitle: Words = ""
    authors: Authors = ()
    date: Day | None = None
    lang: Language | None = None
    abstract: Words = ""
    keywords: WordList = ()
    rights: Line = ""
    original_url: Address | None = None
    permalink: Words = ""
    aliases: WordList = ()
    order: FiniteFloat | None = None
    draft: bool = False

    _places: Mapping[str, tuple[Place, ...]] = PrivateAttr(default_factory=dict)

    def place(self, key: str, index: int = 0) -> Place:
        """Return where the author wrote the value of a key, for ``authors`` the one at ``index``.

        The head of the file where it is not known.
        """
        places = self._places.get(key, ())
        return places[index] if index < len(places) else START

    def with_places(self, places: Mapping[str, tuple[Place, ...]]) -> FrontMatter:
        """Return the same front matter that knows where its values were written."""
        copy = self.model_copy()
        copy._places = places
        return copy

    def of_a_part(self) -> FrontMatter:
        """Return what holds for each chapter of a book in one file, not for the book alone."""
        kept = ("lang", "rights", "order", "draft")
        extra = self.model_extra or {}
        cited = {key: extra[key] for key in ("bibliography", "nocite") if key in extra}
        part = FrontMatter(**{key: getattr(self, key) for key in kept}, **cited)
        return part.with_places(self._places)
