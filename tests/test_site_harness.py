"""Files of a folder of pages are judged without a browser: links, what is fetched, the HTML.

Each test plants one fault in the small folder of pages of ``tests/reading/small.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.reading.addresses import references
from tests.reading.site import broken_links, outside
from tests.reading.small import ADDRESS, ESSAY, FEED, PAGE, STYLE, changed, write
from tests.reading.validator import validate_html

MAIN = "</main>"
ELSEWHERE = "https://example.org/x"


def with_element(folder: Path, element: str) -> Path:
    """The sound folder with one element more at the end of the first page's text."""
    return changed(folder, MAIN, element + MAIN)


# -------------------------------------------------------------- the sound twin


def test_nothing_is_wrong_with_sound_pages(tmp_path: Path) -> None:
    write(tmp_path)
    assert broken_links(tmp_path, ADDRESS) == []
    assert broken_links(tmp_path) == []
    assert outside(tmp_path) == []
    assert validate_html(tmp_path) == []


# ------------------------------------------------------ links that lead nowhere


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("#nowhere", "no such identifier in index.html"),
        ("essays/caf%C3%A9.html#Seats", "no such identifier in essays/café.html"),
        ("images/seats.svg#nowhere", "no such identifier in images/seats.svg"),
        ("essays/tea.html", "no such file"),
        ("essays/", "no such file"),
        ("essays", "no such file"),
        ("Essays/caf%C3%A9.html", "the letters of essays/café.html differ in case"),
        ("essays/CAFÉ.html", "the letters of essays/café.html differ in case"),
        ("essays/caf%25C3%25A9.html", "percent-encoded twice"),
        ("essays/caf%E9.html", "what is percent-encoded is not UTF-8"),
        ("essays/caf%C3%A9 2.html", "' ' is not percent-encoded"),
        ("essays/caf%.html", "'%' is not percent-encoded"),
        ("../book/index.html", "leads out of the folder"),
        ("essays/../../x.html", "leads out of the folder"),
        ("/index.html", "begins at the top of the host, where the folder need not be"),
        (f"{ADDRESS}essays/tea.html", "no such file"),
        (f"{ADDRESS}../index.html", "leads out of the folder"),
        (f"{ADDRESS}#nowhere", "no such identifier in index.html"),
    ],
)
def test_an_address_that_leads_nowhere(tmp_path: Path, address: str, why: str) -> None:
    with_element(tmp_path, f'<a href="{address}">x</a>')
    assert broken_links(tmp_path, ADDRESS) == [f"index.html: {address}: {why}"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#",
        "#top",
        "#note",
        "#n%6Fte",
        "#call:~:text=seats",
        "?topic=seats#seats",
        "./",
        "essays/../index.html",
        "essays/café.html",
        " essays/caf%C3%A9.html ",
        "mailto:ada@example.org",
        "//example.org/nowhere",
        "https://example.org/a b",
        "data:text/plain,x",
        ADDRESS,
        f"{ADDRESS}essays/caf%C3%A9.html?p=2#end",
    ],
)
def test_an_address_that_leads_somewhere_or_elsewhere(tmp_path: Path, address: str) -> None:
    with_element(tmp_path, f'<a href="{address}">x</a>')
    assert broken_links(tmp_path, ADDRESS) == []


@pytest.mark.parametrize(
    "element",
    [
        '<a href="no.html">x</a>',
        '<img src="no.html" alt="">',
        '<img src="images/seats.svg" srcset="images/seats.svg 1x,no.html 2x" alt="">',
        '<form action="no.html"></form>',
        '<button formaction="no.html">x</button>',
        '<video poster="no.html"></video>',
        '<object data="no.html"></object>',
        '<script src="no.html"></script>',
        '<link rel="next" href="no.html">',
        '<p style="background: url(no.html)">x</p>',
        '<style>p { background: url( "no.html" ) }</style>',
        '<svg><use xlink:href="no.html"/></svg>',
        '<svg><a href="no.html"><text>x</text></a></svg>',
    ],
)
def test_every_attribute_with_an_address(tmp_path: Path, element: str) -> None:
    with_element(tmp_path, element)
    assert broken_links(tmp_path) == ["index.html: no.html: no such file"]


@pytest.mark.parametrize(
    "rule",
    [
        "@import 'no.css';",
        "@import url(no.css) print;",
        "@media print { p { background: red url('no.css') } }",
        "@font-face { font-family: x; src: url(no.css) format('woff2') }",
        "p { background: image-set('no.css' 1x) }",
        "@namespace url(http://www.w3.org/1999/xhtml); p { background: url(no.css) }",
    ],
)
def test_every_address_in_a_stylesheet(tmp_path: Path, rule: str) -> None:
    write(tmp_path, {"styles/text.css": rule})
    assert broken_links(tmp_path) == ["styles/text.css: no.css: no such file"]


def test_strings_and_fragments_of_stylesheets_are_no_addresses(tmp_path: Path) -> None:
    write(tmp_path, {"a.css": "p { content: 'no.css'; clip-path: url(#page); font-family: 'x' }"})
    assert broken_links(tmp_path) == []


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    changed(tmp_path, "notes.js", "nots.js")
    assert broken_links(tmp_path) == ["index.html: nots.js: no such file"]


def test_addresses_from_a_page_further_down(tmp_path: Path) -> None:
    changed(tmp_path, 'href="../"', 'href="index.html"', "essays/café.html")
    assert broken_links(tmp_path) == ["essays/café.html: index.html: no such file"]


def test_feeds_and_site_maps_name_what_is_there(tmp_path: Path) -> None:
    site_map = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>{ADDRESS}essays/Caf%C3%A9.html</loc></url></urlset>"
    )
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "no.html",
        "feed_url": f"{ADDRESS}feed.json",
        "items": [{"url": f"{ADDRESS}no.html", "content_text": "no.html"}],
    }
    write(
        tmp_path,
        {
            "essays/café.html": ESSAY,
            "styles/text.css": "",
            "index.html": PAGE,
            "notes.js": "",
            "images/seats.svg": "<svg/>",
            "feed.xml": FEED.replace("#end", "#start"),
            "sitemap.xml": site_map,
            "feed.json": json.dumps(feed),
            "record.json": '{"url": "no.html"}',
            "app.webmanifest": '{"start_url": "./", "icons": [{"src": "no.png"}]}',
        },
    )
    essay = f"{ADDRESS}essays/caf%C3%A9.html"
    assert broken_links(tmp_path, ADDRESS) == [
        "app.webmanifest: no.png: no such file",
        f"feed.json: {ADDRESS}no.html: no such file",
        f"feed.xml: {essay}#start: no such identifier in essays/café.html",
        f"sitemap.xml: {essay.replace('/caf', '/Caf')}: "
        "the letters of essays/café.html differ in case",
    ]


# --------------------------------------------------- what comes from elsewhere


@pytest.mark.parametrize(
    "element",
    [
        f'<img src="{ELSEWHERE}" alt="">',
        f'<img src="images/seats.svg" srcset="images/seats.svg, {ELSEWHERE} 2x" alt="">',
        f'<script src="{ELSEWHERE}"></script>',
        f'<iframe src="{ELSEWHERE}"></iframe>',
        f'<video poster="{ELSEWHERE}"></video>',
        f'<object data="{ELSEWHERE}"></object>',
        f'<link rel="stylesheet" href="{ELSEWHERE}">',
        f'<link rel="Shortcut Icon" href="{ELSEWHERE}">',
        f'<link rel="preload" as="image" imagesrcset="{ELSEWHERE} 1x">',
        f'<link rel="preconnect" href="{ELSEWHERE}">',
        f'<meta http-equiv="Refresh" content="0; URL={ELSEWHERE}">',
        f'<p style="background: url({ELSEWHERE})">x</p>',
        f'<style>@import "{ELSEWHERE}";</style>',
        f'<svg><image href="{ELSEWHERE}"/></svg>',
    ],
)
def test_what_a_page_fetches_from_elsewhere(tmp_path: Path, element: str) -> None:
    with_element(tmp_path, element)
    assert outside(tmp_path) == [f"index.html: {ELSEWHERE}"]
    assert broken_links(tmp_path) == []


@pytest.mark.parametrize(
    "address", ["//example.org/x", "\\\\example.org\\x", "HTTP://example.org", ADDRESS]
)
def test_every_way_to_write_another_host(tmp_path: Path, address: str) -> None:
    with_element(tmp_path, f'<img src="{address}" alt="">')
    assert outside(tmp_path) == [f"index.html: {address}"]


@pytest.mark.parametrize(
    "element",
    [
        f'<a href="{ELSEWHERE}">x</a>',
        f'<form action="{ELSEWHERE}"></form>',
        f'<link rel="canonical" href="{ELSEWHERE}">',
        f'<link rel="license" href="{ELSEWHERE}">',
        f'<meta property="og:image" content="{ELSEWHERE}">',
        f'<blockquote cite="{ELSEWHERE}">x</blockquote>',
        f'<svg><a href="{ELSEWHERE}"><text>x</text></a></svg>',
        '<img src="data:image/gif;base64,R0lGOD" alt="">',
    ],
)
def test_what_people_follow_is_not_fetched(tmp_path: Path, element: str) -> None:
    with_element(tmp_path, element)
    assert outside(tmp_path) == []


def test_stylesheets_and_drawings_fetch_too(tmp_path: Path) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<style>@import url("{ELSEWHERE}/1");</style><image xlink:href="{ELSEWHERE}/2"/>'
        f'<a xlink:href="{ELSEWHERE}/3"><text>x</text></a></svg>'
    )
    style = f"{STYLE}@font-face {{ font-family: x; src: url({ELSEWHERE}/4) }}"
    write(tmp_path, {"a.svg": drawing, "b.css": style})
    assert outside(tmp_path) == [
        f"a.svg: {ELSEWHERE}/1",
        f"a.svg: {ELSEWHERE}/2",
        f"b.css: {ELSEWHERE}/4",
    ]


def test_every_address_is_told_once_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": "<a href=b.html>x</a><a href=b.html>y</a>", "b.html": "<a href=>"})
    assert [str(reference) for reference in references(tmp_path)] == [
        "a.html: b.html",
        "b.html: ",
    ]


# -------------------------------------------------------------------- the HTML


def test_invalid_html(tmp_path: Path) -> None:
    changed(tmp_path, 'id="end">Words.', 'id="end"><div>Words.</div>', "essays/café.html")
    write(tmp_path / "deep", {"a b.html": PAGE.replace('role="region"', 'role="regio"')})
    deep, essay = validate_html(tmp_path)
    assert deep.startswith("deep/a b.html:")
    assert "“regio”" in deep
    # The paragraph ends where the division begins, so that its end tag has no beginning.
    assert essay.startswith("essays/café.html:5:")
    assert "No “p” element in scope but a “p” end tag seen." in essay


def test_warnings_are_told_too(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": PAGE.replace(' lang="en-GB"', "")})
    (found,) = validate_html(tmp_path)
    assert "Consider adding a “lang” attribute" in found


def test_a_folder_without_pages_is_not_judged_to_be_sound(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no page in"):
        validate_html(tmp_path)


@pytest.mark.parametrize(
    ("element", "told"),
    [
        ('<div popover="maybe">x</div>', "Bad value “maybe” for attribute “popover”"),
        ('<p inert="maybe">x</p>', "Bad value “maybe” for attribute “inert”"),
        ('<p hidden="maybe">x</p>', "Bad value “maybe” for attribute “hidden”"),
        ('<p role="doc-nothing">x</p>', "Bad value “doc-nothing” for attribute “role”"),
        ('<details name=""><summary>x</summary></details>', "Bad value “” for attribute “name”"),
        ("<math><mx></mx></math>", "Element “mx” not allowed as child of element “math”"),
        ("<span><search>x</search></span>", "Element “search” not allowed as child"),
    ],
)
def test_the_checker_is_of_our_time(tmp_path: Path, element: str, told: str) -> None:
    """It finds nothing in the sound page, which has these, and knows what is wrong with them."""
    with_element(tmp_path, element)
    assert any(told in line for line in validate_html(tmp_path))


def test_what_a_policy_allows_in_a_folder_is_no_finding(tmp_path: Path) -> None:
    """The checker has no origin to compare with; an inline script needs none."""
    with_element(tmp_path, "<script>alert(1)</script>")
    (found,) = validate_html(tmp_path)
    assert "Inline script violates Content Security Policy" in found
