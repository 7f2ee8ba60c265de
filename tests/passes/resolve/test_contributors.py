"""Contributors: told once in a file, looked up by the essays, and listed with what they wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.model.book import Book
from octavo.model.content import Division, Heading, Paragraph, plain_text, walk
from octavo.model.diagnostic import Diagnostic
from octavo.model.inlines import Link
from tests.passes.conftest import MakeBook

PEOPLE = """\
ada:
  name: Ada Example
  sort: Example, Ada
  affiliation: Institute of Wells
  orcid: 0000-0002-1825-0097
  link: https://example.org/ada
  biography: |
    Ada counts *wells* and writes about it
    in [her diary](https://example.org/diary).

    She is @ada elsewhere.

grace:
  name: Grace Aexample
  role: editor
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def essay(title: str, author: str) -> str:
    return f"---\ntitle: {title}\nauthor: {author}\n---\n\nText.\n"


def told(diagnostics: list[Diagnostic]) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.span), one.message) for one in diagnostics]


def listed(book: Book) -> dict[str, list[str]]:
    """The paragraphs and items under each name in the list of contributors, in its order."""
    found: dict[str, list[str]] = {}
    for person in book.around["contributors"].chapter.blocks:
        assert isinstance(person, Division)
        heading, *rest = person.children
        assert isinstance(heading, Heading)
        texts = [plain_text(node.children) for node in walk(rest) if isinstance(node, Paragraph)]
        found[plain_text(heading.children)] = texts
    return found


# ------------------------------------------------------------------ looking up


@pytest.mark.usefixtures("people")
def test_an_author_is_looked_up_by_key(make_book: MakeBook) -> None:
    book, diagnostics = make_book({"one.md": essay("One", "ada")}, contributors="people.yaml")
    assert not diagnostics
    (author,) = book.chapters[0].chapter.matter.authors
    assert (author.name, author.sort, author.key) == ("Ada Example", "Example, Ada", "ada")
    assert author.affiliation == "Institute of Wells"
    assert book.toc[0].byline == "Ada Example"


@pytest.mark.usefixtures("people")
def test_an_author_is_looked_up_by_the_full_name_too(make_book: MakeBook) -> None:
    book, _ = make_book({"one.md": essay("One", "Ada Example")}, contributors="people.yaml")
    assert book.chapters[0].chapter.matter.authors[0].key == "ada"


@pytest.mark.usefixtures("people")
def test_what_the_essay_says_goes_before_what_the_file_says(make_book: MakeBook) -> None:
    text = essay("One", "{name: ada, affiliation: Elsewhere, role: trl}")
    book, _ = make_book({"one.md": text}, contributors="people.yaml")
    (author,) = book.chapters[0].chapter.matter.authors
    assert (author.name, author.affiliation, author.role) == ("Ada Example", "Elsewhere", "trl")
    assert author.orcid == "0000-0002-1825-0097"


@pytest.mark.usefixtures("people")
def test_the_authors_of_the_publication_are_looked_up(make_book: MakeBook) -> None:
    book, _ = make_book(
        {"one.md": "# One\n\nText.\n"}, contributors="people.yaml", authors=["grace", "Hedy"]
    )
    authors = book.publication.authors
    assert [(one.name, one.role) for one in authors] == [("Grace Aexample", "edt"), ("Hedy", "aut")]


@pytest.mark.usefixtures("people")
def test_what_the_publication_says_of_an_author_goes_first_too(make_book: MakeBook) -> None:
    authors = [{"name": "ada", "role": "editor"}, "Grace Aexample"]
    book, _ = make_book({"1.md": "# One\n"}, contributors="people.yaml", authors=authors)
    ada, grace = book.publication.authors
    assert (ada.name, ada.sort, ada.role) == ("Ada Example", "Example, Ada", "edt")
    assert grace.role == "edt"


@pytest.mark.usefixtures("people")
def test_a_name_stays_a_name(make_book: MakeBook) -> None:
    book, diagnostics = make_book({"one.md": essay("One", "Hedy")}, contributors="people.yaml")
    assert not diagnostics
    assert book.chapters[0].chapter.matter.authors[0].name == "Hedy"


@pytest.mark.usefixtures("people")
def test_a_word_that_is_nearly_a_key_is_told(make_book: MakeBook) -> None:
    text = "---\ntitle: One\nauthors:\n  - ada\n  - name: garce\n---\n\nText.\n"
    _, diagnostics = make_book({"one.md": text}, contributors="people.yaml")
    (finding,) = diagnostics
    assert told(diagnostics) == [("OCT111", "one.md:5:5", "“garce” is nobody's key in people.yaml")]
    assert finding.hints == ("did you mean “grace”?",)


# --------------------------------------------------------------------- the file


def test_all_mistakes_in_the_file_are_told_at_their_places(
    make_book: MakeBook, tmp_path: Path
) -> None:
    (tmp_path / "people.yaml").write_text(
        "ada:\n  name: Ada\n  affilation: Wells\n  link: www.example.org\n"
        "bo:\n  sort: Bo\n"
        "cy: {name: Cy, orcid: 1234}\n"
        "di: 7\n"
        "ed: Ed\n"
    )
    book, diagnostics = make_book({"one.md": essay("One", "ed")}, contributors="people.yaml")
    assert [(code, place) for code, place, _ in told(diagnostics)] == [
        ("OCT004", "people.yaml:4:9"),
        ("OCT003", "people.yaml:3:3"),
        ("OCT004", "people.yaml:5:1"),
        ("OCT004", "people.yaml:7:23"),
        ("OCT004", "people.yaml:8:5"),
    ]
    assert diagnostics[1].hints == ("did you mean “affiliation”?",)
    assert book.chapters[0].chapter.matter.authors[0].key == "ed"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("- Ada\n", ("OCT004", "people.yaml:1:1")),
        ("ada: [\n", ("OCT002", "people.yaml:1:6")),
        ("ada: Ada\nada: Ada\n", ("OCT007", "people.yaml:2:1")),
    ],
)
def test_a_file_that_is_no_list_of_people(
    make_book: MakeBook, tmp_path: Path, text: str, finding: tuple[str, str]
) -> None:
    (tmp_path / "people.yaml").write_text(text)
    _, diagnostics = make_book({"one.md": "# One\n\nText.\n"}, contributors="people.yaml")
    assert [(code, place) for code, place, _ in told(diagnostics)] == [finding]


def test_an_empty_file_is_a_file_of_nobody(make_book: MakeBook, tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text("# nobody yet\n")
    book, diagnostics = make_book({"one.md": essay("One", "Ada")}, contributors="people.yaml")
    assert not diagnostics
    assert "contributors" not in book.around


# --------------------------------------------------------------------- the list


@pytest.mark.usefixtures("people")
def test_the_list_has_those_who_wrote_in_the_order_of_their_names(make_book: MakeBook) -> None:
    texts = {
        "one.md": essay("One", "[ada, Östen Ek]"),
        "two.md": essay("'*Two*'", "[Zoe, ada]"),
        "three.md": essay("Three", "{name: Other, sort: Éa}"),
    }
    book, diagnostics = make_book(texts, contributors="people.yaml")
    assert not diagnostics
    assert listed(book) == {
        "Other": ["Three"],
        "Ada Example": [
            "Institute of Wells",
            "Ada counts wells and writes about it in her diary.",
            "She is @ada elsewhere.",
            "orcid.org/0000-0002-1825-0097 · example.org/ada",
            "One",
            "Two",
        ],
        "Östen Ek": ["One"],
        "Zoe": ["Two"],
    }
    part = book.around["contributors"]
    links = [node.href for node in walk(part.chapter.blocks) if isinstance(node, Link)]
    assert {href: part.links[href] for href in links} == {
        "/three.md": "#three",
        "https://example.org/diary": "https://example.org/diary",
        "https://orcid.org/0000-0002-1825-0097": "https://orcid.org/0000-0002-1825-0097",
        "https://example.org/ada": "https://example.org/ada",
        "/one.md": "#one",
        "/two.md": "#two",
    }


@pytest.mark.usefixtures("people")
def test_an_entry_of_the_list_has_its_place_in_the_file(make_book: MakeBook) -> None:
    book, _ = make_book({"one.md": essay("One", "[grace, ada]")}, contributors="people.yaml")
    assert str(book.spans["contributor-grace"]) == "people.yaml:13:1"
    assert str(book.spans["contributor-ada"]) == "people.yaml:1:1"


@pytest.mark.usefixtures("people")
def test_who_did_not_write_has_the_part_behind_the_title(make_book: MakeBook) -> None:
    texts = {
        "one.md": essay("One", "[ada, {name: grace, role: translator}, {name: Di, role: ivr}]"),
        "two.md": essay("Two", "[{name: ada, role: edt}, ada, {name: grace, role: trl}, grace]"),
    }
    book, _ = make_book(texts, contributors="people.yaml", lang="de")
    found = listed(book)
    assert found["Ada Example"][-2:] == ["One", "Two"]
    assert found["Grace Aexample"] == ["One (Übersetzung)", "Two (Übersetzung, Herausgabe)"]
    assert found["Di"] == ["One"]


def test_a_biography_in_an_essay_makes_a_list_too(make_book: MakeBook) -> None:
    texts = {
        "one.md": essay("One", "{name: Ada Example, bio: Ada counts.}"),
        "two.md": essay("Two", "ADA EXAMPLE"),
    }
    book, diagnostics = make_book(texts)
    assert not diagnostics
    assert listed(book) == {"Ada Example": ["Ada counts.", "One", "Two"]}


def test_names_alone_make_no_list(make_book: MakeBook) -> None:
    book, _ = make_book({"one.md": essay("One", "{name: Ada, affiliation: Wells}")})
    assert "contributors" not in book.around


def test_an_image_or_a_note_has_no_place_in_a_biography(
    make_book: MakeBook, tmp_path: Path
) -> None:
    (tmp_path / "people.yaml").write_text(
        "ada:\n  name: Ada\n  biography: |\n    She counts.^[Wells.]\n\n    ![x](a.png) Yes.\n"
    )
    book, diagnostics = make_book({"one.md": essay("One", "ada")}, contributors="people.yaml")
    assert [(code, place) for code, place, _ in told(diagnostics)] == [
        ("OCT113", "people.yaml:4:16"),
        ("OCT113", "people.yaml:6:5"),
    ]
    assert listed(book) == {"Ada": ["She counts.", " Yes.", "One"]}
