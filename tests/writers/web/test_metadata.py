"""What the head of a page says to machines: tags for search and citing, and JSON-LD."""

from __future__ import annotations

import datetime
import json
from html.parser import HTMLParser
from typing import Any

import pytest

from octavo.model.people import Person
from octavo.model.publication import Licence
from octavo.model.site import PublicationRecord, TextRecord
from octavo.writers.web.jsonld import DataFile, json_ld
from octavo.writers.web.lines import line
from octavo.writers.web.metadata import (
    Download,
    Head,
    head_of,
    head_of_site,
    open_graph_locale,
)

from .records import ADA, BASE, EDITORS, HOSTILE, collection, essay, report, text

PAGE = f"{BASE}anthology/who-pays.html"
PDF = Download("../anthology.pdf", "application/pdf", "PDF for screen readers")
EPUB = Download("../anthology.epub", "application/epub+zip")
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def values(head: Head, name: str) -> list[str]:
    """The contents of all metas or properties of a name."""
    return [content for key, content in (*head.metas, *head.properties) if key == name]


def named(head: Head, prefix: str) -> list[tuple[str, str]]:
    """The metas and properties whose names begin so, without that, in their order."""
    return [
        (key.removeprefix(prefix), content)
        for key, content in (*head.metas, *head.properties)
        if key.startswith(prefix)
    ]


def links(head: Head) -> dict[str, str]:
    return {link.rel: link.href for link in head.links}


def described(
    record: PublicationRecord, part: TextRecord | None = None, **more: Any
) -> dict[str, Any]:
    """The JSON-LD, read."""
    return dict(json.loads(json_ld(record, part, **more)))


def test_dublin_core_of_an_essay() -> None:
    translator = Person(name="Tom Sample", role="trl")
    head = head_of(collection(), essay(authors=(ADA, translator)), base=BASE)
    assert named(head, "DC.") == [
        ("title", "Who pays: An essay"),
        ("creator", "Ada Example"),
        ("contributor", "Tom Sample"),
        ("date", "2026-11-22"),
        ("language", "en-GB"),
        ("publisher", "Example Press"),
        ("rights", "© 2026 the authors CC BY 4.0"),
        ("identifier", PAGE),
        ("subject", "money"),
        ("description", "On money."),
    ]
    assert links(head)["schema.DC"] == "http://purl.org/dc/elements/1.1/"


def test_a_publication_is_known_by_all_its_identifiers() -> None:
    assert values(head_of(collection(), base=BASE), "DC.identifier") == [
        "https://doi.org/10.1234/table_1",
        "urn:isbn:9783161484100",
        f"{BASE}anthology/index.html",
    ]
    assert values(head_of(collection(identifier="Report no. 7", isbn="")), "DC.identifier") == [
        "Report no. 7"
    ]
    assert values(head_of(collection(), essay()), "DC.identifier") == []


def test_who_edited_a_collection_made_it() -> None:
    head = head_of(collection(creators=(EDITORS,), contributors=(ADA,)))
    assert values(head, "DC.creator") == values(head, "author") == ["The editors"]
    assert values(head, "DC.contributor") == ["Ada Example"]
    assert values(head, "citation_author") == []


def test_highwire_tags_of_an_essay() -> None:
    head = head_of(collection(), essay(), base=BASE, downloads=(EPUB, PDF))
    assert named(head, "citation_") == [
        ("title", "Who pays: An essay"),
        ("author", "Example, Ada"),
        ("author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("author_institution", "Institute of Wells"),
        ("publication_date", "2026/11/22"),
        ("inbook_title", "At the table: Collected essays"),
        ("book_title", "At the table: Collected essays"),
        ("publisher", "Example Press"),
        ("isbn", "978-3-16-148410-0"),
        ("firstpage", "12"),
        ("lastpage", "14"),
        ("language", "en-GB"),
        ("keywords", "money"),
        ("pdf_url", "https://example.org/anthology.pdf"),
        ("abstract_html_url", PAGE),
    ]


def test_highwire_tags_of_whole_publications() -> None:
    book, study = head_of(collection()), head_of(report())
    assert values(book, "citation_doi") == ["10.1234/table_1"]
    assert values(study, "citation_technical_report_institution") == ["Example Press"]
    for head in (book, study):
        assert values(head, "citation_book_title") == []
    for head in (book, head_of(report(), text())):
        assert values(head, "citation_technical_report_institution") == []


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (ADA, "Example, Ada"),
        (Person(name="Ada Example"), "Ada Example"),
        (EDITORS.model_copy(update={"role": "aut"}), "The editors"),
        (
            Person(name="Ada Maria García Muestra", sort="García Muestra, Ada Maria"),
            "Ada Maria García Muestra",
        ),
    ],
)
def test_no_reader_takes_a_name_for_two(person: Person, expected: str) -> None:
    assert values(head_of(report(creators=(person,))), "citation_author") == [expected]


def test_open_graph_of_an_essay() -> None:
    record = collection(card="anthology/card.png")
    head = head_of(record, essay(lang="de"), base=BASE, site_name="Example Press")
    assert named(head, "og:") == [
        ("type", "article"),
        ("title", "Who pays: An essay"),
        ("description", "On money."),
        ("locale", "de_DE"),
        ("site_name", "Example Press"),
        ("url", PAGE),
        ("image", f"{BASE}anthology/card.png"),
        ("image:width", "1200"),
        ("image:height", "630"),
        ("image:alt", "At the table: Collected essays"),
    ]
    assert values(head, "twitter:card") == ["summary_large_image"]
    assert values(head_of(record, base=BASE), "og:type") == ["book"]


def test_without_the_address_of_the_folder_nothing_has_to_be_absolute() -> None:
    record = collection(card="anthology/card.png")
    for head in (
        head_of(record, essay(), downloads=(PDF,)),
        head_of_site("Example Press", "Books.", "en", card="card.png"),
    ):
        names = {name for name, _ in (*head.metas, *head.properties)}
        for name in ("og:url", "og:image", "og:image:alt", "citation_pdf_url"):
            assert name not in names
        assert "citation_abstract_html_url" not in names
        assert "canonical" not in links(head)
        assert values(head, "twitter:card") == ["summary"]


def test_the_page_of_all_publications() -> None:
    head = head_of_site("Example Press", "Books.", "fr", base=BASE, card="card.png")
    assert head.metas == (("description", "Books."), ("twitter:card", "summary_large_image"))
    told = dict(named(head, "og:"))
    assert (told["type"], told["locale"], told["url"]) == ("website", "fr_FR", BASE)
    assert told["image"] == f"{BASE}card.png"
    assert links(head) == {"canonical": BASE}


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        ("en-GB", "en_GB"),
        ("de", "de_DE"),
        ("de-1996", "de_DE"),
        ("zh-Hant", "zh_TW"),
        ("zh-hant-hk", "zh_HK"),
        ("sr-Latn-RS", "sr_RS"),
        ("es-419", "es_ES"),
        ("eo", ""),
        ("xyz", ""),
    ],
)
def test_a_language_tag_as_open_graph_has_it(lang: str, locale: str) -> None:
    assert open_graph_locale(lang) == locale


def test_a_page_is_its_own_canonical_one_wherever_the_text_appeared_before() -> None:
    part = essay(original_url="https://example.org/blog/who-pays")
    assert links(head_of(collection(), part, base=BASE))["canonical"] == PAGE


def test_a_licence_holds_for_what_has_no_rights_of_its_own() -> None:
    own = essay(rights="© Ada Example, all rights reserved")
    assert links(head_of(collection(), essay()))["license"] == CC_BY
    assert described(collection(), essay())["license"] == CC_BY
    assert "license" not in links(head_of(collection(), own))
    assert "license" not in (told := described(collection(), own))
    assert (
        told["copyrightNotice"] == values(head_of(collection(), own), "DC.rights")[0] == own.rights
    )


def test_a_description_is_short_and_the_abstract_whole() -> None:
    abstract = "word " * 2_000
    head = head_of(collection(), essay(abstract=abstract))
    for name in ("description", "og:description"):
        (short,) = values(head, name)
        assert len(short) <= 300
        assert short.endswith("word…")
    assert values(head, "DC.description") == [abstract.strip()]
    assert described(collection(), essay(abstract=abstract))["abstract"] == abstract.strip()


def test_json_ld_of_an_essay() -> None:
    part = essay(date=datetime.date(2020, 2, 29), original_url="https://example.org/blog/who-pays")
    data = DataFile("Who pays", "anthology/who.csv", "Payments.", Licence(name="Open"))
    told = described(collection(), part, base=BASE, downloads=(PDF,), data=(data,))
    assert told == {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": PAGE,
        "name": "Who pays: An essay",
        "headline": "Who pays: An essay",
        "url": PAGE,
        "author": [
            {
                "@type": "Person",
                "@id": "https://orcid.org/0000-0002-1825-0097",
                "name": "Ada Example",
                "familyName": "Example",
                "givenName": "Ada",
                "sameAs": "https://orcid.org/0000-0002-1825-0097",
                "affiliation": {"@type": "Organization", "name": "Institute of Wells"},
            }
        ],
        "datePublished": "2020-02-29",
        "inLanguage": "en-GB",
        "publisher": {"@type": "Organization", "name": "Example Press"},
        "abstract": "On money.",
        "keywords": ["money"],
        "license": CC_BY,
        "copyrightNotice": "© 2026 the authors",
        "pageStart": "12",
        "pageEnd": "14",
        "isBasedOn": "https://example.org/blog/who-pays",
        "isPartOf": {
            "@type": "Book",
            "@id": f"{BASE}anthology/index.html",
            "name": "At the table: Collected essays",
            "url": f"{BASE}anthology/index.html",
            "identifier": [
                {
                    "@type": "PropertyValue",
                    "propertyID": "DOI",
                    "value": "10.1234/table_1",
                    "url": "https://doi.org/10.1234/table_1",
                }
            ],
            "isbn": "978-3-16-148410-0",
        },
        "encoding": [
            {
                "@type": "MediaObject",
                "name": "PDF for screen readers",
                "encodingFormat": "application/pdf",
                "contentUrl": "https://example.org/anthology.pdf",
            }
        ],
        "hasPart": [
            {
                "@type": "Dataset",
                "name": "Who pays",
                "description": "Payments.",
                "license": {"@type": "CreativeWork", "name": "Open"},
                "distribution": {
                    "@type": "DataDownload",
                    "encodingFormat": "text/csv",
                    "contentUrl": f"{BASE}anthology/who.csv",
                },
            }
        ],
    }


@pytest.mark.parametrize(
    ("record", "kind", "part"),
    [
        (report(texts=(text(),)), "Report", "Chapter"),
        (report(genre="book", texts=(text(),)), "Book", "Chapter"),
        (collection(texts=(essay(),)), "Book", "Article"),
    ],
)
def test_the_types_of_schema_org(record: PublicationRecord, kind: str, part: str) -> None:
    told = described(record, base=BASE)
    assert told["@type"] == kind
    assert [one["@type"] for one in told["hasPart"]] == [part]
    inside = described(record, record.texts[0], base=BASE)
    assert inside["@type"] == part
    assert inside["isPartOf"]["@id"] == told["@id"]
    assert inside["@id"] == told["hasPart"][0]["@id"]


def test_the_isbn_of_a_report_is_an_identifier() -> None:
    told = described(report(isbn="978-3-16-148410-0", identifier="urn:example:1"))
    assert "isbn" not in told
    isbn = {"@type": "PropertyValue", "propertyID": "ISBN", "value": "978-3-16-148410-0"}
    assert told["identifier"] == ["urn:example:1", isbn]


def test_without_the_address_of_the_folder_links_are_relative_and_names_are_left_out() -> None:
    data = DataFile("Who pays", "anthology/who.csv")
    told = described(collection(), essay(), downloads=(PDF,), data=(data,))
    assert "@id" not in told
    assert "@id" not in told["isPartOf"]
    assert told["url"] == "../anthology/who-pays.html"
    assert told["encoding"][0]["contentUrl"] == "../../anthology.pdf"
    assert told["hasPart"][0]["distribution"]["contentUrl"] == "../anthology/who.csv"


@pytest.mark.parametrize(
    ("person", "kind"),
    [
        (Person(name="Ada Example", orcid="0000-0002-1825-0097"), "Person"),
        (Person(name="Ada Example", sort="Example, Ada"), "Person"),
        (Person(name="Ada Example", affiliation="Institute of Wells"), None),
        (Person(name="The editors", sort="Editors, The"), None),
    ],
)
def test_nobody_is_called_a_person_of_whom_it_is_not_known(person: Person, kind: str) -> None:
    (author,) = described(report(creators=(person,)))["author"]
    assert author["name"] == person.name
    assert author.get("@type") == kind


def test_a_publisher_is_an_organisation_or_whom_it_names() -> None:
    told = described(report(publisher="Ada Example"))
    assert told["publisher"] == told["author"][0]
    assert "publisher" not in described(report(publisher=""))


class Reader(HTMLParser):
    """Reads what a browser would: elements, attributes and the text of the script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.script += data


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
def test_hostile_words_leave_no_element(words: str) -> None:
    part = essay(title=words, subtitle=words, abstract=words, topics=(words,), rights=words,
                 authors=(Person(name=f"N{words}", affiliation=words),))  # fmt: skip
    record = collection(title=words + "t", publisher=words, keywords=(words,))
    told = json_ld(record, part, base=BASE, data=(DataFile(words, "a.csv", words),))
    assert not set(told) & set("<>&")
    reader = Reader()
    reader.feed(f'<script type="application/ld+json">{told}</script>')
    reader.close()
    assert reader.elements == [("script", {"type": "application/ld+json"})]
    assert json.loads(reader.script)["abstract"] == line(words)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
def test_hostile_words_are_text_that_an_attribute_can_hold(words: str) -> None:
    part = essay(title=words + "t", abstract=words, topics=(words,), lang="en")
    head = head_of(collection(title=words + "t"), part, base=BASE, site_name=words)
    (title,) = values(head, "citation_title")
    assert title == line(words + "t") + ": An essay"
    for _, content in (*head.metas, *head.properties):
        assert content == line(content)
        assert len(content.splitlines()) == 1
        content.encode()
    for link in head.links:
        assert link.href.isascii()
