"""Identifiers: what a publication is known by, in the forms that others read."""

from __future__ import annotations

import pytest

from octavo.documents.identifiers import as_uri, doi_of, isbn_urn


@pytest.mark.parametrize(
    ("identifier", "doi"),
    [
        ("10.1234/abc", "10.1234/abc"),
        ("doi:10.1234/abc", "10.1234/abc"),
        ("DOI: 10.1234/abc", "10.1234/abc"),
        (" https://doi.org/10.1234/abc ", "10.1234/abc"),
        ("http://dx.doi.org/10.1234/abc", "10.1234/abc"),
        ("https://doi.org/10.1002/(SICI)1:8%3C69::AID%3E3.0", "10.1002/(SICI)1:8<69::AID>3.0"),
        ("https://example.org/10.1234/abc", ""),
        ("10.1234/", ""),
        ("10.12/abc", ""),
        ("10.1234/a b", ""),
        ("urn:isbn:9783161484100", ""),
        ("", ""),
    ],
)
def test_the_doi_of_an_identifier(identifier: str, doi: str) -> None:
    assert doi_of(identifier) == doi


@pytest.mark.parametrize(
    ("identifier", "uri"),
    [
        ("10.1234/abc", "https://doi.org/10.1234/abc"),
        ("doi:10.1002/a<b>", "https://doi.org/10.1002/a%3Cb%3E"),
        ("urn:isbn:9783161484100", "urn:isbn:9783161484100"),
        ("https://example.org/a", "https://example.org/a"),
        ("Report no. 7", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_identifier_as_urn_or_address(identifier: str, uri: str) -> None:
    assert as_uri(identifier) == uri


def test_an_isbn_as_urn() -> None:
    assert isbn_urn("978-3-16-148410-0") == "urn:isbn:9783161484100"
