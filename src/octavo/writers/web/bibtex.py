"""BibTeX entries, which BibTeX, BibLaTeX and the readers of both understand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from octavo.writers.web.makers import Name
from octavo.writers.web.works import Work

_TYPES = {
    "report": "techreport",
    "book": "book",
    "contribution": "incollection",
    "chapter": "inbook",
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\`{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{character: f"\\{character}" for character in "%#$&_"},
}
# Two of these in a row are one other character in TeX: -- is a dash, '' a quotation mark.
_LIGATURES = "-',"
# What makes BibTeX see more than one name, or parts of it, in one.
_JOINING = re.compile(r",|\band\b|^others$", re.IGNORECASE)


def bibtex(work: Work) -> str:
    """Return the entry of a work, with a line end behind it.

    Letters stay UTF-8. Titles stand in braces of their own, so that styles keep their capitals.
    """
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
    return f"@{_TYPES[work.kind]}{{{work.key},\n{fields}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    texts = {
        "author": _people(work.authors),
        "editor": _people(work.editors),
        "translator": _people(work.translators),
        "bookauthor": _people(work.container_authors),
        "title": f"{{{escaped(work.title)}}}",
        "booktitle": f"{{{escaped(work.container)}}}" if work.container else "",
        "institution" if work.kind == "report" else "publisher": escaped(work.publisher),
        "series": escaped(work.series),
        "number": escaped(work.number),
        "pages": "--".join(map(escaped, filter(None, work.pages("\n").split("\n")))),
        "isbn": escaped(work.isbn),
        # These two are read as they stand (BibLaTeX, 2.1: verbatim and URI fields).
        "doi": _verbatim(work.doi),
        "url": _verbatim(work.address),
        "language": escaped(work.lang),
    }
    yield from ((name, f"{{{text}}}") for name, text in texts.items() if text)
    yield "year", f"{{{work.date.year}}}"
    yield "month", _MONTHS[work.date.month - 1]
    if work.original_date:
        yield "origdate", f"{{{work.original_date.isoformat()}}}"


def escaped(text: str) -> str:
    r"""Return a text with what is special to TeX as the commands that print it.

    BibTeX counts braces, and a backslash before one does not hide it. So only those that come in
    pairs are written ``\{`` and ``\}``; the others as commands, which contain a pair of their own.
    """
    single = _single_braces(text)
    pieces: list[str] = []
    for place, character in enumerate(text):
        if character in "{}":
            side = "left" if character == "{" else "right"
            pieces.append(f"\\textbrace{side}{{}}" if place in single else f"\\{character}")
            continue
        if character in _LIGATURES and text[place - 1 : place] == character:
            pieces.append("{}")
        pieces.append(_SPECIAL.get(character, character))
    return "".join(pieces)


def _single_braces(text: str) -> set[int]:
    opened: list[int] = []
    single: set[int] = set()
    for place, character in enumerate(text):
        if character == "{":
            opened.append(place)
        elif character == "}":
            if opened:
                opened.pop()
            else:
                single.add(place)
    return single.union(opened)


def _people(names: Iterable[Name]) -> str:
    return " and ".join(map(_person, names))


def _person(name: Name) -> str:
    """Return a name in its parts, or as one word where nobody has told its parts."""
    if not name.family:
        return f"{{{escaped(name.literal)}}}"
    parts = (name.family, name.given)
    return ", ".join(
        f"{{{escaped(part)}}}" if _JOINING.search(part) else escaped(part) for part in parts
    )


def _verbatim(address: str) -> str:
    """Return an address without the characters that end or escape a field."""
    return re.sub(r"[{}\\\s]", lambda match: quote(match[0]), address)
