"""Records of publications for the tests: a report, a collection and a book, and hostile words."""

from __future__ import annotations

import datetime
from typing import Any

from octavo.model.people import Person
from octavo.model.publication import Licence, Series
from octavo.model.site import PublicationRecord, TextRecord

BASE = "https://example.org/web/"
ADA = Person(
    name="Ada Example",
    sort="Example, Ada",
    orcid="0000-0002-1825-0097",
    affiliation="Institute of Wells",
)
EDITORS = Person(name="The editors", sort="Editors, The", role="edt")
HOSTILE = (
    "{",
    "}",
    "a} b {c",
    "{x}} and {{y}",
    "</script><script>alert(1)</script><!--",
    "\"double\" 'single' “curly” «guillemets» ''two''",
    "100 % of $5 & #1_a ~ ^ \\ \\textbf{bold} \\",
    "one\ntwo\r\nthree\u2028four\x85five",
    "bell\x07 null\x00 escape\x1b \x9f \ufffe \ud800.",
    "\u200fעברית\u202e turned round",
    "É ß ø 汉字 Ωμέγα 😀 e\u0301",
    "-- --- `` `a' ?` ,, << >> @book{x, %",
    "x" * 10_000,
    "word " * 2_000,
)


def text(**facts: Any) -> TextRecord:
    """A chapter, or what these facts make of it."""
    usual: dict[str, Any] = {
        "identifier": "who-pays",
        "address": "anthology/who-pays.html",
        "title": "Who pays",
        "lang": "en-GB",
        "authors": (ADA,),
    }
    return TextRecord(**usual | facts)


def essay(**facts: Any) -> TextRecord:
    """An essay in a collection, on the pages 12 to 14."""
    usual: dict[str, Any] = {"first_page": "12", "last_page": "14", "is_contribution": True}
    return text(
        **usual | {"subtitle": "An essay", "abstract": "On money.", "topics": ("money",)} | facts
    )


def collection(**facts: Any) -> PublicationRecord:
    """A collection with an editor, an ISBN and a DOI."""
    usual: dict[str, Any] = {
        "name": "anthology",
        "address": "anthology/index.html",
        "genre": "collection",
        "title": "At the table",
        "subtitle": "Collected essays",
        "lang": "en-GB",
        "creators": (EDITORS,),
        "date": datetime.date(2026, 11, 22),
        "publisher": "Example Press",
        "description": "Essays on tables.",
        "keywords": ("tables", "chairs"),
        "rights": "© 2026 the authors",
        "license": Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/"),
        "series": Series(title="Furniture", position="4"),
        "identifier": "doi:10.1234/table_1",
        "isbn": "978-3-16-148410-0",
    }
    return PublicationRecord(**usual | facts)


def report(**facts: Any) -> PublicationRecord:
    """A report by one author, with neither DOI nor ISBN."""
    return collection(
        **{
            "name": "report",
            "address": "report/index.html",
            "genre": "report",
            "title": "Counting chairs",
            "subtitle": "",
            "creators": (ADA,),
            "series": None,
            "identifier": "",
            "isbn": "",
            "license": None,
        }
        | facts
    )
