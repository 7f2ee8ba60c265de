"""The search in a browser: from a folder on disk and from a server, under a strict policy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from octavo.workspace import theme_folder
from octavo.writers.web import search
from octavo.writers.web.search import SearchText, search_files
from tests.reading.browser import Chromium
from tests.reading.served import Site as Place
from tests.reading.served import on_disk as place_on_disk
from tests.reading.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
FRAME = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Search</title>
<script src="{root}search.js" defer></script>
{head}</head>
<body><main>{main}</main></body>
</html>
"""
TEXTS = (
    SearchText("essays/oven.html", "The oven", "", "en-GB", "Bread was baked.", "On baking."),
    SearchText(
        "essays/bridge.html#toll",
        "The toll",
        "A stone bridge",
        "en-GB",
        "They walked over the river.",
    ),
    SearchText("essays/pont.html", "Le pont", "", "fr", "Les chevaux traversaient la rivière."),
    SearchText("essays/mill.html", "The mill", "", "en-US", "Water from the river, and bread."),
)


def write_site(
    folder: Path, texts: Sequence[SearchText], *, root: str = "", head: str = ""
) -> None:
    """Write the page of the search, its script and its index, as the web edition has them."""
    environment = Environment(
        loader=FileSystemLoader(theme_folder() / "templates/web"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    words = yaml.safe_load((theme_folder() / "templates/web/words/en.yaml").read_text("utf-8"))
    main = environment.get_template("search.html").render(words=words, root=root)
    script = (theme_folder() / "templates/web/scripts/search.js").read_bytes()
    page = FRAME.format(policy=POLICY, root=root, head=head, main=main)
    files = {"search.js": script, **dict(search_files(texts))}
    files["en/search.html" if root else "search.html"] = page.encode()
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)


class Site:
    """A folder with a search, opened in a browser."""

    def __init__(self, folder: Path, address: str, page: Page) -> None:
        self.folder = folder
        self.address = address
        self.page = page
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, texts: Sequence[SearchText] = TEXTS, query: str = "") -> Page:
        write_site(self.folder, texts)
        self.page.goto(f"{self.address}search.html{query}")
        return self.page

    @property
    def files(self) -> list[str]:
        """What was asked for, without the names’ digests."""
        return [
            url.removeprefix(self.address).partition("?")[0].partition("words-")[0]
            for url in self.asked
        ]

    def type(self, words: str) -> None:
        """Type as a reader does: key by key, into the field as it is."""
        self.page.get_by_role("searchbox").press_sequentially(words)

    def ask(self, words: str) -> list[str]:
        """Ask for words instead of others, and return the titles that are found."""
        from playwright.sync_api import expect

        self.page.get_by_role("searchbox").fill(words)
        status = self.page.get_by_role("status")
        status.evaluate("status => { status.textContent = '' }")
        self.page.keyboard.press("Enter")
        expect(status).to_have_text(re.compile("result|could not"))
        return self.page.locator(".search-title").all_text_contents()

    @property
    def status(self) -> str:
        return self.page.get_by_role("status").text_content() or ""


@contextmanager
def opened(browser: Chromium, folder: Path, place: Place) -> Iterator[Site]:
    """Give a site that asks for none of another's files, and of which nothing is complained."""
    page = browser.browser.new_page()
    page.set_default_timeout(10_000)
    site = Site(folder, place.address, page)
    yield site
    page.close()
    assert [url for url in site.asked if not place.holds(url)] == []
    assert site.complaints == []


@pytest.fixture
def on_disk(browser: Chromium, tmp_path: Path) -> Iterator[Site]:
    with opened(browser, tmp_path, place_on_disk(tmp_path)) as site:
        yield site


@pytest.fixture
def on_a_server(browser: Chromium, tmp_path: Path) -> Iterator[Site]:
    with served(tmp_path) as place, opened(browser, tmp_path, place) as site:
        yield site


@pytest.fixture(params=["on_disk", "on_a_server"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each way of reading in turn, for what depends on it."""
    found: Site = request.getfixturevalue(request.param)
    return found


def test_the_policy_holds_in_these_tests(site: Site) -> None:
    write_site(site.folder, TEXTS, head="<script>document.title = 'run'</script>")
    site.page.goto(f"{site.address}search.html")
    assert site.page.title() == "Search"
    assert "Content Security Policy" in site.complaints.pop()


# ----------------------------------------------------------------- answers


def test_a_word_is_found_in_its_other_forms(site: Site) -> None:
    page = site.open()
    site.type("cheval")

    result = page.get_by_role("listitem")
    link = result.get_by_role("link")
    assert link.text_content() == "Le pont"
    assert link.get_attribute("href") == "./essays/pont.html"
    assert link.get_attribute("lang") == "fr"
    assert result.locator(".search-excerpt").text_content() == TEXTS[2].words
    assert result.locator(".search-language").text_content() == "French"
    assert site.status == "1 result"


def test_a_section_names_the_text_that_it_belongs_to(on_disk: Site) -> None:
    page = on_disk.open()
    assert on_disk.ask("walking") == ["The toll"]
    assert page.locator(".search-context").all_text_contents() == ["A stone bridge"]
    assert page.locator(".search-language").count() == 0


def test_nothing_is_loaded_before_the_first_word(site: Site) -> None:
    page = site.open()
    page.wait_for_timeout(300)
    assert site.files == ["search.html", "search.js"]
    site.ask("river")
    site.ask("bread")
    assert site.files == ["search.html", "search.js", "search/documents.js", "search/"]


def test_all_words_have_to_be_there(on_disk: Site) -> None:
    expected = {
        "river": ["The mill", "The toll"],
        "river bread": ["The mill"],
        "river, BREAD!": ["The mill"],
        "bread oven": ["The oven"],
        "oven river": [],
        "riv": ["Le pont", "The mill", "The toll"],  # the last word may go on …
        "brea riv": ["The mill"],  # … and so may one that no text has
        "walks": ["The toll"],  # a form of “walk” that no text has
        "walkways": [],
        "riverbanks": [],
    }
    on_disk.open()
    assert {query: sorted(on_disk.ask(query)) for query in expected} == expected


def test_an_answer_is_told_in_words(on_disk: Site) -> None:
    page = on_disk.open()
    told = {}
    for query in ("oven", "river", "walkways"):
        on_disk.ask(query)
        told[query] = on_disk.status
    nothing = "No results. Is it spelt right? Fewer words find more."
    assert told == {"oven": "1 result", "river": "2 results", "walkways": nothing}
    page.get_by_role("searchbox").fill("…")
    page.keyboard.press("Enter")
    assert on_disk.status == ""


def test_the_best_comes_first(on_disk: Site) -> None:
    filler = "stone wood clay sand " * 10
    texts = [
        SearchText("a.html", "Once", "", "en", f"{filler} lantern"),
        SearchText("b.html", "Beginning", "", "en", f"{filler} lanternfish"),
        SearchText("c.html", "Lanterns", "", "en", filler),
        SearchText("d.html", "Often", "", "en", f"{filler} lantern lanterns lantern lanternfish"),
    ]
    on_disk.open(texts)
    assert on_disk.ask("lantern") == ["Lanterns", "Often", "Once", "Beginning"]


# What a text has, and what finds it.
FOLDED = {
    "Straße": "strasse",
    "Gasse": "GAẞE",
    "Œuvre": "oeuvre",
    "ﬁnal": "final",
    "Łódź": "lodz",
    "Dvořák": "Dvorak",
    "naïve": "naive",
    "résumé": "re\u0301sume\u0301",
    "İzmir": "izmir",
    "ISPARTA": "ısparta",
    "Þing": "thing",
    "Ærø": "aero",
    "ὁδός": "ΟΔΟΣ",
    "λόγος": "λογ",
    "Ёлка": "елка",
    "שָׁלוֹם": "שלום",
    "كِتَاب": "كتاب",
    "한국어": "한국",
    "हिन्दी": "हिन्दी",
    "がく": "がく",
    "𝐀𝐁": "ab",
    "𐓘𐓙": "𐓘𐓙",
    "東京都": "京都",
    "大阪府": "阪",
    "北海道": "道",
    "2024年": "2024",
    "水です": "水で",
    "ประเทศไทย": "ไทย",
    "pub\u00adlish": "publish",
    "l’eau": "l'eau",
    "m²": "m2",
    "x" * 100: "x" * 90,
    "ß" * 60: "ß" * 60,
    "__proto__": "proto",
    "ﷺ": "ﷺ",
    "constructor": "Constructor",
    "pasted": "pas\u00adted",
}


def test_words_are_folded_as_the_index_has_them(on_disk: Site) -> None:
    on_disk.open([SearchText(f"{at}.html", word, "", "und", "") for at, word in enumerate(FOLDED)])
    assert {word: on_disk.ask(typed) for word, typed in FOLDED.items()} == {
        word: [word] for word in FOLDED
    }


def test_a_pair_is_not_two_characters(on_disk: Site) -> None:
    on_disk.open(
        [
            SearchText("a.html", "Apart", "", "ja", "東の京"),
            SearchText("b.html", "Together", "", "ja", "東京"),
        ]
    )
    assert on_disk.ask("東京") == ["Together"]
    assert sorted(on_disk.ask("京")) == ["Apart", "Together"]


def test_many_files_answer_as_one_does(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        *TEXTS,
        SearchText("table.html", "One word", "", "en", "table"),
        SearchText("en/table.html", "Two languages", "", "fr", "table"),
    ]
    queries = ("river", "riv", "walks", "the", "bread was", "chev", "t", "table")
    site.open(texts)
    expected = [site.ask(query) for query in queries]
    monkeypatch.setattr(search, "FILE_SIZE", 1)  # every stem has a file
    site.open(texts)
    assert [site.ask(query) for query in queries] == expected


def test_only_the_files_of_a_word_are_loaded(
    on_disk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FILE_SIZE", 1)
    assert len(search_files(TEXTS)) > 20
    on_disk.open()
    assert on_disk.ask("oven") == ["The oven"]
    # The file before is one too: it could end with the word, in another language.
    assert on_disk.files.count("search/") == 2


def test_no_more_than_fifty_are_shown(on_disk: Site) -> None:
    texts = [SearchText(f"{n}.html", f"Text {n}", "", "en", "river") for n in range(60)]
    on_disk.open(texts)
    assert on_disk.ask("river") == [f"Text {n}" for n in range(50)]
    assert on_disk.status == "60 results, of which these are the first 50"


# ----------------------------------------------------------------- address


def test_a_search_can_be_shared(site: Site) -> None:
    page = site.open(query="?from=here&q=river+bread#results")
    page.get_by_role("listitem").wait_for()
    assert page.get_by_role("searchbox").input_value() == "river bread"
    assert page.locator(".search-title").all_text_contents() == ["The mill"]

    site.ask("café & bar?")
    assert page.url == f"{site.address}search.html?from=here&q=caf%C3%A9+%26+bar%3F#results"
    page.get_by_role("searchbox").fill("")
    page.wait_for_url(f"{site.address}search.html?from=here#results")
    assert page.get_by_role("listitem").count() == 0
    assert site.status == ""


def test_addresses_are_from_the_root(site: Site) -> None:
    write_site(site.folder, TEXTS, root="../")
    site.page.goto(f"{site.address}en/search.html")
    assert site.ask("oven") == ["The oven"]
    link = site.page.get_by_role("link", name="The oven")
    assert link.evaluate("link => link.href") == f"{site.address}essays/oven.html"


# -------------------------------------------------------- text of strangers


def test_nothing_is_read_as_markup(site: Site) -> None:
    hostile = 'river </script><img src=x onerror="document.title=\'run\'"><b>\u2028" 🎉'
    page = site.open(
        [SearchText("javascript:document.title='run'", hostile, f"2 {hostile}", "<b>", hostile)],
        query="?q=<img src=x onerror=\"document.title='run'\"> river",
    )
    assert site.ask("river") == [hostile]
    assert page.locator(".search-context").all_text_contents() == [f"2 {hostile}"]
    assert page.locator(".search-language").all_text_contents() == ["<b>"]
    assert page.locator("li").locator("b, img, script").count() == 0
    assert page.get_by_role("link").evaluate("link => link.href").startswith(site.address)
    assert page.title() == "river – Search"


# ------------------------------------------------------------------ readers


def test_the_keyboard_is_enough(site: Site) -> None:
    page = site.open()
    (site.folder / "essays").mkdir()
    found = FRAME.format(policy=POLICY, root="../", head="", main="Bread was baked.")
    (site.folder / "essays/oven.html").write_text(found)
    page.keyboard.press("Tab")
    page.keyboard.type("oven")
    page.get_by_role("listitem").wait_for()
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}essays/oven.html")
    assert page.get_by_text("Bread was baked.").is_visible()


@pytest.mark.parametrize("has_script", [False, True])
def test_only_without_script_the_page_says_so(
    browser: Chromium, tmp_path: Path, has_script: bool
) -> None:
    write_site(tmp_path, TEXTS)
    page = browser.browser.new_page(java_script_enabled=has_script)
    page.goto(f"{tmp_path.as_uri()}/search.html")
    assert page.locator("noscript p").is_visible() is not has_script
    if not has_script:
        assert page.locator("noscript a").get_attribute("href") == "index.html"
    page.close()


# ----------------------------------------------------------------- failures


def words_file(folder: Path) -> Path:
    return next((folder / "search").glob("words-*.js"))


def test_a_file_that_is_missing_is_told_and_asked_for_again(site: Site) -> None:
    site.open()
    file = words_file(site.folder)
    data = file.read_bytes()
    file.unlink()
    assert site.ask("river") == []
    assert "could not be loaded" in site.status
    # It is asked for as one types and again at Enter.
    assert {complaint[:23] for complaint in site.complaints} <= {"Failed to load resource"}
    site.complaints.clear()

    file.write_bytes(data)
    assert site.ask("river bread") == ["The mill"]


@pytest.mark.parametrize("wrong", [b"", b"octavoSearch.add('other',[]);"])
def test_a_file_without_its_data_is_told_and_asked_for_again(on_disk: Site, wrong: bytes) -> None:
    on_disk.open()
    file = words_file(on_disk.folder)
    data = file.read_bytes()
    file.write_bytes(wrong)
    assert on_disk.ask("river") == []
    assert "could not be loaded" in on_disk.status

    file.write_bytes(data)
    assert on_disk.ask("river bread") == ["The mill"]


def test_a_late_answer_does_not_take_the_place_of_a_newer_one(
    on_disk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FILE_SIZE", 1)  # every stem has a file
    page = on_disk.page
    late = next(
        name for name, data in search_files(TEXTS) if b'["oven"' in data and "words" in name
    )
    held: list[Route] = []
    page.route(f"**/{late}", lambda route: held.append(route))
    on_disk.open()
    page.get_by_role("searchbox").fill("oven")
    page.keyboard.press("Enter")
    assert on_disk.status == "The index is being loaded …"
    page.wait_for_timeout(200)
    assert on_disk.ask("mill") == ["The mill"]
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(200)
    assert page.locator(".search-title").all_text_contents() == ["The mill"]
    assert on_disk.ask("oven") == ["The oven"]
