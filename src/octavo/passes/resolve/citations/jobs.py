"""What citeproc is asked: which chapters together, in which language, and what is taken of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from octavo.model.inlines import Citation, CitedWork
from octavo.passes.resolve.citations.found import Passage

BOOK = -1

_LETTER = {"t": "Str", "c": "x"}
_SPACE = {"t": "Space"}
# What a suffix may begin with so that no space belongs before it.
_CLOSE = tuple(",;:.!?)")


@dataclass(frozen=True, slots=True)
class Part:
    """What a chapter gives to a job: its language, its passages, its keys of works not cited."""

    lang: str
    passages: Sequence[Passage]
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A job to plan.

    ``chapters`` are the numbers of those whose works it knows; ``takes`` of those whose citations
    are used as it sets them; ``lists`` the number of the chapter whose references it makes,
    ``BOOK`` for the whole, None for none.
    """

    lang: str
    chapters: tuple[int, ...]
    takes: frozenset[int] = frozenset()
    lists: int | None = None


def plans(parts: Mapping[int, Part], lang: str, *, by_chapter: bool, in_notes: bool) -> list[Plan]:
    """Return the jobs of a book whose language is ``lang``.

    With references by chapter each chapter is set by itself, so that its years have letters
    (2020a) only for what it cites. With references for the book the letters are those of the book,
    and it is set once in each language of its chapters. In note styles each chapter begins anew:
    no “ibid.” reaches back into the one before it.
    """
    everything = tuple(parts)
    alone = [
        Plan(part.lang, (number,), frozenset({number}), number if by_chapter else None)
        for number, part in parts.items()
    ]
    if by_chapter:
        return alone
    if in_notes:
        return [Plan(lang, everything, lists=BOOK), *alone]
    languages = dict.fromkeys((lang, *(part.lang for part in parts.values())))
    return [
        Plan(
            one,
            everything,
            frozenset(number for number in everything if parts[number].lang == one),
            BOOK if one == lang else None,
        )
        for one in languages
    ]


@dataclass(slots=True)
class Marks:
    """The marks by which citations are found again in citeproc's answer."""

    citations: dict[str, tuple[int, Citation]] = field(default_factory=dict)

    def mark(self, chapter: int, citation: Citation) -> str:
        """Return a mark for a citation of a chapter."""
        mark = f"citation-{len(self.citations)}"
        self.citations[mark] = (chapter, citation)
        return mark


def blocks_of(number: int, passages: Sequence[Passage], marks: Marks | None) -> Iterator[Any]:
    """Yield the passages of a chapter as paragraphs in Pandoc's form, notes as notes.

    Their numbers are those of the notes in a note style (“see note 3”). Without ``marks`` none
    of the citations is found again in the answer.
    """
    for count, passage in enumerate(passages, 1):
        inlines: list[Any] = []
        for citation in passage.citations:
            mark = marks.mark(number, citation) if marks else ""
            inlines.append({"t": "Span", "c": [[mark, [], []], [_cite(citation, count)]]})
            inlines.append(_SPACE)
        if passage.is_note:
            body = {"t": "Para", "c": [_LETTER, _SPACE, *inlines]}
            yield {"t": "Para", "c": [_LETTER, {"t": "Note", "c": [body]}]}
        else:
            yield {"t": "Para", "c": [_LETTER, _SPACE, *inlines[:1]]}


def block_of_works(keys: Sequence[str]) -> Any:  # noqa: ANN401  (JSON)
    """Return a paragraph that cites works barely, each once.

    It stands for a chapter whose citations are set elsewhere: numbers and letters (2020a) depend
    on which works are cited, and which of them first, but on nothing else in it. This is so only
    in styles that test no positions: “ibid.” depends on all that is cited before.
    """
    cites = [_cite(Citation(works=(CitedWork(key=key),)), 1) for key in keys]
    return {"t": "Para", "c": [_LETTER, *(one for cite in cites for one in (_SPACE, cite))]}


def _cite(citation: Citation, count: int) -> Any:  # noqa: ANN401  (JSON)
    works = [
        _cited_work(work, count, in_text=citation.in_text and index == 0)
        for index, work in enumerate(citation.works)
    ]
    return {"t": "Cite", "c": [works, [_LETTER]]}


def _cited_work(work: CitedWork, count: int, *, in_text: bool) -> Any:  # noqa: ANN401
    mode = "AuthorInText" if in_text else "NormalCitation"
    suffix = _words(work.suffix)
    if suffix and not work.suffix.startswith(_CLOSE):
        suffix = [_SPACE, *suffix]
    return {
        "citationId": work.key,
        "citationPrefix": _words(work.prefix),
        "citationSuffix": suffix,
        "citationMode": {"t": "SuppressAuthor" if work.without_author else mode},
        "citationNoteNum": count,
        "citationHash": 0,
    }


def _words(text: str) -> list[Any]:
    """Return plain text as Pandoc's words with spaces between them."""
    found: list[Any] = []
    for word in text.split(" "):
        if word:
            found += [_SPACE] if found else []
            found.append({"t": "Str", "c": word})
    return found


def marked(blocks: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the marks in an answer with what stands there now, in Pandoc's form."""
    # The references themselves, most of the answer, hold no marks.
    waiting: list[Any] = [block for block in reversed(blocks) if not _is_list(block)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += [inner for inner in reversed(node) if isinstance(inner, (list, dict))]
            continue
        content: Any = node.get("c")
        if node.get("t") == "Span" and content[0][0].startswith("citation-"):
            yield content[0][0], content[1]
        elif isinstance(content, list):
            waiting.append(content)


def listed(blocks: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the key and the blocks of every reference in an answer."""
    for block in blocks:
        if _is_list(block):
            for entry in block["c"][1]:
                yield entry["c"][0][0].removeprefix("ref-"), entry["c"][1]


def _is_list(block: Any) -> bool:  # noqa: ANN401  (JSON)
    return bool(block["t"] == "Div" and block["c"][0][0] == "refs")
