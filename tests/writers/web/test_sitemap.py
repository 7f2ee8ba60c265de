"""Sitemaps and ``robots.txt``: what crawlers are told."""

from __future__ import annotations

import datetime
import urllib.robotparser

import pytest
from lxml import etree

from octavo.writers.web import sitemap as module
from octavo.writers.web.sitemap import MOST_ADDRESSES, robots, sitemap

from .records import BASE, HOSTILE

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DAY = datetime.date(2026, 11, 22)


def located(data: bytes, root: str) -> list[str]:
    """The addresses in a sitemap, or in an index of sitemaps."""
    tree = etree.fromstring(data)
    assert tree.tag == S + root
    return [loc.text or "" for loc in tree.iter(S + "loc")]


def test_a_sitemap_has_every_page_with_its_day() -> None:
    files = sitemap([("", DAY), ("report/one.html", None)], BASE)
    tree = etree.fromstring(files["sitemap.xml"])
    assert [[(child.tag, child.text) for child in url] for url in tree] == [
        [(S + "loc", BASE), (S + "lastmod", "2026-11-22")],
        [(S + "loc", f"{BASE}report/one.html")],
    ]
    assert list(files) == ["sitemap.xml"]


@pytest.mark.parametrize("base", ["", "/web/", "mailto:a@example.org"])
def test_without_an_absolute_address_there_is_no_sitemap(base: str) -> None:
    assert sitemap([("index.html", DAY)], base) == {}


def test_without_a_page_there_is_no_sitemap() -> None:
    assert sitemap([], BASE) == {}


def test_too_many_pages_for_one_file_make_an_index() -> None:
    addresses = [(f"{number}.html", DAY) for number in range(MOST_ADDRESSES + 1)]
    assert list(sitemap(addresses[:-1], BASE)) == ["sitemap.xml"]
    files = sitemap(addresses, BASE)
    names = located(files["sitemap.xml"], "sitemapindex")
    assert names == [f"{BASE}sitemap-1.xml", f"{BASE}sitemap-2.xml"]
    parts = [located(files[name.removeprefix(BASE)], "urlset") for name in names]
    assert [len(part) for part in parts] == [MOST_ADDRESSES, 1]
    assert [address for part in parts for address in part] == [BASE + one for one, _ in addresses]


def test_no_file_is_larger_than_the_protocol_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1_000)
    addresses = [(f"{number}.html", DAY) for number in range(50)]
    files = sitemap(addresses, BASE)
    parts = [located(data, "urlset") for name, data in files.items() if name != "sitemap.xml"]
    assert all(len(data) <= 1_000 for name, data in files.items() if name != "sitemap.xml")
    assert [address for part in parts for address in part] == [BASE + one for one, _ in addresses]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
def test_hostile_addresses_are_encoded(words: str) -> None:
    files = sitemap([(f"&'{words}", DAY), ("b.html", DAY)], BASE)
    *first, last = located(files["sitemap.xml"], "urlset")
    assert last == f"{BASE}b.html"
    assert len(first) == (len(words) < 5_000)  # an address is shorter than 2,048 characters
    assert all(address.startswith(f"{BASE}&'") and address.isascii() for address in first)


@pytest.mark.parametrize("base", [BASE, "https://example.org", ""])
@pytest.mark.parametrize("hidden", [True, False])
def test_robots_are_told_whether_they_may_come(base: str, hidden: bool) -> None:
    parser = urllib.robotparser.RobotFileParser()
    words = robots(base, hidden=hidden)
    parser.parse(words.splitlines())
    page = (base or "https://example.org").rstrip("/") + "/report/one.html"
    assert parser.can_fetch("Example", page) is not hidden
    told = [f"{base.rstrip('/')}/sitemap.xml"] if base and not hidden else None
    assert parser.site_maps() == told
    assert words.isascii()
    assert words.endswith("\n")


def test_what_is_beside_the_folder_is_nobody_s_to_hide() -> None:
    parser = urllib.robotparser.RobotFileParser()
    parser.parse(robots(BASE, hidden=True).splitlines())
    assert parser.can_fetch("Example", "https://example.org/elsewhere.html")
