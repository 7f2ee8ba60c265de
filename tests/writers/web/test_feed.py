"""The feed: what RFC 4287 asks for, of every publication, whatever its words are."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

import pytest
from lxml import etree

from octavo.model.people import Person
from octavo.model.site import PublicationRecord
from octavo.writers.web.feed import atom

from .records import ADA, BASE, EDITORS, HOSTILE, collection, essay, report, text

A = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TODAY = datetime.date(2026, 11, 28)


def feed_of(records: Sequence[PublicationRecord], base: str = BASE) -> etree._Element:
    """The feed, which is as RFC 4287 asks."""
    data = atom(records, title="Example Press", base=base, updated=TODAY)
    feed = etree.fromstring(data)
    assert feed.tag == A + "feed"
    for element in (feed, *feed.iter(A + "entry")):
        # 4.1.1 and 4.1.2: exactly one of each.
        for name in ("id", "title", "updated"):
            (one,) = element.findall(A + name)
            assert one.text
            assert one.text.strip() == one.text
        assert re.match(r"(https?|urn):", element.findtext(A + "id") or "")
    for entry in feed.iter(A + "entry"):
        assert entry.findall(A + "author")  # 4.1.2: the feed itself has none
        assert all(author.findtext(A + "name") for author in entry.iter(A + "author"))
        (link,) = entry.findall(A + "link")  # 4.1.2: needed by an entry without content
        assert link.get("rel") == "alternate"
        assert link.get("href")
        assert len(entry.findall(A + "summary")) <= 1
        assert len(entry.findall(A + "rights")) <= 1
        assert all(category.get("term") for category in entry.iter(A + "category"))
        terms = [category.get("term") for category in entry.iter(A + "category")]
        assert len(set(terms)) == len(terms)
    for date in feed.iter(A + "updated", A + "published"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", date.text or "")
    identifiers = [one.text for one in feed.iter(A + "id")]
    assert len(set(identifiers)) == len(identifiers)
    return feed


def titles(feed: etree._Element) -> list[str | None]:
    return [entry.findtext(A + "title") for entry in feed.iter(A + "entry")]


def test_an_essay_is_an_entry() -> None:
    part = essay(date=datetime.date(2020, 2, 29), topics=("money", " tables ", "money"))
    feed = feed_of([collection(texts=(part,))])
    assert feed.findtext(A + "updated") == "2026-11-28T00:00:00Z"
    (entry,) = feed.iter(A + "entry")
    told = {child.tag.removeprefix(A): child.text for child in entry if child.text}
    page = "https://example.org/web/anthology/who-pays.html"
    assert {name: words.strip() for name, words in told.items()} == {
        "id": page,
        "title": "Who pays: An essay",
        "updated": "2020-02-29T00:00:00Z",
        "published": "2020-02-29T00:00:00Z",
        "author": "",
        "summary": "On money.",
        "rights": "© 2026 the authors CC BY 4.0",
    }
    assert entry.get(LANG) == "en-GB"
    assert entry.findtext(f"{A}author/{A}name") == "Ada Example"
    assert entry.findtext(f"{A}author/{A}uri") == "https://orcid.org/0000-0002-1825-0097"
    assert [one.get("term") for one in entry.iter(A + "category")] == ["money", "tables"]
    assert [one.get("href") for one in entry.iter(A + "link")] == [page]


def test_the_newest_comes_first_and_one_day_keeps_its_order() -> None:
    days = {"a": 2020, "b": 2022, "c": 2020, "d": 2021}
    parts = tuple(
        essay(identifier=name, address=f"{name}.html", title=name, subtitle="",
              date=datetime.date(year, 1, 1))
        for name, year in days.items()
    )  # fmt: skip
    undated = essay(identifier="e", address="e.html", title="e", subtitle="")
    assert titles(feed_of([collection(texts=(*parts, undated))])) == ["e", "b", "d", "a", "c"]


def test_a_publication_without_contributions_is_an_entry_itself() -> None:
    chapters = (text(title="A chapter"), text(identifier="b", title="Another"))
    feed = feed_of([report(texts=chapters), collection(texts=(essay(), text(title="Foreword")))])
    assert titles(feed) == ["Counting chairs", "Who pays: An essay"]


def test_where_the_folder_is_known_the_feed_says_where_it_is() -> None:
    feed = feed_of([report()])
    links = {link.get("rel"): link.get("href") for link in feed.findall(A + "link")}
    assert links == {"self": f"{BASE}feed.xml", "alternate": BASE}
    assert feed.findtext(A + "id") == f"{BASE}feed.xml"


def test_without_the_address_of_the_folder_identifiers_stay_and_links_are_relative() -> None:
    first = feed_of([collection(texts=(essay(),))], base="")
    again = feed_of(
        [report(), collection(title="Changed", texts=(essay(title="Changed", address="b.html"),))],
        base="",
    )
    identifier = first.findtext(f"{A}entry/{A}id")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-.*", identifier or "")
    assert identifier in [entry.findtext(A + "id") for entry in again.iter(A + "entry")]
    assert first.findtext(A + "id") == again.findtext(A + "id")
    assert not first.findall(A + "link")
    assert first.find(f"{A}entry/{A}link").get("href") == "anthology/who-pays.html"  # type: ignore[union-attr]


def test_the_same_text_of_two_publishers_is_two() -> None:
    def first(record: PublicationRecord) -> str | None:
        return feed_of([record], base="").findtext(f"{A}entry/{A}id")

    one, other = report(publisher="Example Press"), report(publisher="Sample Press")
    assert first(one) != first(other)
    assert first(report(identifier="10.1234/a")) != first(one)


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (collection(texts=(essay(),)), ["Ada Example"]),
        (collection(texts=(essay(authors=()),)), ["The editors"]),
        (report(texts=(text(),)), ["Ada Example"]),
        (report(creators=()), ["Example Press"]),
        (report(creators=(), publisher=""), ["Counting chairs"]),
        (report(creators=(Person(name="\x07"),), publisher="\n"), ["Counting chairs"]),
        (collection(creators=(EDITORS, ADA)), ["Ada Example"]),
    ],
)
def test_every_entry_has_an_author(record: PublicationRecord, names: list[str]) -> None:
    (entry,) = feed_of([record]).iter(A + "entry")
    assert [author.findtext(A + "name") for author in entry.iter(A + "author")] == names


def test_a_text_with_rights_of_its_own_says_them() -> None:
    feed = feed_of([collection(texts=(essay(rights="© Ada Example"),))])
    assert feed.findtext(f"{A}entry/{A}rights") == "© Ada Example"


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
@pytest.mark.parametrize("base", [BASE, ""])
def test_hostile_words_stay_words(words: str, base: str) -> None:
    part = essay(
        title=words + "t", abstract=words, topics=(words,), rights=words, identifier=words,
        address=words, authors=(Person(name=f"N{words}"),),
    )  # fmt: skip
    record = collection(texts=(part,), name=words, identifier=words)
    feed = feed_of([record, report(title="t" + words, publisher=words)], base=base)
    assert {child.tag for child in feed.iter()} <= {
        A + name
        for name in "feed id title updated published link entry author name uri summary category"
        " rights".split()
    }
    title = next(feed.iter(A + "entry")).findtext(A + "title") or ""
    for piece in re.findall(r"[<>&{}\"%$\w]+", words):
        assert piece in title
    for link in feed.iter(A + "link"):
        href = link.get("href") or ""
        assert href.startswith(BASE) if base else ":" not in href
        assert href.isascii()


def test_the_same_records_give_the_same_bytes() -> None:
    records = [collection(texts=(essay(),)), report()]
    first, second = (atom(records, title="T", base="", updated=TODAY) for _ in range(2))
    assert first == second
    assert first.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns=")
