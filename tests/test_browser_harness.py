"""The browser tells what is wrong with a page, and finds nothing where nothing is wrong.

Each test plants one fault in the small folder of pages of ``tests/reading/small.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from tests.reading.browser import Chromium, axe, sideways
from tests.reading.served import on_disk, served
from tests.reading.small import STYLE, changed, write

PHONE = 360
MAIN = "</main>"


def faults(browser: Chromium, folder: Path) -> list[str]:
    """Everything that goes wrong when the first page is opened."""
    with served(folder) as site, browser.visit(site) as visit:
        return visit.faults


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("sound"))


# -------------------------------------------------------------- the sound twin


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["index.html", "essays/caf%C3%A9.html"])
def test_nothing_is_wrong_with_sound_pages(
    browser: Chromium, sound: Path, page: str, color_scheme: Literal["light", "dark"]
) -> None:
    with (
        served(sound) as site,
        browser.visit(site, page, color_scheme=color_scheme, width=PHONE) as visit,
    ):
        assert axe(visit.page) == []
        assert sideways(visit.page) == []
        assert visit.faults == []  # axe-core leaves no trace either


def test_sound_pages_are_sound_from_a_disk_and_without_script(
    browser: Chromium, sound: Path
) -> None:
    with browser.visit(on_disk(sound), java_script=False, width=PHONE) as visit:
        assert sideways(visit.page) == []
        assert visit.faults == []
        assert visit.page.locator("h1").inner_text() == "Seats"
        assert visit.page.locator("html[data-ready]").count() == 0
    with browser.visit(on_disk(sound)) as visit:
        assert visit.page.locator("html[data-ready]").count() == 1
        assert visit.faults == []


def test_a_visit_records_what_was_asked_for(browser: Chromium, sound: Path) -> None:
    with served(sound) as site, browser.visit(site) as visit:
        asked = [address.removeprefix(site.address) for address in visit.requests]
        assert asked[0] == "index.html"
        assert sorted(asked[1:]) == ["images/seats.svg", "notes.js", "styles/text.css"]
        visit.go("essays/caf%C3%A9.html")
        assert visit.requests[len(asked)] == f"{site.address}essays/caf%C3%A9.html"


def test_the_reader_has_set_what_the_visit_says(browser: Chromium, sound: Path) -> None:
    asks = "query => matchMedia(query).matches"
    with browser.visit(on_disk(sound), color_scheme="dark", width=PHONE, height=640) as visit:
        assert visit.page.evaluate(asks, "(prefers-color-scheme: dark)")
        assert visit.page.evaluate(asks, "(prefers-reduced-motion: reduce)")
        assert visit.page.evaluate(asks, "(width: 360px) and (height: 640px)")
        assert visit.page.evaluate("navigator.language") == "en-GB"
        assert visit.page.evaluate("new Date(0).getTimezoneOffset()") == 0
    with browser.visit(on_disk(sound), motion="no-preference") as visit:
        assert visit.page.evaluate(asks, "(prefers-color-scheme: light)")
        assert not visit.page.evaluate(asks, "(prefers-reduced-motion: reduce)")


def test_files_are_served_as_what_they_are(browser: Chromium, tmp_path: Path) -> None:
    types = {
        "a.atom": "application/atom+xml",
        "a.css": "text/css",
        "a.csv": "text/csv",
        "a.epub": "application/epub+zip",
        "a.html": "text/html",
        "a.js": "text/javascript",
        "a.PDF": "application/pdf",
        "a.ris": "application/octet-stream",
        "a.svg": "image/svg+xml",
        "a.webmanifest": "application/manifest+json",
        "a.woff2": "font/woff2",
        "a.xml": "application/xml",
    }
    write(tmp_path, dict.fromkeys(types, "x"))
    with served(tmp_path) as site, browser.visit(site, "a.html") as visit:
        answers = {name: visit.page.request.get(site.address + name) for name in types}
        assert {name: answer.headers["content-type"] for name, answer in answers.items()} == types


# ------------------------------------------------------------ what axe-core finds


def test_an_image_without_alternative_text(browser: Chromium, tmp_path: Path) -> None:
    changed(tmp_path, 'alt="Four seats"', "")
    with browser.visit(on_disk(tmp_path)) as visit:
        (found,) = axe(visit.page)
        assert found.startswith("image-alt: img: Images must have alternative text (")


def test_contrast_that_is_low_in_the_dark_only(browser: Chromium, tmp_path: Path) -> None:
    changed(tmp_path, "--text: #eee", "--text: #444", "styles/text.css")
    with browser.visit(on_disk(tmp_path)) as visit:
        assert axe(visit.page) == []
    with browser.visit(on_disk(tmp_path), color_scheme="dark") as visit:
        found = axe(visit.page)
        assert any(line.startswith("color-contrast: h1: ") for line in found)
        assert all("insufficient color contrast" in line for line in found)


@pytest.mark.parametrize(
    ("element", "rule"),
    [
        ("<p lang='nowhere'>Words</p>", "valid-lang"),  # WCAG 2.0, AA
        ("<input aria-label='Name' autocomplete='nam'>", "autocomplete-valid"),  # 2.1, AA
        ("<button>+</button><button>-</button>", "target-size"),  # 2.2, AA
        ("<h6>Deep</h6>", "heading-order"),  # best practice
    ],
)
def test_rules_of_every_set_are_asked(
    browser: Chromium, tmp_path: Path, element: str, rule: str
) -> None:
    changed(tmp_path, MAIN, element + MAIN)
    changed_style = "button { width: 9px; height: 9px; margin: 0; border: 0; padding: 0 }"
    write(tmp_path, {"styles/text.css": STYLE + changed_style})
    with browser.visit(on_disk(tmp_path)) as visit:
        assert rule in {line.partition(":")[0] for line in axe(visit.page)}


# -------------------------------------------------------- what reaches too far

NARROW = "<!DOCTYPE html><html{}><meta charset=utf-8><style>{}</style><body>{}</body></html>"


@pytest.mark.parametrize(
    ("style", "body", "told"),
    [
        ("#a { width: 500px }", "<div id=a class='x y'><p>Words</p></div>", ["div#a.x.y: 140 px"]),
        ("#a { width: 500px; border: 0; padding: 0 }", "<p><b><input id=a></b>", ["b: 140 px"]),
        ("p { font: 20px monospace }", f"<p id=a>{'long' * 20}</p>", ["p#a: "]),
        ("pre { font: 20px monospace }", f"<pre><code>{'x ' * 60}</code></pre>", ["code: "]),
        ("#a { width: 500px } div { overflow: hidden }", "<div><p id=a>W</p></div>", ["p#a: "]),
        ("#a { margin-left: 200px; width: 169px }", "<p id=a>Words</p>", ["p#a: 9 px"]),
        ("body::after { content: ''; position: absolute; left: 400px; width: 9px; height: 9px }",
         "<p>W", ["html: 49 px"]),
    ],
    ids=["block", "input", "word", "code", "cut off", "margin", "of the style alone"],
)  # fmt: skip
def test_what_is_wider_than_a_phone(
    browser: Chromium, tmp_path: Path, style: str, body: str, told: list[str]
) -> None:
    page = NARROW.format("", f"* {{ margin: 0 }} {style}", body)
    write(tmp_path, {"index.html": page})
    with browser.visit(on_disk(tmp_path), width=PHONE) as visit:
        found = sideways(visit.page)
        assert len(found) == len(told)
        for line, beginning in zip(found, told, strict=True):
            assert line.startswith(beginning)
            assert line.endswith("beyond the 360 of the window")
    with browser.visit(on_disk(tmp_path), width=2000) as visit:
        assert sideways(visit.page) == []


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("div { overflow-x: auto } p { width: 900px }", "<div><p>Words</p></div>"),
        ("pre { overflow-x: scroll }", f"<pre><code>{'x ' * 200}</code></pre>"),
        ("p { width: 900px; display: none }", "<p>Words</p>"),
        ("p { width: 900px } div { display: none }", "<div><p>Words</p></div>"),
        ("p { width: 900px }", "<details><summary>S</summary><p>Words</p></details>"),
        ("p { width: 900px }", "<div popover><p>Words</p></div>"),
        ("b { position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: pre }",
         f"<b><i>{'x ' * 200}</i></b>"),
        ("b { position: absolute; left: -900px }", "<b>To the text</b>"),
    ],
    ids=["scrolls", "code", "none", "within none", "closed", "popover", "unseen", "at the left"],
)  # fmt: skip
def test_what_is_wide_and_does_no_harm(
    browser: Chromium, tmp_path: Path, style: str, body: str
) -> None:
    write(tmp_path, {"index.html": NARROW.format("", style, body)})
    with browser.visit(on_disk(tmp_path), width=PHONE) as visit:
        assert sideways(visit.page) == []


def test_a_page_from_right_to_left_scrolls_to_the_left(browser: Chromium, tmp_path: Path) -> None:
    style = "* { margin: 0 } b { position: absolute; left: -40px }"
    write(tmp_path, {"index.html": NARROW.format(" dir=rtl", style, "<b>W</b>")})
    with browser.visit(on_disk(tmp_path), width=PHONE) as visit:
        assert sideways(visit.page) == ["b: 40 px beyond the 360 of the window"]


# ------------------------------------------------------------ what goes wrong


def test_an_inline_script_that_the_policy_forbids(browser: Chromium, tmp_path: Path) -> None:
    changed(tmp_path, MAIN, f"<script>document.title = 'Changed'</script>{MAIN}")
    with served(tmp_path) as site, browser.visit(site) as visit:
        assert "script-src-elem: inline" in visit.violations
        assert any("Executing inline script" in line for line in visit.violations)
        assert visit.errors == []
        assert visit.page.title() == "Seats"


def test_a_policy_is_watched_without_script_too(browser: Chromium, tmp_path: Path) -> None:
    changed(tmp_path, "<h1>", '<h1 style="color: red">')
    with served(tmp_path) as site, browser.visit(site, java_script=False) as visit:
        (violation,) = visit.violations
        assert "style-src 'self'" in violation


@pytest.mark.parametrize(
    "element",
    [
        '<img src="https://example.org/spy.png" alt="">',
        '<link rel="stylesheet" href="//example.org/text.css">',
        '<iframe src="http://127.0.0.1:9/" title="Frame"></iframe>',
        "<script>fetch('https://example.org/count')</script>",
        "<script>setTimeout(() => navigator.sendBeacon('https://example.org/'), 50)</script>",
        "<script>new WebSocket('wss://example.org/')</script>",
    ],
    ids=["image", "stylesheet", "frame", "fetch", "beacon", "socket"],
)
def test_what_is_asked_for_elsewhere(browser: Chromium, tmp_path: Path, element: str) -> None:
    page = NARROW.format("", "", element)
    write(tmp_path, {"index.html": page})
    with served(tmp_path) as site, browser.visit(site) as visit:
        visit.page.wait_for_load_state("networkidle")  # it may be asked for late
        (found,) = visit.outside
        assert "//example.org/" in found or "//127.0.0.1:9/" in found


def test_the_attempt_is_told_where_the_policy_forbids_it(browser: Chromium, tmp_path: Path) -> None:
    changed(tmp_path, MAIN, f'<img src="https://example.org/spy.png" alt="">{MAIN}')
    with served(tmp_path) as site, browser.visit(site) as visit:
        assert visit.outside == ["https://example.org/spy.png"]
        assert "img-src: https://example.org/spy.png" in visit.violations


def test_a_file_of_the_disk_outside_the_folder(browser: Chromium, tmp_path: Path) -> None:
    write(tmp_path, {"seats.svg": "<svg/>"})
    folder = write(tmp_path / "web", {"index.html": "<img alt='' src='../seats.svg'>"})
    with browser.visit(on_disk(folder)) as visit:
        assert visit.outside == [f"{on_disk(tmp_path).address}seats.svg"]


def test_a_script_that_is_not_there(browser: Chromium, tmp_path: Path) -> None:
    changed(tmp_path, "notes.js", "nots.js")
    with served(tmp_path) as site, browser.visit(site) as visit:
        assert visit.failed == [f"{site.address}nots.js: 404"]
    with browser.visit(on_disk(tmp_path)) as visit:
        assert visit.failed == [f"{on_disk(tmp_path).address}nots.js: net::ERR_FILE_NOT_FOUND"]


def test_a_script_that_fails(browser: Chromium, tmp_path: Path) -> None:
    changed(tmp_path, "document.documentElement", "document.nothing", "notes.js")
    (found,) = faults(browser, tmp_path)
    assert found.startswith("error: TypeError: ")


def test_a_script_that_complains(browser: Chromium, tmp_path: Path) -> None:
    changed(tmp_path, "'yes'", "'yes'; console.error('no index'); console.warn('slow')",
            "notes.js")  # fmt: skip
    assert faults(browser, tmp_path) == ["error: no index"]


def test_a_download_is_no_failure(browser: Chromium, tmp_path: Path) -> None:
    changed(tmp_path, MAIN, f'<a href="book.epub" download>The book</a>{MAIN}')
    write(tmp_path, {"book.epub": "a book"})
    with served(tmp_path) as site, browser.visit(site) as visit:
        with visit.page.expect_download() as download:
            visit.page.get_by_text("The book").click()
        assert download.value.path().read_text(encoding="utf-8") == "a book"
        assert visit.faults == []
