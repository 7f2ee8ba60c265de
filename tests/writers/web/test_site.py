"""Our own site in a real browser: what a reader can do with it, and what it never does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pytest

from tests.reading.browser import Chromium, Visit, axe, sideways
from tests.reading.made import Made
from tests.reading.served import Site, on_disk, served
from tests.reading.site import broken_links, outside
from tests.reading.validator import validate_html
from tests.reading.website import put_on_disk

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ESSAY = "anthology/a-seat-at-the-table.html"
CHART = "report/standards.html"


@pytest.fixture(scope="module")
def folder(own: Mapping[str, Made], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that an organisation would put on its host."""
    artefacts = [artefact for made in own.values() for artefact in made.artefacts.values()]
    workspace = next(iter(own.values())).workspace
    return put_on_disk(tmp_path_factory.mktemp("build"), artefacts, workspace)


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    with served(folder) as running:
        yield running


def pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


# ------------------------------------------------------------------- every page


def test_the_html_of_every_page_is_valid(folder: Path) -> None:
    assert validate_html(folder) == []


def test_every_link_leads_to_a_file_and_a_place_in_it(folder: Path) -> None:
    assert broken_links(folder) == []


def test_nothing_is_asked_for_from_elsewhere(folder: Path) -> None:
    assert outside(folder) == []


def test_axe_finds_nothing_in_light_and_dark_and_no_page_is_wider_than_a_phone(
    browser: Chromium, site: Site, folder: Path
) -> None:
    """All pages at 360 pixels. The log of requests and of the policy is that of all of them."""
    found: list[str] = []
    with browser.visit(site, width=360, height=740) as visit:
        for page in pages(folder):
            visit.go(page)
            found += [f"{page}: {line}" for line in sideways(visit.page)]
            for scheme in SCHEMES:
                visit.page.emulate_media(color_scheme=scheme)
                found += [f"{page} {scheme}: {line}" for line in axe(visit.page)]
        visit.page.wait_for_load_state("networkidle")
        assert visit.requests
        assert visit.faults == []
    assert found == []


@pytest.mark.parametrize("width", [768, 1440])
def test_no_page_is_wider_than_its_window(
    browser: Chromium, site: Site, folder: Path, width: int
) -> None:
    """With the page numbers of the PDF shown, and once more for axe where the contents stand."""
    found: list[str] = []
    with browser.visit(site, ESSAY, width=width) as visit:
        visit.page.locator(".settings summary").click()
        visit.page.locator("input[name=pages]").check()
        for page in pages(folder):
            visit.go(page)
            found += [f"{page}: {line}" for line in sideways(visit.page)]
        for page in (ESSAY, CHART, "anthology/what-is-written-down.html", "anthology/terms.html"):
            visit.go(page)
            found += [f"{page}: {line}" for line in axe(visit.page)]
    assert found == []


def test_what_opens_is_sound_too(browser: Chromium, site: Site) -> None:
    """Settings, a note, a figure's data and the citations, opened, in light and dark."""
    with browser.visit(site, CHART) as visit:
        visit.page.locator(".figure-data summary").first.click()
        visit.page.locator(".settings summary").click()
        visit.page.locator("input[name=pages]").check()
        for scheme in SCHEMES:
            visit.page.emulate_media(color_scheme=scheme)
            assert axe(visit.page) == []
        visit.go("report/the-record.html")
        visit.page.locator("a.noteref").first.click()
        assert visit.page.locator(".note-popover").is_visible()
        assert axe(visit.page) == []
        visit.go("index.html")
        for summary in visit.page.locator("main summary").all():
            summary.click()
        assert axe(visit.page) == []
        assert visit.faults == []


# --------------------------------------------------------------- the downloads


def test_the_downloads_are_the_files_of_the_manifest(
    browser: Chromium, site: Site, folder: Path
) -> None:
    manifest = json.loads((folder.parent / "manifest.json").read_text(encoding="utf-8"))
    files = {
        Path(entry["path"]).name: entry
        for entry in manifest["artefacts"]
        if entry["media_type"] != "text/html"
    }
    assert len(files) == 6
    with browser.visit(site) as visit:
        links = visit.page.locator(".downloads a").all()
        assert len(links) == len(files)
        for link in links:
            with visit.page.expect_download() as download:
                link.click()
            entry = files[download.value.suggested_filename]
            data = Path(download.value.path()).read_bytes()
            assert sha256(data).hexdigest() == entry["sha256"]
            assert entry["sha256"] in "".join(visit.page.locator(".checksums").all_text_contents())
            facts = link.locator("xpath=following-sibling::*[1]").text_content() or ""
            if entry["pages"]:
                assert facts.startswith(f"{entry['pages']} pages")
    shown = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {Path(one["path"]).name: one["sha256"] for one in shown["artefacts"]} == {
        name: entry["sha256"] for name, entry in files.items()
    }


# ----------------------------------------------------------------- the filter


def listed(visit: Visit) -> list[str]:
    return [
        title.strip()
        for title in visit.page.locator(".contributions > li:visible h3").all_text_contents()
    ]


def test_the_filter_keeps_its_state_in_the_address(browser: Chromium, site: Site) -> None:
    with browser.visit(site) as visit:
        everything = listed(visit)
        assert len(everything) == 13
        visit.page.locator("select[name=topic]").select_option("legitimacy")
        some = listed(visit)
        assert 0 < len(some) < len(everything)
        assert set(some) < set(everything)
        count = visit.page.locator(".filter-count").text_content() or ""
        assert count.startswith(f"{len(some)} contribution")
        address = visit.page.url
        assert address.endswith("?topic=legitimacy")
        # Whoever is sent the address sees the same.
        visit.page.goto("about:blank")
        visit.page.goto(address)
        assert listed(visit) == some
        visit.page.get_by_role("button", name="Show all").click()
        visit.page.locator(".filter-count", has_text=f"{len(everything)} ").wait_for()
        assert listed(visit) == everything
        assert visit.page.evaluate("document.activeElement.name") == "topic"
        assert "?" not in visit.page.url


def test_a_topic_of_a_contribution_is_a_filter(browser: Chromium, site: Site) -> None:
    with browser.visit(site) as visit:
        visit.page.locator(".topics a", has_text="legitimacy").first.click()
        assert visit.page.locator("select[name=topic]").input_value() == "legitimacy"
        assert 0 < len(listed(visit)) < 13


def test_a_topic_that_nobody_has_shows_everything(browser: Chromium, site: Site) -> None:
    with browser.visit(site, "index.html?topic=%3Cb%3E&language=xx") as visit:
        assert len(listed(visit)) == 13
        assert visit.faults == []


# ----------------------------------------------------------------- the search


@pytest.mark.parametrize("where", ["server", "disk"])
def test_the_search_finds_the_section(
    browser: Chromium, site: Site, folder: Path, where: str
) -> None:
    """From the head of any page, over a server and from the folder on disk."""
    with browser.visit(site if where == "server" else on_disk(folder), ESSAY) as visit:
        assert not [one for one in visit.requests if "/search/" in one]
        visit.page.get_by_role("searchbox").fill("twelve chairs")
        visit.page.keyboard.press("Enter")
        first = visit.page.locator(".search-title a").first
        first.wait_for()
        assert first.text_content() == "Twelve chairs"
        first.click()
        visit.page.wait_for_url("**/a-seat-at-the-table.html#*")
        assert visit.page.locator(":target").text_content() == "Twelve chairs"
        assert visit.faults == []


# ------------------------------------------------------------------- the notes


def test_a_note_opens_beside_its_call_by_keyboard(browser: Chromium, site: Site) -> None:
    with browser.visit(site, "report/the-record.html") as visit:
        call = visit.page.locator("a.noteref").first
        target = (call.get_attribute("href") or "").removeprefix("#")
        note = visit.page.locator(f"[id='{target}']")
        words = (note.locator("p:not(.note-number)").first.text_content() or "").strip()
        call.focus()
        visit.page.keyboard.press("Enter")
        box = visit.page.locator(".note-popover")
        assert box.is_visible()
        assert words in " ".join((box.text_content() or "").split())
        assert visit.page.evaluate("document.activeElement.className") == "note-popover"
        # What the note links to is next.
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.closest('.note-popover') !== null")
        visit.page.keyboard.press("Escape")
        assert not box.is_visible()
        assert visit.page.evaluate("document.activeElement.className") == "noteref"


def test_without_script_a_note_is_an_end_note(browser: Chromium, site: Site) -> None:
    with browser.visit(site, "report/the-record.html", java_script=False) as visit:
        visit.page.locator("a.noteref").first.click()
        target = visit.page.locator(":target")
        assert target.is_visible()
        assert target.get_attribute("role") == "doc-footnote"
        target.locator("a[role=doc-backlink]").click()
        assert visit.page.locator(":target").get_attribute("role") == "doc-noteref"


# --------------------------------------------------- figures, data, page numbers


def test_a_figure_opens_large_and_gives_the_focus_back(browser: Chromium, site: Site) -> None:
    with browser.visit(site, CHART) as visit:
        link = visit.page.locator("a.enlarge").first
        small = visit.page.locator("figure img").first.bounding_box()
        link.focus()
        visit.page.keyboard.press("Enter")
        image = visit.page.locator("dialog img")
        image.wait_for()
        large = image.bounding_box()
        assert small
        assert large
        assert large["width"] > small["width"]
        assert image.get_attribute("alt")
        visit.page.keyboard.press("Escape")
        assert not image.is_visible()
        assert visit.page.evaluate("document.activeElement.className") == "enlarge"


def test_a_chart_hands_out_the_rows_of_its_table(
    browser: Chromium, site: Site, folder: Path
) -> None:
    with browser.visit(site, CHART) as visit:
        data = visit.page.locator(".figure-data").first
        data.locator("summary").click()
        rows = data.locator("tbody tr")
        address = data.locator("a[download]").get_attribute("href") or ""
        lines = (folder / "report" / address).read_text(encoding="utf-8").splitlines()
        assert len(lines) == rows.count() + 1 > 2
        assert lines[1].split(",")[0] == rows.first.locator("th, td").first.text_content()


def test_page_numbers_of_the_pdf_are_shown_where_asked(browser: Chromium, site: Site) -> None:
    """Also to somebody who comes with the number of a page."""
    mark = "getComputedStyle(document.querySelector('.page-mark'), '::before').content"
    with browser.visit(site, ESSAY) as visit:
        assert visit.page.evaluate(mark) == "none"
        visit.page.locator(".settings summary").click()
        visit.page.get_by_label("Page numbers of the PDF").check()
        assert re.fullmatch(r'"p. \w+"', visit.page.evaluate(mark))
        visit.go("report/the-record.html")
        assert visit.page.locator("input[name=pages]").is_checked()
    with browser.visit(site, ESSAY, java_script=False) as visit:
        visit.page.locator(".settings summary").click()
        visit.page.get_by_label("Page numbers of the PDF").check()
        assert re.fullmatch(r'"p. \w+"', visit.page.evaluate(mark))


# ------------------------------------------------------- colours, keyboard, phone


def test_the_colours_are_those_of_the_system_or_of_the_reader(
    browser: Chromium, site: Site
) -> None:
    background = "getComputedStyle(document.documentElement).backgroundColor"
    with browser.visit(site, ESSAY) as visit:
        light = visit.page.evaluate(background)
        visit.page.emulate_media(color_scheme="dark")
        dark = visit.page.evaluate(background)
        assert light != dark
        visit.page.locator(".settings summary").click()
        visit.page.get_by_label("Light").check()
        assert visit.page.evaluate(background) == light
        visit.go("index.html")
        assert visit.page.evaluate(background) == light


def test_the_keyboard_alone_reaches_everything(browser: Chromium, site: Site) -> None:
    """The first stop leads to the text; every stop can be seen, and none is a trap."""
    with browser.visit(site, ESSAY) as visit:
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.className") == "skip"
        assert (visit.page.locator(".skip").bounding_box() or {"y": -1})["y"] > 0
        visit.page.keyboard.press("Enter")
        assert visit.page.evaluate("document.activeElement.tagName") == "MAIN"
        visit.go(ESSAY)
        stops: list[str] = []
        for _ in range(200):
            visit.page.keyboard.press("Tab")
            if visit.page.evaluate("document.activeElement === document.body"):
                break
            told = visit.page.evaluate(
                "[document.activeElement.outerHTML.slice(0, 80),"
                " getComputedStyle(document.activeElement).outlineStyle]"
            )
            assert told[1] != "none", told
            stops.append(told[0])
        else:
            pytest.fail("the keyboard does not come to the end of the page")
        links = visit.page.locator("main a[href]").count()
        assert len([one for one in stops if one.startswith("<a")]) >= links


def test_on_a_phone_the_contents_are_folded(browser: Chromium, site: Site) -> None:
    with browser.visit(site, ESSAY, width=360) as visit:
        row = visit.page.locator(".side a").first
        assert not row.is_visible()
        visit.page.locator(".side summary").click()
        assert row.is_visible()
    with browser.visit(site, ESSAY, width=1440) as visit:
        assert visit.page.locator(".side a").first.is_visible()


def test_without_script_all_is_there(browser: Chromium, site: Site) -> None:
    with browser.visit(site, java_script=False) as visit:
        assert len(listed(visit)) == 13
        assert not visit.page.locator("form.filter").is_visible()
        assert visit.page.locator("button.copy:visible").count() == 0
        visit.page.locator(".contributions h3 a").nth(1).click()
        assert visit.page.locator("h1").text_content() == "A seat at the table"
        assert visit.page.locator("details.figure-data, figure").first.is_visible()
        visit.go("search.html")
        assert visit.page.locator("noscript p").is_visible()
        assert visit.faults == []


def test_a_citation_can_be_copied(browser: Chromium, site: Site) -> None:
    with browser.visit(site, "report/index.html") as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.page.locator("summary", has_text="BibTeX").click()
        visit.page.get_by_role("button", name="Copy BibTeX").click()
        visit.page.get_by_role("button", name="Copied").wait_for()
        assert visit.page.evaluate("navigator.clipboard.readText()").startswith("@techreport{")


def test_on_paper_people_are_sent_to_the_pdf(browser: Chromium, site: Site) -> None:
    with browser.visit(site, ESSAY) as visit:
        words = visit.page.locator(".on-paper")
        assert not words.is_visible()
        visit.page.emulate_media(media="print")
        assert words.is_visible()
        assert not visit.page.locator(".top").is_visible()


# ------------------------------------------------------------------ light and safe


def test_an_essay_loads_less_than_a_hundred_kilobytes(
    browser: Chromium, site: Site, folder: Path
) -> None:
    """Every essay, without its figures and uncompressed: page, style, script, icon and fonts."""
    record = json.loads((folder / "anthology/publication.json").read_text(encoding="utf-8"))
    essays = [text["address"] for text in record["texts"] if text.get("is-contribution")]
    assert len(essays) == 13
    for essay in essays:
        with browser.visit(site, essay) as visit:
            visit.page.wait_for_load_state("networkidle")
            asked = {one.removeprefix(site.address).partition("?")[0] for one in visit.requests}
        sizes = {path: (folder / path).stat().st_size for path in asked if "/images/" not in path}
        assert any(path.endswith(".woff2") for path in sizes)
        assert sum(sizes.values()) < 100_000, sizes


def test_nothing_is_kept_on_the_reader_unasked(browser: Chromium, site: Site) -> None:
    with browser.visit(site, ESSAY) as visit:
        assert visit.page.context.cookies() == []
        assert visit.page.evaluate("localStorage.length") == 0
