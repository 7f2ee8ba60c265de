"""Small publications as web pages: what strangers write is text, and every page has its address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from lxml import etree

from octavo import shelf
from octavo.pipeline import Built, Options, build, present
from octavo.workspace import Workspace
from tests.reading.browser import Chromium, axe
from tests.reading.served import served
from tests.reading.site import broken_links, outside
from tests.reading.validator import validate_html
from tests.reading.website import XHTML, parsed

FACTS: dict[str, object] = {
    "title": "A book",
    "date": "2026-02-03",
    "design": "anthology",
    "contents": ["text"],
    "editions": ["web"],
}
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'

Writer = Callable[..., Path]


def built(folder: Path, **options: object) -> Built:
    (found,) = build(Workspace(folder, {}), Options(**options))  # type: ignore[arg-type]
    return found


@pytest.fixture
def web(tmp_path: Path) -> Writer:
    """Write a publication, build it, put it on disk, and return the folder of the web edition."""

    def write(
        files: Mapping[str, str | bytes], site: Mapping[str, object] | None = None, **facts: object
    ) -> Path:
        for name, content in files.items():
            place = tmp_path / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        configuration = {"site": site or {}, "publications": {"book": FACTS | facts}}
        (tmp_path / "octavo.yaml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
        found = built(tmp_path)
        assert not found.failed, found.diagnostics
        folder = tmp_path / "build"
        shelf.put(folder, [artefact for artefact, _ in found.artefacts])
        shelf.put_site(folder, present(Workspace(tmp_path, {}), folder)[0])
        assert broken_links(folder / "web") == []
        assert outside(folder / "web") == []
        return folder / "web"

    return write


def page(path: Path) -> etree._Element:
    return parsed(path.read_bytes())


def words_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def scripts(path: Path) -> list[str | None]:
    """The scripts of a page: addresses, None for those that stand in the page and may run."""
    return [
        script.get("src")
        for script in page(path).iter(XHTML + "script")
        if script.get("type") != "application/ld+json"
    ]


# ------------------------------------------------------------------- bad input


def test_what_strangers_write_is_text_on_every_page(web: Writer) -> None:
    """Title, subtitle, abstract, topics, names and words of the text."""
    head = yaml.safe_dump(
        {
            "title": r"One \<script>alert(0)\</script>",
            "subtitle": EVIL,
            "abstract": f"{EVIL} </script> {{{{ 7 * 7 }}}}",
            "keywords": [EVIL, "a, b", "100 % & more"],
            "authors": [{"name": f"Ada {EVIL}", "affiliation": EVIL}],
        }
    )
    folder = web(
        {"text/one.md": f"---\n{head}---\n\nText <script>alert(3)</script>.\n"},
        title=f"A book {EVIL}",
    )
    assert validate_html(folder) == []
    for path in folder.rglob("*.html"):
        assert all(source and source.startswith(("assets/", "../")) for source in scripts(path))
        assert not [one for one in page(path).iter() if "onerror" in one.attrib], path
    words = words_of(page(folder / "index.html"))
    assert "One <script>alert(0)</script>" in words
    assert "{{ 7 * 7 }}" in words
    for path in folder.rglob("*.html"):
        for script in page(path).iter(XHTML + "script"):
            if script.get("type") == "application/ld+json":
                json.loads(script.text or "")


def test_identifiers_of_a_manuscript_take_none_of_the_frame(web: Writer, browser: Chromium) -> None:
    """Chapters and blocks may be called what the frame's own parts are."""
    text = "# Main\n\n## A {#contents}\n\nText.[^a]\n\n## B {#page-1}\n\n[^a]: Note.\n\n"
    table = "| A | B |\n|---|--:|\n| 1 | 2 |\n\n: *A* caption {#tbl-x}\n"
    folder = web({"text/main.md": text + table, "text/page.md": "# Contributions\n\nText.\n"})
    assert validate_html(folder) == []
    with served(folder) as site, browser.visit(site) as visit:
        for path in sorted(folder.rglob("*.html")):
            visit.go(path.relative_to(folder).as_posix())
        visit.page.wait_for_load_state("networkidle")
        assert visit.faults == []


def test_an_address_that_runs_code_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text/one.md").write_text(
        "---\ntitle: One\noriginal_url: javascript:alert(1)\n---\n\n[a](javascript:alert(2))\n",
        encoding="utf-8",
    )
    (tmp_path / "octavo.yaml").write_text(
        yaml.safe_dump({"publications": {"book": FACTS}}), encoding="utf-8"
    )
    found = built(tmp_path)
    assert any("an address begins with https://" in one.message for one in found.diagnostics)
    for artefact, _ in found.artefacts:
        for file in artefact.files:
            assert b"javascript:" not in file.data, file.path


def test_names_of_files_become_addresses_that_work_everywhere(web: Writer) -> None:
    """Letter case, spaces, accents, emoji, and the names of pages that there are already."""
    names = ("Why.md", "why.md", "été à Paris.md", "😀.md", "index.md", "imprint.md", "100%.md")
    files = {f"text/{name}": f"# About {place}\n\nText.\n" for place, name in enumerate(names)}
    folder = web(files) / "book"
    pages = {path.name for path in folder.glob("*.html")}
    assert len(pages) == len({name.lower() for name in pages}) == len(names) + 2
    assert all(name.isascii() and " " not in name and "%" not in name for name in pages)
    assert {"why.html", "ete-a-paris.html", "chapter-100.html"} < pages
    assert [name for name in pages if re.fullmatch(r"why-[0-9a-f]{6}\.html", name)]
    titles = {words_of(next(page(folder / name).iter(XHTML + "h1"))) for name in pages}
    assert {f"About {place}" for place in range(len(names))} < titles


def test_an_address_does_not_come_to_lead_to_another_text(web: Writer) -> None:
    """Two posts of one name and other dates, and a third that is added before both."""
    posts = {
        "text/2024-06-01-news.md": "# June\n\nA.\n",
        "text/2024-09-01-news.md": "# September\n\nA.\n",
    }
    titles = []
    for more in (dict[str, str](), {"text/2024-01-05-news.md": "# January\n\nA.\n"}):
        folder = web({**posts, **more})
        names = ("news-20240601.html", "news-20240901.html")
        titles.append([words_of(next(page(folder / "book" / n).iter(XHTML + "h1"))) for n in names])
    assert titles == [["June", "September"]] * 2


def test_a_publication_cannot_take_the_name_of_a_folder_of_the_site(tmp_path: Path) -> None:
    from octavo.model.diagnostic import OctavoError

    (tmp_path / "octavo.yaml").write_text(
        yaml.safe_dump({"publications": {"Search": FACTS}}), encoding="utf-8"
    )
    with pytest.raises(OctavoError) as caught:
        built(tmp_path)
    assert "taken in the folder of the web edition" in caught.value.diagnostics[0].message


# --------------------------------------------------------------------- forms


def test_a_style_of_an_element_becomes_a_class(web: Writer) -> None:
    """The policy of the pages allows no style attribute."""
    table = '| A | B |\n|---|---|\n| 1 | 2 |\n\n: Widths {tbl-colwidths="[70, 30]"}\n'
    folder = web({"text/one.md": f"# One\n\n{table}\n\n3. three\n4. four\n"})
    for path in folder.rglob("*.html"):
        assert not [one for one in page(path).iter() if "style" in one.attrib], path
    css = (folder / "book/assets/web.css").read_text(encoding="utf-8")
    assert ".style-1 { width: 70%" in css
    column = next(page(folder / "book/one.html").iter(XHTML + "col"))
    assert column.get("class") == "style-1"


def test_the_width_that_an_author_gives_a_picture_holds(web: Writer, browser: Chromium) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h9"/></svg>'
    text = "# One\n\n![A line.](a.svg){fig-alt='A short line.' width=50%}\n"
    folder = web({"text/one.md": text, "text/a.svg": picture})
    with served(folder) as site, browser.visit(site, "book/one.html") as visit:
        image = visit.page.locator("figure img").bounding_box()
        figure = visit.page.locator("figure").bounding_box()
    assert image
    assert figure
    assert abs(image["width"] * 2 - figure["width"]) < 1


@pytest.mark.parametrize("colour", ["#ffd200", "#00e5d0", "#101010", "#f4f4f4", "#8c2f1b"])
def test_the_colour_of_an_organisation_can_be_read_whatever_it_is(
    web: Writer, browser: Chromium, colour: str
) -> None:
    """As text, on buttons and as text on the tint of notices, in light and in dark."""
    text = "# One\n\n## Two\n\n[A](https://example.org).[^a]\n\n[^a]: Note.\n\n"
    notice = "::: {.callout-warning}\n[B](https://example.org) b.\n:::\n\n```python\nx = 1\n```\n"
    tokens = f":root {{ --accent: {colour} }}\n"
    folder = web({"text/one.md": text + notice, "styles/tokens.css": tokens})
    with served(folder) as site, browser.visit(site) as visit:
        for path in ("index.html", "book/index.html", "book/one.html"):
            visit.go(path)
            for scheme in ("light", "dark"):
                visit.page.emulate_media(color_scheme=scheme)
                assert axe(visit.page) == [], (path, scheme)


def test_an_essay_that_names_nobody_is_nobodys(web: Writer) -> None:
    """Where the publication names no author either, those of other essays did not write it."""
    named = "---\ntitle: One\nauthor: Ada Example\n---\n\nText.\n"
    folder = web({"text/one.md": named, "text/two.md": "# Two\n\nText.\n"})
    assert "Ada Example" in (folder / "book/one.html").read_text(encoding="utf-8")
    assert "Ada Example" not in (folder / "book/two.html").read_text(encoding="utf-8")
    rows = [words_of(row) for row in page(folder / "index.html").iter(XHTML + "article")]
    assert ["Ada Example" in row for row in rows] == [True, False]


def test_words_in_another_direction_say_so(web: Writer) -> None:
    arabic = "---\ntitle: كتاب\nlang: ar\nabstract: نص قصير.\n---\n\nنص.\n"
    folder = web({"text/one.md": arabic, "text/two.md": "# Two\n\nText.\n"})
    assert page(folder / "book/one.html").get("dir") == "rtl"
    abstract = next(
        one
        for one in page(folder / "index.html").iter(XHTML + "p")
        if "row-abstract" in one.get("class", "")
    )
    assert (abstract.get("lang"), abstract.get("dir")) == ("ar", "rtl")


def test_what_the_build_folder_holds_is_not_trusted(tmp_path: Path, web: Writer) -> None:
    """A manifest that leads elsewhere or tells another checksum offers nothing."""
    folder = web({"text/one.md": "# One\n\nText.\n"}, editions=["epub", "web"])
    manifest = tmp_path / "build/manifest.json"
    before = json.loads(manifest.read_text(encoding="utf-8"))
    (entry,) = [one for one in before["artefacts"] if one["edition"] == "epub"]
    for change in (
        {"path": "../octavo.yaml"},
        {"path": "web/../../octavo.yaml"},
        {"sha256": "0" * 64},
        {"media_type": 3},
    ):
        rows = [entry | change, *(one for one in before["artefacts"] if one is not entry)]
        manifest.write_text(json.dumps({"artefacts": rows}), encoding="utf-8")
        shelf.put_site(tmp_path / "build", present(Workspace(tmp_path, {}), tmp_path / "build")[0])
        assert not (folder / "downloads").exists(), change
    for broken in ('{"artefacts": 3}', "[", '{"artefacts": [3]}'):
        manifest.write_text(broken, encoding="utf-8")
        assert present(Workspace(tmp_path, {}), tmp_path / "build")[0]


def test_the_map_of_a_site_goes_with_its_address(web: Writer) -> None:
    folder = web({"text/one.md": "# One\n\nText.\n"}, site={"url": "https://example.org"})
    assert (folder / "sitemap.xml").is_file()
    web({"text/one.md": "# One\n\nText.\n"})
    assert not (folder / "sitemap.xml").exists()


def test_the_fonts_have_the_figures_that_the_stylesheet_asks_for(web: Writer) -> None:
    from fontTools.ttLib import TTFont

    folder = web({"text/one.md": "# One\n\n[Small]{.smallcaps} 1234567890.\n"}) / "book/assets"
    (text,) = (folder / "fonts").glob("spectral-400-[0-9a-f]*.woff2")
    with TTFont(text) as font:
        features = {one.FeatureTag for one in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"onum", "lnum", "smcp"} <= features


def test_notes_are_end_notes_wherever_the_publication_has_them(web: Writer) -> None:
    for where in ("page", "chapter", "book"):
        folder = web({"text/one.md": "# One\n\nText.[^a]\n\n[^a]: A note.\n"}, notes=where)
        call = next(
            one
            for one in page(folder / "book/one.html").iter(XHTML + "a")
            if one.get("role") == "doc-noteref"
        )
        file, _, identifier = (call.get("href") or "").partition("#")
        target = next(
            one
            for one in page(folder / "book" / (file or "one.html")).iter()
            if one.get("id") == identifier
        )
        assert "A note." in words_of(target)


def test_the_data_of_a_chart_are_numbers_that_programs_read(web: Writer) -> None:
    """In French a number has a comma and narrow spaces; in the file it has neither."""
    spec = {
        "data": {"url": "../data/a.csv"},
        "mark": "bar",
        "encoding": {
            "x": {"field": "year", "type": "ordinal"},
            "y": {"field": "sum", "type": "quantitative"},
        },
    }
    folder = web(
        {
            "data/a.csv": "year,sum\n2020,1234567\n2021,-2.5\n",
            "text/one.md": "# Un\n\n```{.vega-lite #fig-a fig-alt='Deux barres.'}\n"
            + json.dumps(spec)
            + "\n```\n",
        },
        lang="fr",
    )
    (file,) = (folder / "book/data").glob("*.csv")
    rows = file.read_bytes().decode().split("\r\n")
    assert [row.split(",")[1] for row in rows[1:3]] == ["1234567", "-2.5"]
    shown = words_of(next(page(folder / "book/one.html").iter(XHTML + "tbody")))
    assert "1234567" not in shown
    assert "−2,5" in shown


def test_a_draft_says_so_on_every_page_and_is_hidden_from_search_engines(
    tmp_path: Path, web: Writer
) -> None:
    web({"text/one.md": "# One\n\nText.\n"})
    found = built(tmp_path, draft=True)
    folder = tmp_path / "build"
    shelf.put(folder, [artefact for artefact, _ in found.artefacts])
    shelf.put_site(folder, present(Workspace(tmp_path, {}), folder)[0])
    for path in (folder / "web/book").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "Draft of February 3, 2026." in text, path
        assert '<meta name="robots" content="noindex">' in text, path
    assert "Disallow: /" in (folder / "web/robots.txt").read_text(encoding="utf-8")


# ------------------------------------------------------------------- addresses


def test_with_an_address_pages_know_their_own(web: Writer) -> None:
    folder = web(
        {"text/one.md": "# One\n\nText.\n"}, site={"url": "https://example.org/a", "title": "Site"}
    )
    links = {
        link.get("rel"): link.get("href")
        for link in page(folder / "book/one.html").iter(XHTML + "link")
    }
    assert links["canonical"] == "https://example.org/a/book/one.html"
    sitemap = (folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.org/a/book/one.html</loc>" in sitemap
    assert "https://example.org/a/sitemap.xml" in (folder / "robots.txt").read_text(
        encoding="utf-8"
    )
    assert broken_links(folder, "https://example.org/a/") == []


def test_without_an_address_nothing_is_made_up(web: Writer) -> None:
    folder = web({"text/one.md": "# One\n\nText.\n"})
    assert not (folder / "sitemap.xml").exists()
    assert "canonical" not in (folder / "book/one.html").read_text(encoding="utf-8")
    assert (folder / "feed.xml").is_file()


def test_what_was_renamed_leaves_no_page_behind(tmp_path: Path, web: Writer) -> None:
    folder = web({"text/one.md": "# One\n\nText.\n"})
    assert (folder / "book/one.html").is_file()
    (tmp_path / "text/one.md").unlink()
    web({"text/two.md": "# Two\n\nText.\n"})
    assert not (folder / "book/one.html").exists()
    assert (folder / "book/two.html").is_file()


def test_the_page_to_download_from_offers_what_is_there(tmp_path: Path, web: Writer) -> None:
    """A web edition alone offers nothing; what is built later is offered then."""
    folder = web({"text/one.md": "# One\n\nText.\n"}, editions=["epub", "web"])
    assert [path.name for path in (folder / "downloads").iterdir()] == ["book.epub"]
    (tmp_path / "build/book.epub").unlink()
    for artefact, _ in built(tmp_path, editions=("web",)).artefacts:
        shelf.put(tmp_path / "build", [artefact])
    shelf.put_site(tmp_path / "build", present(Workspace(tmp_path, {}), tmp_path / "build")[0])
    assert not (folder / "downloads").exists()
    assert "book.epub" not in (folder / "index.html").read_text(encoding="utf-8")


def test_an_older_file_is_told_and_not_offered(tmp_path: Path, web: Writer) -> None:
    """The title has changed since the EPUB was built, and only the pages are built again."""
    folder = web({"text/one.md": "# One\n\nText.\n"}, editions=["epub", "web"])
    assert (folder / "downloads/book.epub").is_file()
    (tmp_path / "text/one.md").write_text("# Another\n\nText.\n", encoding="utf-8")
    for artefact, _ in built(tmp_path, editions=("web",)).artefacts:
        shelf.put(tmp_path / "build", [artefact])
    files, (told,) = present(Workspace(tmp_path, {}), tmp_path / "build")
    shelf.put_site(tmp_path / "build", files)
    assert (told.code, str(told.span)) == ("OCT504", "build/book.epub:1:1")
    assert not (folder / "downloads").exists()


def test_pages_of_a_renamed_publication_are_told(tmp_path: Path, web: Writer) -> None:
    folder = web({"text/one.md": "# One\n\nText.\n"})
    (folder / "book").rename(folder / "other")
    _, (told,) = present(Workspace(tmp_path, {}), tmp_path / "build")
    assert (told.code, str(told.span)) == ("OCT505", "build/web/other:1:1")


def test_a_record_that_cannot_be_read_is_none(tmp_path: Path, web: Writer) -> None:
    folder = web({"text/one.md": "# One\n\nText.\n"})
    (folder / "book/publication.json").write_text("{", encoding="utf-8")
    files, (told,) = present(Workspace(tmp_path, {}), tmp_path / "build")
    assert files == ()
    assert told.code == "OCT503"
    assert "octavo build book" in told.hints[0]
