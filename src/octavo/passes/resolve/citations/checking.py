"""Which citations can be set: every work known, and a note possible where the style asks for it."""

from __future__ import annotations

from octavo.model.book import Chapter
from octavo.model.diagnostic import Diagnostic, Place, Span, diagnose
from octavo.model.inlines import Citation, CitedWork
from octavo.passes.resolve.citations.found import Found, place_in_matter
from octavo.passes.resolve.citations.library import Library, Works

ALL = "*"

# How labels are begun that Octavo does not know, and how those are that it does.
_LIKE_LABELS = {
    "figure": "fig",
    "tab": "tbl",
    "table": "tbl",
    "section": "sec",
    "equation": "eq",
}
# What Quarto numbers and Octavo does not.
_UNNUMBERED = {
    "lst": "listings",
    **dict.fromkeys(("nte", "tip", "wrn", "imp", "cau"), "callouts"),
    **dict.fromkeys(("thm", "lem", "cor", "prp", "def", "exm", "exr"), "theorems"),
}
_NAME_ONE = "name a bibliography in octavo.yaml: “bibliography: works.bib”"


class Checker:
    """Checks the citations of one chapter against the works that it can cite."""

    def __init__(
        self, chapter: Chapter, found: Found, works: Works, library: Library, *, in_notes: bool
    ) -> None:
        """Take a chapter, what it cites, its works, and whether the style sets notes."""
        self.chapter = chapter
        self.found = found
        self.works = works
        self.library = library
        self.in_notes = in_notes
        self.diagnostics: list[Diagnostic] = []

    def good(self) -> set[Citation]:
        """Return the citations that can be set; tell of the others."""
        heads = set(self.found.in_heads) if self.in_notes else set()
        good: set[Citation] = set()
        for citation in self.found.citations:
            unknown = [work for work in citation.works if work.key not in self.works]
            for work in unknown:
                self._tell_unknown(citation, work)
            if citation in heads:
                self._tell(
                    "OCT258",
                    "this citation style sets notes, and a heading cannot call one",
                    citation.place,
                    len(citation.source),
                    "cite the work in the text under the heading",
                )
            elif not unknown:
                good.add(citation)
        return good

    def uncited(self) -> list[str]:
        """Return the keys of the works to list without a citation; tell of unknown ones."""
        keys: dict[str, None] = {}
        for key in self.found.uncited:
            if key == ALL:
                keys |= dict.fromkeys(self.works)
            elif key in self.works:
                keys[key] = None
            elif self.library.is_whole:
                place = place_in_matter(self.chapter, "nocite")
                near = self.library.near(key, self.works)
                self._tell("OCT250", *self._unknown(key, near, place, 1))
        return list(keys)

    def _tell_unknown(self, citation: Citation, work: CitedWork) -> None:
        if not self.library.is_whole:
            return  # what is missing may stand in the file that could not be read
        near = self.library.near(work.key, self.works)
        handle = citation.in_text and len(citation.works) == 1 and not work.suffix
        if handle and not near:
            self._tell(
                "OCT251",
                f"“@{work.key}” is no work of the bibliography; it is set as it stands",
                citation.place,
                len(work.key) + 1,
                _instead(work.key) + ("" if self.works else f", or {_NAME_ONE}"),
            )
            return
        place = citation.place if citation.in_text else work.place
        self._tell("OCT250", *self._unknown(work.key, near, place, len(work.key) + 1))

    def _tell(self, code: str, message: str, place: Place, width: int, hint: str) -> None:
        span = Span(self.chapter.source.path, *place, width=max(width, 1))
        self.diagnostics.append(diagnose(code, message, span, hint))

    def _unknown(
        self, key: str, near: str, place: Place, width: int
    ) -> tuple[str, Place, int, str]:
        if near:
            hint = f"did you mean “@{near}”?"
        elif self.works:
            hint = "add its entry to a file that bibliography names, in octavo.yaml or front matter"
        else:
            hint = _NAME_ONE
        return f"no bibliography has the work “{key}”", place, width, hint


def _instead(key: str) -> str:
    """Return what to write instead of a name that no work and no label has."""
    kind, hyphen, name = key.partition("-")
    if hyphen and name and kind in _LIKE_LABELS:
        return f"did you mean “@{_LIKE_LABELS[kind]}-{name}”?"
    if hyphen and name and kind in _UNNUMBERED:
        return f"{_UNNUMBERED[kind]} have no numbers: link to it, [words](#{key})"
    return f"write \\@{key} where no citation is meant"
