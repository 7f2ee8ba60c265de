"""How to cite a publication or one of its texts: in words, and for reference managers."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from octavo.documents.identifiers import as_uri
from octavo.model.site import PublicationRecord, TextRecord
from octavo.writers.web.bibtex import bibtex
from octavo.writers.web.lines import with_stop
from octavo.writers.web.makers import Name
from octavo.writers.web.ris import ris
from octavo.writers.web.works import Work, work_of

# Of more authors than six the first three are named (The Chicago Manual of Style, 18th edition).
_MOST_NAMES, _FIRST_NAMES = 6, 3
_CSL_TYPES = {"report": "report", "book": "book", "contribution": "chapter", "chapter": "chapter"}


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in words, as BibTeX, as CSL-JSON and as RIS; all are text, not markup."""

    plain: str
    bibtex: str
    csl_json: str
    ris: str


def cite_text(
    record: PublicationRecord, text: TextRecord | None = None, *, base: str = ""
) -> Citation:
    """Return how to cite a publication, or one of its texts.

    ``base`` is the absolute address of the folder of the web edition. Where it is empty, a text
    is found by the DOI or the address of its publication, and what has neither has no address.
    """
    work = work_of(record, text, base)
    return Citation(_plain(work), bibtex(work), _csl_json(work), ris(work))


def _plain(work: Work) -> str:
    """Return a citation by author and date.

    It has no words in any language but “In” and “et al.”, which lists of references in all
    languages have (ISO 690): it stands on pages in each of them.
    """
    names = _listed([name.inverted for name in work.authors or _makers(work)])
    year = f"({work.date.year})."
    head = f"{names} {year} {with_stop(work.title)}" if names else f"{work.title} {year}"
    where = as_uri(work.doi) or work.address
    return " ".join(filter(None, (head, _container(work), with_stop(work.publisher), where)))


def _makers(work: Work) -> tuple[Name, ...]:
    """Return who stands before the title of a work without authors: never others for a text."""
    return () if work.container else work.editors


def _container(work: Work) -> str:
    if not work.container:
        return ""
    people = _listed([name.literal for name in work.editors or work.container_authors])
    return with_stop("In: " + ", ".join(filter(None, (people, work.container, work.pages("–")))))


def _listed(names: Sequence[str]) -> str:
    shown = names if len(names) <= _MOST_NAMES else [*names[:_FIRST_NAMES], "et al."]
    return "; ".join(shown)


def _csl_json(work: Work) -> str:
    """Return a list of one item (CSL 1.0.2, appendix III and IV)."""
    item: dict[str, Any] = {
        "id": work.key,
        "type": _CSL_TYPES[work.kind],
        "title": work.title,
        "author": _people(work.authors),
        "editor": _people(work.editors),
        "translator": _people(work.translators),
        "container-title": work.container,
        "container-author": _people(work.container_authors),
        "collection-title": work.series,
        "collection-number": work.number,
        "issued": _date(work.date),
        "original-date": _date(work.original_date) if work.original_date else None,
        "page": work.pages("-"),
        "publisher": work.publisher,
        "ISBN": work.isbn,
        "DOI": work.doi,
        "URL": work.address,
        "language": work.lang,
        "license": work.license,
    }
    told = {name: value for name, value in item.items() if value}
    return json.dumps([told], ensure_ascii=False, indent=2) + "\n"


def _people(names: Sequence[Name]) -> list[dict[str, str]]:
    return [
        {"family": name.family, "given": name.given} if name.family else {"literal": name.literal}
        for name in names
    ]


def _date(day: datetime.date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
