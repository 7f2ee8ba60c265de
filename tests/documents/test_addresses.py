"""Addresses of the files in an edition's folder: relative, absolute, and never elsewhere."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest

from octavo.documents.addresses import absolute_address, address_from, encoded, folder_address

BASE = "https://example.org/reports/"
HOSTILE = [
    "javascript:alert(1)",
    "//elsewhere.example/x",
    "///elsewhere.example/x",
    "https://elsewhere.example/",
    "\\\\elsewhere.example",
    "a b\n</script>\u202e“é” 😀\ud800.html",
    "100%.html?x=1",
    "x" * 10_000,
]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("report/one.html", "report/one.html"),
        ("report/one.html#two", "report/one.html#two"),
        ("a b.html", "a%20b.html"),
        ("a%20b.html", "a%20b.html"),
        ("100%.html", "100%25.html"),
        ("what?.html", "what%3F.html"),
        ("é.html", "%C3%A9.html"),
        ("a:b.html", "a%3Ab.html"),
        ("/one.html", "one.html"),
    ],
)
def test_an_address_is_percent_encoded(address: str, expected: str) -> None:
    assert encoded(address) == expected


@pytest.mark.parametrize("address", HOSTILE)
def test_an_address_never_leaves_the_host(address: str) -> None:
    for found in (
        absolute_address(BASE, address),
        urljoin(BASE, address_from("a/b.html", address)),
    ):
        assert found.isascii()
        assert urlsplit(found)[:2] == ("https", "example.org")
        assert not set(found) & set(' \n\\"<>')


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a", "https://example.org/a/"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("https://example.org/a b/?q#f", "https://example.org/a%20b/"),
        ("", ""),
        ("mailto:a@example.org", ""),
        ("javascript:alert(1)", ""),
        ("/reports/", ""),
    ],
)
def test_the_address_of_a_folder(base: str, expected: str) -> None:
    assert folder_address(base) == expected
    assert absolute_address(base, "x/y.html") == (expected and f"{expected}x/y.html")


@pytest.mark.parametrize(
    ("page", "address", "expected"),
    [
        ("index.html", "report/one.html", "report/one.html"),
        ("report/one.html", "report/two.html#a", "../report/two.html#a"),
        ("report/one.html", "feed.xml", "../feed.xml"),
        ("report/one.html", "../report.pdf", "../../report.pdf"),
        ("report/one.html", "anthology/", "../anthology/"),
    ],
)
def test_a_page_links_to_another_file(page: str, address: str, expected: str) -> None:
    assert address_from(page, address) == expected
