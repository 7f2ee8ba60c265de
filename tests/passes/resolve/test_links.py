"""Links between essays by their files, their addresses on the web, and the names of places."""

from __future__ import annotations

import pytest

from octavo.model.book import Source
from octavo.model.diagnostic import Diagnostic, Span
from octavo.passes.parse import parse
from octavo.passes.resolve.links import LinkTable, Place
from octavo.passes.resolve.names import chapter_names, identifiers_of

SEAT = (
    "---\ntitle: A seat\noriginal_url: https://www.blog.example/2020/07/a-seat/\n---\n\n"
    "Text.[^x]\n\n## Who pays\n\n## Rest {#sec-rest}\n\n[^x]: A note.\n"
)
TABLE = "---\ntitle: A table\npermalink: /a-table/\naliases: [/tables/old.html]\n---\n\nText.\n"
ROOM = "---\ntitle: A room\n---\n\nText.\n"
OWN = "---\ntitle: Own\noriginal_url: https://blog.example/own/\n---\n\nText.\n"

ANTHOLOGY = {"seat.md": SEAT, "table.md": TABLE, "room.md": ROOM, "own.md": OWN}


class Book:
    """Some chapters and the table of what their links can lead to."""

    def __init__(
        self, texts: dict[str, str], elsewhere: dict[str, str] | None = None, site: str = ""
    ) -> None:
        chapters = tuple(parse(Source(path, text))[0][0] for path, text in texts.items())
        names = chapter_names(chapters)
        taken: dict[str, Span | None] = dict.fromkeys(names)
        self.places = {
            chapter.source.path: Place(chapter, name, identifiers_of(chapter, name, taken)[0])
            for chapter, name in zip(chapters, names, strict=True)
        }
        self.table = LinkTable(list(self.places.values()), elsewhere or {}, site)

    def lead(self, href: str, path: str = "room.md") -> str | None:
        return self.table.lead(href, self.places[path], Span(path))[0]

    def told(self, href: str, path: str = "room.md") -> Diagnostic:
        found = self.table.lead(href, self.places[path], Span(path))[1]
        assert found is not None
        return found


# ------------------------------------------------------- addresses on the web


@pytest.mark.parametrize(
    "href",
    [
        "https://www.blog.example/2020/07/a-seat/",
        "https://www.blog.example/2020/07/a-seat",
        "http://blog.example/2020/07/a-seat/",
        "HTTPS://Blog.Example/2020/07/a-seat/",
        "https://blog.example/2020/07/a-seat/index.html",
        "https://blog.example/2020/07/a-seat.html",
        "https://blog.example/2020/07/a%2Dseat/",
        "https://blog.example/2020/07/a-seat/?utm_source=letter&utm_medium=mail&fbclid=1",
        "https://blog.example:443/2020/07/a-seat/",
        "/2020/07/a-seat/",
    ],
)
def test_an_essay_is_found_by_the_address_at_which_it_first_appeared(href: str) -> None:
    assert Book(ANTHOLOGY).lead(href) == "#seat"


@pytest.mark.parametrize(
    "href",
    [
        "https://blog.example/2020/07/",
        "https://blog.example/2020/07/a-seat/?page=2",
        "https://blog.example/2020/07/A-Seat/",
        "https://other.example/2020/07/a-seat/",
        "https://blog.example/",
        "https://blog.example",
        "mailto:seat@blog.example",
    ],
)
def test_other_addresses_stay_what_they_are(href: str) -> None:
    assert Book(ANTHOLOGY).lead(href) == href


@pytest.mark.parametrize(
    ("fragment", "target"),
    [
        ("who-pays", "#seat-who-pays"),
        ("Who-Pays", "#seat-who-pays"),
        ("sec-rest", "#sec-rest"),
        ("comments", "#seat"),
        ("note-x", "#seat"),
    ],
)
def test_a_fragment_leads_to_its_heading_or_else_to_the_essay(fragment: str, target: str) -> None:
    assert Book(ANTHOLOGY).lead(f"https://blog.example/2020/07/a-seat/#{fragment}") == target


@pytest.mark.parametrize("href", ["/a-table/", "/a-table", "/tables/old", "/tables/old.html#x"])
def test_an_essay_is_found_by_its_permalink_and_its_aliases(href: str) -> None:
    assert Book(ANTHOLOGY).lead(href) == "#table"


def test_a_permalink_fits_the_sites_that_the_essays_come_from_and_no_others() -> None:
    book = Book(ANTHOLOGY)
    assert book.lead("https://blog.example/a-table/") == "#table"
    assert book.lead("https://other.example/a-table/") == "https://other.example/a-table/"
    known = Book(ANTHOLOGY, site="https://other.example/")
    assert known.lead("https://other.example/a-table/") == "#table"


def test_a_relative_link_is_read_as_on_the_web_where_there_is_no_such_file() -> None:
    book = Book(ANTHOLOGY)
    assert book.lead("../2020/07/a-seat/", "own.md") == "#seat"
    assert book.lead("../own/", "seat.md") is None
    assert book.lead("../../../own/", "seat.md") == "#own"


def test_a_path_on_another_site_is_another_page() -> None:
    texts = {
        "one.md": "---\noriginal_url: https://one.example/a/\n---\n\nText.\n",
        "two.md": "---\noriginal_url: https://two.example/b/\n---\n\nText.\n",
    }
    book = Book(texts)
    assert book.lead("/a/", "one.md") == "#one"
    assert book.lead("/a/", "two.md") is None


def test_two_essays_cannot_have_one_address() -> None:
    texts = {
        "one.md": OWN,
        "two.md": "---\ntitle: T\ncanonical_url: http://blog.example/own\n---\n",
    }
    book = Book(texts)
    (finding,) = book.table.diagnostics
    assert (finding.code, str(finding.span)) == ("OCT112", "two.md:3:16")
    assert finding.hints == ("the other is at own.md:3:15; links lead there",) or finding.hints == (
        "the other is at one.md:3:15; links lead there",
    )
    assert book.lead("https://blog.example/own/", "two.md") == "#one"


def test_an_alias_that_is_somebody_s_address_is_not_told() -> None:
    book = Book({"own.md": OWN, "two.md": "---\naliases: https://blog.example/own/\n---\nText.\n"})
    assert not book.table.diagnostics
    assert book.lead("https://blog.example/own/", "two.md") == "#own"


# ---------------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("seat.md", "#seat"),
        ("seat.qmd", "#seat"),
        ("seat.html#who-pays", "#seat-who-pays"),
        ("seat", "#seat"),
        ("part/", "#part"),
        ("part/index.qmd", "#part"),
        ("/seat.md", "#seat"),
    ],
)
def test_an_essay_is_found_by_its_file(href: str, target: str) -> None:
    book = Book({"seat.md": SEAT, "room.md": ROOM, "part/index.qmd": "# Part\n\nText.\n"})
    assert book.lead(href) == target


def test_a_quarto_file_is_found_by_the_page_made_of_it() -> None:
    book = Book({"room.md": ROOM, "text/two.qmd": "# Two\n\nText.\n"})
    assert book.lead("text/two.html") == "#two"
    assert book.lead("text/two") == "#two"


def test_a_file_of_another_publication_is_told_as_such() -> None:
    finding = Book(ANTHOLOGY, {"report/one.md": "report"}).told("report/one.md")
    assert finding.code == "OCT211"
    assert finding.hints == ("“report/one.md” is in the publication “report”: link to its address",)


# ------------------------------------------------------------------ fragments


@pytest.mark.parametrize("href", ["#note-x", "#note", "seat.md#note-x"])
def test_notes_are_no_targets_of_links(href: str) -> None:
    assert Book(ANTHOLOGY).lead(href, "seat.md") is None


def test_what_the_author_named_goes_before_what_a_heading_is_called() -> None:
    text = "# T\n\n## Rest\n\nText.\n\n## Named {#rest}\n"
    assert Book({"room.md": text}).lead("#rest") == "#rest"


def test_a_near_match_is_offered() -> None:
    assert Book(ANTHOLOGY).told("#who-pay", "seat.md").hints == ("did you mean “#who-pays”?",)
    assert Book(ANTHOLOGY).told("seats.md").hints == ("did you mean “seat.md”?",)


@pytest.mark.parametrize("alias", ["//[x", "https://[::1", "/%zz", "https://a:b@c:d/", " "])
def test_addresses_that_are_none_are_nobody_s(alias: str) -> None:
    book = Book({"room.md": f"---\naliases: ['{alias}']\n---\n\nText.\n"})
    assert not book.table.diagnostics
    assert book.lead("/elsewhere/") is None
