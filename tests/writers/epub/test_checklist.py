"""The checklist of notes/epub.md, point by point, on our own publications and on the hard one."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from itertools import pairwise

import pytest
from lxml.etree import _Element

from tests.reading.made import Made

from .conftest import MakePublication, Publication
from .opened import DC, NCX, OPF, TYPE, XML_LANG, Opened, X
from .paging import paged


@pytest.fixture(scope="module", params=["report", "anthology", "hard"])
def opened(request: pytest.FixtureRequest) -> Opened:
    if request.param == "hard":
        hard: Publication = request.getfixturevalue("hard")
        return hard.epub(paged(hard.rendition(), every=300))
    own: dict[str, Made] = request.getfixturevalue("own")
    return Opened(own[request.param].artefacts["epub"].data)


def chapters(opened: Opened) -> dict[str, _Element]:
    return {
        file: document
        for file, document in opened.documents.items()
        if document.find(X + "body").get(TYPE) == "bodymatter"  # type: ignore[union-attr]
    }


def test_01_and_02_the_container(opened: Opened) -> None:
    first, *rest = opened.zip.infolist()
    assert (first.filename, first.compress_type, first.extra) == (
        "mimetype",
        zipfile.ZIP_STORED,
        b"",
    )
    assert opened.data[30:58] == b"mimetypeapplication/epub+zip"
    for entry in (first, *rest):
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.external_attr >> 16 == 0o100644
    assert len({entry.filename.casefold() for entry in rest}) == len(rest)


def test_03_nothing_is_fetched(opened: Opened) -> None:
    for document in opened.documents.values():
        for element in document.iter("*"):
            source = element.get("src") or (
                element.get("href") if element.tag == X + "link" else None
            )
            assert source is None or source in opened.manifest
    assert "url(" not in opened.text("styles/book.css")
    assert "@import" not in opened.text("styles/book.css")
    assert not any("remote-resources" in item.get("properties", "")
                   for item in opened.manifest.values())  # fmt: skip


def test_04_the_identifier_is_a_urn_or_a_url(opened: Opened) -> None:
    name = opened.package.get("unique-identifier")
    (identifier,) = (one for one in opened.package.iter(DC + "identifier") if one.get("id") == name)
    assert re.fullmatch(r"(urn:[a-z]+:|https://)\S+", identifier.text or "")


def test_05_the_isbn_is_the_identifier(publication: MakePublication) -> None:
    book = publication(
        {"text/1.md": "# One\n\nText.\n"},
        editions={"print": {"isbn": "978-3-16-148410-0"}, "epub": {"isbn": "979-10-90636-07-1"}},
    )
    opened = book.epub(paged(book.rendition(), every=100))
    assert opened.metadata("dc:identifier") == ["urn:isbn:9791090636071"]
    assert opened.refinements("publication-id") == {"identifier-type": "15"}
    assert opened.metadata("pageBreakSource") == ["urn:isbn:9783161484100"]


def test_06_titles_are_typed_and_ordered(opened: Opened) -> None:
    titles = list(opened.package.iter(DC + "title"))
    found = [opened.refinements(title.get("id", "")) for title in titles]
    assert found == [
        {"title-type": "main", "display-seq": "1"},
        {"title-type": "subtitle", "display-seq": "2"},
    ]


def test_07_creators_have_roles_sort_keys_and_identifiers(opened: Opened) -> None:
    people = [*opened.package.iter(DC + "creator"), *opened.package.iter(DC + "contributor")]
    assert len({person.get("id") for person in people}) == len(people) >= 1
    for person in people:
        facts = opened.refinements(person.get("id", ""))
        assert re.fullmatch("[a-z]{3}", facts["role"])
        assert facts["file-as"]


def test_08_everybody_is_named_once(publication: MakePublication) -> None:
    essay = "---\ntitle: One\nauthor: [Ana Núñez, Essay Writer]\n---\n\nText.\n"
    other = "---\ntitle: Two\nauthor: [essay  writer, {name: Third, role: trl}]\n---\n\nText.\n"
    authors = [{"name": "A. Núñez", "sort": "Núñez, A.", "role": "edt"}, "Ana Núñez"]
    opened = publication({"text/1.md": essay, "text/2.md": other}, authors=authors).epub()
    assert opened.metadata("dc:creator") == ["A. Núñez", "Ana Núñez"]
    assert opened.metadata("dc:contributor") == ["Essay Writer", "Third"]
    assert opened.refinements("creator-1") == {
        "role": "edt",
        "file-as": "Núñez, A.",
        "display-seq": "1",
    }
    alone = publication({"text/1.md": essay, "text/2.md": other}).epub()
    assert alone.metadata("dc:creator") == ["Ana Núñez", "Essay Writer"]
    assert alone.metadata("dc:contributor") == ["Third"]
    assert alone.refinements("contributor-1") == {
        "role": "trl",
        "file-as": "Third",
        "display-seq": "1",
    }


@pytest.mark.parametrize(
    ("authors", "creators", "contributors"),
    [
        ([("A", "aut"), ("T", "trl"), ("E", "edt")], ["A", "E"], ["T", "One", "Two"]),
        ([("T", "trl")], ["One"], ["T", "Two"]),
        ([], ["One"], ["Two"]),
    ],
)
def test_08_whoever_translated_is_a_contributor(
    publication: MakePublication,
    authors: list[tuple[str, str]],
    creators: list[str],
    contributors: list[str],
) -> None:
    texts = {
        "text/1.md": "---\nauthors: [{name: One, role: translator}]\n---\n\n# A\n\nText.\n",
        "text/2.md": "---\nauthors: [{name: Two, role: edt}, one]\n---\n\n# B\n\nText.\n",
    }
    people = [{"name": name, "role": role} for name, role in authors]
    opened = publication(texts, authors=people).epub()
    assert [name.title() for name in opened.metadata("dc:creator")] == creators
    assert [name.title() for name in opened.metadata("dc:contributor")] == contributors


def test_09_languages(opened: Opened, hard: Publication) -> None:
    assert opened.package.get(XML_LANG) == opened.metadata("dc:language")[0]
    documents = {document.get("lang") for document in opened.documents.values()}
    assert documents == set(opened.metadata("dc:language"))
    assert hard.epub().metadata("dc:language") == ["en-GB", "fr", "es-419", "ar", "ja"]


def test_10_and_11_series_and_particulars(hard: Publication) -> None:
    opened = hard.epub()
    assert opened.metadata("belongs-to-collection") == ["Series & <co>"]
    assert opened.refinements("series") == {"collection-type": "series", "group-position": "3"}
    assert opened.metadata("dc:publisher") == ["Publisher & Sons <Ltd>"]
    assert opened.metadata("dc:date") == ["2026-02-03"]
    assert opened.metadata("dc:description") == ["A <description> & more"]
    assert opened.metadata("dc:subject") == ["a & b", "<c>"]
    assert opened.metadata("dc:rights") == ["© 2026 Somebody & Somebody CC BY-NC-ND 4.0"]
    assert opened.metadata("dcterms:modified") == ["2026-02-03T00:00:00Z"]


def test_12_accessibility_metadata(opened: Opened) -> None:
    for name in ("Mode", "ModeSufficient"):
        assert opened.metadata(f"schema:access{name}")
    for name in ("Feature", "Hazard", "Summary"):
        assert opened.metadata(f"schema:accessibility{name}")
    assert not opened.metadata("dcterms:conformsTo")  # 13: nobody has opted in


def test_14_the_licence(opened: Opened) -> None:
    (link,) = opened.package.iter(OPF + "link")
    assert link.get("rel") == "dcterms:license"
    assert str(link.get("href")).startswith("https://creativecommons.org/licenses/")


def test_15_the_contents_are_nested(opened: Opened) -> None:
    (nav,) = (nav for nav in opened.tree("nav.xhtml").iter(X + "nav") if nav.get(TYPE) == "toc")
    assert nav.get("role") == "doc-toc"
    rows = opened.navigation("toc")
    assert all(row.label for row in rows)
    assert all(row.href.partition("#")[0] in opened.spine for row in rows)
    assert len({row.href for row in rows}) == len(rows)


def test_16_landmarks(opened: Opened) -> None:
    (nav,) = (
        nav for nav in opened.tree("nav.xhtml").iter(X + "nav") if nav.get(TYPE) == "landmarks"
    )
    kinds = [link.get(TYPE) for link in nav.iter(X + "a")]
    there = {
        name
        for document in opened.documents.values()
        for section in document.iter(X + "section")
        for name in section.get(TYPE, "").split()
    }
    lists = [name for name in ("loi", "lot") if name in there]
    back = [name for name in ("glossary", "bibliography", "index") if name in there]
    assert kinds == ["cover", "titlepage", "imprint", "toc", *lists, "bodymatter", *back]


def test_17_to_19_page_breaks(opened: Opened) -> None:
    rows = opened.navigation("page-list")
    assert rows == opened.breaks() != []
    for document in opened.documents.values():
        for mark in document.iter(X + "span"):
            if "pagebreak" in mark.get(TYPE, ""):
                assert mark.get("role") == "doc-pagebreak"
                assert mark.get("aria-label")
                assert re.fullmatch(r"[A-Za-z_][\w.-]*", mark.get("id", ""))
    (source,) = opened.metadata("pageBreakSource")
    assert source.startswith("urn:isbn:") or source.endswith("the PDF edition of 2026")


def test_20_the_ncx(opened: Opened) -> None:
    metas = {meta.get("name"): meta.get("content") for meta in opened.ncx.iter(NCX + "meta")}
    assert metas["dtb:uid"] == opened.metadata("dc:identifier")[0]
    identifiers = [element.get("id") for element in opened.ncx.iter("*") if element.get("id")]
    assert max(Counter(identifiers).values()) == 1
    toc = opened.navigation("toc")
    points = [point.get("src") for point in opened.ncx.iterfind(f".//{NCX}navPoint/{NCX}content")]
    assert points == [row.href for row in toc]
    assert metas["dtb:depth"] == str(max(row.depth for row in toc))
    (spine,) = opened.package.iter(OPF + "spine")
    assert opened.manifest["toc.ncx"]["id"] == spine.get("toc")


def test_21_and_22_the_cover(opened: Opened) -> None:
    (cover,) = (
        item for item in opened.manifest.values() if item.get("properties") == "cover-image"
    )
    (meta,) = (meta for meta in opened.package.iter(OPF + "meta") if meta.get("name") == "cover")
    assert meta.get("content") == cover["id"]
    assert cover["media-type"] == "image/jpeg"
    assert opened.spine[0] == "cover.xhtml"
    (image,) = opened.documents["cover.xhtml"].iter(X + "img")
    assert image.get("src") == cover["href"]
    assert image.get("role") == "doc-cover"
    for words in (*opened.metadata("dc:title"), *opened.metadata("dc:creator")):
        assert words in (image.get("alt") or "")


def test_23_and_24_every_document_says_what_it_is(opened: Opened) -> None:
    documents = {**opened.documents, "nav.xhtml": opened.tree("nav.xhtml")}
    for file, document in documents.items():
        assert opened.bytes(file).startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE')
        assert document.get("lang") == document.get(XML_LANG)
        for element in document.iter("*"):
            assert element.get("lang") == element.get(XML_LANG)
    titles = [document.findtext(f"{X}head/{X}title") for document in documents.values()]
    assert all(titles)
    assert len({(title or "").casefold() for title in titles}) == len(titles)


def test_25_chapters_are_chapters(opened: Opened) -> None:
    for document in chapters(opened).values():
        (section,) = document.iterfind(f"{X}body/{X}section")
        kind = str(section.get(TYPE))
        assert kind in ("chapter", "part", "introduction", "afterword", "appendix")
        assert section.get("role") == f"doc-{kind}"


def test_26_one_first_heading_and_no_skipped_level(opened: Opened) -> None:
    for file, document in opened.documents.items():
        headings = [e for e in document.iter("*") if re.fullmatch(r"h[1-6]", str(e.tag)[len(X) :])]
        levels = [int(str(heading.tag)[-1]) for heading in headings]
        assert levels[0] == 1, file
        assert levels.count(1) == 1, file
        assert all(after <= before + 1 for before, after in pairwise(levels)), (file, levels)


def test_27_and_28_notes_are_linked_both_ways(opened: Opened) -> None:
    calls = notes = 0
    for document in opened.documents.values():
        targets = {element.get("id"): element for element in document.iter("*")}
        for link in document.iter(X + "a"):
            if link.get("role") == "doc-noteref":
                calls += 1
                assert link.get(TYPE) == "noteref"
                assert targets[str(link.get("href"))[1:]].tag == X + "aside"
        for note in document.iter(X + "aside"):
            if note.get("role") == "doc-footnote":
                notes += 1
                assert note.get(TYPE) == "footnote"
                (back,) = (a for a in note.iter(X + "a") if a.get("role") == "doc-backlink")
                assert back.get(TYPE) == "backlink"
                assert targets[str(back.get("href"))[1:]].get("role") == "doc-noteref"
    assert calls >= notes > 0


def test_29_the_alternative_of_a_figure_is_not_its_caption(made: Made) -> None:
    opened = Opened(made.artefacts["epub"].data)
    figures = [one for document in opened.documents.values() for one in document.iter(X + "figure")]
    assert figures
    for figure in figures:
        (image,) = figure.iter(X + "img")
        caption = "".join(map(str, figure.find(X + "figcaption").itertext()))  # type: ignore[union-attr]
        alternative = image.get("alt")
        assert alternative
        assert alternative not in caption


def test_30_heads_of_tables_have_a_scope(opened: Opened) -> None:
    heads = [head for document in opened.documents.values() for head in document.iter(X + "th")]
    assert heads
    assert {head.get("scope") for head in heads} <= {"col", "row"}


def test_31_other_languages_are_tagged(hard: Publication) -> None:
    opened = hard.epub()
    assert opened.documents["arabic.xhtml"].get("dir") == "rtl"
    for place in (opened.tree("nav.xhtml"), opened.documents["contents.xhtml"]):
        (link,) = (a for a in place.iter(X + "a") if a.get("href") == "arabic.xhtml")
        assert link.get("lang") == link.get(XML_LANG) == "ar"
    german = [e for e in opened.documents["raw.xhtml"].iter("*") if e.get("lang") == "de"]
    assert german


def test_32_the_manifest_tells_of_svg_and_mathml(publication: MakePublication) -> None:
    essay = """<section role="doc-chapter"><h1 id="{{ chapter.identifier }}">{{ title }}</h1>
        {% if title == "Two" %}
        <p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" aria-label="A square"/>
        {% endif %}
        {{ content }}</section>"""
    opened = publication(
        {
            "text/1.md": "# One\n\nText.\n",
            "text/2.md": "# Two\n\nText.\n",
            "templates/sections/essay.html": essay,
        }
    ).epub()
    properties = {file: item.get("properties") for file, item in opened.manifest.items()}
    assert properties["chapter-1.xhtml"] is None
    assert properties["chapter-2.xhtml"] == "mathml svg"
    assert properties["nav.xhtml"] == "nav"
    assert "MathML" in opened.metadata("schema:accessibilityFeature")


def test_33_and_34_the_stylesheet_leaves_the_reader_in_charge(opened: Opened) -> None:
    css = opened.text("styles/book.css")
    assert not re.search(r"\d(px|pt|pc|mm|cm|in|Q)\b", css)
    assert not re.search(r"(^|[\s;{])(color|background)\s*:", css)
    # Paper is set behind drawings alone: their dark ink must be seen at night too.
    assert css.count("background-color") == 1
    assert re.search(r"\.figure-image img \{[^}]*background-color: #fff", css)
    # Kindle: no negative margins. An indent may be negative, for lines that hang.
    assert not re.search(r"(margin|padding)[\w-]*:[^;]*\s-[\d.]", css)
    margins = re.findall(r"margin[^;]*?([\d.]+)em", css)
    assert max(map(float, margins)) <= 2  # Kobo
    rules = dict(re.findall(r"^([^{}]+) \{\n([^}]*)\}", css, re.MULTILINE))
    assert "hyphens: auto" in rules["body"]
    assert "hyphens: none" in rules["h1, h2, h3, h4, h5, h6"]


def test_35_title_page_and_colophon(opened: Opened) -> None:
    types = {
        file: opened.documents[file].find(f"{X}body/{X}section").get(TYPE)  # type: ignore[union-attr]
        for file in ("title.xhtml", "imprint.xhtml")
    }
    assert types == {"title.xhtml": "titlepage", "imprint.xhtml": "imprint colophon"}
