"""How to cite: in words, and in the formats that reference managers read.

What is written as BibTeX and RIS is read back by Pandoc, which has readers of its own for both.
"""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pypandoc
import pytest

from octavo.model.people import Person
from octavo.writers.web.citing import Citation, cite_text
from octavo.writers.web.lines import full_title, line, shortened

from .records import ADA, BASE, EDITORS, HOSTILE, collection, essay, report, text

MARQUEZ = Person(name="Gabriela García Muestra", sort="García Muestra, Gabriela")


def from_bibtex(citation: Citation) -> dict[str, Any]:
    """The item that Pandoc reads from the BibTeX entry."""
    (item,) = json.loads(pypandoc.convert_text(citation.bibtex, "csljson", "bibtex"))
    return dict(item)


def from_ris(citation: Citation) -> dict[str, Any]:
    """The item that Pandoc reads from the RIS record."""
    (item,) = json.loads(pypandoc.convert_text(citation.ris, "csljson", "ris"))
    return dict(item)


def csl(citation: Citation) -> dict[str, Any]:
    """The one item of the CSL-JSON."""
    (item,) = json.loads(citation.csl_json)
    return dict(item)


def people(item: dict[str, Any], role: str) -> list[str]:
    """Names as they sort: RIS has no other place for a whole name than that of the family."""
    parts = ("literal", "family", "given")
    return [", ".join(name[part] for part in parts if part in name) for name in item.get(role, [])]


def plain_quotes(words: str) -> str:
    """Pandoc reads the apostrophe of TeX as what TeX prints for it."""
    return words.replace("’", "'")


def balanced(bibtex: str) -> bool:
    """Whether the first brace of an entry pairs with its last, as BibTeX counts: not escapes."""
    braces = re.sub(r"[^{}]", "", bibtex)
    while "{}" in braces[1:-1]:
        braces = braces[0] + braces[1:-1].replace("{}", "") + braces[-1]
    return braces == "{}"


@pytest.mark.parametrize(
    ("record", "part", "expected"),
    [
        (
            collection(),
            essay(),
            "Example, Ada (2026). Who pays: An essay. In: The editors, At the table: Collected"
            " essays, 12–14. Example Press. https://doi.org/10.1234/table_1",
        ),
        (
            collection(),
            None,
            "The editors (2026). At the table: Collected essays. Example Press."
            " https://doi.org/10.1234/table_1",
        ),
        (report(), None, "Example, Ada (2026). Counting chairs. Example Press."),
        (
            report(url="https://example.org/chairs"),
            None,
            "Example, Ada (2026). Counting chairs. Example Press. https://example.org/chairs",
        ),
        (
            report(creators=(), publisher="", title="Who counts?", subtitle="A count"),
            None,
            "Who counts? A count (2026).",
        ),
        (
            report(publisher="Example & Co."),
            text(authors=(), first_page="iv", last_page="iv", title="Whose?"),
            "Example, Ada (2026). Whose? In: Counting chairs, iv. Example & Co.",
        ),
    ],
)
def test_a_citation_in_words(record: Any, part: Any, expected: str) -> None:
    assert cite_text(record, part).plain == expected


def test_a_long_list_of_authors_is_cut() -> None:
    many = tuple(Person(name=f"Author {letter}") for letter in "ABCDEFG")
    six = cite_text(report(creators=many[:6])).plain
    assert six.startswith("Author A; Author B; Author C; Author D; Author E; Author F (2026).")
    seven = cite_text(report(creators=many))
    assert seven.plain.startswith("Author A; Author B; Author C; et al. (2026).")
    assert len(csl(seven)["author"]) == 7


def test_where_the_folder_is_known_a_text_has_the_address_of_its_page() -> None:
    citation = cite_text(collection(), essay(), base=BASE)
    page = "https://example.org/web/anthology/who-pays.html"
    assert citation.plain.endswith(f"Example Press. {page}")
    assert csl(citation)["URL"] == from_bibtex(citation)["URL"] == from_ris(citation)["URL"] == page


def test_the_address_that_a_publication_gives_is_its_own() -> None:
    record = report(url="https://example.org/chairs")
    assert csl(cite_text(record, base=BASE))["URL"] == "https://example.org/chairs"
    assert csl(cite_text(report(), base=BASE))["URL"] == f"{BASE}report/index.html"
    assert "URL" not in csl(cite_text(report()))
    assert "URL" not in csl(cite_text(report(url="mailto:ada@example.org")))


@pytest.mark.parametrize(
    ("record", "part", "entry", "tag", "kind"),
    [
        (report(), None, "techreport", "RPRT", "report"),
        (report(), text(), "inbook", "CHAP", "chapter"),
        (report(genre="book"), None, "book", "BOOK", "book"),
        (report(genre="book"), text(), "inbook", "CHAP", "chapter"),
        (collection(), None, "book", "BOOK", "book"),
        (collection(), essay(), "incollection", "CHAP", "chapter"),
    ],
)
def test_each_kind_has_its_type(record: Any, part: Any, entry: str, tag: str, kind: str) -> None:
    citation = cite_text(record, part)
    assert citation.bibtex.startswith(f"@{entry}{{")
    assert citation.ris.startswith(f"TY  - {tag}\r\n")
    assert csl(citation)["type"] == kind
    assert from_bibtex(citation)["type"] == from_ris(citation)["type"] == kind


def test_an_essay_is_the_same_in_every_format() -> None:
    item = csl(citation := cite_text(collection(), essay()))
    assert item == {
        "id": "example2026pays",
        "type": "chapter",
        "title": "Who pays: An essay",
        "author": [{"family": "Example", "given": "Ada"}],
        "editor": [{"literal": "The editors"}],
        "container-title": "At the table: Collected essays",
        "collection-title": "Furniture",
        "collection-number": "4",
        "issued": {"date-parts": [[2026, 11, 22]]},
        "page": "12-14",
        "publisher": "Example Press",
        "ISBN": "978-3-16-148410-0",
        "URL": "https://doi.org/10.1234/table_1",
        "language": "en-GB",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    for read in (from_bibtex(citation), from_ris(citation)):
        for fact in ("title", "container-title", "publisher", "page", "URL"):
            assert read[fact] == item[fact], fact
        assert read["issued"]["date-parts"][0][0] == 2026
        for role in ("author", "editor"):
            assert people(read, role) == people(item, role)
    assert "pages = {12--14}" in citation.bibtex
    assert "\r\nSP  - 12\r\nEP  - 14\r\n" in citation.ris
    assert from_bibtex(citation)["ISBN"] == item["ISBN"]


def test_a_collection_is_the_same_in_every_format() -> None:
    citation = cite_text(collection())
    for read in (csl(citation), from_bibtex(citation), from_ris(citation)):
        assert read["DOI"] == "10.1234/table_1"
        assert people(read, "editor") == ["The editors"]
        assert "author" not in read
        assert "page" not in read


def test_a_doi_is_never_given_to_a_part_of_what_it_names() -> None:
    citation = cite_text(collection(), essay())
    for read in (csl(citation), from_bibtex(citation), from_ris(citation)):
        assert "DOI" not in read


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (ADA, {"family": "Example", "given": "Ada"}),
        (MARQUEZ, {"family": "García Muestra", "given": "Gabriela"}),
        (Person(name="Ada Example"), {"literal": "Ada Example"}),
        (EDITORS.model_copy(update={"role": "aut"}), {"literal": "The editors"}),
        (Person(name="The editors"), {"literal": "The editors"}),
        (Person(name="Wells and Chairs, Inc."), {"literal": "Wells and Chairs, Inc."}),
        (
            Person(name="Ada van Example", sort="Example, Ada"),
            {"family": "Example", "given": "Ada van"},
        ),
        (Person(name="Example Ada", sort="Example, Ada"), {"family": "Example", "given": "Ada"}),
        (Person(name="A Pen Name", sort="Example, Ada"), {"literal": "A Pen Name"}),
        (Person(name="others"), {"literal": "others"}),
    ],
)
def test_a_name_is_taken_apart_only_as_it_is_said(person: Any, expected: dict[str, str]) -> None:
    citation = cite_text(report(creators=(person,)))
    assert csl(citation)["author"] == [expected]
    assert ("," in citation.plain.partition(" (2026)")[0]) == (
        "family" in expected or "," in expected["literal"]
    )
    (read,) = from_bibtex(citation)["author"]
    if "literal" in expected:
        assert read == expected
        (managed,) = from_ris(citation)["author"]
        assert managed == {"family": expected["literal"].replace(",", "")}
    else:
        given = " ".join(filter(None, (read["given"], read.get("dropping-particle"))))
        assert {"family": read["family"], "given": given} == expected


def test_two_authors_stay_two_and_a_family_named_and_stays_one() -> None:
    and_co = Person(name="Jane Oak and Elm", sort="Oak and Elm, Jane")
    citation = cite_text(report(creators=(EDITORS.model_copy(update={"role": "aut"}), and_co)))
    for read in (from_bibtex(citation), from_ris(citation)):
        assert people(read, "author") == ["The editors", "Oak and Elm, Jane"]


def test_the_translator_of_an_essay_is_named() -> None:
    translator = Person(name="Tom Sample", sort="Sample, Tom", role="trl")
    citation = cite_text(collection(), essay(authors=(ADA, translator)))
    assert people(from_bibtex(citation), "translator") == ["Sample, Tom"]
    assert "\r\nA4  - Sample, Tom\r\n" in citation.ris
    assert people(csl(citation), "author") == ["Example, Ada"]


def test_the_authors_of_single_essays_are_not_those_of_the_others() -> None:
    record = collection(creators=(ADA,), texts=(essay(), essay(identifier="b", authors=())))
    citation = cite_text(record, record.texts[1])
    assert "author" not in csl(citation)
    assert citation.plain.startswith("Who pays: An essay (2026). In: At the table")


def test_the_authors_of_a_report_wrote_what_names_nobody_also_where_they_name_chapters() -> None:
    record = report(texts=(text(), text(identifier="b", authors=())))
    assert people(csl(cite_text(record, record.texts[1])), "author") == ["Example, Ada"]


def test_the_authors_of_the_whole_stand_beside_those_of_a_chapter() -> None:
    chapter = text(authors=(MARQUEZ,))
    item = csl(cite_text(report(), chapter))
    assert (people(item, "author"), people(item, "container-author")) == (
        ["García Muestra, Gabriela"],
        ["Example, Ada"],
    )
    assert people(from_bibtex(cite_text(report(), chapter)), "container-author") == ["Example, Ada"]


def test_where_a_text_came_out_before_is_kept_apart_from_the_year_of_the_collection() -> None:
    day = datetime.date(2019, 5, 1)
    part = essay(date=day, original_url="https://example.org/blog/who-pays")
    item = csl(citation := cite_text(collection(), part))
    assert item["issued"] == {"date-parts": [[2026, 11, 22]]}
    assert item["original-date"] == from_bibtex(citation)["original-date"]
    assert item["original-date"] == {"date-parts": [[2019, 5, 1]]}
    assert "original-date" not in csl(cite_text(collection(), essay(date=day)))


def test_the_rights_of_a_text_go_before_the_licence_of_the_collection() -> None:
    part = essay(rights="© Ada Example, all rights reserved")
    assert csl(cite_text(collection(), part))["license"] == "© Ada Example, all rights reserved"


@pytest.mark.parametrize(
    ("record", "part", "key"),
    [
        (report(), None, "example2026counting"),
        (report(creators=(MARQUEZ,)), None, "garciamuestra2026counting"),
        (report(creators=()), None, "counting2026chairs"),
        (report(title="On it", creators=()), None, "on2026"),
        (report(title="汉字", creators=()), None, "report2026"),
        (report(title="汉字", name="2026", creators=()), None, "text2026"),
        (collection(), essay(title="汉字", subtitle=""), "example2026pays"),
        (report(creators=(Person(name="汉字"),)), None, "counting2026chairs"),
    ],
)
def test_the_key_of_a_citation(record: Any, part: Any, key: str) -> None:
    citation = cite_text(record, part)
    assert re.match(r"@[a-z]+\{([a-z0-9]+),\n", citation.bibtex)[1] == key  # type: ignore[index]
    assert csl(citation)["id"] == key


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
def test_hostile_words_come_back_as_they_were(words: str) -> None:
    person = Person(name=f"N{words}", role="aut")
    record = collection(title=f"T{words}", subtitle="", publisher=f"P{words}")
    citation = cite_text(record, essay(title=f"E{words}", subtitle="", authors=(person,)))
    item = csl(citation)
    expected = {"title": line(f"E{words}"), "container-title": line(f"T{words}")}
    assert {fact: item[fact] for fact in expected} == expected
    managed, read = from_ris(citation), from_bibtex(citation)
    (name,) = read["author"]
    for fact, value in expected.items():
        # Pandoc's reader of RIS knows one kind of space.
        assert managed[fact].split() == value.split()
        assert plain_quotes(read[fact]) == without_single_braces(plain_quotes(value))
    literal = without_single_braces(plain_quotes(line(f"N{words}")))
    assert plain_quotes(name["literal"]) == literal
    assert balanced(citation.bibtex)


def without_single_braces(words: str) -> str:
    """Pandoc does not know the commands for braces without a partner, and leaves them out."""
    pairs = re.compile(r"\{([^{}]*)\}")
    kept = words
    while pairs.search(kept):
        kept = pairs.sub("\x01\\1\x02", kept)
    return kept.replace("{", "").replace("}", "").replace("\x01", "{").replace("\x02", "}")


def test_a_brace_in_an_address_ends_no_field() -> None:
    citation = cite_text(report(url="https://example.org/a}_%7E\\{b", identifier="10.1234/a{_1"))
    assert balanced(citation.bibtex)
    read = from_bibtex(citation)
    assert read["URL"] == "https://example.org/a%7D_%7E%5C%7Bb"
    assert read["DOI"] == "10.1234/a%7B_1"


def test_a_brace_without_a_partner_is_a_command_of_latex() -> None:
    citation = cite_text(report(title="a } b { c {d}"))
    assert r"title = {{a \textbraceright{} b \textbraceleft{} c \{d\}}}" in citation.bibtex


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
def test_ris_has_one_fact_a_line(words: str) -> None:
    citation = cite_text(collection(title=words + "t", publisher=words), essay(title=words + "t"))
    assert citation.ris.endswith("\r\nER  - \r\n")
    lines = citation.ris.removesuffix("\r\n").split("\r\n")
    assert lines == citation.ris.splitlines()
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", one) for one in lines)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
def test_a_citation_in_words_is_one_line_that_reads_one_way(words: str) -> None:
    plain = cite_text(
        collection(title="t" + words, publisher=words), essay(title="t" + words)
    ).plain
    assert len(plain.splitlines()) == 1
    assert not set(plain) & set(map(chr, (*range(32), 0x7F, *range(0x202A, 0x202F), 0xD800)))
    plain.encode()


@pytest.mark.parametrize(
    ("title", "subtitle", "expected"),
    [
        ("One", "", "One"),
        ("One", "Two", "One: Two"),
        ("One?", "Two", "One? Two"),
        ("One:", "Two", "One: Two"),
        (" One\n two ", "\x07", "One two"),
    ],
)
def test_a_full_title(title: str, subtitle: str, expected: str) -> None:
    assert full_title(title, subtitle) == expected


def test_a_long_text_is_cut_between_words() -> None:
    assert shortened("one two three", 13) == "one two three"
    assert shortened("one two, three", 12) == "one two…"
    assert shortened("x" * 20, 10) == "x" * 9 + "…"
